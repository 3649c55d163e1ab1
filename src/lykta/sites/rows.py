"""Ads that came as rows of a table (CSV, JSON lines) instead of as pages."""

import json
from collections.abc import Mapping
from datetime import UTC

from lykta.errors import BadInputError
from lykta.model.ad import Ad
from lykta.model.snapshot import Snapshot
from lykta.kit.hashing import content_id
from lykta.sites.charset import clean
from lykta.sites.dates import read_posted
from lykta.sites.fields import PICTURES
from zoneinfo import ZoneInfo

ROW_TYPE = "application/x-lykta-ad+json"
DEFAULT_SOURCE = "import"
_TEXTS = ("source", "posted_at", "place", "title", "url", "price", "contact")


def read_row(snapshot: Snapshot) -> Ad:
    """The ad that a row tells: `id` and `text`, and what it has of source, posted_at, place, title, url,
    pictures, price and contact. Its `id` becomes the ad's key; without a title the first line is the title.

    Raises BadInputError for a row that is no such object.
    """
    row = _row(snapshot.body)
    key, text = _text(row, "id"), _text(row, "text")
    if key is None or text is None:
        raise BadInputError(f'a row needs "id" and "text", got {", ".join(sorted(row))[:200] or "nothing"}')
    told = {name: _text(row, name) for name in _TEXTS}
    title = told["title"]
    if title is None:
        title = text.split("\n", 1)[0]
    elif not f"{text}\n".startswith(f"{title}\n"):
        text = f"{title}\n{text}"
    source = told["source"] or DEFAULT_SOURCE
    posted_at = None
    if told["posted_at"] is not None:
        zone = ZoneInfo("Europe/Stockholm")
        posted_at = read_posted(told["posted_at"], "iso", fetched_at=snapshot.fetched_at.astimezone(UTC), zone=zone)
        if posted_at is None:
            raise BadInputError(f"posted_at {told['posted_at'][:40]!r} is not a date such as 2026-11-24T14:30")
    return Ad(
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


def _pictures(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise BadInputError('"pictures" is a list of texts')
    return tuple(clean(name) for name in value[:PICTURES])
