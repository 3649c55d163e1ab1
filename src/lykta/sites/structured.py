"""What a page says of itself for machines: JSON-LD, microdata and Open Graph (schema.org, ogp.me)."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from lykta.sites.charset import clean
from lykta.sites.text import one_line, tidy, visible_text

SCRIPTS = 20  # more JSON-LD on one page is not looked at
SCRIPT_CHARS = 1 << 20
THINGS = 5_000  # objects looked at in all the JSON-LD of a page

# Types that tell of a page or its owner, not of a posting.
_ABOUT_THE_SITE = frozenset(
    {
        "WebSite", "WebPage", "CollectionPage", "AboutPage", "ContactPage", "FAQPage", "SearchResultsPage",
        "Organization", "LocalBusiness", "BreadcrumbList", "ItemList", "ListItem", "Person", "Question",
        "ImageObject", "SiteNavigationElement", "WPHeader", "WPFooter",
    }
)  # fmt: skip
_DATES = ("datePosted", "datePublished", "validFrom", "availabilityStarts", "uploadDate", "dateCreated")
_PLACES = ("addressLocality", "addressRegion")
_SURE_TAGS = ("<br", "</p>", "</div>", "</li>")
_CONTACTS = ("telephone", "email")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A posting as the page's data for machines tells it; dates and links are still as written."""

    title: str | None = None
    body: str | None = None
    posted: str | None = None
    place: str | None = None
    price: str | None = None
    contact: str | None = None
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonLd:
    """What a page's JSON-LD holds: its first posting, or else a list's addresses, or only the site itself."""

    ad: Told | None = None
    listed: tuple[str, ...] = ()
    is_list: bool = False
    is_about_the_site: bool = False


def read_json_ld(tree: LexborHTMLParser) -> JsonLd:
    things = list(_things(tree))
    for thing in things:
        if not _types(thing) & _ABOUT_THE_SITE and _has_both(thing):
            return JsonLd(ad=_told(thing))
    lists = [thing for thing in things if "ItemList" in _types(thing)]
    listed = (_item_url(thing) for a_list in lists for thing in _inside(a_list) if "ListItem" in _types(thing))
    types = set().union(*(_types(thing) for thing in things)) if things else set()
    return JsonLd(
        listed=tuple(dict.fromkeys(url for url in listed if url)),
        is_list=bool(lists),
        is_about_the_site=bool(types) and types <= _ABOUT_THE_SITE,
    )


def read_microdata(tree: LexborHTMLParser) -> Told | None:
    """The first item with a name and a description that is no part of another and not about the site."""
    for item in tree.css("[itemscope]"):
        kind = (item.attributes.get("itemtype") or "").rsplit("/", 1)[-1]
        if kind in _ABOUT_THE_SITE or "itemprop" in item.attributes:
            continue
        title, body = _prop(item, "name"), _prop(item, "description", lines=True)
        if title and body:
            return Told(
                title=title,
                body=body,
                posted=_first(_prop(item, name) for name in _DATES),
                place=_first(_prop(item, name) for name in _PLACES),
                price=_prop(item, "price"),
                contact=_first(_prop(item, name) for name in _CONTACTS),
                pictures=tuple(_link(node) for node in item.css("[itemprop~=image]")),
            )
    return None


def read_open_graph(tree: LexborHTMLParser) -> tuple[Told, str | None]:
    """What the page's meta properties tell, and og:type. Its description is a shortening, so no body."""
    met: dict[str, list[str]] = {}
    for node in tree.css("meta[property]"):
        name, value = node.attributes.get("property"), node.attributes.get("content")
        if name and value:
            met.setdefault(name.lower(), []).append(clean(value))

    def one(*names: str) -> str | None:
        return _first(one_line(met[name][0]) for name in names if name in met)

    amount, currency = (
        one("product:price:amount", "og:price:amount"),
        one("product:price:currency", "og:price:currency"),
    )
    told = Told(
        title=one("og:title"),
        posted=one("article:published_time", "og:published_time", "og:updated_time"),
        place=one("og:locality", "place:locality", "og:region"),
        price=f"{amount} {currency}" if amount and currency else amount,
        contact=one("og:phone_number", "og:email"),
        pictures=tuple(met.get("og:image", ())),
    )
    return told, one("og:type")


def _things(tree: LexborHTMLParser) -> Iterator[Mapping[str, object]]:
    left = THINGS
    for script in tree.css("script[type='application/ld+json' i]")[:SCRIPTS]:
        written = script.text()
        if len(written) > SCRIPT_CHARS:
            continue
        try:
            data = json.loads(written, strict=False)
        except (ValueError, RecursionError):  # hostile nesting and endless numbers among them
            continue
        for thing in _inside(data):
            left -= 1
            if left < 0:
                return
            yield thing


def _inside(data: object) -> Iterator[Mapping[str, object]]:
    """Every object in the data, outer before inner, in order."""
    stack = [data]
    for _ in range(10 * THINGS):
        if not stack:
            return
        value = stack.pop()
        if isinstance(value, dict):
            yield value
            stack.extend(reversed(list(value.values())))
        elif isinstance(value, list):
            stack.extend(reversed(value))


def _types(thing: Mapping[str, object]) -> set[str]:
    said = thing.get("@type")
    names = said if isinstance(said, list) else [said]
    return {name.rsplit("/", 1)[-1] for name in names if isinstance(name, str)}


def _has_both(thing: Mapping[str, object]) -> bool:
    return bool(_name(thing) and _string(thing.get("description")))


def _name(thing: Mapping[str, object]) -> str | None:
    return _string(thing.get("name")) or _string(thing.get("headline")) or _string(thing.get("title"))


def _told(thing: Mapping[str, object]) -> Told:
    amount, currency = _within(thing, "price"), _within(thing, "priceCurrency")
    return Told(
        title=one_line(_name(thing) or ""),
        body=tidy(_lines_of(_string(thing.get("description")) or "")),
        posted=_first(_within(thing, name) for name in _DATES),
        place=_first(_within(thing, name) for name in _PLACES),
        price=f"{amount} {currency}" if amount and currency else amount,
        contact=_first(_within(thing, name) for name in _CONTACTS),
        pictures=tuple(_images(thing.get("image"))),
    )


def _lines_of(description: str) -> str:
    """A description may hold HTML; then its text is meant. A lone "<" in plain text is no HTML."""
    if not any(tag in description.lower() for tag in _SURE_TAGS):
        return description
    tree = LexborHTMLParser(f"<pre>{description}</pre>")
    return visible_text(tree.body) if tree.body else description


def _within(thing: Mapping[str, object], name: str) -> str | None:
    return _first(_string(inner.get(name)) for inner in _inside(thing))


def _images(said: object) -> Iterator[str]:
    for image in said if isinstance(said, list) else [said]:
        url = (image.get("url") or image.get("contentUrl")) if isinstance(image, dict) else image
        if isinstance(url, str) and url:
            yield clean(url)


def _item_url(thing: Mapping[str, object]) -> str | None:
    """Where a list's item leads: its own url, or the url or @id of what it holds."""
    item = thing.get("item")
    inner: Mapping[str, object] = item if isinstance(item, dict) else {"url": item}
    return _string(thing.get("url")) or _string(inner.get("url")) or _string(inner.get("@id"))


def _string(value: object) -> str | None:
    """Text or a plain number as text; every other type that stands where text belongs means nothing."""
    if isinstance(value, str):
        return clean(value) or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return None


def _prop(item: LexborNode, name: str, *, lines: bool = False) -> str | None:
    node = item.css_first(f"[itemprop~={name}]")
    if node is None:
        return None
    for attribute in ("content", "datetime"):
        if said := node.attributes.get(attribute):
            return one_line(said) or None
    text = visible_text(node)
    return (text if lines else one_line(text)) or None


def _link(node: LexborNode) -> str:
    found = node.attributes
    return found.get("src") or found.get("href") or found.get("content") or ""


def _first(values: Iterator[str | None]) -> str | None:
    return next((value for value in values if value), None)
