"""The home's `watch.toml`: which sources are visited how often, and by which rules. Unknown keys are errors."""

import tomllib
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from lykta.capture.addresses import AddressRules
from lykta.capture.fetching import Egress, FetchRules
from lykta.capture.pacing import PaceRules
from lykta.capture.robots import Choice, Policy
from lykta.errors import SettingsError

WATCH_FILE = "watch.toml"


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ProxyPlan(Part):
    """An HTTP proxy that is the only way out."""

    host: str = Field(min_length=1)
    port: int = Field(ge=1, le=65535)


class SourcePlan(Part):
    """One watched source; `id` is the name of its adapter, `start` its first list page."""

    id: str = Field(min_length=1)
    start: str = Field(pattern=r"^https?://[!-~]+$")
    visits_per_day: float = Field(4, gt=0, le=288)
    wait_s: float = Field(2, ge=0, le=3600)
    budget: int = Field(2000, ge=1, le=100_000)
    robots: Choice = Choice.OBEYED
    ground: str = ""
    takes_tls_faults: bool = False

    @model_validator(mode="after")
    def _has_a_ground(self) -> Self:
        if self.robots is Choice.NOT_OBEYED and not self.ground.strip():
            raise ValueError("robots = 'not obeyed' needs `ground`, the legal ground in words")
        return self

    @property
    def policy(self) -> Policy:
        return Policy(choice=self.robots, ground=self.ground)

    @property
    def pace(self) -> PaceRules:
        return PaceRules(wait_s=self.wait_s, budget=self.budget)


class WayOut(Part):
    """How requests go out. `test_hosts` are ADDRESS:PORT that may be called although they are this machine's own."""

    user_agent: str = Field("Lykta", min_length=1, max_length=200, pattern=r"^[ -~]+$")
    egress: ProxyPlan | None = None
    test_hosts: tuple[str, ...] = ()
    total_s: float = Field(60, gt=0, le=3600)

    @model_validator(mode="after")
    def _names_hosts_with_ports(self) -> Self:
        _test_hosts(self.test_hosts)
        return self

    def rules(self, *, takes_tls_faults: bool = False) -> FetchRules:
        return FetchRules(
            user_agent=self.user_agent,
            addresses=AddressRules(test_hosts=_test_hosts(self.test_hosts)),
            total_s=self.total_s,
            takes_tls_faults=takes_tls_faults,
            egress=Egress(host=self.egress.host, port=self.egress.port) if self.egress else None,
        )


class WatchPlan(WayOut):
    """The whole file."""

    source: tuple[SourcePlan, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _names_each_source_once(self) -> Self:
        ids = [one.id for one in self.source]
        if len(set(ids)) < len(ids):
            raise ValueError("a source stands twice; give each `id` once")
        return self

    def fetch_rules(self, source: SourcePlan) -> FetchRules:
        return self.rules(takes_tls_faults=source.takes_tls_faults)


def _test_hosts(written: tuple[str, ...]) -> frozenset[tuple[str, int]]:
    pairs = [one.rpartition(":") for one in written]
    for host, _, port in pairs:
        if not host or not port.isascii() or not port.isdigit():
            raise ValueError(f"{host}:{port}: write a test host as ADDRESS:PORT")
    return frozenset((host, int(port)) for host, _, port in pairs)


def read_watch_plan(home: Path) -> WatchPlan:
    """Raises SettingsError with one line for each thing that is wrong, also when the file is missing."""
    path = home / WATCH_FILE
    try:
        with path.open("rb") as file:
            return WatchPlan.model_validate(tomllib.load(file))
    except FileNotFoundError as error:
        raise SettingsError(f"{path}: no such file. The guide shows one under `watch`.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not TOML: {error}. Mend that line.") from error
    except ValidationError as error:
        lines = (f"{path}: {'.'.join(map(str, wrong['loc']))}: {wrong['msg']}." for wrong in error.errors())
        raise SettingsError("\n".join(lines)) from error
