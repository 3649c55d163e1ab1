"""What code names stands in the guide, and what the guide shows exists."""

import io
import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

import pytest

from lykta.assess.contract import broken_promises
from lykta.assess.network import load_cards
from lykta.cli.case_commands import case as case_commands
from lykta.cli.estimating import run_estimate
from lykta.cli.main import app
from lykta.extract.adtext import AdText
from lykta.extract.contract import EXAMPLE_TIME
from lykta.extract.reading import load_extractors, read_all
from lykta.law.contract import OffenceFile
from lykta.model.case_names import CATEGORY_NAMES, PART_NAMES, STATE_NAMES, WISH_NAMES
from lykta.model.warning import SENTENCES
from lykta.model.words import Said
from lykta.service.law import law_page, open_offences
from lykta.service.settings import Settings
from lykta.share.examples import example_page
from lykta.share.export import load_formats

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs/guide.md").read_text(encoding="utf-8")
COMMANDS = sorted(
    str(command.name or command.callback.__name__) for command in app.registered_commands if command.callback
)
GROUPED_COMMANDS = sorted(
    f"{group.name} {command.name or command.callback.__name__.replace('_', '-')}"
    for group in app.registered_groups
    if group.typer_instance
    for command in group.typer_instance.registered_commands
    if command.callback
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_the_guide(command: str) -> None:
    assert command.rstrip("_") in GUIDE


CASE_COMMANDS = sorted(
    str(one.name or getattr(one.callback, "__name__", "")) for one in case_commands.registered_commands
)


@pytest.mark.parametrize("command", CASE_COMMANDS)
def test_every_command_of_cases_stands_in_the_guide(command: str) -> None:
    assert f"case {command}" in GUIDE


@pytest.mark.parametrize("table", [STATE_NAMES, PART_NAMES, CATEGORY_NAMES, WISH_NAMES])
def test_every_state_part_category_and_wish_stands_in_the_guide(table: Mapping[StrEnum, Said]) -> None:
    part = GUIDE.split("### case\n")[1].split("\n### ")[0]
    for name in table:
        assert f"`{name}`" in part, name


@pytest.mark.parametrize("command", GROUPED_COMMANDS)
def test_every_command_of_a_group_stands_in_the_guide_whole(command: str) -> None:
    assert f"./run {command}" in GUIDE


@pytest.mark.parametrize("setting", sorted(Settings.model_fields))
def test_every_setting_stands_in_the_guide(setting: str) -> None:
    assert f"LYKTA_{setting.upper()}" in GUIDE


@pytest.mark.parametrize("kind", sorted(path.stem for path in (ROOT / "src/lykta/extract/fields").glob("[a-z]*.py")))
def test_every_kind_of_finding_stands_in_the_guide(kind: str) -> None:
    assert f"| {kind} |" in GUIDE


KINDS = (ROOT / "docs/kinds.md").read_text(encoding="utf-8")
SHOWN = [
    (part.split("\n", 1)[0], *row.strip("|` ").split("` | `"))
    for part in KINDS.split("## ")[1:]
    for row in part.splitlines()
    if row.startswith("| `")
]


@pytest.mark.parametrize(("kind", "text", "value"), SHOWN)
def test_the_page_of_kinds_shows_what_is_read(kind: str, text: str, value: str) -> None:
    found = read_all(load_extractors(), AdText(text=text, seen_at=EXAMPLE_TIME))
    assert [one.value for one in found if one.kind == kind] == [value]


def test_the_page_of_kinds_shows_every_kind() -> None:
    fields = {path.stem for path in (ROOT / "src/lykta/extract/fields").glob("[a-z]*.py")}
    assert {kind for kind, _, _ in SHOWN} == fields - {"swish"}


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


TABLES_OF_COUNTS = [block.split("```")[0] for block in GUIDE.split("```json\n")[1:]]


@pytest.mark.parametrize("table", TABLES_OF_COUNTS)
def test_each_table_of_counts_in_the_guide_gets_a_bound(table: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    file = io.TextIOWrapper(io.BytesIO(table.encode()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", file)
        assert run_estimate(None, resamples=0, seed=1) == 0
    [said] = capsysbinary.readouterr().out.splitlines()
    assert json.loads(said)["bound"] > 100


def test_every_warning_code_of_a_size_stands_in_the_guide() -> None:
    for code in SENTENCES:
        assert code in GUIDE or not code.startswith("SIZE-")


def _examples_in_the_guide(home: Path) -> None:
    """Each Python block and offence of the guide, written to the file of the home that its first line names."""
    blocks = [*GUIDE.split("```python\n")[1:], *GUIDE.split("```toml\n# offences/")[1:]]
    for block in blocks:
        code = block.split("```")[0]
        code = code if code.startswith("# ") else f"# offences/{code}"
        file = home / code.split("\n", 1)[0].removeprefix("# ")
        file.parent.mkdir(exist_ok=True)
        file.write_text(code, encoding="utf-8")


def test_the_examples_of_the_guide_work_as_they_stand(tmp_path: Path) -> None:
    _examples_in_the_guide(tmp_path)
    extractors = load_extractors(tmp_path / "extractors")
    found = [one for one in read_all(extractors, AdText(text="Fråga efter rum 12.")) if one.kind == "room"]
    assert [(one.value, one.written, one.extractor) for one in found] == [("12", "rum 12", "room")]
    card = load_cards(tmp_path / "cards")["asks_for_deposit"]
    assert list(broken_promises(card)) == []
    chosen = load_formats(tmp_path / "formats")["headline"]
    assert chosen.holds[0] in chosen.write(example_page(), "sv")
    offences = open_offences(Settings(home=tmp_path)).every
    assert "keeps_documents" in {offence.id for offence in offences}


def test_the_page_of_offences_is_what_the_files_say(tmp_path: Path) -> None:
    page = (ROOT / "docs/law.md").read_text(encoding="utf-8")
    assert page == law_page(Settings(home=tmp_path)), "write it anew: ./run law > docs/law.md"


def test_every_key_of_an_offence_stands_in_the_guide() -> None:
    part = GUIDE.split("### An offence\n")[1].split("\n### ")[0]
    for key in OffenceFile.model_fields:
        assert key in part, key
