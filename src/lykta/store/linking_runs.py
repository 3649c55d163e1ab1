"""The linking runs: what each was made from, by which limits, and what agreement was worth in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, DateTime, Integer, Table, Text, select
from sqlalchemy.dialects.postgresql import JSONB, insert

from lykta.model.link import Family, LinkWeights
from lykta.store._schema import metadata

linking_run = Table(
    "linking_run",
    metadata,
    Column("as_of", DateTime(timezone=True), primary_key=True),
    Column("ads", Integer, nullable=False),
    Column("ads_sha256", Text, nullable=False),
    Column("advertisers", Integer, nullable=False),
    Column("networks", Integer, nullable=False),
    Column("version", Text, nullable=False),
    Column("settings", JSONB, nullable=False),
    Column("weights", JSONB, nullable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkingRun:
    """`ads_sha256` is of the ids of its ads in order; ids are made from what an ad says."""

    as_of: datetime
    ads: int
    ads_sha256: str
    advertisers: int
    networks: int
    version: str
    settings: Mapping[str, Any]
    weights: LinkWeights


def add_run(connection: Connection, run: LinkingRun) -> None:
    """The run is on record."""
    values = {
        "as_of": run.as_of,
        "ads": run.ads,
        "ads_sha256": run.ads_sha256,
        "advertisers": run.advertisers,
        "networks": run.networks,
        "version": run.version,
        "settings": dict(run.settings),
        "weights": _cells(run.weights),
    }
    connection.execute(insert(linking_run).values(values).on_conflict_do_nothing())


def newest_weights(connection: Connection) -> LinkWeights | None:
    wanted = select(linking_run.c.weights).order_by(linking_run.c.as_of.desc()).limit(1)
    cells = connection.execute(wanted).scalar_one_or_none()
    return None if cells is None else _weights(cells)


def _cells(weights: LinkWeights) -> dict[str, Any]:
    chances = sorted((sorted(family.value for family in own), chance) for own, chance in weights.chances.items())
    return {
        "m": dict(weights.m),
        "u": dict(weights.u),
        "prior_bits": weights.prior_bits,
        "seeds": weights.seeds,
        "chances": chances,
    }


def _weights(cells: Mapping[str, Any]) -> LinkWeights:
    return LinkWeights(
        m=cells["m"],
        u=cells["u"],
        prior_bits=cells["prior_bits"],
        seeds=cells["seeds"],
        chances={frozenset(Family(family) for family in own): chance for own, chance in cells["chances"]},
    )
