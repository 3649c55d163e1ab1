"""Addresses taken apart and joined the short way are as the standard library has them."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lykta.sites import fields
from lykta.sites.fields import absolute, host_of, path_of

# What addresses are made of, and what makes trouble in them, so that most of what is generated is nearly an address.
_PIECES = st.sampled_from(
    ["a", "17", "ads", ".", "..", "/", "//", "?", "&", "=", "#", ";", ":", "@", "\\", "%2F", " ", "\n", "å", "-", "_",
     "A", "www.", "[", "]", "http:", "https://", "mailto:", "x.html", "?id=7", "site.example", ":80", "\x00"]
)  # fmt: skip
_LINKS = st.lists(_PIECES, max_size=7).map("".join)
_ADDRESSES = st.builds(
    "{}://{}{}".format,
    st.sampled_from(["http", "https", "HTTP", "ftp"]),
    st.sampled_from(["a.se", "WWW.A.se", ""]),
    _LINKS,
)


@settings(deadline=None, max_examples=500)
@given(_ADDRESSES | _LINKS)
@example("https://a.se/x??")
@example("https://a.se/x?")
@example("https://a.se")
@example("https://a.se/?")
@example("https://www./")
def test_an_address_has_the_same_parts_either_way(url: str) -> None:
    assert fields._split(url) == fields._split_oddly(url)
    assert (host_of(url), path_of(url)) == fields._split_oddly(url)


@settings(deadline=None, max_examples=1000)
@given(_ADDRESSES, _LINKS.filter(lambda link: not link.strip().startswith("/")))
@example("https://a.se/b/c?d=/e", "f.html")
@example("https://a.se", "b")
@example("https://a.se/b//c", "d")
@example("https://a.se/b/../c", "d")
@example("https://a.se/b;c/d", "e")
@example("https://a.se/b", "c?")
@example("https://a.se/b", "c/../d")
@example("https://a.se/b", "mailto:c")
@example("https://a.se/b", "")
def test_a_link_is_joined_to_the_same_address_either_way(base: str, link: str) -> None:
    assert absolute(base, link) == fields._joined(base, link.strip())


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("show_17.html", "https://site.example/ads/show_17.html"),
        ("view.php?id=17", "https://site.example/ads/view.php?id=17"),
        ("../17", "https://site.example/17"),
    ],
)
def test_a_relative_link_leads_on_from_its_page(link: str, address: str) -> None:
    assert absolute("https://site.example/ads/index.php?page=1", link) == address


def test_most_links_of_a_page_go_the_short_way() -> None:
    assert fields._is_plain("show_17.html")
    assert fields._is_plain("view.php?id=17&from=list")
    assert not fields._is_plain("https://other.example/17")
