"""Reads a page that no adapter knows, by what it says of itself and by where its text stands."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl, urlencode, urlsplit
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser, LexborNode

from lykta.model.ad import PageKind
from lykta.sites.dates import HOME_ZONE, read_posted
from lykta.sites.fields import Fields, absolute, absolute_all, host_of, key_from, path_of
from lykta.sites.selecting import Listed
from lykta.sites.structured import JsonLd, Told, read_json_ld, read_microdata, read_open_graph
from lykta.sites.text import one_line, visible_text

GENERIC = "generic"
BODY_CHARS = 15  # a shorter main text is a heading or a button, not an ad
LIST_LINKS = 3  # this many links of one shape make a list ...
LIST_SHARE = 0.4  # ... when they hold at least this share of the page's main text
CANDIDATES = 400  # blocks compared when the page has no main part

_RELATED = ", ".join(
    f"[{attribute}*='{word}' i]"
    for attribute in ("class", "id")
    for word in ("related", "similar", "recommend", "liknande", "popular")
)
_AROUND = f"nav, footer, [role=navigation], [role=contentinfo], [class*='footer' i], [id*='footer' i], {_RELATED}"
_BESIDE = "aside, form, button, body > header, [role=banner], [class*='cookie' i], [class*='breadcrumb' i]"
_MAIN = ("article", "main", "[role=main]", "[itemprop~=articleBody]", "#content", "#main")
_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid")


def read_generic(tree: LexborHTMLParser, *, url: str, fetched_at: datetime) -> Fields | Listed | PageKind | None:
    """An ad's fields, a list's ads, PageKind.OTHER for a page that says it is the site's own, or None.

    The tree is used up: what surrounds the main part is taken out of it.
    """
    page = _taken_apart(tree)
    if not page.told_an_ad:
        if page.json_ld.is_list:
            return Listed(ads=tuple(_keyed(url, list(page.json_ld.listed))))
        if page.main is not None and (links := _listed_links(page.main, url)):
            return Listed(ads=tuple(_keyed(url, links)))
        if page.og_type == "website" or page.json_ld.is_about_the_site:
            return PageKind.OTHER
    return _fields(page, url=url, fetched_at=fetched_at, zone=ZoneInfo(HOME_ZONE))


def generic_ad(tree: LexborHTMLParser, *, url: str, fetched_at: datetime, zone: ZoneInfo) -> Fields | None:
    """The ad on a page that is known to hold one, None when nothing on it can be that. The tree is used up."""
    return _fields(_taken_apart(tree), url=url, fetched_at=fetched_at, zone=zone)


def generic_key(tree: LexborHTMLParser, url: str) -> str:
    """Path and query of the page's canonical address, or of its own: without tracking, on the same host only.

    A canonical address of "/" on another page is a mistake that many sites make, and would merge their ads.
    """
    node = tree.css_first("link[rel=canonical]")
    canonical = node and absolute(url, node.attributes.get("href") or "")
    if canonical and host_of(canonical) == host_of(url) and path_of(canonical) != "/":
        url = canonical
    return key_of_address(url)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A page taken apart. `told` goes from the most to the least certain of what it says for machines."""

    json_ld: JsonLd
    told: tuple[Told, ...]
    told_an_ad: bool
    og_type: str | None
    contact: str | None
    main: LexborNode | None
    heading: str | None


def _taken_apart(tree: LexborHTMLParser) -> _Page:
    json_ld = read_json_ld(tree)
    microdata = read_microdata(tree) if json_ld.ad is None else None
    graph, og_type = read_open_graph(tree)
    contact = _contact_link(tree)
    main = _main_block(tree)
    return _Page(
        json_ld=json_ld,
        told=tuple(one for one in (json_ld.ad, microdata, graph) if one is not None),
        told_an_ad=json_ld.ad is not None or microdata is not None,
        og_type=og_type,
        contact=contact,
        main=main,
        heading=_heading(tree, main),
    )


def _fields(page: _Page, *, url: str, fetched_at: datetime, zone: ZoneInfo) -> Fields | None:
    """Each part from the first that tells it: JSON-LD, microdata, Open Graph, the page's main block."""
    told = page.told
    title = next((one.title for one in told if one.title), None) or page.heading
    body = next((one.body for one in told if one.body), None) or _main_text(page.main, title)
    if not title or not body or (len(body) < BODY_CHARS and not page.told_an_ad):
        return None
    posted = next((one.posted for one in told if one.posted), None) or _time(page.main)
    pictures = next((one.pictures for one in told if one.pictures), ()) or _pictures(page.main)
    return Fields(
        title=title,
        body=body,
        posted_at=read_posted(posted, "iso", fetched_at=fetched_at, zone=zone) if posted else None,
        place=next((one.place for one in told if one.place), None),
        price=next((one.price for one in told if one.price), None),
        contact=next((one.contact for one in told if one.contact), None) or page.contact,
        pictures=absolute_all(url, list(pictures)),
    )


def _contact_link(tree: LexborHTMLParser) -> str | None:
    """The first telephone or mail link outside what surrounds the ad; takes those surroundings out."""
    for node in tree.css(_AROUND):
        if node.tag not in ("html", "body"):
            node.decompose()
    link = tree.css_first("a[href^='tel:' i], a[href^='mailto:' i]")
    if link is None:
        return None
    written = (link.attributes.get("href") or "").partition(":")[2].partition("?")[0]
    return one_line(key_from(written)) or None


def _main_block(tree: LexborHTMLParser) -> LexborNode | None:
    for node in tree.css(_BESIDE):
        node.decompose()
    for selector in _MAIN:
        blocks = tree.css(selector)
        if len(blocks) == 1:  # several articles are a list, or replies
            return blocks[0]
    return _fullest(tree)


def _fullest(tree: LexborHTMLParser) -> LexborNode | None:
    """The block whose own text outside links is longest; the whole body when there are no blocks."""
    best, most = tree.body, 0
    for block in tree.css("div, section, td, dd, blockquote, pre")[:CANDIDATES]:
        own = sum(len(one_line(node.text())) for node in block.iter(include_text=True) if _is_running_text(node))
        if own > most:
            best, most = block, own
    return best


def _is_running_text(node: LexborNode) -> bool:
    return node.tag in ("-text", "p", "b", "i", "strong", "em", "span", "font", "br")


def _main_text(main: LexborNode | None, title: str | None) -> str | None:
    if main is None:
        return None
    lines = visible_text(main).split("\n")
    if lines and lines[0] == title:
        lines = lines[1:]
    return "\n".join(lines) or None


def _heading(tree: LexborHTMLParser, main: LexborNode | None) -> str | None:
    for place, selector in ((main, "h1"), (tree, "h1"), (main, "h2"), (tree, "title")):
        node = place.css_first(selector) if place is not None else None
        if node is not None and (text := one_line(node.text())):
            return text
    return None


def _time(main: LexborNode | None) -> str | None:
    node = main.css_first("time[datetime]") if main is not None else None
    return node.attributes.get("datetime") if node is not None else None


def _pictures(main: LexborNode | None) -> tuple[str, ...]:
    return tuple(image.attributes.get("src") or "" for image in main.css("img[src]")) if main is not None else ()


def _listed_links(main: LexborNode, url: str) -> list[str]:
    """Addresses of one shape that hold much of the main text; empty when the page is no list."""
    shapes: Counter[str] = Counter()
    found: list[tuple[str, str, int]] = []
    for link in main.css("a[href]"):
        address = absolute(url, link.attributes.get("href") or "")
        if address and host_of(address) == host_of(url) and _shape(address) != _shape(url):
            found.append((_shape(address), address, len(one_line(link.text()))))
            shapes[found[-1][0]] += 1
    if not shapes:
        return []
    shape, count = shapes.most_common(1)[0]
    letters = sum(length for its_shape, _, length in found if its_shape == shape)
    if count < LIST_LINKS or letters < LIST_SHARE * max(1, len(visible_text(main))):
        return []
    return [address for its_shape, address, _ in found if its_shape == shape]


def _shape(url: str) -> str:
    """An address with its last part and its values left open: /view/17/ and /view/18/ have one shape."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/").rpartition("/")[0]
    return f"{path}/*?{'&'.join(name for name, _ in parse_qsl(parts.query, keep_blank_values=True))}"


def _keyed(url: str, links: list[str]) -> list[tuple[str, str]]:
    """(key, address) once for each link that stays on the page's host."""
    found: dict[str, str] = {}
    for link in links:
        address = absolute(url, link)
        if address and host_of(address) == host_of(url):
            found.setdefault(key_of_address(address), address)
    return list(found.items())


def key_of_address(url: str) -> str:
    """The key of a page that names no other address as its own; of an address that cannot be taken apart all of it."""
    try:
        parts = urlsplit(url)
    except ValueError:  # such as http://[::1
        return key_from(url)
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not name.lower().startswith(_TRACKING)
    ]
    return key_from((parts.path or "/") + (f"?{urlencode(kept)}" if kept else ""))
