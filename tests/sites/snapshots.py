"""Snapshots and a small adapter for the tests of this room; elsewhere only the archive makes snapshots."""

from datetime import UTC, datetime

from lykta.kit.hashing import sha256_of
from lykta.model.snapshot import Snapshot

FETCHED = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def snapshot(
    page: str | bytes,
    *,
    url: str = "https://board.example/x",
    fetched_at: datetime = FETCHED,
    content_type: str | None = "text/html; charset=utf-8",
    status: int | None = 200,
) -> Snapshot:
    body = page.encode("utf-8") if isinstance(page, str) else page
    return Snapshot(
        id="s1",
        url=url,
        fetched_at=fetched_at,
        sha256=sha256_of(body),
        body=body,
        content_type=content_type,
        status=status,
        archive="f" * 64,
        offset=0,
    )


NEW_SITE = """
name = "Board"
languages = ["en"]
[[domain]]
name = "board.example"
[url]
list = '^/list'
ad = '^/ad/(?P<key>[0-9]+)$'
[list]
container = "ul.ads"
item = "li"
link = "a"
[ad]
root = "article"
title = "h1"
body = "p"
[[example]]
url = "https://board.example/ad/7"
fetched_at = 2026-11-24T12:00:00Z
html = "<article><h1>Hello</h1><p>Some text</p></article>"
kind = "ad"
keys = ["7"]
title = "Hello"
body = "Some text"
"""
