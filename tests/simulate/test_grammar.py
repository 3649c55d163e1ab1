from random import Random
from statistics import mean

import pytest

from lykta.simulate.english import ENGLISH
from lykta.simulate.grammar import OPEN_SLOTS, Grammar, compose, fill, with_typing_errors, with_word_noise
from lykta.simulate.swedish import SWEDISH
from lykta.simulate.templates import TEMPLATES, network_text

GRAMMARS = [SWEDISH, ENGLISH]


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = text.lower().split()
    return {tuple(words[at : at + 3]) for at in range(len(words) - 2)}


@pytest.mark.parametrize("grammar", GRAMMARS, ids=lambda grammar: grammar.language)
def test_a_language_has_more_than_sixty_sentence_patterns(grammar: Grammar) -> None:
    assert sum(len(patterns) for patterns in grammar.topics.values()) >= 60


@pytest.mark.parametrize("grammar", GRAMMARS, ids=lambda grammar: grammar.language)
def test_only_lines_to_book_by_hold_the_number(grammar: Grammar) -> None:
    for topic, patterns in grammar.topics.items():
        for pattern in patterns:
            assert pattern.count("{number}") == (1 if topic == "book" else 0)


@pytest.mark.parametrize("grammar", GRAMMARS, ids=lambda grammar: grammar.language)
def test_two_writers_write_different_texts_of_ordinary_length(grammar: Grammar) -> None:
    texts = [compose(grammar, Random(seed)).body for seed in range(60)]
    assert 380 <= mean(map(len, texts)) <= 700
    shared = [
        len(_shingles(one) & _shingles(other)) / len(_shingles(one) | _shingles(other))
        for at, one in enumerate(texts)
        for other in texts[:at]
    ]
    assert mean(shared) < 0.05
    assert max(shared) < 0.35


@pytest.mark.parametrize("grammar", GRAMMARS, ids=lambda grammar: grammar.language)
def test_a_text_has_one_place_for_the_number(grammar: Grammar) -> None:
    assert all(compose(grammar, Random(seed)).body.count("{number}") == 1 for seed in range(200))


def test_sixteen_network_templates_or_more_have_little_in_common() -> None:
    texts = [" ".join(sentences) for raw in TEMPLATES.values() for _, sentences in raw]
    assert len(texts) >= 16
    for at, one in enumerate(texts):
        for other in texts[:at]:
            assert len(_shingles(one) & _shingles(other)) / len(_shingles(one) | _shingles(other)) < 0.05


@pytest.mark.parametrize("grammar", GRAMMARS, ids=lambda grammar: grammar.language)
def test_a_network_text_has_its_number_price_name_and_place_open(grammar: Grammar) -> None:
    for order in range(len(TEMPLATES[grammar.language])):
        text = network_text(grammar, Random(order), order=order)
        assert text.body.count("{number}") == 1
        for slot in ("name", "place", "price"):
            assert f"{{{slot}}}" in text.title + text.body


def test_a_writer_out_of_hand_made_templates_composes_one() -> None:
    assert network_text(SWEDISH, Random(1), order=999).body.count("{number}") == 1


def test_filling_leaves_the_slots_of_an_ad_open_and_no_other() -> None:
    assert fill("{name} {x}", {"x": ("y {z}",), "z": ("w",)}, Random(1)) == "{name} y w"
    assert OPEN_SLOTS == ("name", "place", "price", "number", "age")


def test_an_unknown_slot_is_an_error() -> None:
    with pytest.raises(KeyError):
        fill("{nowhere}", {}, Random(1))


def test_typing_errors_spare_what_stands_in_braces() -> None:
    text = "Ring {number} eller skriv till {name} om du vill veta mer " * 5
    mistyped = with_typing_errors(text, Random(4), every_letters=20)
    assert mistyped != text
    assert mistyped.count("{number}") == 5
    assert mistyped.count("{name}") == 5


def test_word_noise_spares_open_slots_and_no_noise_changes_nothing() -> None:
    text = "ett två {number} tre fyra"
    assert with_word_noise(text, Random(1), share=0.0, fillers=("nu",)) == text
    assert "{number}" in with_word_noise(text, Random(1), share=1.0, fillers=("nu",))
