from dataclasses import replace
from datetime import UTC, datetime

import pytest
from selectolax.lexbor import LexborHTMLParser

from lykta.simulate.pages import (
    LAYOUTS,
    ad_url,
    list_url,
    picture_url,
    render_ad,
    render_list,
    render_terms,
    terms_url,
)
from lykta.simulate.sites import Posting, Site

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
POSTING = Posting(
    key="a17",
    title="Ny i stan",
    body="Första raden\nRing 070-1740605",
    place="Umeå",
    price="1500 kr",
    contact="070-1740606",
    category="offer",
    posted_at=datetime(2026, 11, 23, 13, 30, tzinfo=UTC),
    pictures=("3fa9.jpg",),
)
READABLE = [layout for layout in LAYOUTS if layout != "scripted"]


def _site(layout: str, language: str = "sv") -> Site:
    return Site(id="x", name="Torget", layout=layout, language=language, domains=(), footer="Support 08-46500400")


def _text(html: str) -> str:
    body = LexborHTMLParser(html).body
    assert body is not None
    body.strip_tags(["script", "style"])
    return body.text(separator=" ")


@pytest.mark.parametrize("layout", READABLE)
def test_a_readable_layout_shows_title_text_and_footer(layout: str) -> None:
    html = render_ad(_site(layout), POSTING, now=NOW, layout=layout)
    for shown in ("Ny i stan", "Första raden", "Ring 070-1740605", "Support 08-46500400"):
        assert shown in _text(html)
    for told in ("Umeå", "1500 kr", "3fa9.jpg"):
        assert told in html


@pytest.mark.parametrize("layout", READABLE)
def test_a_list_links_each_posting_by_its_own_address(layout: str) -> None:
    site = _site(layout)
    postings = [replace(POSTING, key="a17"), replace(POSTING, key="b/2")]
    html = render_list(site, postings, page=1, pages=2, now=NOW, layout=layout)
    links = [link.attributes.get("href") or "" for link in LexborHTMLParser(html).css("a")]
    for posting in postings:
        file_name = ad_url(site, "x.example", posting.key).split("x.example/")[1].split("/", 1)[-1]
        assert any(link.endswith(file_name) for link in links)


@pytest.mark.parametrize("layout", READABLE)
def test_the_next_page_is_linked_on_every_page_but_the_last(layout: str) -> None:
    site = _site(layout)
    first = render_list(site, [POSTING], page=1, pages=2, now=NOW, layout=layout)
    last = render_list(site, [POSTING], page=2, pages=2, now=NOW, layout=layout)
    assert "Nästa" in first
    assert "Nästa" not in last


@pytest.mark.parametrize("layout", LAYOUTS)
def test_markup_in_a_posting_never_becomes_markup(layout: str) -> None:
    payload = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'"
    hostile = replace(
        POSTING, title=payload, body=payload, place=payload, price=payload, contact=payload, category=payload,
        key=payload, pictures=(payload,),
    )  # fmt: skip
    site = replace(_site(layout), footer=payload)
    for html in (
        render_ad(site, hostile, now=NOW, layout=layout, related=[hostile]),
        render_list(site, [hostile], page=1, pages=1, now=NOW, layout=layout),
        render_terms(site, now=NOW, layout=layout),
    ):
        tree = LexborHTMLParser(html)
        assert not tree.css("[onerror]")
        assert not any(script.text() == "alert(1)" for script in tree.css("script"))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_has_its_own_addresses_on_the_domain_given(layout: str) -> None:
    site = _site(layout)
    urls = {
        list_url(site, "x.example", 1),
        list_url(site, "x.example", 2),
        ad_url(site, "x.example", "a17"),
        picture_url(site, "x.example", "3fa9.jpg"),
        terms_url(site, "x.example"),
    }
    assert len(urls) == 5
    assert all(url.startswith("https://x.example/") for url in urls)


def test_a_scripted_page_shows_nothing_without_running_scripts() -> None:
    assert not _text(render_ad(_site("scripted"), POSTING, now=NOW, layout="scripted")).strip()


def test_a_site_that_changes_layout_keeps_its_addresses() -> None:
    site = replace(_site("hashed"), relayout_day=10, next_layout="timeline")
    html = render_ad(site, POSTING, now=NOW, layout=site.layout_on(10), related=[replace(POSTING, key="b2")])
    assert 'class="post__text"' in html
    assert 'href="/a/b2"' in html


def test_the_definition_list_dates_by_yesterday_in_swedish_time() -> None:
    assert "igår 14:30" in render_ad(_site("deflist"), POSTING, now=NOW, layout="deflist")


def test_the_forum_dates_by_english_month() -> None:
    html = render_ad(_site("forum", "en"), POSTING, now=NOW, layout="forum")
    assert "Nov 23, 2026" in html


def test_an_unknown_layout_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(ValueError, match="choose one of cards"):
        render_ad(_site("cards"), POSTING, now=NOW, layout="nope")
