"""WARC and WACZ in and out; the only maker of Snapshots. What a page says is `sites`'."""

from lykta.archive.keeping import Kept, keep
from lykta.archive.reading import read
from lykta.archive.shelf import find, list_kept, list_orphans
from lykta.archive.verifying import verify

__all__ = ["Kept", "find", "keep", "list_kept", "list_orphans", "read", "verify"]
