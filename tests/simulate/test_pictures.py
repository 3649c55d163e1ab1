from io import BytesIO
from itertools import combinations

import imagehash
import pytest
from PIL import Image

from lykta.simulate.pictures import Picture, Treatment, draw_picture


def _phash(picture: Picture) -> imagehash.ImageHash:
    return imagehash.phash(Image.open(BytesIO(draw_picture(picture))))


def test_pictures_of_different_bases_look_different() -> None:
    hashes = [_phash(Picture(base=f"base-{index}")) for index in range(150)]
    assert min(one - other for one, other in combinations(hashes, 2)) >= 10


@pytest.mark.parametrize("treatment", ["recoded", "resized", "cropped", "marked"])
def test_a_picture_used_again_looks_alike_but_is_another_file(treatment: Treatment) -> None:
    distances = []
    for index in range(60):
        first, again = (
            Picture(base=f"base-{index}"),
            Picture(base=f"base-{index}", treatment=treatment, twist=1),
        )
        distances.append(_phash(first) - _phash(again))
        assert draw_picture(first) != draw_picture(again)
        assert first.name != again.name
    assert sorted(distances)[54] <= 8  # nine of ten are near
    assert max(distances) <= 16


def test_a_picture_is_a_small_jpeg_and_always_the_same() -> None:
    drawn = draw_picture(Picture(base="x", treatment="cropped", twist=3))
    image = Image.open(BytesIO(drawn))
    assert image.format == "JPEG"
    assert all(80 <= side <= 180 for side in image.size)
    assert drawn == draw_picture(Picture(base="x", treatment="cropped", twist=3))
