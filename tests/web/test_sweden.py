from pathlib import Path

from lykta.model.desk import PlaceCount
from lykta.web import sweden
from lykta.web.sweden import draw, read_sweden
from tests.web.scenes import GOTHENBURG, MALMO, UMEA


def place(code: str, ads: int) -> PlaceCount:
    return PlaceCount(municipality=code, name=code, county=code[:2], county_name="län", ads=ads)


def test_map_has_every_county_and_municipality() -> None:
    drawn = read_sweden()
    assert (len(drawn.outlines), len(drawn.points)) == (21, 290)
    assert {code[:2] for code in drawn.points} == set(drawn.outlines)
    assert drawn.names["1480"] == "Göteborg"


def test_every_municipality_lies_on_the_drawing() -> None:
    drawn = read_sweden()
    assert all(0 <= x <= drawn.width and 0 <= y <= drawn.height for x, y in drawn.points.values())


def test_north_is_up_and_east_is_right() -> None:
    points = read_sweden().points
    assert points["2580"][1] < points["0180"][1] < points["1280"][1]  # Luleå, Stockholm, Malmö
    assert points["1480"][0] < points["0180"][0]  # Göteborg west of Stockholm


def test_map_is_small_and_credits_its_source() -> None:
    path = Path(sweden.__file__).with_name("map") / "sweden.json"
    assert path.stat().st_size <= 130_000
    assert "Statistics Sweden (SCB)" in path.read_text("utf-8")


def test_counties_are_shaded_in_proportion() -> None:
    shades = {c.code: c.shade for c in draw(read_sweden(), [GOTHENBURG, MALMO, UMEA]).counties}
    assert (shades["14"], shades["12"], shades["24"], shades["01"]) == (5, 3, 1, 0)


def test_municipalities_of_one_county_are_added() -> None:
    drawn = draw(read_sweden(), [place("0180", 2), place("0184", 3)])
    assert drawn.most == 5


def test_small_dots_lie_on_top_of_large_ones() -> None:
    drawn = draw(read_sweden(), [MALMO, GOTHENBURG])
    assert [dot.name for dot in drawn.dots] == ["Göteborg", "Malmö"]
    assert drawn.dots[0].r > drawn.dots[1].r


def test_unknown_place_is_told_and_does_not_stop_the_map() -> None:
    drawn = draw(read_sweden(), [place("9999", 4), MALMO])
    assert drawn.undrawn == 1
    assert len(drawn.dots) == 1


def test_no_places_give_an_empty_map() -> None:
    drawn = draw(read_sweden(), [])
    assert {county.shade for county in drawn.counties} == {0}
    assert drawn.dots == ()
