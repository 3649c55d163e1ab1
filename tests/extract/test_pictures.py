import io

import imagehash
import numpy as np
import pytest
from PIL import Image

from lykta.errors import BadInputError
from lykta.extract.pictures import hash_picture


def _scene(seed: int = 1) -> Image.Image:
    blocks = np.random.default_rng(seed).integers(0, 256, (8, 8, 3), np.uint8)
    return Image.fromarray(blocks).resize((400, 300), Image.Resampling.BICUBIC)


def _encoded(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def _apart(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()


def test_a_smaller_and_coarser_copy_keeps_its_hashes() -> None:
    whole = hash_picture(_encoded(_scene()))
    copy = hash_picture(_encoded(_scene().resize((200, 150)), "JPEG", quality=40))
    assert _apart(whole.phash, copy.phash) <= 4
    assert _apart(whole.dhash, copy.dhash) <= 4
    assert whole.sha256 != copy.sha256


@pytest.mark.parametrize("seed", range(40))
def test_the_hashes_are_those_of_imagehash(seed: int) -> None:
    scene = _scene(seed).convert("L")
    mirror = scene.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    found = hash_picture(_encoded(scene))
    assert (found.phash, found.dhash) == (str(imagehash.phash(scene)), str(imagehash.dhash(scene)))
    assert found.dhash_mirrored == str(imagehash.dhash(mirror))
    assert _apart(found.phash_mirrored, str(imagehash.phash(mirror))) <= 2  # scaling a mirror image rounds elsewhere


def test_another_picture_is_far_away() -> None:
    one, other = hash_picture(_encoded(_scene(1))), hash_picture(_encoded(_scene(2)))
    assert _apart(one.phash, other.phash) > 16


def test_a_mirrored_copy_matches_by_the_mirrored_hashes() -> None:
    whole = hash_picture(_encoded(_scene()))
    mirror = hash_picture(_encoded(_scene().transpose(Image.Transpose.FLIP_LEFT_RIGHT)))
    assert (mirror.phash, mirror.dhash) == (whole.phash_mirrored, whole.dhash_mirrored)


@pytest.mark.parametrize(
    "picture",
    [
        Image.new("RGB", (300, 300), "grey"),
        Image.fromarray(np.tile(np.linspace(0, 255, 256).astype(np.uint8), (256, 1))),
        Image.new("RGBA", (50, 50), (0, 0, 0, 0)),
    ],
)
def test_a_blank_or_sloping_picture_has_a_low_quality(picture: Image.Image) -> None:
    assert hash_picture(_encoded(picture)).quality < 0.2
    assert hash_picture(_encoded(_scene())).quality > 0.7


def _animated() -> bytes:
    return _encoded(_scene(), "GIF", save_all=True, append_images=[_scene(2)])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "an empty file"),
        (b"<?xml version='1.0'?><svg/>", "an SVG drawing"),
        (b"abc" * 100, "bytes that are no picture"),
        (_encoded(_scene(), "JPEG")[:4000], "damaged or cut"),
        (_encoded(_scene())[:2000], "damaged or cut"),
        (_animated(), "an animated picture"),
        (_encoded(Image.new("1", (7000, 6000))), "7000 x 6000"),
        (_encoded(Image.new("1", (20_000, 20_000))), "larger than 40000000 pixels"),
    ],
)
def test_what_is_no_whole_still_picture_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(BadInputError, match=reason):
        hash_picture(data)
