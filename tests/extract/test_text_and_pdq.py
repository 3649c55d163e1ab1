"""Text on pictures and PDQ hashes, where their extras are; a clear note where they are not."""

import io
import shutil
import sys

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from lykta.errors import BadInputError
from lykta.extract.ocr import LONGEST_SIDE, black_on_white, text_in, why_no_ocr
from lykta.extract.pdq import LEAST_QUALITY, pdq_of, why_no_pdq

needs_ocr = pytest.mark.skipif(why_no_ocr() is not None, reason=str(why_no_ocr()))
needs_pdq = pytest.mark.skipif(why_no_pdq() is not None, reason=str(why_no_pdq()))


def _encoded(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def _written(text: str, *, ink: str = "black", paper: str = "white") -> Image.Image:
    picture = Image.new("RGB", (520, 120), paper)
    ImageDraw.Draw(picture).text((20, 40), text, fill=ink, font=ImageFont.load_default(26))
    return picture


def _scene() -> Image.Image:
    blocks = np.random.default_rng(1).integers(0, 256, (8, 8, 3), np.uint8)
    return Image.fromarray(blocks).resize((400, 300), Image.Resampling.BICUBIC)


@needs_ocr
@pytest.mark.parametrize(("ink", "paper"), [("black", "white"), ("white", "navy"), ("maroon", "silver")])
def test_a_number_on_a_picture_is_read_in_any_two_colours(ink: str, paper: str) -> None:
    assert "070-174 06 05" in text_in(_encoded(_written("Ring 070-174 06 05 idag", ink=ink, paper=paper)))


@needs_ocr
def test_a_picture_without_text_gives_none() -> None:
    assert text_in(_encoded(Image.new("RGB", (300, 200), "grey"))) == ""


@needs_ocr
def test_a_broken_picture_is_refused_before_tesseract_sees_it() -> None:
    with pytest.raises(BadInputError, match="SVG"):
        text_in(b"<svg xmlns='http://www.w3.org/2000/svg'/>")


def test_without_the_program_the_note_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pytesseract")
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert "apt-get install tesseract-ocr" in str(why_no_ocr())
    with pytest.raises(BadInputError, match="apt-get install tesseract-ocr"):
        text_in(_encoded(_written("Hej")))


def test_without_the_extras_the_notes_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pytesseract", None)
    monkeypatch.setitem(sys.modules, "pdqhash", None)
    assert "lykta[ocr]" in str(why_no_ocr())
    with pytest.raises(BadInputError, match=r"lykta\[pdq\]"):
        pdq_of(_encoded(_scene()))


def test_letters_become_black_on_white_and_twice_as_large_within_the_cap() -> None:
    light_on_dark = black_on_white(_written("Hej", ink="white", paper="black").convert("L"))
    assert light_on_dark.size == (1040, 240)
    assert set(np.unique(np.asarray(light_on_dark))) == {0, 255}
    assert np.asarray(light_on_dark).mean() > 200
    assert max(black_on_white(Image.new("L", (4000, 10), 128)).size) == LONGEST_SIDE


@needs_pdq
def test_a_copy_keeps_its_pdq_hash_and_a_blank_picture_has_no_quality() -> None:
    whole, copy = pdq_of(_encoded(_scene())), pdq_of(_encoded(_scene(), "JPEG", quality=90))
    assert (int(whole.bits, 16) ^ int(copy.bits, 16)).bit_count() <= 31  # the distance that ThreatExchange uses
    assert whole.quality > LEAST_QUALITY
    assert pdq_of(_encoded(Image.new("RGB", (300, 300), "grey"))).quality < LEAST_QUALITY
