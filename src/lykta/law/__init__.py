"""Offence elements as data and the evidence matrix. The order of review is `assess`'."""
