"""Abstract pictures by seed, and what happens to a picture when it is used again on another site."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from random import Random
from typing import Literal

from PIL import Image, ImageDraw

from lykta.kit.hashing import content_id

Treatment = Literal["same", "recoded", "resized", "cropped", "marked"]
TREATMENTS: tuple[Treatment, ...] = (
    "same",
    "same",
    "same",
    "same",
    "recoded",
    "recoded",
    "resized",
    "cropped",
    "marked",
)
BASE_QUALITY = 82


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as one site has it. `base` seeds the drawing; pictures of one base look alike."""

    base: str
    treatment: Treatment = "same"
    twist: int = 0  # varies the treatment
    stock: bool = False  # used by many who have nothing to do with each other

    @property
    def name(self) -> str:
        return _name(self.base, self.treatment, self.twist)


@lru_cache(maxsize=8192)
def _name(base: str, treatment: str, twist: int) -> str:
    return f"{content_id('picture', base, treatment, str(twist))[:12]}.jpg"


def draw_picture(picture: Picture) -> bytes:
    """A JPEG with sides of about 96-160 pixels, the same bytes for the same picture."""
    rng = Random(f"{picture.base}:{picture.treatment}:{picture.twist}")
    image = _base(picture.base)
    quality = BASE_QUALITY
    width, height = image.size
    match picture.treatment:
        case "recoded":
            quality = rng.randint(45, 70)
        case "resized":
            scale = rng.choice((rng.uniform(0.86, 0.95), rng.uniform(1.05, 1.12)))
            image = image.resize((round(width * scale), round(height * scale)), Image.Resampling.BILINEAR)
        case "cropped":
            left, top = rng.randint(1, 3), rng.randint(1, 3)
            image = image.crop((left, top, width - rng.randint(1, 3), height - rng.randint(1, 3)))
        case "marked":
            image = image.copy()
            ImageDraw.Draw(image).text((width // 3, height - 14), "example", fill=(235, 235, 235))
        case "same":
            pass
    encoded = BytesIO()
    image.save(encoded, "JPEG", quality=quality)
    return encoded.getvalue()


@lru_cache(maxsize=256)
def _base(base: str) -> Image.Image:
    rng = Random(f"picture:{base}")
    width, height = rng.randint(100, 156), rng.randint(100, 156)
    image = Image.new("RGB", (width, height), _colour(rng, dark=rng.random() < 0.5))
    draw = ImageDraw.Draw(image)
    dark = rng.random() < 0.5
    for index in range(rng.randint(5, 8)):
        # Large shapes first: they decide the low frequencies that a perceptual hash keeps.
        reach = 0.75 if index < 3 else 0.4
        left, top = rng.randint(-20, width - 20), rng.randint(-20, height - 20)
        right = left + rng.randint(24, round(24 + width * reach))
        bottom = top + rng.randint(24, round(24 + height * reach))
        dark = not dark
        _shape(draw, rng, (left, top, right, bottom), _colour(rng, dark=dark))
    return image


def _shape(
    draw: ImageDraw.ImageDraw, rng: Random, box: tuple[int, int, int, int], colour: tuple[int, int, int]
) -> None:
    left, top, right, bottom = box
    match rng.randrange(4):
        case 0:
            draw.ellipse(box, fill=colour)
        case 1:
            draw.rectangle(box, fill=colour)
        case 2:
            draw.polygon([(left, bottom), (right, bottom), (rng.randint(left, right), top)], fill=colour)
        case _:
            draw.pieslice(box, rng.randrange(360), rng.randrange(360, 640), fill=colour)


def _colour(rng: Random, *, dark: bool) -> tuple[int, int, int]:
    low, high = (10, 110) if dark else (140, 245)
    return rng.randint(low, high), rng.randint(low, high), rng.randint(low, high)
