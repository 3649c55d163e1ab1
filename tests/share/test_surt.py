"""Addresses become the keys under which replay programs look them up."""

import pytest

from lykta.share.surt import surt


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.example.se/a", "se,example)/a"),
        ("http://example.se", "se,example)/"),
        ("https://ads.example.se:8443/A/?b=2&a=1", "se,example,ads:8443)/a?a=1&b=2"),
        ("https://example.se:443/x/", "se,example)/x"),
        ("https://www2.example.se/", "se,example)/"),
        ("urn:lykta:ad:1", "urn:lykta:ad:1"),
        ("https://[broken/", "https://[broken/"),
        ("https://example.se:99999999/", "https://example.se:99999999/"),
    ],
)
def test_an_address_becomes_its_key(url: str, key: str) -> None:
    assert surt(url) == key
