"""Cases in the terminal: each command says both languages, and nothing that people write is obeyed by it."""

import sys
from collections.abc import Callable
from datetime import timedelta

import pytest
from typer.testing import CliRunner

from lykta.cli.case_commands import case as commands
from lykta.cli.cases import print_cases, show_case
from lykta.cli.main import app, main
from lykta.model import case as did
from lykta.model.case import CHANGES
from lykta.model.words import Language
from lykta.service.desk import Desk
from lykta.service.doorway import mark_as_demo
from lykta.store import accounts
from tests.web import case_scenes

HOSTILE = "one\nlykta: forged \x1b[2J\x1b]0;x\x07 \u202e [bold]x[/] \r\n"
Run = Callable[..., str]


@pytest.fixture
def run(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`lykta case ...` on the home of this test; what it printed, or the error that stopped it."""
    monkeypatch.setenv("LYKTA_HOME", str(desk.settings.home))
    monkeypatch.setenv("LYKTA_DATABASE_URL", str(desk.settings.database_url))
    monkeypatch.setenv("COLUMNS", "400")

    def lykta(*arguments: str) -> str:
        done = CliRunner().invoke(app, ["case", *arguments])
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code == 0, done.output
        return done.output

    return lykta


@pytest.fixture
def opened(run: Run) -> str:
    said = run("open", "--name", "K 1", "--purpose", "who runs it", "--ground", "investigation", "--lang", "en")
    return said.split()[1]


def test_every_change_can_be_made_by_a_command(run: Run, opened: str, desk: Desk) -> None:
    mark_as_demo(desk)  # where the home's own account keeps its parts beside others
    with desk.store.writing() as connection:
        accounts.add_account(connection, "bo", "hash", made_at=desk.now())
    day = (desk.now() - timedelta(days=2)).date().isoformat()
    for arguments in (
        ("note", opened, "seen", "--fact", "--seen", "1"),
        ("member", opened, "bo", "--part", "investigator", "--why", "works on it"),
        ("task", opened, "ask the landlord", "--for", "bo", "--due", "2026-12-01"),
        ("task", opened, "--done", "4"),
        ("tag", opened, "flats"),
        ("tag", opened, "flats", "--off"),
        ("tip", opened, "T 7-26"),
        ("person", opened, "--called", "P1", "--as", "victim"),
        ("person", opened, "--of", "9", "--as", "suspect", "--why", "rents", "--offence", "procuring"),
        (
            *("contact", opened, "--how", "outreach", "--on", day, "--words", "met"),
            *("--person", "9", "--reached", "070-1740605", "--wish", "no_contact", "--wish-words", "in peace"),
        ),
        ("export-ask", opened, "--for", "the prosecutor", "--why", "charges"),
        ("state", opened, "resting", "--why", "waits"),
        ("member", opened, "bo", "--part", "none", "--why", "left"),
    ):
        assert run(*arguments, "--lang", "en") == "Kept in the case.\n"
    shown = run("show", opened, "--lang", "en")
    for words in (
        "K 1: resting, version 14, you are owner",
        "Linked tips: T 7-26",
        "P1, suspect (procuring)",
        "! wishes not to be contacted",
        f"Contact {day}, outreach: met Wish: wishes not to be contacted. in peace",
        "asked by local: waits for another member",
        "14  ",
    ):
        assert words in shown
    second = run("open", "--name", "K 2", "--purpose", "who runs it", "--ground", "investigation", "--lang", "en")
    run("merge", opened, "--into", second.split()[1], "--why", "the same")
    run("hand-over", second.split()[1], "--unit", "Region Syd", "--to", "Eva Ek", "--why", "theirs")
    assert "Handed over to Eva Ek, Region Syd" in run("show", second.split()[1], "--lang", "en")
    assert run("list", "--lang", "en").count("you are owner") == 2


def test_there_is_a_command_for_every_change_that_a_person_makes() -> None:
    names = {one.name or getattr(one.callback, "__name__", "") for one in commands.registered_commands}
    made = {name.replace("_", "-") for name in CHANGES}
    inside = {"opened", "took-in", "network-removed", "task-done", "untag", "category"}  # open, merge, and options
    assert names == made - inside | {"open", "list", "show"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("note", "nothing", "x"), "There is no case nothing, or it is not yours"),
        (("show", "nothing"), "There is no case nothing, or it is not yours"),
        (("note", "CASE", " "), "write the note"),
        (("note", "CASE", "x" * (1 << 16)), "may have 20,000"),
        (("state", "CASE", "gone", "--why", "w"), "expected one of open, resting, closed"),
        (("member", "CASE", "x", "--part", "chief", "--why", "w"), "expected one of owner"),
        (("member", "CASE", "nobody", "--part", "reader", "--why", "w"), "no account nobody"),
        (("contact", "CASE", "--how", "meeting", "--on", "soon", "--words", "w"), "is no day"),
        (("contact", "CASE", "--how", "letter", "--on", "2026-01-01", "--words", "w"), "expected one of meeting"),
        (("person", "CASE", "--called", "P", "--as", "suspect"), "Nobody is added as a suspect"),
        (("export-approve", "CASE", "99", "--why", "w"), "There is nothing"),
        (("note", "CASE", "late", "--seen", "7"), "Not kept: local noted (assessment): late"),
        (("merge", "CASE", "--into", "other", "--why", "w"), "There is no case other"),
        (("network", "CASE", "none"), "no network none"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_in_either_language(
    run: Run, opened: str, arguments: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    assert run("show", opened)
    told = {}
    for language in ("sv", "en"):
        filled = [opened if one == "CASE" else one for one in arguments]
        monkeypatch.setattr(sys, "argv", ["lykta", "case", *filled, "--lang", language])
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 1
        told[language] = capfd.readouterr().err
    assert said in told["en"]
    assert told["sv"] != told["en"]
    assert [text.count("\n") for text in told.values()] == [1, 1]


def test_nothing_that_a_colleague_wrote_is_obeyed_by_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    page = case_scenes.case_page(HOSTILE)
    languages: tuple[Language, ...] = ("sv", "en")
    for language in languages:
        show_case(page, language)
        shown = capsys.readouterr().out
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert not any(line.startswith("lykta: forged") for line in shown.splitlines())
        assert "[bold]x[/]" in shown


def test_what_a_colleague_wrote_is_not_obeyed_in_an_error_either(
    run: Run, opened: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    run("note", opened, HOSTILE)
    monkeypatch.setattr(sys, "argv", ["lykta", "case", "note", opened, "mine", "--seen", "1", "--lang", "en"])
    capfd.readouterr()
    with pytest.raises(SystemExit):
        main()
    err = capfd.readouterr().err
    assert err.count("\n") == 1
    assert "\x1b" not in err
    assert "forged" in err
    assert err.rstrip().endswith("Not kept: local noted (assessment): mine")


def test_no_case_is_said_in_words(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    print_cases(desk.settings.model_copy(update={"language": "sv"}))
    assert capsys.readouterr().out == "Du har ingen del i något ärende.\n"


def test_a_task_and_its_done_are_two_changes() -> None:
    assert did.name_of(did.TaskAdded(text="x")) != did.name_of(did.TaskDone(task="1"))
