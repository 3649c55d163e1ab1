import json
from datetime import UTC, datetime

import pytest

from lykta.model.ad import PageKind, PageRead
from lykta.sites.loading import load_adapters
from lykta.sites.reading import read_page
from tests.sites.snapshots import snapshot

ADAPTERS = load_adapters(None)
URL = "https://www.unknown.example/view/17?utm_source=x&p=1"


def _read(html: str, url: str = URL) -> PageRead:
    return read_page(snapshot(html, url=url), ADAPTERS)


def _json_ld(data: object) -> str:
    written = data if isinstance(data, str) else json.dumps(data)
    return f'<script type="application/ld+json">{written}</script>'


MAIN = "<main><h1>Hello</h1><p>This is the text of an ad</p></main>"


def test_a_plain_page_is_read_by_its_main_part() -> None:
    read = _read(f"<nav>Menu</nav><header>Top</header>{MAIN}<aside>Beside</aside><footer>08-46500400</footer>")
    (ad,) = read.ads
    assert ad.text == "Hello\nThis is the text of an ad"
    assert (ad.source, ad.key, read.adapter) == ("unknown.example", "/view/17?p=1", "generic")


def test_a_page_without_any_main_part_is_read_by_its_fullest_block() -> None:
    read = _read(
        "<title>T</title><div><a href=/a>link link link link link link link link</a></div>"
        "<div><b>Big</b><br>The longest running text of this page</div><div>short</div>"
    )
    assert read.ads[0].text == "T\nBig\nThe longest running text of this page"


def test_telephone_links_count_only_outside_what_surrounds_the_ad() -> None:
    page = "<a class=footer-phone href='tel:08-46500400'>s</a>{}<footer><a href='tel:08-46500401'>s</a></footer>"
    (own,) = _read(page.format(MAIN + "<aside><a href='tel:070-1740605'>call</a></aside>")).ads
    (without,) = _read(page.format(MAIN)).ads
    assert own.contact == "070-1740605"
    assert without.contact is None


def test_json_ld_wins_over_the_page_and_finds_its_parts_wherever_they_nest() -> None:
    data = {
        "@graph": [
            {"@type": "WebSite", "name": "Site", "description": "About us"},
            {
                "@type": "ClassifiedAd",
                "name": "Title",
                "description": "One<br>Two",
                "image": {"url": "/a.jpg"},
                "offers": [{"price": 900, "priceCurrency": "SEK", "validFrom": "2026-11-24T14:30:00+01:00"}],
                "location": {"address": {"addressLocality": "Umeå"}},
            },
        ]
    }
    (ad,) = _read(_json_ld(data) + MAIN).ads
    assert ad.text == "Title\nOne\nTwo"
    assert (ad.price, ad.place) == ("900 SEK", "Umeå")
    assert ad.posted_at == datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
    assert ad.pictures == ("https://www.unknown.example/a.jpg",)


@pytest.mark.parametrize(
    "hostile",
    [
        "[" * 100_000,
        '{"a":' * 50_000 + "1" + "}" * 50_000,
        "{not json",
        '{"@type": "Product", "name": ["x"], "description": {"y": 1}}',
        '{"@type": {"a": 1}, "name": 5, "description": null, "image": [1, null, {}]}',
        '{"@type": "Product", "name": true, "description": 1e999}',
        "9" * 10_000,
        "[" + "{}," * 20_000 + "{}]",
        '{"x": "' + "y" * 2_000_000 + '"}',
        "null",
        "",
    ],
)
def test_hostile_json_ld_is_passed_over_and_the_page_still_read(hostile: str) -> None:
    assert _read(_json_ld(hostile) + MAIN).ads[0].text == "Hello\nThis is the text of an ad"


def test_wrong_types_in_json_ld_mean_nothing() -> None:
    data = {"@type": "Product", "name": "A", "description": "B", "image": 7, "offers": {"price": {"x": 1}}}
    (ad,) = _read(_json_ld(data)).ads
    assert (ad.price, ad.pictures, ad.posted_at) == (None, (), None)


def test_lone_surrogates_in_json_ld_become_the_replacement_character() -> None:
    (ad,) = _read(_json_ld('{"name": "A\\ud800", "description": "B\\u0000"}')).ads
    assert ad.text == "A\ufffd\nB\ufffd"


def test_microdata_of_the_page_is_read_and_related_items_are_not() -> None:
    page = (
        "<div itemscope itemtype='https://schema.org/WebSite'><b itemprop=name>S</b>"
        "<b itemprop=description>D</b></div>"
        "<div itemscope itemtype='https://schema.org/Offer'><b itemprop=name>A</b>"
        "<p itemprop=description>x<br>y</p>"
        "<meta itemprop=price content='900'></div>"
        "<div class=related itemscope><b itemprop=name>Other</b><p itemprop=description>no</p></div>"
    )
    (ad,) = _read(page).ads
    assert (ad.text, ad.price) == ("A\nx\ny", "900")


def test_a_page_that_calls_itself_the_sites_own_is_no_ad() -> None:
    assert _read('<meta property="og:type" content="website">' + MAIN).kind is PageKind.OTHER
    assert _read(_json_ld({"@type": "AboutPage", "name": "About"}) + MAIN).kind is PageKind.OTHER


def test_many_links_of_one_shape_are_a_list() -> None:
    links = "".join(f"<li><a href='/view/{n}?utm_x=1'>Title {n}</a> Umeå</li>" for n in range(4))
    read = _read(f"<main>{links}<a href='/list/2'>Next</a></main>", "https://unknown.example/list/1")
    assert read.kind is PageKind.LIST
    assert [seen.key for seen in read.sightings] == [f"/view/{n}" for n in range(4)]


def test_a_text_with_a_few_links_is_no_list() -> None:
    links = "".join(f"<a href='/tag/{n}'>t{n}</a> " for n in range(4))
    assert _read(f"<main><h1>A</h1>{'A long running text. ' * 10}{links}</main>").kind is PageKind.AD


@pytest.mark.parametrize(
    ("canonical", "key"),
    [
        ("/ad/5", "/ad/5"),
        ("https://unknown.example/ad/5#top", "/ad/5"),
        ("https://other.example/ad/5", "/view/17?p=1"),  # another host cannot name our ads
        ("/", "/view/17?p=1"),  # the same for every page, so no key
        ("http://[", "/view/17?p=1"),
        ("javascript:alert(1)", "/view/17?p=1"),
    ],
)
def test_the_key_is_the_canonical_address_when_that_can_be_believed(canonical: str, key: str) -> None:
    assert _read(f"<link rel=canonical href='{canonical}'>{MAIN}").ads[0].key == key


@pytest.mark.parametrize("page", ["<p>short</p>", "<main><h1>Only a heading</h1></main>", "<div id=app></div>", "{}"])
def test_a_page_without_anything_like_an_ad_is_unread_with_the_reason(page: str) -> None:
    read = _read(page)
    assert read.kind is PageKind.UNREAD
    assert read.problem == "no adapter claims this site and nothing on the page looks like an ad"


def test_an_address_without_a_host_belongs_to_the_import() -> None:
    assert _read(MAIN, "file:///folder/a.html").source == "import"


def test_a_page_nested_five_thousand_deep_is_read() -> None:
    assert _read("<div>" * 5_000 + "The text at the bottom of it all").kind in (PageKind.AD, PageKind.UNREAD)
