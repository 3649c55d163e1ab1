"""The shared check itself, and every sentence of a link: both languages name the same numbers."""

import inspect
from datetime import UTC, datetime

import pytest

from lykta.link import sentences
from lykta.link.changes import Change, Used
from lykta.model.counting import AD, SOURCE, count, count_in_digits
from lykta.model.judgement import Level
from lykta.model.link import Family, Reason
from lykta.model.words import Said
from tests.saying import same_numbers

DAY = datetime(2026, 3, 1, tzinfo=UTC)
LATER = datetime(2026, 3, 9, tzinfo=UTC)
CHANGE = Change(
    old=Used(kind="phone", value="+46701740605", began_s=0.0, ended_s=DAY.timestamp()),
    new=Used(kind="email", value="a@example.org", began_s=LATER.timestamp(), ended_s=LATER.timestamp()),
)
REASON = Reason(family=Family.TEXT, kind="kept", value="text", bits=3.0, says=Said(sv="Så är det.", en="So it is."))
ARGUMENTS = {
    "kind": "phone", "value": "+46701740605", "source": "board", "number": "+46701740605", "ads": 1234, "groups": 17,
    "name": "board 17", "wordings": 9, "contacts": 3,
    "advertisers": 4, "times": 6, "expected": 0.31, "days": 21, "first": DAY, "last": LATER,
    "before": DAY, "after": LATER, "says": Said(sv="Så.", en="So."), "change": CHANGE, "a": ("phone", "+46701740605"),
    "alone": True, "price": "1500 SEK", "because": (REASON,),
    "b": ("email", "a@example.org"), "level": Level.CONTACT, "by": "Anna", "at": DAY, "why": "samma röst",
}  # fmt: skip
SENTENCES = {
    name: made
    for name, made in vars(sentences).items()
    if inspect.isfunction(made) and made.__module__ == sentences.__name__ and not name.startswith("_") and name != "day"
}


@pytest.mark.parametrize("name", sorted(SENTENCES))
@pytest.mark.parametrize("ads", [1, 2, 1234])
def test_a_sentence_of_a_link_names_the_same_numbers_in_both_languages(name: str, ads: int) -> None:
    given = {**ARGUMENTS, "ads": ads}
    said = SENTENCES[name](**{one: given[one] for one in inspect.signature(SENTENCES[name]).parameters})
    assert same_numbers(said), said
    assert said.sv.endswith(".") or name == "judged_together"


@pytest.mark.parametrize("n", [0, 1, 2, 12, 13, 1234, 1_234_567])
@pytest.mark.parametrize("noun", [AD, SOURCE])
def test_a_count_is_the_same_number_in_both_languages(n: int, noun: object) -> None:
    assert n < 2 or same_numbers(count(n, noun))  # type: ignore[arg-type]
    assert same_numbers(count_in_digits(n, noun))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sv", "en"),
    [
        ("Tre annonser.", "Four ads."),
        ("3 annonser.", "Ads."),
        ("Annonser, 1\u00a0234.", "Ads, 1,235."),
        ("Av en slump 0,3.", "By chance 0.4."),
        ("Två och två.", "Two."),
    ],
)
def test_sentences_that_name_different_numbers_fail_the_check(sv: str, en: str) -> None:
    assert not same_numbers(Said(sv=sv, en=en))


def test_the_same_number_in_a_word_and_in_digits_passes_the_check() -> None:
    assert same_numbers(Said(sv="Tre av 1\u00a0234, 0,5.", en="3 of 1,234, 0.5."))
