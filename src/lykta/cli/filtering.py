"""The filters and `verify`: lines in, lines out, exit status 1 when something was wrong."""

import json
import os
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any, BinaryIO

from lykta.cli.lines import DatedLine, TextLine, filter_lines, numbered_lines, stdin, stdout
from lykta.errors import BadInputError
from lykta.service.filters import findings_in, phones_in
from lykta.service.picturing import picture_hashes
from lykta.service.settings import Settings


def run_phones(settings: Settings, source: Path | None) -> int:
    def answer(line: TextLine) -> dict[str, Any]:
        return {"id": line.id, **phones_in(settings, line.text, region=line.region)}

    with opened(source) as lines:
        return 0 if filter_lines(lines, TextLine, answer, out=stdout()) else 1


def run_extract(settings: Settings, source: Path | None) -> int:
    def answer(line: DatedLine) -> dict[str, Any]:
        return {"id": line.id, **findings_in(settings, line.text, region=line.region, seen_at=line.posted_at)}

    with opened(source) as lines:
        return 0 if filter_lines(lines, DatedLine, answer, out=stdout()) else 1


def run_hash(paths: list[Path], *, with_pdq: bool, with_text: bool) -> int:
    """One line a picture; a path is given as an argument or as a line of standard input."""
    all_read = True
    for path in paths or _paths_from(stdin()):
        answer = picture_hashes(path, with_pdq=with_pdq, with_text=with_text)
        all_read = all_read and "error" not in answer
        stdout().write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
        stdout().flush()
    return 0 if all_read else 1


def _paths_from(lines: BinaryIO) -> Iterator[Path]:
    for _, line in numbered_lines(lines):
        if line is not None:
            yield Path(os.fsdecode(line))


def opened(source: Path | None) -> Any:
    """The file, or standard input, which is not closed."""
    if source is None:
        lines: BinaryIO = stdin()
        return nullcontext(lines)
    try:
        return source.open("rb")
    except OSError as error:
        raise BadInputError(f"{source}: cannot be read: {error.strerror}. Check the path and its rights.") from error
