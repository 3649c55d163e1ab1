"""One snapshot in, what it says out. Which reader reads it is decided here and nowhere else."""

from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser

from lykta.errors import BadInputError
from lykta.kit.text import bounded
from lykta.model.ad import Ad, PageKind, PageRead, Sighting
from lykta.model.snapshot import Snapshot
from lykta.sites.bounds import why_not_parsed
from lykta.sites.charset import decode_page
from lykta.sites.compiled import CompiledSite
from lykta.sites.fields import Fields, ad_of, host_of, path_of, short
from lykta.sites.generic import GENERIC, generic_ad, generic_key, read_generic
from lykta.sites.loading import Adapters
from lykta.sites.rows import DEFAULT_SOURCE, READER, ROW_TYPE, read_row
from lykta.sites.selecting import Listed, lost, select_ad, select_list
from lykta.sites.text import drop_hidden

NO_ADAPTER = "none"
NOTHING_LIKE_AN_AD = "no adapter claims this site and nothing on the page looks like an ad"
GONE = frozenset({404, 410})  # the site says that nothing is there: a fact about the ad, not about our looking
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_OF_NO_INTEREST = frozenset({"text/css", "text/javascript", "application/javascript", "application/x-javascript"})
_PICTURE_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"RIFF")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLinks:
    """Where a list page leads: its ads in their order, and its next page."""

    ads: tuple[str, ...] = ()
    next_url: str | None = None


# PostgreSQL refuses index entries of more than 2,704 bytes. A host has at most 253 (RFC 1035).
MOST_SOURCE_BYTES = 253
MOST_KEY_BYTES = 500
_MOST_BYTES_A_CHARACTER = 4
# Addresses that every site may have and that never hold an ad.
_WELL_KNOWN = frozenset({"/robots.txt", "/sitemap.xml", "/favicon.ico"})
# What capturing programs note of themselves beside the pages, such as wget's own log.
_BOOKKEEPING = ("metadata:", "urn:", "dns:", "whois:")


def read_page(snapshot: Snapshot, adapters: Adapters) -> PageRead:
    """What the snapshot says, with names short enough to be looked up by; see `_read_unbounded`.

    A fault of a reader is the page's problem and nobody else's: it is UNREAD, and all others are read.
    """
    try:
        read = _read_unbounded(snapshot, adapters)
    except Exception as error:  # noqa: BLE001 - one page that we did not think of must not stop a home
        read = _unread(snapshot, DEFAULT_SOURCE, f"the reader failed at this page ({type(error).__name__}: {error})")
    return _bounded(read)


def _bounded(page: PageRead) -> PageRead:
    """Sources and keys are names of at most some bytes, whatever a host or an address holds."""
    names = [page.source, *(ad.source for ad in page.ads), *(ad.key for ad in page.ads)]
    names += [seen.key for seen in page.sightings]
    if max(map(len, names)) * _MOST_BYTES_A_CHARACTER <= MOST_SOURCE_BYTES:
        return page
    return replace(
        page,
        source=bounded(page.source, MOST_SOURCE_BYTES),
        ads=tuple(
            replace(ad, source=bounded(ad.source, MOST_SOURCE_BYTES), key=bounded(ad.key, MOST_KEY_BYTES))
            for ad in page.ads
        ),
        sightings=tuple(
            replace(one, source=bounded(one.source, MOST_SOURCE_BYTES), key=bounded(one.key, MOST_KEY_BYTES))
            for one in page.sightings
        ),
    )


def _read_unbounded(snapshot: Snapshot, adapters: Adapters) -> PageRead:
    """What the snapshot says, by its site's adapter or else by the generic one.

    A page that was blocked, failed or could not be read is UNREAD with a reason, never silently empty. A page
    that is gone (404, 410) is OTHER. Never raises for what a page holds.
    """
    if _media_type(snapshot) == ROW_TYPE:
        return _read_row(snapshot, adapters)
    if snapshot.url.startswith(_BOOKKEEPING):
        return PageRead(snapshot=snapshot.id, source=DEFAULT_SOURCE, kind=PageKind.OTHER, adapter="none")
    site = adapters.claiming(host_of(snapshot.url), snapshot.fetched_at.date())
    source = site.id if site else host_of(snapshot.url) or DEFAULT_SOURCE
    early = _by_status(snapshot, source) or _by_type(snapshot, source)
    if early is not None:
        return early
    return _read_by_adapter(snapshot, site) if site else _read_unclaimed(snapshot, source)


def links_of(snapshot: Snapshot, adapters: Adapters) -> PageLinks:
    """Where a list page of a known site leads; nothing for any other page."""
    site = adapters.claiming(host_of(snapshot.url), snapshot.fetched_at.date())
    if site is None or site.kind_of(path_of(snapshot.url))[0] is not PageKind.LIST:
        return PageLinks()
    tree, _ = _parse(snapshot)
    if tree is None:
        return PageLinks()
    listed = select_list(tree, site, url=snapshot.url)
    return PageLinks(ads=tuple(url for _, url in listed.ads), next_url=listed.next_url)


def _read_by_adapter(snapshot: Snapshot, site: CompiledSite) -> PageRead:
    kind, key = site.kind_of(path_of(snapshot.url))
    if kind is None:
        return _unread(
            snapshot,
            site.id,
            f"{short(snapshot.url)}: no pattern under [url] in {site.path.name} names this address. Add one.",
        )
    if kind in (PageKind.OTHER, PageKind.PICTURE):
        # A picture's address that served a page is no picture.
        return _read(snapshot, site.id, PageKind.OTHER, site.id)
    tree, problem = _parse(snapshot)
    if tree is None:
        return _unread(snapshot, site.id, problem)
    if kind is PageKind.LIST:
        return _listed(snapshot, site.id, site.id, select_list(tree, site, url=snapshot.url), problem)
    fields = select_ad(tree, site, url=snapshot.url, fetched_at=snapshot.fetched_at)
    if fields is not None:
        return _one_ad(snapshot, site.id, key, fields, site.id, problem)
    return _read_without_layout(snapshot, site, key, tree, problem)


def _read_without_layout(
    snapshot: Snapshot, site: CompiledSite, key: str, tree: LexborHTMLParser, problem: str | None
) -> PageRead:
    """What the generic reader makes of an ad page on which no layout of its site was found, and the alarm."""
    problem = _joined(problem, lost(snapshot.url, site, site.ad_pages[0].page.root))
    fields = generic_ad(tree, url=snapshot.url, fetched_at=snapshot.fetched_at, zone=site.zone)
    if fields is None:
        return _unread(snapshot, site.id, f"{problem} Nothing else on the page looks like an ad either.")
    return _one_ad(snapshot, site.id, key, fields, GENERIC, problem)


def _read_unclaimed(snapshot: Snapshot, source: str) -> PageRead:
    tree, problem = _parse(snapshot)
    if tree is None:
        return _unread(snapshot, source, problem)
    found = read_generic(tree, url=snapshot.url, fetched_at=snapshot.fetched_at)
    if isinstance(found, Fields):
        return _one_ad(snapshot, source, generic_key(tree, snapshot.url), found, GENERIC, problem)
    if isinstance(found, Listed):
        return _listed(snapshot, source, GENERIC, found, problem)
    if found is PageKind.OTHER:
        return _read(snapshot, source, PageKind.OTHER, GENERIC, problem)
    return _unread(snapshot, source, _joined(problem, NOTHING_LIKE_AN_AD))


def _parse(snapshot: Snapshot) -> tuple[LexborHTMLParser | None, str | None]:
    html, problem = decode_page(snapshot.body, snapshot.content_type)
    if not html or html.isspace():
        return None, "the page is empty"
    if (too_much := why_not_parsed(html)) is not None:
        return None, too_much
    tree = LexborHTMLParser(html)
    if tree.root is not None:
        drop_hidden(tree.root, html)
    return tree, problem


def _by_status(snapshot: Snapshot, source: str) -> PageRead | None:
    if snapshot.status is None or snapshot.status == 200:
        return None
    if snapshot.status in GONE or 300 <= snapshot.status < 400:
        return _read(snapshot, source, PageKind.OTHER, NO_ADAPTER)
    return _unread(snapshot, source, f"the site answered {snapshot.status}: this page counts as not seen")


def _by_type(snapshot: Snapshot, source: str) -> PageRead | None:
    media_type = _media_type(snapshot)
    if media_type.startswith("image/"):
        return _read(snapshot, source, PageKind.PICTURE, NO_ADAPTER)
    if media_type in _HTML:
        return None
    if path_of(snapshot.url) in _WELL_KNOWN or media_type in _OF_NO_INTEREST or media_type.startswith("font/"):
        return _read(snapshot, source, PageKind.OTHER, NO_ADAPTER)
    return _unread(snapshot, source, f"no reader for {media_type[:80]!r}")


def _media_type(snapshot: Snapshot) -> str:
    """The type that was sent; where none was, a picture by its first bytes or else HTML, as browsers guess."""
    if snapshot.content_type:
        return snapshot.content_type.partition(";")[0].strip().lower()
    return "image/unnamed" if snapshot.body.startswith(_PICTURE_STARTS) else "text/html"


def _read_row(snapshot: Snapshot, adapters: Adapters) -> PageRead:
    try:
        row = read_row(snapshot, adapters)
    except BadInputError as error:
        return _unread(snapshot, DEFAULT_SOURCE, str(error))
    ad = row.ad
    page = _read(snapshot, ad.source, PageKind.AD, READER, row.problem, ads=(ad,), keys=(ad.key,))
    return replace(page, sightings=tuple(replace(one, seen_at=row.seen_at) for one in page.sightings))


def _one_ad(snapshot: Snapshot, source: str, key: str, fields: Fields, adapter: str, problem: str | None) -> PageRead:
    if fields.problems:
        problem = _joined(problem, *fields.problems)
    ad = ad_of(snapshot, source, key, fields)
    return _read(snapshot, source, PageKind.AD, adapter, problem, ads=(ad,), keys=(key,))


def _listed(snapshot: Snapshot, source: str, adapter: str, listed: Listed, problem: str | None) -> PageRead:
    keys = tuple(key for key, _ in listed.ads)
    return _read(snapshot, source, PageKind.LIST, adapter, _joined(problem, listed.problem), keys=keys)


def _unread(snapshot: Snapshot, source: str, why: str | None) -> PageRead:
    return _read(snapshot, source, PageKind.UNREAD, NO_ADAPTER, why)


def _read(
    snapshot: Snapshot,
    source: str,
    kind: PageKind,
    adapter: str,
    problem: str | None = None,
    *,
    ads: tuple[Ad, ...] = (),
    keys: tuple[str, ...] = (),
) -> PageRead:
    return PageRead(
        snapshot=snapshot.id,
        source=source,
        kind=kind,
        adapter=adapter,
        ads=ads,
        sightings=tuple(
            Sighting(source=source, key=key, seen_at=snapshot.fetched_at, snapshot=snapshot.id) for key in keys
        ),
        problem=problem,
    )


def _joined(*problems: str | None) -> str | None:
    return "; ".join(problem for problem in problems if problem) or None
