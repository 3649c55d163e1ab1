"""An adapter made ready once, so that reading a page only matches and picks."""

from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

import re2

from lykta.model.ad import PageKind
from lykta.sites.adapter import Adapter, AdPage, ListPage, split_selector
from lykta.sites.fields import CACHED_CHARS, host_of, key_from, path_of

Picked = tuple[str, str | None]


class CompiledAdPage:
    """An AdPage whose selectors are split into CSS and attribute."""

    __slots__ = ("body", "category", "contact", "page", "pictures", "place", "posted", "price", "title")

    def __init__(self, page: AdPage) -> None:
        self.page = page
        self.title = split_selector(page.title)
        self.body = split_selector(page.body)
        self.place = _split(page.place)
        self.price = _split(page.price)
        self.contact = _split(page.contact)
        self.posted = _split(page.posted)
        self.pictures = _split(page.pictures)
        self.category = _split(page.category)


class CompiledSite:
    """A site's adapter with its patterns compiled; `id` is the file's name."""

    __slots__ = (
        "_ad",
        "_key_group",
        "_known_key",
        "_list",
        "_other",
        "_picture",
        "ad_pages",
        "adapter",
        "hosts",
        "id",
        "list_pages",
        "path",
        "zone",
    )

    def __init__(self, site_id: str, path: Path, adapter: Adapter) -> None:
        self.id = site_id
        self.path = path
        self.adapter = adapter
        self.zone = ZoneInfo(adapter.timezone)
        self.hosts = frozenset(domain.name for domain in adapter.domain)
        # Over bytes, and the group by its number: RE2's module looks names up anew for every match.
        self._ad = re2.compile(adapter.url.ad.encode())
        self._key_group = self._ad.groupindex[b"key"]
        self._known_key = lru_cache(maxsize=16_384)(self._find_key)
        self._list = re2.compile(adapter.url.list.encode())
        self._picture = re2.compile(adapter.url.picture.encode()) if adapter.url.picture else None
        self._other = re2.compile(adapter.url.other.encode()) if adapter.url.other else None
        self.ad_pages = tuple(CompiledAdPage(layout.ad) for layout in adapter.layouts)
        self.list_pages: tuple[ListPage, ...] = tuple(layout.list for layout in adapter.layouts)

    def kind_of(self, path: str) -> tuple[PageKind | None, str]:
        """What the address says the page is, and an ad's key; None when no pattern names it."""
        if (key := self._key_in(path)) is not None:
            return PageKind.AD, key
        written = path.encode("utf-8", "replace")
        if self._list.search(written):
            return PageKind.LIST, ""
        if self._picture and self._picture.search(written):
            return PageKind.PICTURE, ""
        if self._other and self._other.search(written):
            return PageKind.OTHER, ""
        return None, ""

    def key_of(self, url: str) -> str | None:
        """The key of the ad that an absolute address leads to, None for any other address."""
        if host_of(url) not in self.hosts:
            return None
        return self._key_in(path_of(url))

    def _key_in(self, path: str) -> str | None:
        return self._known_key(path) if len(path) <= CACHED_CHARS else self._find_key(path)

    def _find_key(self, path: str) -> str | None:
        found = self._ad.search(path.encode("utf-8", "replace"))
        written = found.group(self._key_group) if found else None
        return key_from(written.decode("utf-8", "replace")) if written else None


def _split(selector: str | None) -> Picked | None:
    return split_selector(selector) if selector else None
