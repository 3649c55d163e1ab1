"""Every command that a user meets first speaks Swedish under `--lang sv`: no line is the same as under `--lang en`."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from lykta.cli.cases import print_case, print_cases, run_open
from lykta.cli.demo import run_demo
from lykta.cli.exporting import run_export
from lykta.cli.importing import run_import, run_link, run_rebuild
from lykta.cli.looking import print_found, print_network, print_today, print_unread
from lykta.cli.main import main
from lykta.cli.market import print_movement, print_returning, print_seen
from lykta.cli.planning import print_plan
from lykta.cli.verifying import run_verify
from lykta.cli.watching import print_coverage, run_watch
from lykta.model.case import ContactLogged, ExportAsked, HandedOver, Noted, PersonAdded, TaskAdded, Way, Wish
from lykta.service import looking
from lykta.service.cases import all_cases, change_case
from lykta.service.desk import Desk
from lykta.service.importing import import_files
from lykta.service.linking import link_all
from lykta.service.settings import Settings
from lykta.service.standing import open_desk
from lykta.store.server import remove_cluster
from tests.cli.test_watching import PLAN

# For programs, the same in any language; ids with what ads themselves say; their texts; hours with addresses.
SAME = re.compile(r"(kept|read) [0-9a-f]{64} .*|[0-9a-f]{20}  .*|\d{4}-\d\d-\d\d \d\d:\d\d  \S+|“.*")

Both = Callable[[Callable[[Settings], object]], None]


def _lines(said: str) -> list[str]:
    return [line.strip() for line in said.splitlines() if re.search(r"[a-zåäö]{3}", line.lower())]


@pytest.fixture
def both(desk: Desk, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Both:
    """Runs a command in both languages and compares what it said."""
    monkeypatch.setenv("COLUMNS", "400")  # no line is cut in two

    def run(command: Callable[[Settings], object]) -> None:
        said = {}
        for language in ("sv", "en"):
            capfd.readouterr()
            command(desk.settings.model_copy(update={"language": language}))
            out, err = capfd.readouterr()
            said[language] = _lines(out + err)
        assert said["sv"], "the command said nothing, so this proves nothing"
        same = [line for line in said["sv"] if line in said["en"] and not SAME.fullmatch(line)]
        assert same == []

    return run


@pytest.fixture
def files(tmp_path: Path, small_world: Path) -> list[Path]:
    """Captures, a table in an old charset, one with a bad row and a day that cannot be, an unreadable page, no file."""
    table, old, page = tmp_path / "rows.csv", tmp_path / "old.csv", tmp_path / "page.html"
    table.write_text("id,text,seen_at\n1,Ring på kvällen,2096-01-01\n2\n3,Ring på dagen,2026-02-02\n", "utf-8")
    old.write_text("id,text\n9,Ring på kvällen\n", "windows-1252")
    page.write_text("<html><body>x</body></html>", "utf-8")
    return [*sorted((small_world / "warc").glob("*.warc.gz"))[:4], table, old, page, tmp_path / "missing.csv"]


def test_what_is_said_of_the_users_own_files_is_said_in_the_language_asked_for(
    both: Both, desk: Desk, files: list[Path], tmp_path: Path
) -> None:
    both(print_today)
    both(lambda settings: run_import(settings, files, then_link=True))
    both(run_link)
    both(lambda settings: run_rebuild(settings, despite_missing=False))
    both(print_today)
    both(lambda settings: print_unread(settings, most=None))
    both(lambda settings: print_found(settings, "070-1740699"))
    with open_desk(desk.settings) as opened:
        networks = [item.network for item in looking.today(opened).items]
    for network in networks[:3]:
        both(lambda settings, network=network: print_network(settings, network))  # type: ignore[misc]
    number = iter(range(9))
    both(lambda settings: run_export(settings, networks[0], "csv", tmp_path / f"{next(number)}.csv"))
    both(lambda settings: run_verify(desk.settings.archive, None, (), settings.language))
    (kept, *_) = sorted(desk.settings.archive.glob("??/*.warc.gz"))
    kept.write_bytes(kept.read_bytes()[:-9])
    both(lambda settings: run_verify(desk.settings.archive, None, (), settings.language))


def test_what_is_said_of_visits_is_said_in_the_language_asked_for(both: Both, desk: Desk) -> None:
    both(lambda settings: print_coverage(settings, days=3))
    (desk.settings.home / "watch.toml").write_text(PLAN, "utf-8")
    both(lambda settings: run_watch(settings, once=True))
    both(lambda settings: print_coverage(settings, days=3))


def test_what_is_said_of_a_case_is_said_in_the_language_asked_for(both: Both, desk: Desk) -> None:
    both(print_cases)
    made = {"name": "K 1", "purpose": "vem som driver det", "networks": ()}
    both(lambda settings: run_open(settings, ground="support", **made))  # type: ignore[arg-type]
    with open_desk(desk.settings) as opened:
        (case, *_) = [line.case.id for line in all_cases(opened)]
    today = desk.now().date()
    for change in (
        Noted(text="sett"),
        TaskAdded(text="ring"),
        PersonAdded(called="P1"),
        ContactLogged(way=Way.OUTREACH, on=today, words="talade", person=f"{case}.4", wish=Wish.NO_CONTACT),
        ContactLogged(way=Way.MEETING, on=today, words="talade", person=f"{case}.4"),
        ExportAsked(recipient="P", why="w"),
        HandedOver(unit="U", receiver="R", why="w"),
    ):
        with open_desk(desk.settings) as opened:
            change_case(opened, case, change)
    both(lambda settings: print_case(settings, case))
    both(print_cases)


def test_what_is_said_of_the_market_and_of_plans_is_said_in_the_language_asked_for(
    both: Both, desk: Desk, small_world: Path
) -> None:
    import_files(desk, sorted((small_world / "warc").glob("*.warc.gz")))
    link_all(desk)
    both(lambda settings: print_seen(settings, days=30))
    both(lambda settings: print_returning(settings, days=3, linked=None))
    both(lambda settings: print_movement(settings, days=90))
    both(lambda settings: print_plan(settings, hours=0.5, review_hours=8.0, least_share=0.5, minutes_each=10))


def test_a_refusal_at_the_door_is_said_in_the_language_asked_for(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LYKTA_HOME", str(desk.settings.home))
    monkeypatch.setenv("LYKTA_DATABASE_URL", str(desk.settings.database_url))
    for language, words in (("sv", "Inget är observerat än."), ("en", "Nothing is observed yet.")):
        for command in (["market", "trend"], ["plan", "--hours", "2"]):
            monkeypatch.setattr("sys.argv", ["lykta", *command, "--lang", language])
            with pytest.raises(SystemExit) as ended:
                main()
            assert ended.value.code == 1
            assert words in capsys.readouterr().err


def test_what_the_demo_says_is_said_in_the_language_asked_for(both: Both, desk: Desk) -> None:
    try:
        both(lambda settings: run_demo(settings, days=2, seed=7, preset="default", then_serve=False))
    finally:
        remove_cluster(desk.settings.home / "demo-default-2-days-seed-7")


def test_a_line_that_is_the_same_in_both_languages_fails(
    both: Both,
) -> None:
    with pytest.raises(AssertionError, match="nobody translated this"):
        both(lambda settings: print(f"nobody translated this\n{'ja' if settings.language == 'sv' else 'yes'}"))  # noqa: T201
    with pytest.raises(AssertionError, match="proves nothing"):
        both(lambda _: None)


def test_an_error_at_the_door_is_said_in_the_language_asked_for(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LYKTA_HOME", str(desk.settings.home))
    monkeypatch.setenv("LYKTA_DATABASE_URL", str(desk.settings.database_url))
    for language, words in (("sv", "Det finns inget nätverk"), ("en", "There is no network")):
        monkeypatch.setattr("sys.argv", ["lykta", "network", "0" * 20, "--lang", language])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 1
        assert words in capsys.readouterr().err
