"""Text in pictures by Tesseract, Swedish and English; needs the extra `ocr` and Debian's tesseract-ocr.

Numbers drawn over a busy background are read only after the picture was made twice as large and black on white.
"""

import shutil

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from lykta.errors import BadInputError
from lykta.extract.pictures import decode

LANGUAGES = ("swe", "eng")
LONGEST_SIDE = 3000  # pixels after scaling; Tesseract's time grows with the area
SECONDS = 20
_SCALE = 2
_SPARSE = "--psm 11"  # words anywhere on the picture, not a page of lines
_DEBIAN = "apt-get install tesseract-ocr tesseract-ocr-swe"


def why_no_ocr() -> str | None:
    """A sentence when text in pictures cannot be read here, else None."""
    try:
        import pytesseract  # noqa: F401, PLC0415 -- an extra
    except ImportError:
        return "text in pictures needs the extra ocr: pip install 'lykta[ocr]'"
    if shutil.which("tesseract") is None:
        return f"text in pictures needs the program tesseract. On Debian, as root: {_DEBIAN}"
    return None


def text_in(data: bytes) -> str:
    """The text on an encoded still picture, an empty one when there is none.

    Raises BadInputError as `hash_picture` does, when Tesseract is missing, lacks a language, or takes too long.
    """
    missing = why_no_ocr()
    if missing is not None:
        raise BadInputError(missing)
    import pytesseract  # noqa: PLC0415 -- an extra

    picture = black_on_white(decode(data))
    try:
        read: str = pytesseract.image_to_string(picture, "+".join(LANGUAGES), config=_SPARSE, timeout=SECONDS)
    except pytesseract.TesseractError as error:
        raise BadInputError(f"Tesseract: {str(error)[:200]}. On Debian, as root: {_DEBIAN}") from error
    except RuntimeError as error:  # pytesseract's own word for a timeout
        raise BadInputError(f"text in a picture took longer than {SECONDS} s and was stopped") from error
    return "\n".join(line.strip() for line in read.splitlines() if line.strip())


def black_on_white(grey: Image.Image) -> Image.Image:
    """The picture twice as large, each pixel black or white; the rarer kind is taken for the letters and is black."""
    scale = min(float(_SCALE), LONGEST_SIDE / max(grey.size))
    size = (max(1, round(grey.width * scale)), max(1, round(grey.height * scale)))
    levels = np.asarray(grey.resize(size, Image.Resampling.BICUBIC), np.uint8)
    light = levels > _threshold(levels)
    if light.mean() < 0.5:
        light = ~light
    return Image.fromarray(np.where(light, np.uint8(255), np.uint8(0)))


def _threshold(levels: NDArray[np.uint8]) -> int:
    """The level that parts dark from light best (Otsu 1979: the largest variance between the two)."""
    counts = np.bincount(levels.ravel(), minlength=256).astype(np.float64)
    below = np.cumsum(counts)
    total, weighted = below[-1], np.cumsum(counts * np.arange(256))
    above = total - below
    with np.errstate(divide="ignore", invalid="ignore"):
        between = (weighted[-1] * below - weighted * total) ** 2 / (below * above)
    return int(np.nanargmax(np.where(np.isfinite(between), between, -1.0)))
