import json
from datetime import UTC, datetime

import pytest

from lykta.model.ad import PageKind, PageRead
from lykta.sites.loading import load_adapters
from lykta.sites.reading import read_page
from lykta.sites.rows import ROW_TYPE
from tests.sites.snapshots import FETCHED, snapshot

ADAPTERS = load_adapters(None)


def _read(row: object) -> PageRead:
    body = row if isinstance(row, bytes) else json.dumps(row).encode()
    return read_page(snapshot(body, url="file:///ads.jsonl", content_type=ROW_TYPE), ADAPTERS)


def test_a_row_of_id_and_text_is_an_ad_of_the_import() -> None:
    read = _read({"id": 7, "text": "Rubrik\nRing 070-1740605"})
    (ad,) = read.ads
    assert (read.kind, read.source, ad.key, ad.title) == (PageKind.AD, "import", "7", "Rubrik")
    assert ad.text == "Rubrik\nRing 070-1740605"
    assert ad.url == "file:///ads.jsonl"
    assert read.sightings[0].seen_at == FETCHED


def test_a_row_may_tell_everything() -> None:
    read = _read(
        {
            "id": "a", "text": "Brödtext", "title": "Rubrik", "source": "board", "place": "Umeå", "price": 1500,
            "contact": "070-1740606", "url": "https://board.example/a", "posted_at": "2026-11-24T14:30",
            "pictures": ["a.jpg"],
        }
    )  # fmt: skip
    (ad,) = read.ads
    assert ad.text == "Rubrik\nBrödtext"
    assert (ad.source, ad.place, ad.price, ad.contact) == ("board", "Umeå", "1500", "070-1740606")
    assert ad.posted_at == datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
    assert (ad.url, ad.pictures) == ("https://board.example/a", ("a.jpg",))


def test_a_title_that_the_text_begins_with_is_not_doubled() -> None:
    (ad,) = _read({"id": "a", "text": "Rubrik\nmer", "title": "Rubrik"}).ads
    assert ad.text == "Rubrik\nmer"


def test_nul_and_lone_surrogates_become_the_replacement_character() -> None:
    (ad,) = _read(b'{"id": "a", "text": "x\\u0000y\\ud800z"}').ads
    assert ad.text == "x\ufffdy\ufffdz"


@pytest.mark.parametrize(
    "odd",
    [
        {"posted_at": "igår"},
        {"posted_at": "9999-99-99"},
        {"pictures": "a.jpg"},
        {"pictures": [1, {}]},
        {"price": True},
        {"title": ["x"], "url": {}, "place": [], "contact": {"a": 1}},
    ],
)
def test_an_odd_optional_value_costs_the_value_and_never_the_ad(odd: dict[str, object]) -> None:
    read = _read({"id": "a", "text": "Ring 070-1740605", **odd})
    assert read.kind is PageKind.AD
    (ad,) = read.ads
    assert ad.text == "Ring 070-1740605"
    assert (ad.posted_at, ad.price, ad.pictures) == (None, None, ())


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (b"{", "the row is not JSON"),
        (b"\xff", "the row is not JSON"),
        (b"[" * 100_000, "the row is not JSON"),
        ([1], "a row is a JSON object, got list"),
        ({"id": "a"}, 'a row needs "id" and "text", got id'),
        ({"id": "a", "text": ["x"]}, '"text" is text, got list'),
        ({"id": True, "text": "x"}, '"id" is text, got bool'),
    ],
)
def test_a_row_that_is_no_ad_is_unread_and_says_why(row: object, why: str) -> None:
    read = _read(row)
    assert read.kind is PageKind.UNREAD
    assert why in (read.problem or "")
