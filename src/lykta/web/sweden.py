"""Sweden's 21 counties and 290 municipalities as a drawing, shaded by observed ads."""

import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lykta.errors import SettingsError
from lykta.model.desk import PlaceCount

SHADES = 5
BIGGEST_DOT = 40.0  # kilometres of radius on the map: the largest place is seen without hiding its county
SMALLEST_DOT = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweden:
    """Outlines by county code, points and names by municipality code; one unit is a kilometre."""

    width: int
    height: int
    outlines: dict[str, str]
    points: dict[str, tuple[int, int]]
    names: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class County:
    """A county's outline; `shade` is 0 when no ad was seen there, else 1 to SHADES."""

    code: str
    outline: str
    shade: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A municipality with ads; the dot's area follows their number."""

    x: int
    y: int
    r: float
    name: str
    ads: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What a map shows. `undrawn` are places whose code the map does not know; the table still has them."""

    width: int
    height: int
    counties: tuple[County, ...]
    dots: tuple[Dot, ...]
    most: int
    undrawn: int


def read_sweden() -> Sweden:
    """The map that comes with the program. Boundaries: Statistics Sweden (SCB)."""
    path = Path(__file__).with_name("map") / "sweden.json"
    try:
        raw = json.loads(path.read_text("utf-8"))
        return Sweden(
            width=raw["width"],
            height=raw["height"],
            outlines={code: county["path"] for code, county in raw["counties"].items()},
            points={code: (town["at"][0], town["at"][1]) for code, town in raw["municipalities"].items()},
            names={code: town["name"] for code, town in raw["municipalities"].items()},
        )
    except (OSError, ValueError, KeyError) as error:
        raise SettingsError(f"{path}: cannot be read as the map: {error}. Install the program again.") from error


def draw(sweden: Sweden, places: Sequence[PlaceCount]) -> Drawing:
    """Counties shaded by their ads, a dot for each municipality, the largest dots underneath."""
    by_county: Counter[str] = Counter()
    for place in places:
        by_county[place.municipality[:2]] += place.ads
    most = max(by_county.values(), default=0)
    known = [place for place in places if place.municipality in sweden.points and place.ads > 0]
    biggest = max((place.ads for place in known), default=0)
    return Drawing(
        width=sweden.width,
        height=sweden.height,
        counties=tuple(
            County(code=code, outline=outline, shade=_shade(by_county[code], most))
            for code, outline in sweden.outlines.items()
        ),
        dots=tuple(
            Dot(
                x=sweden.points[place.municipality][0],
                y=sweden.points[place.municipality][1],
                r=round(max(BIGGEST_DOT * math.sqrt(place.ads / biggest), SMALLEST_DOT), 1),
                name=place.name,
                ads=place.ads,
            )
            for place in sorted(known, key=lambda place: (-place.ads, place.municipality))
        ),
        most=most,
        undrawn=sum(1 for place in places if place.ads > 0) - len(known),
    )


def _shade(ads: int, most: int) -> int:
    # In proportion: anything steeper would let a large county with one ad outshine a small one with many.
    return math.ceil(SHADES * ads / most) if most else 0
