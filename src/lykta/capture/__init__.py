"""Polite fetching and discovery; returns bytes. What a page says is `sites`', what is kept is `archive`'s."""
