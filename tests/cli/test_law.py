"""What the terminal says of a network and the law."""

import io

import pytest
from rich.console import Console

from lykta.cli.law import show_law
from lykta.model.words import Language
from tests.web import scenes


def shown(language: Language, words: str = "Ny i stan") -> str:
    out = io.StringIO()
    law = (scenes.law("a1", words), scenes.law("a1", words, checked=True))
    show_law(Console(file=out, width=300, highlight=False), law, language)
    return out.getvalue()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", ("Koppleri", "Emot: Inget hittat. Det är inte detsamma som att inget finns.", "Lagliga nästa steg")),
        ("en", ("Procuring", "Against: None found. That is not the same as none exists.", "Lawful next steps")),
    ],
)
def test_law_speaks_the_language_asked_for(language: Language, words: tuple[str, ...]) -> None:
    said = shown(language)
    for word in words:
        assert word in said


def test_every_element_has_both_sides_what_is_unknown_and_its_steps() -> None:
    said = shown("en")
    assert [said.count(part) for part in ("   For: ", "   Against: ", "   Unknown: ", "[ ] Follow the money.")] == [
        4
    ] * 4
    assert said.count("An ad alone does not show this element.") == 4


def test_what_a_program_says_and_what_a_person_judged_are_marked_with_their_author() -> None:
    said = shown("en")
    assert "(program: Ny i stan, B)" in said
    assert "(assessed by Ny i stan, 2026-11-24)" in said
    assert "”Ny i stan” a1 0–9, Ny i stan" in said
    assert "seen on a1" in said


def test_a_lawyer_must_check_until_one_has() -> None:
    unchecked, checked = shown("en").split("Gross procuring")
    assert "A lawyer must check the wording" in unchecked
    assert "A lawyer must check the wording" not in checked


@pytest.mark.parametrize("words", ["[bold]x[/]", "[/]", "[red", "\\", "{x}"])
def test_hostile_words_are_shown_as_they_are(words: str) -> None:
    assert f"”{words}”" in shown("en", words)
