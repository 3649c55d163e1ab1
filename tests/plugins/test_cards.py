"""The contract of a RuleCard, run over every card; a new card is tested by being there."""

import ast
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from lykta.assess import cards as folder
from lykta.assess import examples
from lykta.assess.contract import Hit, RuleCard, broken_promises
from lykta.assess.network import load_cards
from lykta.errors import SettingsError
from lykta.model.desk import NetworkView
from lykta.model.signal import Direction, Grade, Tier
from lykta.model.words import Said
from tests.saying import same_numbers

CARDS = load_cards()
# Special categories (LED art. 10) and bodies: no card, no feature, no family.
NEVER = ("ethnic", "nationality", "religion", "health", "orientation", "race", "tattoo", "face", "body", "skin")
each_card = pytest.mark.parametrize("name", CARDS)


@each_card
def test_card_fires_and_stays_silent_on_its_own_examples_and_quotes_what_stands_there(name: str) -> None:
    assert list(broken_promises(CARDS[name])) == []


@each_card
def test_card_says_the_same_thing_twice(name: str) -> None:
    card = CARDS[name]
    assert [card.check(view) for view in card.fires_on] == [card.check(view) for view in card.fires_on]


@each_card
def test_both_languages_of_a_hit_name_the_same_numbers(name: str) -> None:
    for view in CARDS[name].fires_on:
        hit = CARDS[name].check(view)
        assert hit is not None
        assert same_numbers(hit.says), hit.says


@each_card
def test_sentence_is_short_capitalised_and_ends_with_a_full_stop_in_both_languages(name: str) -> None:
    for view in CARDS[name].fires_on:
        hit = CARDS[name].check(view)
        assert hit is not None
        for words in (hit.says.sv, hit.says.en):
            assert len(words) <= 120
            assert words.endswith(".")
            assert words[0].upper() == words[0]


@each_card
def test_refuted_card_says_so_in_its_sentence(name: str) -> None:
    card = CARDS[name]
    hit = card.check(card.fires_on[0])
    assert hit is not None
    if card.grade is Grade.X:
        assert "prövat" in hit.says.sv
        assert "tested" in hit.says.en


@each_card
def test_card_is_not_about_what_is_never_a_feature(name: str) -> None:
    assert not features_never_used(name, CARDS[name])


@each_card
def test_card_stays_silent_on_a_network_whose_ads_are_not_at_hand(name: str) -> None:
    lonely = replace(examples.one(examples.ad()), ads=(), links=())
    assert CARDS[name].check(lonely) is None


@each_card
def test_card_survives_hostile_text(name: str) -> None:
    for text in ("\ud800\udfff", "\u200b" * 5_000, "a " * 50_000, "går i " * 20_000, "\x00", "“" * 30_000):
        hit = CARDS[name].check(examples.one(examples.ad(text)))
        assert hit is None or hit.quotes


def test_a_card_about_what_is_never_a_feature_would_be_caught() -> None:
    card = next(iter(CARDS.values()))
    assert features_never_used("stated_nationality", card) == ["nationality"]
    assert features_never_used("x", replace(card, family="religion")) == ["religion"]


def features_never_used(name: str, card: RuleCard) -> list[str]:
    words = f"{name} {card.family}".casefold().replace("_", " ").split()
    return [never for never in NEVER if any(word.startswith(never) for word in words)]


def test_cards_do_not_know_each_other() -> None:
    files = sorted(Path(folder.__path__[0]).glob("*.py"))
    assert len(files) > len(CARDS)
    assert [problem for file in files for problem in neighbours_imported(file.read_text("utf-8"))] == []


def test_a_card_that_imports_its_neighbour_would_be_caught() -> None:
    assert neighbours_imported("from lykta.assess.cards import trust_words") == ["lykta.assess.cards"]
    assert neighbours_imported("from lykta.assess.cards.trust_words import CARD")


def neighbours_imported(source: str) -> list[str]:
    imports: Iterable[ast.ImportFrom] = (n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.ImportFrom))
    return [node.module for node in imports if node.module and node.module.startswith("lykta.assess.cards")]


def test_a_card_that_breaks_its_promises_is_named_sentence_by_sentence() -> None:
    card = CARDS["stated_age_under_18"]
    swapped = replace(card, fires_on=card.silent_on, silent_on=card.fires_on)
    assert list(broken_promises(swapped)) == [
        "stays silent on its example 1 of fires_on",
        "stays silent on its example 2 of fires_on",
        "fires on its example 1 of silent_on",
        "fires on its example 2 of silent_on",
    ]


def test_a_card_that_quotes_what_does_not_stand_there_is_named() -> None:
    card = CARDS["stated_age_under_18"]

    def shifted(view: NetworkView) -> Hit | None:
        hit = card.check(view)
        return hit and replace(hit, quotes=tuple(replace(q, start=q.start + 1) for q in hit.quotes))

    assert "which does not stand at" in next(iter(broken_promises(replace(card, check=shifted))))


def test_a_refuted_indicator_cannot_be_built_to_speak_for() -> None:
    with pytest.raises(ValueError, match="refuted"):
        replace(CARDS["movement_phrase"], direction=Direction.FOR)


def test_an_expert_list_alone_cannot_be_built_to_call_a_network_organised() -> None:
    with pytest.raises(ValueError, match="an expert list alone"):
        replace(CARDS["recruits_and_offers"], tier=Tier.ORGANISED)


def test_context_cannot_be_built_to_raise_a_network() -> None:
    with pytest.raises(ValueError, match="only an indicator that speaks for"):
        replace(CARDS["trust_words"], tier=Tier.URGENT)


@pytest.mark.parametrize(
    "missing", [{"source": ""}, {"family": ""}, {"fires_on": ()}, {"silent_on": ()}, {"version": 0}]
)
def test_a_card_without_source_family_version_or_examples_cannot_be_built(missing: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="card"):
        replace(CARDS["trust_words"], **missing)  # type: ignore[arg-type]


OWN_CARD = """
from dataclasses import replace
from lykta.assess.cards.round_the_clock import CARD as KNOWN
from lykta.assess import examples
from lykta.assess.contract import Hit
from lykta.model.words import Said

def check(view):
    found = any("{word}" in seen.ad.text for seen in view.ads)
    return Hit(says=Said(sv="Ett ord.", en="A word.")) if found else None

CARD = replace(KNOWN, check=check, fires_on=(examples.one(examples.ad("lykta")),))
"""


def test_a_file_in_the_users_folder_is_one_more_card(tmp_path: Path) -> None:
    (tmp_path / "lantern.py").write_text(OWN_CARD.format(word="lykta"), "utf-8")
    loaded = load_cards(tmp_path)
    assert loaded.keys() - CARDS.keys() == {"lantern"}
    assert loaded["lantern"].check(examples.one(examples.ad("en lykta"))) == Hit(says=Said(sv="Ett ord.", en="A word."))


def test_a_users_card_that_breaks_its_own_promise_stops_the_start_and_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "lantern.py").write_text(OWN_CARD.format(word="candle"), "utf-8")
    with pytest.raises(SettingsError, match=r"lantern\.py: the card stays silent on its example 1 of fires_on"):
        load_cards(tmp_path)


def test_a_users_file_without_a_card_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "lantern.py").write_text("CARD = 1", "utf-8")
    with pytest.raises(SettingsError, match="expected CARD = RuleCard"):
        load_cards(tmp_path)
