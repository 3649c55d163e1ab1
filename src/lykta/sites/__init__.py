"""Adapters that read a Snapshot into ads. Fetching is `capture`'s, findings are `extract`'s."""
