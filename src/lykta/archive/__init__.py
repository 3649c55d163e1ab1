"""WARC and WACZ in and out; the only maker of Snapshots. What a page says is `sites`'."""
