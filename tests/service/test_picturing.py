"""`lykta hash`: one answer a file, whatever the file is."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lykta.extract.pictures import hash_picture
from lykta.service import picturing
from lykta.service.picturing import picture_hashes


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    blocks = np.random.default_rng(1).integers(0, 256, (8, 8, 3), np.uint8)
    path = tmp_path / "scene.png"
    Image.fromarray(blocks).resize((400, 300), Image.Resampling.BICUBIC).save(path)
    return path


def test_a_picture_has_the_hashes_that_the_import_gives_it(scene: Path) -> None:
    here = hash_picture(scene.read_bytes())
    assert picture_hashes(scene, with_pdq=False, with_text=False) == {
        "path": str(scene),
        "phash": here.phash,
        "dhash": here.dhash,
        "quality": here.quality,
    }


def test_a_missing_extra_is_null_with_a_note_and_the_rest_is_answered(
    scene: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picturing, "why_no_pdq", lambda: "no pdq here")
    monkeypatch.setattr(picturing, "why_no_ocr", lambda: "no ocr here")
    answer = picture_hashes(scene, with_pdq=True, with_text=True)
    assert (answer["pdq"], answer["pdq_note"], answer["text"], answer["text_note"]) == (
        None,
        "no pdq here",
        None,
        "no ocr here",
    )
    assert len(answer["phash"]) == 16


def test_what_is_no_picture_or_no_file_is_an_error_of_its_own(tmp_path: Path, scene: Path) -> None:
    bomb, cut, drawing, moving = (tmp_path / name for name in ("bomb.png", "cut.jpg", "drawing.svg", "moving.gif"))
    Image.new("1", (20_000, 20_000)).save(bomb)
    Image.open(scene).save(cut, "JPEG")
    cut.write_bytes(cut.read_bytes()[:3000])
    drawing.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="ascii")
    frames = [Image.new("L", (50, 50), shade) for shade in (0, 255)]
    frames[0].save(moving, save_all=True, append_images=frames[1:])
    paths = (bomb, cut, drawing, moving, tmp_path / "missing", tmp_path)
    errors = [picture_hashes(path, with_pdq=False, with_text=False)["error"] for path in paths]
    for error, why in zip(
        errors, ("40000000 pixels", "damaged or cut", "SVG", "animated", "No such file", "directory"), strict=True
    ):
        assert why in error
    assert "phash" in picture_hashes(scene, with_pdq=False, with_text=False)
