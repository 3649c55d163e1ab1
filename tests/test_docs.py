"""What code names stands in the guide, and what the guide shows exists."""

from pathlib import Path

import pytest

from lykta.cli.main import app
from lykta.service.settings import Settings
from lykta.share.export import load_formats

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs/guide.md").read_text(encoding="utf-8")
COMMANDS = sorted(
    str(command.name or command.callback.__name__) for command in app.registered_commands if command.callback
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_the_guide(command: str) -> None:
    assert command.rstrip("_") in GUIDE


@pytest.mark.parametrize("setting", sorted(Settings.model_fields))
def test_every_setting_stands_in_the_guide(setting: str) -> None:
    assert f"LYKTA_{setting.upper()}" in GUIDE


@pytest.mark.parametrize("kind", sorted(path.stem for path in (ROOT / "src/lykta/extract/fields").glob("[a-z]*.py")))
def test_every_kind_of_finding_stands_in_the_guide(kind: str) -> None:
    assert f"| {kind} |" in GUIDE


def test_every_export_format_stands_in_the_guide_or_the_commands_help() -> None:
    for name in load_formats():
        assert name in GUIDE or name in (ROOT / "src/lykta/cli/main.py").read_text(encoding="utf-8")


def test_the_readme_opens_with_the_two_commands_and_a_picture() -> None:
    opening = (ROOT / "README.md").read_text(encoding="utf-8").split("\n## ")[0]
    assert opening.index("./run demo") < opening.index("./run test") < opening.index("docs/today.png")
    assert (ROOT / "docs/today.png").stat().st_size > 10_000


@pytest.mark.parametrize("number", range(1, 11))
def test_each_of_the_ten_decisions_has_its_record(number: int) -> None:
    [record] = (ROOT / "docs/adr").glob(f"{number:04d}-*.md")
    text = record.read_text(encoding="utf-8")
    for part in ("**Question.**", "**Choice.**", "**Given up.**"):
        assert part in text
