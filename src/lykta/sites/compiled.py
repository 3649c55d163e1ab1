"""An adapter made ready once, so that reading a page only matches and picks."""

from pathlib import Path
from zoneinfo import ZoneInfo

import re2

from lykta.model.ad import PageKind
from lykta.sites.adapter import Adapter, AdPage, ListPage, split_selector
from lykta.sites.fields import host_of, key_from, path_of

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
        self._ad = re2.compile(adapter.url.ad)
        self._list = re2.compile(adapter.url.list)
        self._picture = re2.compile(adapter.url.picture) if adapter.url.picture else None
        self._other = re2.compile(adapter.url.other) if adapter.url.other else None
        self.ad_pages = tuple(CompiledAdPage(layout.ad) for layout in adapter.layouts)
        self.list_pages: tuple[ListPage, ...] = tuple(layout.list for layout in adapter.layouts)

    def kind_of(self, path: str) -> tuple[PageKind | None, str]:
        """What the address says the page is, and an ad's key; None when no pattern names it."""
        if found := self._ad.search(path):
            return PageKind.AD, key_from(found.group("key"))
        if self._list.search(path):
            return PageKind.LIST, ""
        if self._picture and self._picture.search(path):
            return PageKind.PICTURE, ""
        if self._other and self._other.search(path):
            return PageKind.OTHER, ""
        return None, ""

    def key_of(self, url: str) -> str | None:
        """The key of the ad that an absolute address leads to, None for any other address."""
        if host_of(url) not in self.hosts:
            return None
        found = self._ad.search(path_of(url))
        return key_from(found.group("key")) if found else None


def _split(selector: str | None) -> Picked | None:
    return split_selector(selector) if selector else None
