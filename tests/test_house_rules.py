"""Rules of the house that no linter knows. Each is a function that lists breaches, and each is seen to fail."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import phonenumbers
import pytest

TOP = Path(__file__).parent.parent
SRC = TOP / "src" / "lykta"
TEXTS = (
    ".py",
    ".toml",
    ".md",
    ".txt",
    ".html",
    ".jinja",
    ".po",
    ".json",
    ".jsonl",
    ".csv",
    ".tsv",
    ".sh",
    ".sql",
)
# Drawn lines and other people's minified code hold long digits that nobody wrote as a number.
NOT_OURS = ("vendor", "vendored", "map", "__pycache__")


def sources() -> Iterator[tuple[str, str]]:
    """Each module of the package: its path below `src/lykta`, and its text."""
    for path in sorted(SRC.rglob("*.py")):
        yield path.relative_to(SRC).as_posix(), path.read_text("utf-8")


def texts() -> Iterator[tuple[str, str]]:
    """Each text file that is ours: its path from the top, and its text."""
    roots = [TOP / "src", TOP / "tests", TOP / "docs", TOP / "bench"]
    paths = [path for root in roots for path in sorted(root.rglob("*")) if path.suffix in TEXTS]
    for path in [*paths, *sorted(TOP.glob("*.md")), TOP / "pyproject.toml", TOP / "run"]:
        if path.is_file() and not set(NOT_OURS) & set(path.parts):
            yield path.relative_to(TOP).as_posix(), path.read_text("utf-8")


def breaches(rule: Callable[[str, str], Iterator[str]], files: Iterator[tuple[str, str]]) -> list[str]:
    return [f"{path}: {problem}" for path, text in files for problem in rule(path, text)]


def room_of(path: str) -> str:
    return path.split("/", maxsplit=1)[0]


def imports_of(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


# -- Nothing is read before it is kept --------------------------------------------------------------------


def snapshots_made(path: str, text: str) -> Iterator[str]:
    if room_of(path) == "archive":
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and _called(node.func) == "Snapshot":
            yield f"line {node.lineno} makes a Snapshot; only archive/ may"


def _called(function: ast.expr) -> str | None:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else None


def test_only_the_archive_makes_snapshots() -> None:
    assert breaches(snapshots_made, sources()) == []


def test_a_snapshot_made_elsewhere_would_be_caught() -> None:
    assert list(snapshots_made("sites/x.py", "y = Snapshot(id='1')"))
    assert list(snapshots_made("capture/x.py", "y = snapshot.Snapshot()"))
    assert not list(snapshots_made("archive/x.py", "y = Snapshot(id='1')"))
    assert not list(snapshots_made("sites/x.py", "def f(s: Snapshot) -> None: '''Snapshot( in words'''"))


# -- The library does not print ---------------------------------------------------------------------------


def prints(path: str, text: str) -> Iterator[str]:
    if room_of(path) == "cli":
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            yield f"line {node.lineno} prints; return a noun and let cli/ show it"


def test_only_the_command_line_prints() -> None:
    assert breaches(prints, sources()) == []


def test_a_print_elsewhere_would_be_caught() -> None:
    assert list(prints("link/x.py", "print('hello')"))
    assert not list(prints("cli/x.py", "print('hello')"))
    assert not list(prints("link/x.py", "'print(1)'"))


# -- Hostile text meets RE2 only --------------------------------------------------------------------------

HOSTILE_ROOMS = {"extract", "assess", "sites", "link"}


def backtracking(path: str, text: str) -> Iterator[str]:
    if room_of(path) not in HOSTILE_ROOMS:
        return
    for name in imports_of(ast.parse(text)):
        if name.split(".")[0] in {"re", "regex", "sre_compile", "sre_parse"}:
            yield f"imports {name.split('.')[0]}, which backtracks; ad text meets re2 only"


def test_rooms_that_read_hostile_text_use_re2_only() -> None:
    assert breaches(backtracking, sources()) == []


@pytest.mark.parametrize(
    "line",
    ["import re", "import re as re2", "from re import compile", "import os, regex", "def f():\n import re"],
)
def test_a_backtracking_engine_would_be_caught(line: str) -> None:
    assert list(backtracking("extract/x.py", line))
    assert not list(backtracking("kit/x.py", line))


def test_re2_itself_is_allowed() -> None:
    assert not list(backtracking("extract/x.py", "import re2\nfrom re2 import Options"))


# -- Settings are read once -------------------------------------------------------------------------------

READS_ENVIRONMENT = {
    "service/settings.py",
    "cli/main.py",
    "store/server.py",
}  # the last one for its subprocesses
ENVIRONMENT = {"environ", "environb", "getenv", "getenvb"}


def environment_read(path: str, text: str) -> Iterator[str]:
    if path in READS_ENVIRONMENT:
        return
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ENVIRONMENT and _called(node.value) in {"os", "posix"}:
            yield f"line {node.lineno} reads os.{node.attr}; take a setting as an argument"
    for name in imports_of(tree):
        if name in {f"os.{part}" for part in ENVIRONMENT}:
            yield f"imports {name}; take a setting as an argument"


def test_only_the_settings_read_the_environment() -> None:
    assert breaches(environment_read, sources()) == []


@pytest.mark.parametrize(
    "line",
    ["x = os.environ['A']", "x = os.getenv('A')", "from os import environ", "from os import getenv as g"],
)
def test_a_module_that_reads_the_environment_would_be_caught(line: str) -> None:
    assert list(environment_read("store/tables.py", line))
    assert not list(environment_read("service/settings.py", line))


# -- The whole database is asked only where a right was asked for first ------------------------------------

# Collecting and linking, the log, accounts and signing in: each after `note` or `refuse_unless_may`, or by nobody.
MAY_BE_WHOLE = {
    "store/database.py",
    "service/accounts.py",
    "service/auditing.py",
    "service/doorway.py",
    "service/own_accounts.py",
    "service/rights.py",
    "service/signing_in.py",
    "service/standing.py",
    "service/verifying_log.py",
    "service/witnessing.py",
}


def whole_databases(path: str, text: str) -> Iterator[str]:
    if path in MAY_BE_WHOLE:
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute) and node.attr == "whole" and _called(node.value) == "store":
            yield f"line {node.lineno} goes around the wall between accounts; use desk.store as it is"


def test_only_what_asked_for_a_right_goes_around_the_wall() -> None:
    assert breaches(whole_databases, sources()) == []


def test_a_way_around_the_wall_would_be_caught() -> None:
    assert list(whole_databases("service/looking.py", "with desk.store.whole.reading() as c: pass"))
    assert not list(whole_databases("service/rights.py", "desk.store.whole"))


# -- The database is plain PostgreSQL, and nobody trades safety for speed ----------------------------------

EXTENSION = re.compile(r"create\s+extension", re.IGNORECASE)
UNSAFE = re.compile(
    r"\bset\s+(?:local\s+|session\s+)?synchronous_commit\s*(?:=|\bto\b)(?!\s*['\"]?on\b)"
    r"|set_config\(\s*['\"]synchronous_commit['\"]\s*,(?!\s*['\"]?on\b)"
    r"|-c\s*synchronous_commit\s*=(?!\s*on\b)",
    re.IGNORECASE,
)
# Where the harness must show that it notices the loss, and where the refusal itself is tested.
MAY_BE_UNSAFE = ("tests/faults/", "tests/store/", "tests/test_house_rules.py")


def extensions_made(path: str, text: str) -> Iterator[str]:
    if path != "tests/test_house_rules.py" and EXTENSION.search(text):
        yield "asks for an extension of PostgreSQL; the core is enough"


def unsafe_commits(path: str, text: str) -> Iterator[str]:
    if not path.startswith(MAY_BE_UNSAFE):
        for match in UNSAFE.finditer(text):
            yield f"{match.group()!r} loses acknowledged writes; leave synchronous_commit on"


def test_no_extension_of_postgresql_is_asked_for() -> None:
    assert breaches(extensions_made, texts()) == []


def test_an_extension_would_be_caught() -> None:
    assert list(extensions_made("src/lykta/store/x.sql", "Create  Extension pg_trgm"))


def test_nobody_switches_off_synchronous_commit() -> None:
    assert breaches(unsafe_commits, texts()) == []


@pytest.mark.parametrize(
    "line",
    [
        "SET synchronous_commit = off",
        "set local synchronous_commit to off",
        "SET SESSION synchronous_commit='local'",
        "ALTER ROLE app SET synchronous_commit TO off",
        "select set_config('synchronous_commit', 'off', false)",
        "options='-c synchronous_commit=off'",
    ],
)
def test_switching_off_synchronous_commit_would_be_caught(line: str) -> None:
    assert list(unsafe_commits("src/lykta/store/x.py", line))
    assert not list(unsafe_commits("tests/faults/test_control.py", line))


def test_asking_for_it_or_switching_it_on_is_allowed() -> None:
    for line in (
        "SHOW synchronous_commit",
        "SET synchronous_commit = on",
        "select set_config('synchronous_commit','on')",
    ):
        assert not list(unsafe_commits("src/lykta/store/x.py", line))


# -- What the project depends on --------------------------------------------------------------------------

LOCKS = ("requirements.lock", "requirements-dev.lock")
FACES = {"face-recognition", "face-recognition-models", "insightface", "deepface", "mediapipe", "dlib"}
FACES |= {"retina-face", "retinaface", "facenet", "facenet-pytorch", "facexlib", "mtcnn", "openpose"}
NAME = re.compile(r"^[ \t\"']*([A-Za-z0-9][A-Za-z0-9._-]*)", re.MULTILINE)


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).casefold()


def addresses(text: str) -> list[str]:
    return [line for line in text.splitlines() if "://" in line]


def face_libraries(text: str) -> set[str]:
    return {normal(name) for name in NAME.findall(text)} & FACES


def undocumented(pyproject: str, documented: str) -> list[str]:
    """Dependencies of the project for which the table in `documented` has no row with all four cells filled."""
    wanted = [NAME.findall(line)[0] for line in tomllib.loads(pyproject)["project"]["dependencies"]]
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in documented.splitlines()]
    named = {normal(row[0].strip("`").split("[")[0]) for row in rows if len(row) == 4 and all(row)}
    return [name for name in wanted if normal(name) not in named]


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_hold_hashes_and_no_address(lock: str) -> None:
    text = (TOP / lock).read_text("utf-8")
    assert addresses(text) == []
    assert "--hash=sha256:" in text


def test_an_address_in_a_lock_would_be_caught() -> None:
    assert addresses("a==1\n--index-url https://packages.example/simple") != []


@pytest.mark.parametrize("file", [*LOCKS, "pyproject.toml"])
def test_no_library_analyses_faces_or_bodies(file: str) -> None:
    assert face_libraries((TOP / file).read_text("utf-8")) == set()


def test_a_face_library_would_be_caught() -> None:
    assert face_libraries('numpy==2.0\nface_recognition==1.3.0 \\\n    "dlib>=19",') == {
        "face-recognition",
        "dlib",
    }


def test_every_dependency_is_explained() -> None:
    explained = (TOP / "docs" / "dependencies.md").read_text("utf-8")
    assert undocumented((TOP / "pyproject.toml").read_text("utf-8"), explained) == []


def test_a_dependency_without_a_line_would_be_caught() -> None:
    pyproject = '[project]\ndependencies = ["numpy", "psycopg[binary]", "google-re2>=1"]'
    documented = "| numpy | arrays | BSD | none |\n| `psycopg[binary]` | PostgreSQL | LGPL | asyncpg |\n"
    assert undocumented(pyproject, documented) == ["google-re2"]
    assert undocumented(pyproject, documented + "| google-re2 | patterns | | none |") == ["google-re2"]
    assert undocumented(pyproject, documented + "| google-re2 | patterns | BSD | none |") == []


# -- Every room says what lives there ---------------------------------------------------------------------

ROOMS = sorted(path.parent.name for path in SRC.glob("*/__init__.py"))


def silent_room(room: str, text: str) -> Iterator[str]:
    """The first line must tell what is here, and then what is not, or whose it is."""
    first = (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0]
    others = {name for name in re.findall(r"`(\w+)`", first) if name in ROOMS} - {room}
    if not others and not re.search(r"\b(?:No|no|never|Nothing)\b", first):
        yield f"{first!r} does not say what does not live here"


@pytest.mark.parametrize("room", ROOMS)
def test_room_says_what_lives_there_and_what_does_not(room: str) -> None:
    assert list(silent_room(room, (SRC / room / "__init__.py").read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "text", ["", '"""Joins ads."""', '"""Joins ads; `link` is here."""', '"""Joins.\n\nNo SQL."""']
)
def test_a_room_that_does_not_say_so_would_be_caught(text: str) -> None:
    assert list(silent_room("link", text))


# -- Numbers are nobody's ---------------------------------------------------------------------------------

# The series that the Swedish regulator keeps free for fiction, the paging range 074-[02-9], and 555-01xx.
FICTITIOUS = re.compile(
    r"\+46(?:701740(?:60[5-9]|6[1-9]\d)|8465004\d\d|313900(?:6\d\d)|406280(?:4\d\d)|74[02-9]\d{6})"
    r"|\+1[2-9]\d\d55501\d\d"
)
_WRITTEN = r"(?:[ \u00a0./()–-]{0,3}\d)"
SWEDISH = re.compile(rf"(?<![\w.+])(?:\+46|0046|0){_WRITTEN}{{7,}}")
AMERICAN = re.compile(r"(?<![\w.+-])(?:\+?1[ .-]?)?\(?[2-9]\d\d\)?[ .-][2-9]\d\d[ .-]\d{4}(?![\w-])")
FOREIGN = re.compile(rf"(?<![\w+])\+[1-9]{_WRITTEN}{{7,}}")


_HOUR = r"[012]\d[.:][0134][05]"
NO_NUMBER = re.compile(
    r"\\[nrt]"  # "\n070..." in a string is a line break, not the letter n
    r"|\b0\.\d+"  # a fraction
    r"|(?<!\d)0?1?23456789(?!\d)"  # the digits themselves
    rf"|\b{_HOUR} ?[-–] ?{_HOUR}\b"  # opening hours
    r"|\b\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-\d{4}\b"  # a birth number
)


def numbers_in(text: str) -> Iterator[str]:
    """Numbers in E.164 that somebody could answer: written like one, and valid in their country's plan."""
    text = NO_NUMBER.sub(" ", text)
    for pattern, region in ((SWEDISH, "SE"), (FOREIGN, None), (AMERICAN, "US")):
        for match in pattern.finditer(text):
            yield from _dialable(match.group(), region)


def _dialable(written: str, region: str | None) -> Iterator[str]:
    matches = phonenumbers.PhoneNumberMatcher(written, region, leniency=phonenumbers.Leniency.VALID)
    found = [phonenumbers.format_number(m.number, phonenumbers.PhoneNumberFormat.E164) for m in matches]
    if not found:  # odd grouping, which the matcher does not take for a number
        digits = ("+" if written.startswith("+") else "") + re.sub(r"\D", "", written)
        try:
            number = phonenumbers.parse(digits, region)
        except phonenumbers.NumberParseException:
            return
        if phonenumbers.is_valid_number(number):
            found = [phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)]
    yield from found


def somebodys_numbers(path: str, text: str) -> Iterator[str]:
    for number in numbers_in(text):
        if not FICTITIOUS.fullmatch(number):
            yield f"{number} may be somebody's; take one from a series reserved for fiction"


def test_every_number_belongs_to_a_series_reserved_for_fiction() -> None:
    assert breaches(somebodys_numbers, texts()) == []


# Put together here, so that this file itself holds no such number.
@pytest.mark.parametrize(
    "parts",
    [
        ("070", "1234567"),
        ("070-", "123 45 67"),
        ("(070) ", "123.45.67"),
        ("070 1 2", " 3 4 5 6 7"),
        ("+46 (0)70 ", "123 45 67"),
        ("0046 70", "1234567"),
        ("08-", "123 456 78"),
        ("070-17406", "04"),
        ("070-17407", "00"),
        ("08-4650", "0500"),
        ("ring:\\n070", "1234567"),
        ("070-1740605 070", "-1234567"),
        ("+47 22 ", "12 34 56"),
        ("+44 20 ", "7946 1234"),
        ("212-", "736-5000"),
        ("+1 212 ", "736 5000"),
        ("212-555-", "0200"),
    ],
)
def test_a_number_that_may_be_somebodys_would_be_caught(parts: tuple[str, str]) -> None:
    assert list(somebodys_numbers("x.py", f'x = "{"".join(parts)}"'))


@pytest.mark.parametrize(
    "text",
    [
        "070-1740605, 070-17 40 699, +46 70 174 06 50, 0046701740650",
        "08-46500400 and 08-465 004 99",
        "031-3900600 040-6280499",
        "0740123456 074-9123456",
        "212-555-0123, +1 415 555 0199",
        "x = 0.1234567891; y = 0.0701234567; z = 'a0701234567b'",
        "2026-03-02 08:00:00.123456, 0000000000, 012345678901234567890",
        "556000-0000, 16 556000 0000, född 010203-1234",
        "digits = '0123456789'; choice('023456789'); öppet 09.00-21.00",
    ],
)
def test_numbers_reserved_for_fiction_and_other_digits_are_let_be(text: str) -> None:
    assert list(somebodys_numbers("x.py", text)) == []


# -- The repository speaks of itself only ------------------------------------------------------------------

MACHINE = re.compile(r"(?<![\w.:/-])/(?:" + "|".join(["work/", "root/", r"tmp/[\w.-]+/"]) + ")")


def machine_paths(path: str, text: str) -> Iterator[str]:
    for match in MACHINE.finditer(text):
        yield f"{match.group()!r} is a path of one machine"


def test_no_path_of_one_machine_is_written_down() -> None:
    assert breaches(machine_paths, texts()) == []


@pytest.mark.parametrize("parts", [("/wo", "rk/main"), ("/tm", "p/lab/x"), ("cd /ro", "ot/y")])
def test_a_path_of_one_machine_would_be_caught(parts: tuple[str, str]) -> None:
    assert list(machine_paths("x.md", f"see `{''.join(parts)}`"))


def test_other_paths_are_let_be() -> None:
    for text in ("src/home/x", "/tmp", "https://board.example/home/1", "$HOME/root/"):
        assert list(machine_paths("x.md", text)) == []


# -- A command starts fast --------------------------------------------------------------------------------

HEAVY = {"pandas", "scipy", "pyarrow", "sqlalchemy", "fastapi", "numba", "duckdb", "phonenumbers"}


def loaded_by(statement: str) -> set[str]:
    """Top-level modules that a fresh interpreter holds after the statement."""
    code = f"{statement}\nimport sys\nprint(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in done.stdout.split()}


def test_importing_the_command_line_pays_for_no_heavy_module() -> None:
    assert loaded_by("import lykta.cli.main") & HEAVY == set()


def test_a_heavy_import_would_be_caught() -> None:
    assert loaded_by("import scipy") & HEAVY == {"scipy"}
