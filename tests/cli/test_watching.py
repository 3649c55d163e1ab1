"""What `watch` and `coverage` print, in the home's language."""

from pathlib import Path

import pytest

from lykta.cli.watching import print_coverage, run_watch
from lykta.service.settings import Settings

PLAN = """
egress = { host = "127.0.0.1", port = 9 }
[[source]]
id = "annonstorget"
start = "http://annonstorget.example/annonser"
"""


@pytest.fixture
def home(tmp_path: Path, database_url: str) -> Settings:
    (tmp_path / "watch.toml").write_text(PLAN, encoding="utf-8")
    return Settings(home=tmp_path, database_url=database_url, language="sv")


def test_before_any_visit_coverage_says_that_we_have_looked_nowhere(
    home: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    print_coverage(home, days=3)
    assert "vi har inte tittat någonstans" in capsys.readouterr().out


def test_a_visit_that_failed_is_told_with_its_reason_and_stands_in_coverage(
    home: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_watch(home, once=True) == 1
    assert "0 besök gjorda, 1 misslyckade" in capsys.readouterr().out
    print_coverage(home.model_copy(update={"language": "en"}), days=3)
    told = capsys.readouterr().out
    assert "annonstorget: 1 planned, 0 made, 1 failed, 0 skipped" in told
    assert "egress 127.0.0.1:9 does not answer" in told
