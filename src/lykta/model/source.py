"""Watched sites."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A site under one or more domains over time. `adapter` names the file that reads it."""

    id: str
    name: str
    domains: tuple[str, ...]
    languages: tuple[str, ...]
    adapter: str
