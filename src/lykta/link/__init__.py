"""Joins ads into advertisers and networks, with reasons. The order of review is `assess`'."""
