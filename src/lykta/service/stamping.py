"""`lykta stamp`: what was kept is stamped by each authority of `stamp.toml`, which is asked again until it is."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from lykta.archive.http import decoded, parse_answer, without_chunks
from lykta.archive.record import RecordError
from lykta.archive.shelf import manifests
from lykta.archive.stamping import NAME, Stamped, Trusted, list_unstamped, read_trusted, stamp
from lykta.capture.fetching import FetchRules, fetch
from lykta.errors import BadInputError, LyktaError, SettingsError
from lykta.kit.toml_files import read_toml
from lykta.model.audit import Act
from lykta.service.auditing import note
from lykta.service.desk import Desk
from lykta.service.rights import refuse_unless_may
from lykta.service.watch_plan import Part, WayOut

STAMP_FILE = "stamp.toml"
# An authority that is down is no news the same day; a day later somebody should know (TRUST, case 25).
TOLD_AFTER = timedelta(days=1)
QUERY_TYPE, REPLY_TYPE = "application/timestamp-query", "application/timestamp-reply"  # RFC 3161, 3.4


class AuthorityPlan(Part):
    """One authority: its name in our files, its address, and a PEM file with its root beside `stamp.toml`."""

    name: str = Field(pattern=NAME.pattern)
    url: str = Field(pattern=r"^https?://[!-~]+$")
    roots: str = Field(min_length=1)


class StampPlan(WayOut):
    """The whole file."""

    authority: tuple[AuthorityPlan, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _names_each_once(self) -> Self:
        names = [one.name for one in self.authority]
        if len(set(names)) < len(names):
            raise ValueError("an authority stands twice; give each `name` once")
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class StampReport:
    """`waiting` names each authority that did not stamp, with why; those files are tried again next time."""

    stamped: tuple[Stamped, ...]
    waiting: tuple[tuple[str, str], ...]


def read_stamp_plan(home: Path) -> StampPlan | None:
    """The home's authorities; None when it names none. Raises SettingsError with a line for each fault."""
    path = home / STAMP_FILE
    return read_toml(path, StampPlan) if path.exists() else None


def stamp_all(desk: Desk) -> StampReport:
    """Every authority was asked for all that it has not stamped. One that fails stops no other.

    Raises SettingsError when the home names no authority or a root cannot be read.
    """
    refuse_unless_may(desk, Act.STAMPED)
    plan = read_stamp_plan(desk.settings.home)
    if plan is None:
        raise SettingsError(f"{desk.settings.home / STAMP_FILE}: no such file. The guide shows one under `stamp`.")
    known = [(one, read_trusted_file(desk.settings.home / one.roots)) for one in plan.authority]
    note(desk, Act.STAMPED, *(one.name for one in plan.authority))
    stamped: list[Stamped] = []
    waiting: list[tuple[str, str]] = []
    for one, trusted in known:
        ask = partial(_ask, desk, one.url, plan.rules())
        try:
            made = stamp(desk.settings.archive, one.name, trusted, ask)
        except BadInputError as error:
            waiting.append((one.name, str(error)))
        else:
            stamped += [made] if made else []
    return StampReport(stamped=tuple(stamped), waiting=tuple(waiting))


def _ask(desk: Desk, url: str, rules: FetchRules, request: bytes) -> bytes:
    """The authority's answer. Raises BadInputError when there is none."""
    fields = {"Content-Type": QUERY_TYPE}
    fetched = fetch(url, rules, now=desk.now, fields=fields, body=request)
    if fetched.why is not None or fetched.last is None:
        raise BadInputError(fetched.why or f"{url}: no answer.")
    if fetched.last.status != 200:
        raise BadInputError(f"{url}: answered {fetched.last.status}; expected 200 and a time stamp.")
    try:
        answer = parse_answer(fetched.last.response)
        return decoded(answer, without_chunks(answer))
    except RecordError as error:
        raise BadInputError(f"{url}: {error}") from error


def read_trusted_file(path: Path) -> Trusted:
    """The certificates to believe. Raises SettingsError when the file cannot be read or holds no root."""
    try:
        return read_trusted(path.read_bytes(), path.name)
    except OSError as error:
        raise SettingsError(
            f"{path}: cannot be read ({error.strerror}). Put the authority's root there, as PEM."
        ) from error
    except BadInputError as error:
        raise SettingsError(str(error)) from error


def count_unstamped(desk: Desk) -> dict[str, int]:
    """How many kept files each of the home's authorities has not stamped, of those kept more than TOLD_AFTER ago.

    Empty when the home names no authority, or its file is wrong: `lykta stamp` says that.
    """
    try:
        plan = read_stamp_plan(desk.settings.home)
    except LyktaError:
        return {}
    if plan is None:
        return {}
    oldest = (desk.now() - TOLD_AFTER).timestamp()
    kept = {path.stem for path in manifests(desk.settings.archive) if path.stat().st_mtime < oldest}
    left = {one.name: len(kept & set(list_unstamped(desk.settings.archive, one.name))) for one in plan.authority}
    return {name: count for name, count in left.items() if count}
