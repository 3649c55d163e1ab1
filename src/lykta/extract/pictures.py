"""Perceptual hashes of pictures. No face or body is ever analysed."""

import io
import warnings

import imagehash
import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from lykta.errors import BadInputError
from lykta.kit.hashing import sha256_of
from lykta.model.finding import PictureHash

MOST_PIXELS = 40_000_000  # a telephone's camera makes 12 to 50 million; decoded this is 120 MB
MOST_BYTES = 40_000_000
# What ads show. Everything else, such as SVG (a program) or TIFF (many parsers), is refused unread.
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
_PHASH_SIZE = (32, 32)
_DHASH_SIZE = (9, 8)
_MIRROR = Image.Transpose.FLIP_LEFT_RIGHT
_SAMPLE = 64  # side in pixels of the grey copy that contrast is measured on
# At this standard deviation of grey levels, and with this many bits of both kinds in each hash, a picture
# counts as full of detail. A slope of grey has all bits of its difference hash alike.
_FULL_CONTRAST = 40.0
_BALANCED_BITS = 16


def hash_picture(data: bytes) -> PictureHash:
    """The hashes of an encoded still picture.

    Raises BadInputError when the bytes are no whole picture of FORMATS, or larger than MOST_PIXELS.
    """
    picture = decode(data)
    # imagehash scales to these sizes itself; done once here, the mirror image costs only a flip.
    for_phash = picture.resize(_PHASH_SIZE, Image.Resampling.LANCZOS)
    for_dhash = picture.resize(_DHASH_SIZE, Image.Resampling.LANCZOS)
    phash, dhash = imagehash.phash(for_phash), imagehash.dhash(for_dhash)
    return PictureHash(
        sha256=sha256_of(data),
        phash=_hex(phash),
        dhash=_hex(dhash),
        phash_mirrored=_hex(imagehash.phash(for_phash.transpose(_MIRROR))),
        dhash_mirrored=_hex(imagehash.dhash(for_dhash.transpose(_MIRROR))),
        quality=_quality(picture, phash.hash, dhash.hash),
        width=picture.width,
        height=picture.height,
    )


def decode(data: bytes) -> Image.Image:
    """A grey still picture within the same bounds, for other readers of pictures. Raises as `hash_picture`."""
    if len(data) > MOST_BYTES:
        raise BadInputError(f"a picture of {len(data)} bytes: at most {MOST_BYTES} are read. Make it smaller.")
    return _decode(data)


def _hex(hash_: imagehash.ImageHash) -> str:
    """The same digits as `str`, which takes longer than the hash itself."""
    return np.packbits(hash_.hash).tobytes().hex()


def _decode(data: bytes) -> Image.Image:
    """A grey picture. Size is checked from the head, before any pixel is decoded."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of sizes and odd metadata; our own cap decides
        try:
            with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                width, height = opened.size
                if width * height > MOST_PIXELS:
                    raise BadInputError(
                        f"a picture of {width} x {height}: at most {MOST_PIXELS} pixels are decoded. Make it smaller."
                    )
                if getattr(opened, "is_animated", False):
                    raise BadInputError(
                        "an animated picture: expected a still one. Save the frame that matters as PNG."
                    )
                return _on_white(opened)
        except UnidentifiedImageError as error:
            raise BadInputError(f"{_looks_like(data)}: expected one of {', '.join(FORMATS)}") from error
        except Image.DecompressionBombError as error:
            raise BadInputError(f"a picture larger than {MOST_PIXELS} pixels. Make it smaller.") from error
        except (OSError, SyntaxError, ValueError, EOFError, IndexError, OverflowError, MemoryError) as error:
            # What Pillow's readers raise on damaged bytes, by its own tests.
            raise BadInputError(
                f"a damaged or cut picture ({error}): expected a whole file. Fetch it again."
            ) from error


def _on_white(opened: Image.Image) -> Image.Image:
    """Grey, with see-through parts white, as a page shows them."""
    if opened.mode in ("RGBA", "LA", "PA") or "transparency" in opened.info:
        coloured = opened.convert("RGBA")
        paper = Image.new("RGBA", coloured.size, "white")
        return Image.alpha_composite(paper, coloured).convert("L")
    return opened.convert("L")


def _looks_like(data: bytes) -> str:
    head = data[:256].lstrip().lower()
    if not data:
        return "an empty file"
    if head.startswith((b"<svg", b"<?xml")) or b"<svg" in head:
        return "an SVG drawing, which is a program and is not run"
    return "bytes that are no picture"


def _quality(picture: Image.Image, *hashes: NDArray[np.bool_]) -> float:
    """0 for a blank picture to 1 for one full of detail; low ones would match each other by chance."""
    grey = np.asarray(picture.resize((_SAMPLE, _SAMPLE), Image.Resampling.BOX), np.float64)
    contrast = float(grey.std()) / _FULL_CONTRAST
    rarer = min(min(int(bits.sum()), int((~bits).sum())) for bits in hashes)
    return round(min(1.0, contrast) * min(1.0, rarer / _BALANCED_BITS), 3)
