"""The filters and `verify`: lines in, lines out, exit status 1 when something was wrong."""

from contextlib import nullcontext
from pathlib import Path
from typing import Any, BinaryIO

from lykta.cli.lines import TextLine, filter_lines, stdin, stdout
from lykta.errors import BadInputError
from lykta.service.filters import findings_in, phones_in
from lykta.service.settings import Settings
from lykta.service.verifying import verify_path

_FILTERS = {"phones": phones_in, "extract": findings_in}


def run_filter(settings: Settings, name: str, source: Path | None) -> int:
    find = _FILTERS[name]

    def answer(line: TextLine) -> dict[str, Any]:
        return {"id": line.id, **find(settings, line.text, region=line.region)}

    with opened(source) as lines:
        return 0 if filter_lines(lines, TextLine, answer, out=stdout()) else 1


def run_verify(path: Path) -> int:
    checks = verify_path(path)
    for check in checks:
        mark = "pass" if check.passed else "FAIL"
        stdout().write(f"{mark}  {check.name}: {check.detail}\n".encode())
    failed = sum(not check.passed for check in checks)
    stdout().write(f"{len(checks) - failed} checks passed, {failed} failed\n".encode())
    return 0 if checks and failed == 0 else 1


def opened(source: Path | None) -> Any:
    """The file, or standard input, which is not closed."""
    if source is None:
        lines: BinaryIO = stdin()
        return nullcontext(lines)
    try:
        return source.open("rb")
    except OSError as error:
        raise BadInputError(f"{source}: cannot be read: {error.strerror}. Check the path and its rights.") from error
