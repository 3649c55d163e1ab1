"""Ads that came as rows of a table (CSV, JSON lines) instead of as pages."""

import json
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from lykta.errors import BadInputError
from lykta.kit.hashing import content_id
from lykta.model.ad import Ad
from lykta.model.snapshot import Snapshot
from lykta.sites.charset import clean
from lykta.sites.dates import HOME_ZONE, read_posted
from lykta.sites.fields import PICTURES

ROW_TYPE = "application/x-lykta-ad+json"
DEFAULT_SOURCE = "import"
_TEXTS = ("source", "posted_at", "place", "title", "url", "price", "contact")


def read_row(snapshot: Snapshot) -> Ad:
    """The ad that a row tells; its `id` becomes the ad's key, and without a title the first line is the title.

    Must have `id` and `text`; may have source, posted_at, place, title, url, pictures, price and contact.
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
    source = told["source"] or DEFAULT_SOURCE
    return Ad(
        id=content_id(source, key, text),
        source=source,
        key=key,
        url=told["url"] or snapshot.url,
        title=title,
        text=text,
        posted_at=_posted(told["posted_at"], snapshot.fetched_at),
        place=told["place"],
        price=told["price"],
        contact=told["contact"],
        pictures=_pictures(row.get("pictures")),
        snapshot=snapshot.id,
        snapshot_sha256=snapshot.sha256,
    )


def _posted(written: str | None, fetched_at: datetime) -> datetime | None:
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
