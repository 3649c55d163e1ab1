"""How nouns with sentences are kept in JSON columns, and read back."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lykta.model.desk import PlaceCount
from lykta.model.link import Family, Reason
from lykta.model.signal import Direction, Grade, Quote, Signal
from lykta.model.words import Said


def dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def said_cells(says: Said) -> dict[str, str]:
    return {"sv": says.sv, "en": says.en}


def reason_cells(because: Iterable[Reason]) -> list[list[Any]]:
    return [[r.family.value, r.kind, r.value, round(r.bits, 3), r.says.sv, r.says.en] for r in because]


def reasons(cells: Iterable[Sequence[Any]]) -> tuple[Reason, ...]:
    return tuple(
        Reason(family=Family(family), kind=kind, value=value, bits=bits, says=Said(sv=sv, en=en))
        for family, kind, value, bits, sv, en in cells
    )


def signal_cells(one: Signal) -> dict[str, Any]:
    return {
        "card": one.card,
        "version": one.version,
        "direction": one.direction.value,
        "grade": one.grade.value,
        "says": said_cells(one.says),
        "quotes": [[quote.ad, quote.start, quote.end, quote.written] for quote in one.quotes],
    }


def signal(cells: Mapping[str, Any]) -> Signal:
    return Signal(
        card=cells["card"],
        version=cells["version"],
        direction=Direction(cells["direction"]),
        grade=Grade(cells["grade"]),
        says=Said(**cells["says"]),
        quotes=tuple(Quote(ad=ad, start=a, end=b, written=written) for ad, a, b, written in cells["quotes"]),
    )


def place_cells(place: PlaceCount) -> list[Any]:
    return [place.municipality, place.name, place.county, place.county_name, place.ads]


def place(cells: Sequence[Any]) -> PlaceCount:
    municipality, name, county, county_name, ads = cells
    return PlaceCount(municipality=municipality, name=name, county=county, county_name=county_name, ads=ads)
