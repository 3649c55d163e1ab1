"""`lykta resolve`: ads in, advertiser and network of each out. Works in memory; keeps nothing."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lykta.archive.charsets import find_charset
from lykta.archive.lines import NEEDED, csv_rows
from lykta.errors import BadInputError
from lykta.kit.hashing import content_id, sha256_of
from lykta.model.ad import Ad
from lykta.model.archived import Damage
from lykta.model.desk import AdView
from lykta.model.finding import PictureHash
from lykta.model.link import Link, Linking
from lykta.service.evidence import link_views
from lykta.service.extracting import extract_ads, open_extractors
from lykta.service.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveRecord:
    """One record of `resolve`; all but `id` and `text` are optional."""

    id: str
    text: str
    source: str = "import"
    posted_at: datetime | None = None
    place: str | None = None
    pictures: tuple[PictureHash, ...] = ()


def picture_of(phash: str, dhash: str, *, quality: float) -> PictureHash:
    """A picture of which only these hashes are known; its mirror image is then unknown and matches nothing else."""
    return PictureHash(
        sha256="",
        phash=phash,
        dhash=dhash,
        phash_mirrored=phash,
        dhash_mirrored=dhash,
        quality=quality,
        width=0,
        height=0,
    )


def resolve(settings: Settings, records: Iterable[ResolveRecord]) -> tuple[Linking, dict[str, str]]:
    """The linking of these records, and the id given by ad id. An id given twice is refused."""
    ads: dict[str, tuple[Ad, datetime]] = {}
    names: dict[str, str] = {}
    pictures: dict[str, tuple[PictureHash, ...]] = {}
    for record in records:
        ad = _ad(record)
        if ad.id in names:
            raise BadInputError(f"id {record.id!r} comes twice; every record needs an id of its own")
        names[ad.id] = record.id
        pictures[ad.id] = record.pictures
        ads[ad.id] = ad, record.posted_at or datetime(1970, 1, 1, tzinfo=UTC)
    found = extract_ads(open_extractors(settings), ((ad, None) for ad, _ in ads.values()), region=settings.region)
    views = (
        AdView(ad=ad, findings=findings, first_seen_at=when, last_seen_at=when, sightings=1)
        for (ad, when), findings in zip(ads.values(), found, strict=True)
    )
    return link_views(views, pictures), names


def _ad(record: ResolveRecord) -> Ad:
    return Ad(
        id=content_id("resolve", record.id),
        source=record.source,
        key=record.id,
        url=f"record:{record.id}",
        title="",
        text=record.text,
        posted_at=record.posted_at,
        place=record.place,
        snapshot="",
        snapshot_sha256=sha256_of(record.text.encode("utf-8", "surrogatepass")),
    )


def answers(linking: Linking, names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """One line per record, by the id given."""
    network_of = {member: network.id for network in linking.networks for member in network.advertisers}
    found = {names[ad]: (one.id, network_of[one.id]) for one in linking.advertisers for ad in one.ads}
    for record in sorted(found):
        yield {"id": record, "advertiser": found[record][0], "network": found[record][1]}


def link_lines(linking: Linking, names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """One line per link, with each reason in bits and in both languages; then the joins held for a person."""
    for link in linking.links:
        yield {
            "a": names[link.a],
            "b": names[link.b],
            "bits": round(link.bits, 2),
            **_standing(linking, link),
            "because": [
                {
                    "family": reason.family.value,
                    "kind": reason.kind,
                    "value": reason.value,
                    "bits": round(reason.bits, 2),
                    "sv": reason.says.sv,
                    "en": reason.says.en,
                }
                for reason in link.because
            ],
        }
    for held in linking.held:
        a, b = names[held.a], names[held.b]
        yield {"a": a, "b": b, "held": [names[ad] for ad in held.ads], "sv": held.says.sv, "en": held.says.en}


def _standing(linking: Linking, link: Link) -> dict[str, Any]:
    """The chance that the two have one contact, and its band."""
    if linking.weights is None:
        return {}
    return {"p": round(linking.weights.probability(link), 4), "band": linking.weights.band(link).value}


def table_rows(path: Path, *, needed: Sequence[str] = NEEDED) -> Iterator[dict[str, Any] | Damage]:
    """The rows of a CSV or Parquet file as records, or why one is none.

    Raises BadInputError when the file cannot be read as a table or lacks a column that is `needed`.
    """
    try:
        if path.suffix.lower() == ".parquet":
            from pyarrow import parquet  # noqa: PLC0415 - 0.2 s that only Parquet pays

            for batch in parquet.ParquetFile(path).iter_batches():
                yield from batch.to_pylist()
            return
        with path.open("rb") as file:
            charset = find_charset(file, path.name)
            for row in csv_rows(file, path.name, charset, needed=needed, optional=()):
                yield row if isinstance(row, Damage) else row[1]
    except (OSError, ValueError) as error:
        raise BadInputError(f"{path}: cannot be read as {path.suffix or 'a table'}: {error}") from error


def write_lines(path: Path, lines: Iterable[Mapping[str, Any]]) -> None:
    """The lines stand in the file as JSON. Raises BadInputError when it cannot be written."""
    try:
        # A lone surrogate becomes its JSON escape.
        with path.open("w", encoding="utf-8", errors="backslashreplace") as file:
            file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    except OSError as error:
        raise BadInputError(f"{path}: cannot be written: {error.strerror}. Name another file.") from error
