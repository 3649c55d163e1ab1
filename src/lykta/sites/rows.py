"""Ads that came as rows of a table (CSV, JSON lines) instead of as pages."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from lykta.errors import BadInputError
from lykta.kit.hashing import content_id
from lykta.model.ad import Ad
from lykta.model.snapshot import Snapshot
from lykta.sites.charset import clean
from lykta.sites.dates import AHEAD_AT_MOST, HOME_ZONE, read_posted
from lykta.sites.fields import PICTURES, host_of
from lykta.sites.loading import Adapters

ROW_TYPE = "application/x-lykta-ad+json"
DEFAULT_SOURCE = "import"
EARLIEST = datetime(1993, 4, 30, tzinfo=UTC)  # CERN put the web into the public domain; no site is older
MAX_SHOWN = 60  # of a value that is told back: a date is shorter
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
    It was seen at `seen_at`, else at `posted_at`, else when the row was imported. With a `url` that an adapter knows as
    an ad's, it is the same posting as that page: source and key are the adapter's.
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
    posted_at = _time(told["posted_at"], snapshot.fetched_at)
    seen_at = _past(_time(told["seen_at"], snapshot.fetched_at), snapshot.fetched_at)
    problem = None
    if told["seen_at"] is not None and seen_at is None:
        problem = (
            f"seen_at is {told['seen_at'][:MAX_SHOWN]!r}; expected an ISO 8601 time before the import, such as "
            "2026-03-01T14:05. The ad counts as seen when it was posted or imported."
        )
    seen_at = seen_at or _past(posted_at, snapshot.fetched_at) or snapshot.fetched_at
    source, key = _posting(told["url"], seen_at, adapters) or (told["source"] or DEFAULT_SOURCE, key)
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
    return Row(ad=ad, seen_at=seen_at, problem=problem)


def _posting(url: str | None, seen_at: datetime, adapters: Adapters) -> tuple[str, str] | None:
    """Source and key of the page that the row was taken from; None when no adapter knows its address."""
    if url is None or (site := adapters.claiming(host_of(url), seen_at.date())) is None:
        return None
    key = site.key_of(url)
    return None if key is None else (site.id, key)


def _past(at: datetime | None, fetched_at: datetime) -> datetime | None:
    """The time if anybody can have seen an ad on the web then, else None."""
    return at if at is not None and EARLIEST <= at <= fetched_at + AHEAD_AT_MOST else None


def _time(written: str | None, fetched_at: datetime) -> datetime | None:
    if written is None:
        return None
    # A date nobody can read costs the date and never the ad.
    return read_posted(written, "iso", fetched_at=fetched_at, zone=ZoneInfo(HOME_ZONE))


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
