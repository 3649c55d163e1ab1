"""What the terminal says of an import is said in the language asked for."""

import io

import pytest
from rich.console import Console

from lykta.cli.importing import show_report, show_step
from lykta.model.archived import Damage
from lykta.model.words import Language
from lykta.service.desk import Desk
from lykta.service.importing import ImportReport, import_files


def _console() -> tuple[Console, io.StringIO]:
    out = io.StringIO()
    return Console(file=out, width=300, highlight=False), out


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "sv",
            (
                "2 arkivfiler",
                "5 nya lydelser av annonser",
                "nekad: x",
                "skadad: ab",
                "... visas inte här: 1 skadat ställe",
            ),
        ),
        (
            "en",
            (
                "2 archive files",
                "5 new wordings of ads",
                "refused: x",
                "damaged: ab",
                "... not shown here: 1 damaged place",
            ),
        ),
    ],
)
def test_a_report_speaks_the_language_asked_for(language: Language, words: tuple[str, ...]) -> None:
    damage = Damage(file="ab", offset=7, problem="cut")
    report = ImportReport(files=2, ads=5, refused=["x"], damaged=[damage] * 21)
    console, out = _console()
    show_report(console, report, language)
    for word in words:
        assert word in out.getvalue()


@pytest.mark.parametrize(("language", "said"), [("sv", "... länkar"), ("en", "... linking")])
def test_a_step_of_linking_is_named_in_the_language_asked_for(language: Language, said: str) -> None:
    console, out = _console()
    show_step(console, "linking", language)
    assert out.getvalue().strip() == said


def test_every_step_that_linking_names_has_its_words() -> None:
    console, out = _console()
    for step in ("reading ads", "linking", "assessing", "keeping"):
        show_step(console, step, "sv")
    assert out.getvalue().split("\n")[:4] == ["... läser annonser", "... länkar", "... bedömer", "... sparar"]


@pytest.mark.parametrize(("language", "said"), [("sv", "a.csv: läst som utf-16"), ("en", "a.csv: read as utf-16")])
def test_the_charset_that_was_found_is_told_with_the_counts(language: Language, said: str, desk: Desk) -> None:
    table = desk.settings.home / "a.csv"
    table.write_text("id,text\n1,på kvällen\n", "utf-16")
    report = import_files(desk, [table])
    console, out = _console()
    show_report(console, report, language)
    assert said in out.getvalue()
    assert report.ads == 1
