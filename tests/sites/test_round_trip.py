"""What a simulated site draws is what is read back, for every layout that somebody can read."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lykta.model.ad import PageKind
from lykta.simulate.pages import ad_url, list_url, picture_url, render_ad, render_list, render_terms, terms_url
from lykta.simulate.sites import Posting, Site
from lykta.sites.loading import load_adapters
from lykta.sites.reading import links_of, read_page
from lykta.sites.text import tidy
from tests.sites.snapshots import snapshot

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ADAPTERS = load_adapters(None)
# site, layout its addresses follow, layout it is drawn in, language
READ = [
    ("annonstorget", "cards", "cards", "sv"),
    ("citykontakt", "table", "table", "en"),
    ("nattguiden", "hashed", "hashed", "sv"),
    ("nattguiden", "hashed", "timeline", "sv"),
    ("norrannonser", "deflist", "deflist", "sv"),
    ("meetboard", "forum", "forum", "en"),
    ("kvallskontakt", "query", "query", "sv"),
    ("sydlistan", "cards_dark", "cards_dark", "sv"),
    ("vastlistan", "table", "table", "sv"),
    ("oppnabladet", "jsonld", "jsonld", "sv"),
    ("smallads", "opengraph", "opengraph", "en"),
]
IDS = [f"{site}-{layout}" for site, _, layout, _ in READ]
GENERIC = {"oppnabladet", "smallads"}
STOCKHOLM = ZoneInfo("Europe/Stockholm")

_letters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff")
_line = st.text(_letters, min_size=1, max_size=40).filter(lambda text: bool(text.strip()))
_name = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=12)
_body = st.lists(_line, min_size=2, max_size=6).map("\n".join).filter(lambda text: len(text) > 30)
_minute = st.integers(0, 400 * 24 * 60).map(lambda minutes: NOW - timedelta(minutes=minutes))
_posting = st.builds(
    Posting,
    key=_name,
    title=_line,
    body=_body,
    place=st.sampled_from(["Umeå", "Malmö", "Västra Frölunda", "Åre <norr>"]),
    price=st.sampled_from([None, "1500 kr", "1 500:-/h", "€100 & upp"]),
    contact=st.sampled_from([None, "070-1740606", "post@mail.example"]),
    category=st.sampled_from(["offer", "wanted", "recruitment", "premises", "other"]),
    posted_at=_minute,
    pictures=st.lists(_name.map("{}.jpg".format), max_size=4, unique=True).map(tuple),
)


def _site(site: str, layout: str, language: str) -> Site:
    return Site(id=site, name=site.title(), layout=layout, language=language, domains=(), footer="Support 08-46500400")


def _shown(posting: Posting, layout: str) -> datetime:
    """The time as exact as the layout shows it."""
    if layout == "forum":
        day = posting.posted_at.astimezone(STOCKHOLM).date()
        return datetime(day.year, day.month, day.day, tzinfo=STOCKHOLM).astimezone(UTC)
    return posting.posted_at


@pytest.mark.parametrize(("site_id", "addresses", "layout", "language"), READ, ids=IDS)
@settings(max_examples=15, deadline=None)
@given(posting=_posting, other=_posting)
def test_a_drawn_ad_is_read_back_whole(
    site_id: str, addresses: str, layout: str, language: str, posting: Posting, other: Posting
) -> None:
    site, domain = _site(site_id, addresses, language), f"{site_id}.example"
    html = render_ad(site, posting, now=NOW, layout=layout, related=[other])
    read = read_page(snapshot(html, url=ad_url(site, domain, posting.key), fetched_at=NOW), ADAPTERS)
    assert read.kind is PageKind.AD
    assert read.problem is None
    (ad,) = read.ads
    assert ad.source == (domain if site_id in GENERIC else site_id)
    assert ad.title == " ".join(posting.title.split())
    assert ad.text == f"{ad.title}\n{tidy(posting.body)}"
    assert ad.place == posting.place
    assert ad.price == posting.price
    assert ad.contact == posting.contact
    assert ad.pictures == tuple(picture_url(site, domain, name) for name in posting.pictures)
    assert ad.posted_at == _shown(posting, layout)
    if site_id not in GENERIC:
        assert ad.key == posting.key
        assert ad.kind == posting.category


@pytest.mark.parametrize(("site_id", "addresses", "layout", "language"), READ, ids=IDS)
def test_a_drawn_list_names_each_ad_by_the_key_its_own_page_has(
    site_id: str, addresses: str, layout: str, language: str
) -> None:
    site, domain = _site(site_id, addresses, language), f"{site_id}.example"
    postings = [
        Posting(
            key=key, title=f"Rubrik {key}", body="En text som är lång nog", place="Umeå", price=None,
            contact=None, category="offer", posted_at=NOW,
        )
        for key in ("a1", "b/2", "c 3&x", "å4")
    ]  # fmt: skip
    html = render_list(site, postings, page=1, pages=2, now=NOW, layout=layout)
    read = read_page(snapshot(html, url=list_url(site, domain, 1), fetched_at=NOW), ADAPTERS)
    assert read.kind is PageKind.LIST
    assert read.problem is None
    pages = [
        read_page(
            snapshot(
                render_ad(site, posting, now=NOW, layout=layout),
                url=ad_url(site, domain, posting.key),
                fetched_at=NOW,
            ),
            ADAPTERS,
        )
        for posting in postings
    ]
    assert [seen.key for seen in read.sightings] == [page.sightings[0].key for page in pages]


@pytest.mark.parametrize(("site_id", "addresses", "layout", "language"), READ, ids=IDS)
def test_an_empty_site_and_its_terms_give_neither_ads_nor_alarms(
    site_id: str, addresses: str, layout: str, language: str
) -> None:
    site, domain = _site(site_id, addresses, language), f"{site_id}.example"
    empty = render_list(site, [], page=1, pages=1, now=NOW, layout=layout)
    terms = render_terms(site, now=NOW, layout=layout)
    for html, url in ((empty, list_url(site, domain, 1)), (terms, terms_url(site, domain))):
        read = read_page(snapshot(html, url=url, fetched_at=NOW), ADAPTERS)
        assert read.kind in (PageKind.LIST, PageKind.OTHER)
        assert read.ads == ()
        assert read.sightings == ()
        assert read.problem is None


def test_a_page_drawn_by_script_is_unread_and_says_so() -> None:
    site = _site("appsida", "scripted", "sv")
    posting = Posting(
        key="a",
        title="Rubrik",
        body="Text",
        place="Umeå",
        price=None,
        contact=None,
        category="offer",
        posted_at=NOW,
    )
    html = render_ad(site, posting, now=NOW, layout="scripted")
    read = read_page(snapshot(html, url=ad_url(site, "appsida.example", "a")), ADAPTERS)
    assert read.kind is PageKind.UNREAD
    assert "nothing on the page looks like an ad" in (read.problem or "")


@pytest.mark.parametrize(("site_id", "addresses", "layout", "language"), READ[:-2], ids=IDS[:-2])
def test_a_list_leads_to_its_ads_and_its_next_page(site_id: str, addresses: str, layout: str, language: str) -> None:
    site, domain = _site(site_id, addresses, language), f"{site_id}.example"
    posting = Posting(
        key="a1",
        title="Rubrik",
        body="Text",
        place="Umeå",
        price=None,
        contact=None,
        category="offer",
        posted_at=NOW,
    )
    html = render_list(site, [posting], page=1, pages=2, now=NOW, layout=layout)
    links = links_of(snapshot(html, url=list_url(site, domain, 1), fetched_at=NOW), ADAPTERS)
    assert links.ads == (ad_url(site, domain, "a1"),)
    assert links.next_url == list_url(site, domain, 2)
