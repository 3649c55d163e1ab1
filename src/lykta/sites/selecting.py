"""A site's pages by its selectors."""

from dataclasses import dataclass
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser, LexborNode

from lykta.model.ad import AdKind
from lykta.sites.compiled import CompiledAdPage, CompiledSite, Picked
from lykta.sites.dates import read_posted
from lykta.sites.fields import Fields, absolute, absolute_all, short
from lykta.sites.text import one_line, visible_line, visible_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What a list page names: (key, address) of each ad in its order, and the next page's address."""

    ads: tuple[tuple[str, str], ...]
    next_url: str | None = None
    problem: str | None = None


def select_ad(tree: LexborHTMLParser, site: CompiledSite, *, url: str, fetched_at: datetime) -> Fields | None:
    """The ad by the first layout that fits; None when no layout finds its root and text."""
    for page in site.ad_pages:
        root = tree.css_first(page.page.root)
        body = root.css_first(page.body[0]) if root is not None else None
        if root is not None and body is not None:
            return _read_ad(root, body, page, site, url=url, fetched_at=fetched_at)
    return None


def select_list(tree: LexborHTMLParser, site: CompiledSite, *, url: str) -> Listed:
    """The ads that the page lists, by the first layout that fits.

    `problem` says what was expected: the list itself, or at least `expected_min` ads. The last page may hold
    fewer, but none only if the page says itself that there are none.
    """
    for page in site.list_pages:
        container = tree.css_first(page.container)
        if container is None:
            continue
        ads: dict[str, str] = {}
        for item in container.css(page.item):
            link = item.css_first(page.link)
            address = absolute(url, link.attributes.get("href") or "") if link is not None else None
            key = address and site.key_of(address)
            if address and key:
                ads.setdefault(key, address)
        next_link = tree.css_first(page.next) if page.next else None
        next_url = absolute(url, next_link.attributes.get("href") or "") if next_link is not None else None
        says_empty = page.empty is not None and tree.css_first(page.empty) is not None
        return Listed(
            ads=tuple(ads.items()),
            next_url=next_url,
            problem=_too_few(len(ads), site, url, is_last=next_url is None, says_empty=says_empty),
        )
    return Listed(ads=(), problem=lost(url, site, site.list_pages[0].container))


def lost(url: str, site: CompiledSite, selector: str) -> str:
    return (
        f"{short(url)}: no {selector}. Did the site change its layout? "
        f"Compare with the examples in {site.path.name} and add a [[layout]] there."
    )


def _too_few(found: int, site: CompiledSite, url: str, *, is_last: bool, says_empty: bool) -> str | None:
    least = site.adapter.expected_min
    if found >= least or (is_last and found) or (says_empty and not found and is_last):
        return None
    return (
        f"{short(url)}: {found} ads in the list, at least {least} expected. "
        f"Did the site change its layout? Compare with the examples in {site.path.name}."
    )


def _read_ad(
    root: LexborNode,
    body: LexborNode,
    page: CompiledAdPage,
    site: CompiledSite,
    *,
    url: str,
    fetched_at: datetime,
) -> Fields:
    problems = []
    title = _pick(root, page.title)
    if title is None:
        problems.append(f"no title at {page.page.title}")
    posted_at = None
    if (posted := _pick(root, page.posted)) is not None:
        posted_at = read_posted(posted, page.page.posted_form, fetched_at=fetched_at, zone=site.zone)
        if posted_at is None:
            problems.append(f"the date {posted[:40]!r} is not of the form {page.page.posted_form}")
    kind = AdKind.UNKNOWN
    if (category := _pick(root, page.category)) is not None:
        if category not in page.page.kinds:
            problems.append(f"the category {category[:40]!r} is not among the kinds in {site.path.name}")
        kind = page.page.kinds.get(category, AdKind.UNKNOWN)
    return Fields(
        title=title or "",
        body=visible_text(body),
        kind=kind,
        posted_at=posted_at,
        place=_present(root, page.place, page),
        price=_present(root, page.price, page),
        contact=_present(root, page.contact, page),
        pictures=_pictures(root, page.pictures, url),
        problems=tuple(problems),
    )


def _pick(root: LexborNode, picked: Picked | None) -> str | None:
    if picked is None:
        return None
    css, attribute = picked
    node = root.css_first(css) if css else root
    if node is None:
        return None
    text = one_line(node.attributes.get(attribute) or "") if attribute else visible_line(node)
    return text or None


def _present(root: LexborNode, picked: Picked | None, page: CompiledAdPage) -> str | None:
    value = _pick(root, picked)
    return None if value in page.page.absent else value


def _pictures(root: LexborNode, picked: Picked | None, url: str) -> tuple[str, ...]:
    if picked is None:
        return ()
    css, attribute = picked
    return absolute_all(url, [node.attributes.get(attribute or "src") or "" for node in root.css(css)])
