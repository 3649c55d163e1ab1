"""Every sentence on what went wrong has its Swedish one, also when one stands within another."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from lykta.service import faults
from lykta.service.faults import fault_in

SOURCE = Path(faults.__file__).parent.parent
SWEDISH = tomllib.loads(Path(faults.__file__).with_name("faults_sv.toml").read_text("utf-8"))["sentences"]
# What import, rebuild, link, export, verify, watch and coverage go through. Wrong adapters and plugins stop with the
# words of pydantic and Python, and are for who writes them.
FILES = (
    *sorted(SOURCE.glob("archive/*.py")),
    *sorted(SOURCE.glob("capture/*.py")),
    *sorted(SOURCE.glob("store/*.py")),
    *(SOURCE / "kit" / f"{name}.py" for name in ("bounded", "files", "plugins", "zips")),
    *(SOURCE / "sites" / f"{name}.py" for name in ("bounds", "loading", "reading", "rows", "selecting")),
    *(
        SOURCE / "service" / f"{name}.py"
        for name in ("importing", "judging", "keys", "settings", "stamping", "watching", "verifying")
    ),
    *(SOURCE / "service" / f"{name}.py" for name in ("package_checks", "packing")),
    *(SOURCE / "share/export.py", SOURCE / "share/wacz.py", SOURCE / "cli/exporting.py"),
)
NOT_OURS = {"ValueError", "TypeError", "AssertionError", "KeyError", "NotImplementedError"}
# Arguments and names that hold a sentence in these files.
HOLDS_A_SENTENCE = {"problem", "detail", "why"}


def _template(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in node.values)
    return None


def _sentences_of(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
            if ast.unparse(node.exc.func) not in NOT_OURS:
                yield node.exc.args[0]
        elif isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id.endswith("Error") and node.func.id not in NOT_OURS:
                yield from node.args[:1]
            yield from (one.value for one in node.keywords if one.arg in HOLDS_A_SENTENCE)
        elif isinstance(node, ast.Assign) and any(
            isinstance(one, ast.Name) and one.id in HOLDS_A_SENTENCE for one in node.targets
        ):
            yield node.value


TEMPLATES = sorted(
    {
        (path.name, template)
        for path in FILES
        for given in _sentences_of(ast.parse(path.read_text("utf-8")))
        for sentence in ((given.body, given.orelse) if isinstance(given, ast.IfExp) else (given,))
        if (template := _template(sentence)) and len(template.replace("{}", "").split()) > 1
    }
)


def test_the_sentences_are_found() -> None:
    assert len(TEMPLATES) > 120


@pytest.mark.parametrize(("file", "template"), TEMPLATES)
def test_every_sentence_has_its_swedish(file: str, template: str) -> None:
    filled = template.removesuffix("{}").replace("{}", "§")  # what ends a sentence may be nothing
    assert fault_in(filled, "sv") != filled, f"{file}: add it to service/faults_sv.toml"


@pytest.mark.parametrize("english", sorted(SWEDISH))
def test_what_is_filled_in_stands_in_the_swedish_too(english: str) -> None:
    holes = english.count("{}")
    filled = [f"§{number}" for number in range(holes)]
    swedish = SWEDISH[english].format(*filled)
    assert all(one in swedish for one in filled)
    assert "{}" not in SWEDISH[english]


@pytest.mark.parametrize(
    ("english", "swedish"),
    [
        (
            "a.csv: an empty file. Expected WARC, WARC.gz, WACZ, a folder of HTML, CSV with columns id and text, or "
            "JSONL.",
            "a.csv: en tom fil. Väntade WARC, WARC.gz, WACZ, en mapp med HTML, CSV med kolumnerna id och text, eller "
            "JSONL.",
        ),
        (
            "line 3: byte 9 of the line (0xe5) is no UTF-8. Save the file as UTF-8 or say its --charset",
            "rad 3: byte 9 på raden (0xe5) är inte UTF-8. Spara filen som UTF-8 eller ange --charset",
        ),
        (
            "file:a.csv#line=3: seen_at is '2096'; expected an ISO 8601 time before the import, such as "
            "2026-03-01T14:05. The ad counts as seen when it was imported.",
            "file:a.csv#line=3: seen_at är '2096'; en tid enligt ISO 8601 före inläsningen väntades, till exempel "
            "2026-03-01T14:05. Annonsen räknas som sedd när den lästes in.",
        ),
        (
            "the page says utf-8 but is not; read as windows-1252",
            "sidan säger utf-8 men är det inte; läst som windows-1252",
        ),
    ],
)
def test_sentences_within_and_after_each_other_are_all_said_in_swedish(english: str, swedish: str) -> None:
    assert fault_in(english, "sv") == swedish
    assert fault_in(english, "en") == english


def test_what_no_list_holds_stays_as_it_is() -> None:
    assert fault_in("Something else: [Errno 5]; again. So", "sv") == "Something else: [Errno 5]; again. So"


def test_a_hostile_sentence_takes_no_long_time_and_no_format_of_its_own() -> None:
    assert fault_in("line 1: " + "; : . " * 600, "sv").startswith(("rad 1", "line 1"))
    assert fault_in("line 1: {0.__class__} {} {{", "sv") == "rad 1: {0.__class__} {} {{"
