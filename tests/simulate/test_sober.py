"""No generated word may be explicit. The words are kept as hashes and stand nowhere in the project."""

from hashlib import sha256

import re2

from lykta.simulate.market import Market
from lykta.simulate.templates import TEMPLATES

# The last one is of a harmless word, which proves that the guard bites.
FORBIDDEN = {
    "06f241e41c2c", "0f28c4960d96", "101a7a9319d8", "102626eace2d", "12a667c9be6f", "13a465fc6616",
    "195206b6e2c9", "1c35504f9724", "1d4761ce8095", "1d533b46fb7d", "25f33387f767", "2b4a59fec3e7",
    "2f34b7a451c6", "345e24682c0e", "4098e1a88ff7", "4140197ec795", "41e50fd486bf", "444a1ca77fbe",
    "446d2ccf1858", "44c765c4b4aa", "4627911baaee", "50637aa5754a", "510e9cdb0ad7", "587d91c21381",
    "5a7af2ced4ac", "5ef02a5f2e9b", "60bc7e5347ec", "64e8abab66c8", "665cb762e3bc", "6ac3c336e409",
    "6c4e44004698", "7902e27065cf", "796e43a5a8cd", "7bbb51d2f7c2", "7e85c676fd97", "7f5a9ba14cb8",
    "81fcbba2c584", "89d19d63941a", "8a0547fe4c5a", "8c5c04391361", "952d9e72b3c3", "98ab80f77e70",
    "994322993a0f", "9ae315a94e42", "9ddcab3ac361", "a1d1d17743c1", "a36860651495", "a448294a6283",
    "a4ab64d1771e", "a82f4414607d", "a8dbe9b6d10d", "ad505b0be8a4", "ae40b08560a0", "ae4b457463bf",
    "b0b8dc408f5f", "b578aac0136f", "ba6fb01a93ed", "c0b93da8cdfe", "c370f4e5287e", "c487eb09ee2a",
    "c876ec8154e0", "c8e37b009bd6", "d31f9b0cc1fd", "d748f917fcdb", "d92f4cf1e2d7", "ddb5eb1d15e0",
    "e683679358a5", "eff26b18165e", "f3be03010255", "e772424065ed",
}  # fmt: skip
PROOF = "provord"


def _explicit(text: str) -> set[str]:
    apart = " ".join(set(text.lower().split()))
    return {word for word in set(re2.findall(r"\pL+", apart)) if sha256(word.encode()).hexdigest()[:12] in FORBIDDEN}


def test_the_guard_finds_a_forbidden_word() -> None:
    assert _explicit(f"Ett Provord, {PROOF}!") == {PROOF}


def test_no_ad_and_no_template_holds_a_forbidden_word(season: Market, hard_season: Market) -> None:
    for market in (season, hard_season):
        text = "\n".join(f"{ad.posting.title}\n{ad.posting.body}" for ad in market.ads)
        assert not _explicit(text)
    assert not _explicit(str(TEMPLATES))
