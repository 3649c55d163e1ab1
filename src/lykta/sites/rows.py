"""Ads that came as rows of a table (CSV, JSON lines) instead of as pages."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import re2

from lykta.errors import BadInputError
from lykta.kit.hashing import content_id
from lykta.model.ad import Ad
from lykta.model.snapshot import Snapshot
from lykta.sites.charset import clean
from lykta.sites.dates import AHEAD_AT_MOST, HOME_ZONE, read_posted
from lykta.sites.fields import PICTURES, host_of
from lykta.sites.generic import key_of_address
from lykta.sites.loading import Adapters

READER = "rows"  # what a page that a row made says it was read by
ROW_TYPE = "application/x-lykta-ad+json"
DEFAULT_SOURCE = "import"
EARLIEST = datetime(1993, 4, 30, tzinfo=UTC)  # CERN put the web into the public domain; no site is older
MAX_SHOWN = 60  # of a value that is told back: a date is shorter
_PARTS = re2.compile(r"[/?&=]")  # what divides an address into its parts
_TEXTS = ("source", "posted_at", "seen_at", "place", "title", "url", "price", "contact")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The ad that a row tells and when somebody saw it. `problem` says what of the row could not be taken."""

    ad: Ad
    seen_at: datetime
    problem: str | None = None


def read_row(snapshot: Snapshot, adapters: Adapters) -> Row:
    """The ad that a row tells; its `id` becomes the ad's key, and without a title the first line is the title.

    Must have `id` and `text`; may have source, posted_at, seen_at, place, title, url, pictures, price and contact.
    It was seen at `seen_at`, else at `posted_at`, else when the row was imported. It is the same posting as the page at
    its `url` if an adapter knows that address as an ad's, or if the row's id is a part of it; see `_posting`.
    Raises BadInputError for a row that is no such object.
    """
    row = _row(snapshot.body)
    key, text = _text(row, "id"), _text(row, "text")
    if key is None or text is None:
        raise BadInputError(f'a row needs "id" and "text", got {", ".join(sorted(row))[:200] or "nothing"}')
    told = {name: _optional_text(row, name) for name in _TEXTS}
    title = told["title"]
    if title is None:
        title = text.split("\n", 1)[0]
    elif not f"{text}\n".startswith(f"{title}\n"):
        text = f"{title}\n{text}"
    posted_at, posted_problem = _told_time("posted_at", told["posted_at"], snapshot.fetched_at)
    seen_at, seen_problem = _told_time("seen_at", told["seen_at"], snapshot.fetched_at)
    problems = [problem for problem in (posted_problem, seen_problem) if problem]
    if problems and seen_at is None:
        problems.append(f"The ad counts as seen when it was {'posted' if posted_at else 'imported'}.")
    seen_at = seen_at or posted_at or snapshot.fetched_at
    source, key = _posting(told["url"], seen_at, adapters, source=told["source"], row_id=key)
    ad = Ad(
        id=content_id(source, key, text),
        source=source,
        key=key,
        url=told["url"] or snapshot.url,
        title=title,
        text=text,
        posted_at=posted_at,
        place=told["place"],
        price=told["price"],
        contact=told["contact"],
        pictures=_pictures(row.get("pictures")),
        snapshot=snapshot.id,
        snapshot_sha256=snapshot.sha256,
    )
    return Row(ad=ad, seen_at=seen_at, problem=" ".join(problems) or None)


def _posting(
    url: str | None, seen_at: datetime, adapters: Adapters, *, source: str | None, row_id: str
) -> tuple[str, str]:
    """Source and key of the page that the row was taken from, else the row's own.

    Where no adapter knows the host, the address is the ad's own when the row's id is one of its parts: many lists give
    every row the address of the site, and their rows must not become one posting.
    """
    own = (source or DEFAULT_SOURCE, row_id)
    if url is None or not (host := host_of(url)):
        return own
    if (site := adapters.claiming(host, seen_at.date())) is not None:
        key = site.key_of(url)
        return own if key is None else (site.id, key)
    if source not in (None, host):
        return own
    key = key_of_address(url)
    return (host, key) if row_id in _PARTS.split(key) else own


def _told_time(name: str, written: str | None, fetched_at: datetime) -> tuple[datetime | None, str | None]:
    """The time if anybody can have posted or seen an ad on the web then, and else a sentence on what came."""
    if written is None:
        return None, None
    at = read_posted(written, "iso", fetched_at=fetched_at, zone=ZoneInfo(HOME_ZONE))
    if at is not None and EARLIEST <= at <= fetched_at + AHEAD_AT_MOST:
        return at, None
    # A date nobody can read costs the date and never the ad.
    expected = "expected an ISO 8601 time before the import, such as 2026-03-01T14:05."
    return None, f"{name} is {written[:MAX_SHOWN]!r}; {expected}"


def _row(body: bytes) -> Mapping[str, object]:
    try:
        row = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise BadInputError(f"the row is not JSON: {type(error).__name__}: {str(error)[:200]}") from error
    if not isinstance(row, dict):
        raise BadInputError(f"a row is a JSON object, got {type(row).__name__}")
    return row


def _text(row: Mapping[str, object], name: str) -> str | None:
    value = row.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise BadInputError(f'"{name}" is text, got {type(value).__name__}')
    return clean(str(value))


def _optional_text(row: Mapping[str, object], name: str) -> str | None:
    """None for a value of another kind: a wrong price must not cost the ad its reading."""
    try:
        return _text(row, name)
    except BadInputError:
        return None


def _pictures(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        return ()
    return tuple(clean(name) for name in value[:PICTURES] if isinstance(name, str))
