"""Lykta maps the online market for bought sex so that a small unit can find who is behind it."""

__version__ = "0.1.0"
