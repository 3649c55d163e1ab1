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
            "contact": "070-1740606", "url": "https://board.example/a", "posted_at": "2026-11-23T14:30",
            "pictures": ["a.jpg"],
        }
    )  # fmt: skip
    (ad,) = read.ads
    assert ad.text == "Rubrik\nBrödtext"
    assert (ad.source, ad.place, ad.price, ad.contact) == ("board", "Umeå", "1500", "070-1740606")
    assert ad.posted_at == datetime(2026, 11, 23, 13, 30, tzinfo=UTC)
    assert (ad.url, ad.pictures) == ("https://board.example/a", ("a.jpg",))


def test_a_row_was_seen_when_it_says_else_when_it_was_posted_else_when_it_was_imported() -> None:
    row = {"id": "a", "text": "Brödtext"}
    posted = {**row, "posted_at": "2026-11-01T14:30"}
    both = {**posted, "seen_at": "2026-11-02T10:00+01:00"}
    assert _read(row).sightings[0].seen_at == FETCHED
    assert _read(posted).sightings[0].seen_at == datetime(2026, 11, 1, 13, 30, tzinfo=UTC)
    assert _read(both).sightings[0].seen_at == datetime(2026, 11, 2, 9, tzinfo=UTC)
    assert [_read(one).problem for one in (row, posted, both)] == [None, None, None]


@pytest.mark.parametrize("written", ["yesterday", "2096-01-01", "0001-01-01", "1990-05-05T10:00", "9" * 500])
def test_a_time_at_which_nobody_can_have_seen_it_is_told_and_costs_the_time_only(written: str) -> None:
    read = _read({"id": "a", "text": "Brödtext", "seen_at": written, "posted_at": "2026-11-01T14:30"})
    assert read.kind is PageKind.AD
    assert read.sightings[0].seen_at == datetime(2026, 11, 1, 13, 30, tzinfo=UTC)
    assert read.problem is not None
    assert "expected an ISO 8601 time before the import" in read.problem
    assert len(read.problem) < 300


@pytest.mark.parametrize("written", ["igår", "2096-01-01"])
def test_a_posting_date_that_cannot_be_is_told_and_costs_the_date_only(written: str) -> None:
    read = _read({"id": "a", "text": "Brödtext", "posted_at": written})
    assert (read.kind, read.ads[0].posted_at, read.sightings[0].seen_at) == (PageKind.AD, None, FETCHED)
    assert read.problem is not None
    assert read.problem.startswith(f"posted_at is '{written}'; expected")
    assert read.problem.endswith("The ad counts as seen when it was imported.")


def test_a_posting_date_in_the_future_is_no_sighting() -> None:
    assert _read({"id": "a", "text": "x", "posted_at": "2096-01-01"}).sightings[0].seen_at == FETCHED


def test_a_row_taken_from_a_page_that_an_adapter_knows_is_that_posting() -> None:
    row = {"id": "7", "text": "x", "url": "https://annonstorget.example/annons/a17", "source": "my list"}
    (ad,) = _read(row).ads
    assert (ad.source, ad.key) == ("annonstorget", "a17")
    assert _read(row).sightings[0].key == "a17"


@pytest.mark.parametrize(
    "url", ["https://annonstorget.example/annonser", "https://unknown.example/annons/a17", "no address", "file:///x"]
)
def test_a_row_from_any_other_address_keeps_its_own_source_and_id(url: str) -> None:
    (ad,) = _read({"id": "7", "text": "x", "url": url, "source": "my list"}).ads
    assert (ad.source, ad.key) == ("my list", "7")


@pytest.mark.parametrize("told", [{}, {"source": "unknown.example"}])
@pytest.mark.parametrize(
    "url", ["https://www.unknown.example/annons/7", "https://unknown.example/annons?nr=7&utm_source=x"]
)
def test_a_row_whose_id_is_part_of_its_address_is_the_posting_on_that_page(url: str, told: dict[str, str]) -> None:
    page = f"<html><body><main><h1>Rubrik</h1><p>{'Ring mig på kvällen. ' * 9}</p></main></body></html>"
    on_page = read_page(snapshot(page.encode(), url=url, content_type="text/html"), ADAPTERS)
    (ad,) = _read({"id": "7", "text": "x", "url": url, **told}).ads
    assert [(one.source, one.key) for one in on_page.ads] == [(ad.source, ad.key)]


@pytest.mark.parametrize(
    "url", ["https://unknown.example/annonser", "https://unknown.example/", "https://[7", "https:///7"]
)
def test_rows_that_all_name_the_address_of_a_site_stay_apart(url: str) -> None:
    keys = {(ad.source, ad.key) for id_ in ("7", "8") for ad in _read({"id": id_, "text": "x", "url": url}).ads}
    assert keys == {("import", "7"), ("import", "8")}


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
