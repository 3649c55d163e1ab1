"""Adapters that read a Snapshot into ads. Fetching is `capture`'s, findings are `extract`'s."""

from lykta.sites.loading import Adapters, load_adapters
from lykta.sites.reading import PageLinks, links_of, read_page

__all__ = ["Adapters", "PageLinks", "links_of", "load_adapters", "read_page"]
