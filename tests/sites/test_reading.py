from pathlib import Path

import pytest

from lykta.model.ad import PageKind
from lykta.sites import reading
from lykta.sites.loading import Adapters, load_adapters
from lykta.sites.reading import read_page
from tests.sites.snapshots import FETCHED, NEW_SITE, snapshot

AD = "https://board.example/ad/7"
LIST = "https://board.example/list?p=2"


@pytest.fixture
def board(tmp_path: Path) -> Adapters:
    content = NEW_SITE.replace('link = "a"', 'link = "a"\nnext = ".next"\nempty = ".none"')
    content = content.replace('languages = ["en"]', 'languages = ["en"]\nexpected_min = 2')
    content = content.replace(
        'body = "p"',
        'body = "p"\nposted = "time"\nplace = "b"\nabsent = ["-"]\ncategory = "i"\nkinds = {A = "offer"}',
    )
    (tmp_path / "board.toml").write_text(content, "utf-8")
    return load_adapters(tmp_path)


def test_a_list_without_its_container_is_an_alarm_that_says_where_to_look(board: Adapters) -> None:
    read = read_page(snapshot("<ol><li><a href=/ad/1>x</a></ol>", url=LIST), board)
    assert read.kind is PageKind.LIST
    assert read.problem == (
        "board.example/list?p=2: no ul.ads. Did the site change its layout? "
        "Compare with the examples in board.toml and add a [[layout]] there."
    )


def test_fewer_ads_than_expected_on_a_page_with_a_next_one_is_an_alarm(board: Adapters) -> None:
    page = "<ul class=ads><li><a href=/ad/1>x</a></ul><a class=next href='?p=3'>more</a>"
    read = read_page(snapshot(page, url=LIST), board)
    assert [seen.key for seen in read.sightings] == ["1"]
    assert (read.problem or "").startswith("board.example/list?p=2: 1 ads in the list, at least 2 expected.")


def test_the_last_page_may_hold_fewer(board: Adapters) -> None:
    assert read_page(snapshot("<ul class=ads><li><a href=/ad/1>x</a></ul>", url=LIST), board).problem is None


def test_no_ads_at_all_is_an_alarm_unless_the_page_says_so_itself(board: Adapters) -> None:
    silent = read_page(snapshot("<ul class=ads></ul>", url=LIST), board)
    honest = read_page(snapshot("<ul class=ads></ul><p class=none>No ads</p>", url=LIST), board)
    assert (silent.problem or "").startswith("board.example/list?p=2: 0 ads in the list")
    assert honest.problem is None


def test_each_listed_ad_is_seen_once_and_links_elsewhere_are_not_ads(board: Adapters) -> None:
    links = (
        "/ad/1",
        "/ad/1?x",
        "/ad/2",
        "/ad/1",
        "https://other.example/ad/9",
        "http://[",
        "javascript:alert(1)",
    )
    page = "<ul class=ads>" + "".join(f"<li><a href='{link}'>x</a>" for link in links) + "</ul>"
    read = read_page(snapshot(page, url=LIST), board)
    assert [(seen.key, seen.seen_at) for seen in read.sightings] == [("1", FETCHED), ("2", FETCHED)]


def test_an_ad_in_an_unknown_layout_is_read_anyway_and_the_alarm_kept(board: Adapters) -> None:
    page = "<main><h1>New look</h1><div>The text of the ad stands here now</div></main>"
    read = read_page(snapshot(page, url=AD), board)
    (ad,) = read.ads
    assert (ad.source, ad.key, ad.title) == ("board", "7", "New look")
    assert ad.text == "New look\nThe text of the ad stands here now"
    assert read.adapter == "generic"
    assert (read.problem or "").startswith("board.example/ad/7: no article. Did the site change its layout?")


def test_an_ad_page_with_nothing_on_it_is_unread(board: Adapters) -> None:
    read = read_page(snapshot("<p></p>", url=AD), board)
    assert read.kind is PageKind.UNREAD
    assert "Nothing else on the page looks like an ad either" in (read.problem or "")


def test_an_address_that_no_pattern_names_is_unread_and_says_what_to_add(board: Adapters) -> None:
    read = read_page(snapshot("<p>x", url="https://board.example/new/thing"), board)
    assert read.kind is PageKind.UNREAD
    assert (read.problem or "").startswith("board.example/new/thing: no pattern under [url] in board.toml")


def test_what_is_found_but_not_understood_is_said(board: Adapters) -> None:
    page = "<article><p>text</p><time>soon</time><i>Z</i><b>-</b></article>"
    read = read_page(snapshot(page, url=AD), board)
    assert read.ads[0].place is None
    assert read.problem == (
        "no title at h1; the date 'soon' is not of the form iso; the category 'Z' is not among the kinds in board.toml"
    )


def test_the_same_page_read_twice_gives_the_same_ad_and_an_edit_another(board: Adapters) -> None:
    page = "<article><h1>Hello</h1><p>text</p></article>"
    first, again, edited = (
        read_page(snapshot(html, url=AD), board).ads[0] for html in (page, page, page.replace("text", "other"))
    )
    assert first == again
    assert (edited.key, edited.id == first.id) == (first.key, False)


@pytest.mark.parametrize("host", ["www.board.example", "BOARD.example", "board.example:8080", "board.example."])
def test_a_host_is_the_same_however_it_is_written(board: Adapters, host: str) -> None:
    read = read_page(snapshot("<article><h1>A</h1><p>b</p></article>", url=f"https://{host}/ad/7"), board)
    assert (read.source, read.kind) == ("board", PageKind.AD)


@pytest.mark.parametrize(
    ("status", "kind"),
    [(404, PageKind.OTHER), (410, PageKind.OTHER), (302, PageKind.OTHER), (403, PageKind.UNREAD),
     (429, PageKind.UNREAD), (500, PageKind.UNREAD), (503, PageKind.UNREAD)],
)  # fmt: skip
def test_a_page_that_is_gone_is_understood_and_a_blocked_one_counts_as_not_seen(
    board: Adapters, status: int, kind: PageKind
) -> None:
    read = read_page(snapshot("<article><h1>A</h1><p>b</p></article>", url=AD, status=status), board)
    assert (read.kind, read.ads) == (kind, ())
    assert (read.problem is not None) == (kind is PageKind.UNREAD)


@pytest.mark.parametrize(
    ("content_type", "body", "kind"),
    [
        ("image/jpeg", b"\xff\xd8\xff", PageKind.PICTURE),
        ("image/svg+xml", b"<svg/>", PageKind.PICTURE),
        (None, b"\x89PNG\r\n\x1a\n", PageKind.PICTURE),
        ("text/css", b"p {}", PageKind.OTHER),
        ("font/woff2", b"", PageKind.OTHER),
        ("application/pdf", b"%PDF", PageKind.UNREAD),
        (
            "application/xml",
            b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
            PageKind.UNREAD,
        ),
    ],
)
def test_only_html_is_read_as_a_page(board: Adapters, content_type: str | None, body: bytes, kind: PageKind) -> None:
    assert read_page(snapshot(body, url=AD, content_type=content_type), board).kind is kind


@pytest.mark.parametrize("body", [b"", b"  \n "])
def test_an_empty_body_is_unread(board: Adapters, body: bytes) -> None:
    read = read_page(snapshot(body, url=AD), board)
    assert (read.kind, read.problem) == (PageKind.UNREAD, "the page is empty")


def test_an_entity_bomb_in_xhtml_stays_as_it_was_written(board: Adapters) -> None:
    page = '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><article><h1>A</h1><p>&c;&c;</p></article>'
    read = read_page(snapshot(page, url=AD, content_type="application/xhtml+xml"), board)
    assert read.ads[0].text == "A\n&c;&c;"


def test_markup_written_as_text_stays_text(board: Adapters) -> None:
    page = "<article><h1>&lt;script&gt;</h1><p>&lt;img src=x onerror=alert(1)&gt;</p></article>"
    assert read_page(snapshot(page, url=AD), board).ads[0].text == "<script>\n<img src=x onerror=alert(1)>"


def test_nul_in_a_page_becomes_the_replacement_character(board: Adapters) -> None:
    read = read_page(snapshot(b"<article><h1>A</h1><p>07\x000 &#0;</p></article>", url=AD), board)
    assert read.ads[0].text == "A\n07\ufffd0 \ufffd"


def test_a_guessed_charset_is_told_beside_the_ad(board: Adapters) -> None:
    page = "<article><h1>Möte</h1><p>på ön</p></article>".encode("latin-1")
    read = read_page(snapshot(page, url=AD, content_type="text/html"), board)
    assert read.ads[0].text == "Möte\npå ön"
    assert read.problem == "the page names no charset; read as windows-1252"


def test_a_million_characters_are_read(board: Adapters) -> None:
    page = f"<article><h1>A</h1><p>{'x' * 1_000_000}</p></article>"
    assert len(read_page(snapshot(page, url=AD), board).ads[0].text) == 1_000_002


ODD_ADDRESSES = [
    "http://[::1",
    "http://[zz]/ad/1",
    "http://ex\u2100mple.example/ad/3",
    "http://:::/",
    "http://a:b:c/ad/9",
]


@pytest.mark.parametrize("url", ODD_ADDRESSES)
def test_an_address_that_cannot_be_taken_apart_stops_nothing(url: str, board: Adapters) -> None:
    page = "<html><body><main><h1>A title</h1><p>Ring 070-174 06 05 i dag</p></main></body></html>"
    read = read_page(snapshot(page, url=url), board)
    assert read.kind in (PageKind.AD, PageKind.UNREAD, PageKind.OTHER)
    assert read_page(snapshot(page, url=AD), board).kind is PageKind.AD


def test_a_fault_of_a_reader_is_that_pages_problem_and_is_told(
    board: Adapters, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError("a fault")

    monkeypatch.setattr(reading, "_read_by_adapter", fails)
    read = read_page(snapshot("<p>x</p>", url=AD), board)
    assert read.kind is PageKind.UNREAD
    assert read.problem == "the reader failed at this page (ZeroDivisionError: a fault)"
