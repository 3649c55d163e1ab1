"""Joins ads into advertisers and networks, with reasons. The order of review is `assess`'."""

from lykta.link.linking import link_ads
from lykta.link.settings import LinkSettings

__all__ = ["LinkSettings", "link_ads"]
