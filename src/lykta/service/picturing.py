"""Pictures by their perceptual hashes, decoded in a bounded process."""

from functools import cache
from pathlib import Path
from typing import Any, cast

from lykta.errors import BadInputError
from lykta.extract.ocr import why_no_ocr
from lykta.extract.pdq import PdqHash, why_no_pdq
from lykta.extract.pictures import MOST_BYTES
from lykta.kit.bounded import BoundedWorker
from lykta.model.finding import PictureHash

# A picture at the cap of pixels takes 120 MB as colour and as much again while it is laid on white.
MEMORY_BYTES = 1 << 30
SECONDS = 20


@cache
def _worker(function: str) -> BoundedWorker:
    """One child a process and kind of work, started at the first picture."""
    return BoundedWorker(function=function, memory_bytes=MEMORY_BYTES, seconds=SECONDS)


def hash_bounded(data: bytes) -> PictureHash:
    """The hashes of an encoded picture. Raises BadInputError for what is no whole still picture within the bounds."""
    return cast("PictureHash", _worker("lykta.extract.pictures:hash_picture").call(data))


def picture_hashes(path: Path, *, with_pdq: bool, with_text: bool) -> dict[str, Any]:
    """The answer of `lykta hash` for one file: its hashes and quality, or why there are none.

    What an extra that is not installed would have added is null, and a note says what to install.
    """
    try:
        data = _bytes_of(path)
        found = hash_bounded(data)
        answer = {"path": str(path), "phash": found.phash, "dhash": found.dhash, "quality": found.quality}
        if with_pdq:
            answer |= _pdq(data)
        if with_text:
            answer |= _text(data)
    except BadInputError as error:
        return {"path": str(path), "error": str(error)}
    return answer


def _pdq(data: bytes) -> dict[str, Any]:
    missing = why_no_pdq()
    if missing is not None:
        return {"pdq": None, "pdq_note": missing}
    pdq = cast("PdqHash", _worker("lykta.extract.pdq:pdq_of").call(data))
    return {"pdq": pdq.bits, "pdq_quality": pdq.quality}


def _text(data: bytes) -> dict[str, Any]:
    missing = why_no_ocr()
    if missing is not None:
        return {"text": None, "text_note": missing}
    return {"text": _worker("lykta.extract.ocr:text_in").call(data)}


def _bytes_of(path: Path) -> bytes:
    """At most one byte more than is decoded, so that a giant file is refused without being read."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BadInputError(f"cannot be read: {reason}. Check the path and its rights.") from error
