"""Near-duplicates find each other through rewording, strangers stay apart, and the slots are where texts differ."""

from random import Random

import pytest

from lykta.link.measure import measure_groups
from lykta.link.templates.grouping import TemplateSettings, group_tokens
from lykta.link.templates.slots import template_of
from lykta.link.templates.tokens import tokens_of
from lykta.model.template import SlotKind, TextGroup
from lykta.simulate.duplicates import make_duplicates
from tests.link.evidence import FOREST, HARBOUR, MARKET_SQUARE

SWEDISH = "Efter en längre tid är {} tillbaka i {}! Ett samtal till {} räcker. Taxan är {} och ändras aldrig."
RUSSIAN = "После долгого перерыва {} снова в городе {}. Звоните {} в любое время. Цена {} и никогда не меняется."
THAI = "หลังจากหายไปนาน {} กลับมาที่ {} แล้ว โทร {} ได้ตลอด ราคา {} ไม่เปลี่ยนแปลง"
VALUES = (
    ("Ella", "Umeå", "070-174 06 05", "1500 kr"),
    ("Dana", "Lund", "070-1740606", "2000 kr"),
    ("Mia", "Luleå", "070 174 06 07", "1800 kr"),
)


def groups(texts: list[str]) -> list[list[int]]:
    return group_tokens([tokens_of(text) for text in texts], TemplateSettings())


def filled(pattern: str) -> dict[str, str]:
    return {f"ad{number}": pattern.format(*values) for number, values in enumerate(VALUES)}


@pytest.mark.parametrize("pattern", [SWEDISH, RUSSIAN, THAI])
def test_texts_of_one_template_are_a_group_with_its_slots_in_any_script(pattern: str) -> None:
    texts = filled(pattern)
    assert groups([*texts.values(), HARBOUR, FOREST]) == [[0, 1, 2], [3], [4]]
    template = template_of(texts)
    assert len(template.slots) == 4
    assert [slot.kind for slot in template.slots][2:] == [SlotKind.PHONE, SlotKind.PRICE]
    for slot in template.slots:
        for id_, value in slot.values.items():
            assert texts[id_][value.start : value.end] == value.text


def test_a_template_reads_as_the_texts_do_with_slots_for_what_differs() -> None:
    template = template_of(filled(SWEDISH))
    assert (
        template.text
        == "Efter en längre tid är … tillbaka i …! Ett samtal till … räcker. Taxan är … och ändras aldrig."
    )
    values = [[value.text for value in slot.values.values()] for slot in template.slots]
    assert values == [list(column) for column in zip(*VALUES, strict=True)]


def test_what_is_known_of_a_stretch_names_its_slot() -> None:
    texts = filled(SWEDISH)
    at = {id_: text.index(values[1]) for (id_, text), values in zip(texts.items(), VALUES, strict=True)}
    known = {id_: [(start, start + 4, SlotKind.PLACE)] for id_, start in at.items()}
    assert [slot.kind for slot in template_of(texts, known).slots][1] is SlotKind.PLACE


def test_two_numbers_with_digits_in_common_are_one_slot() -> None:
    template = template_of({"a": "ring 070-174 06 05 nu", "b": "ring 070-174 06 06 nu"})
    (slot,) = template.slots
    assert [value.text for value in slot.values.values()] == ["070-174 06 05", "070-174 06 06"]


def test_a_value_that_some_texts_share_stays_a_slot() -> None:
    texts = {f"t{n}": SWEDISH.format(name, "Umeå", "070-174 06 05", "1500 kr") for n, name in enumerate("AABAC")}
    (slot,) = template_of(texts).slots
    assert [value.text for value in slot.values.values()] == list("AABAC")


def test_a_word_that_one_text_leaves_out_makes_no_slot() -> None:
    texts = {f"t{n}": HARBOUR for n in range(4)} | {"t9": HARBOUR.replace("gott ", "")}
    template = template_of(texts)
    assert template.slots == ()
    assert "gott om plats" in template.text


def test_a_line_that_a_writer_adds_once_makes_no_slot() -> None:
    texts = {f"t{n}": HARBOUR for n in range(4)} | {"t9": f"{HARBOUR} Parkering finns."}
    assert template_of(texts).slots == ()


def test_a_text_alone_or_only_copies_are_a_template_without_slots() -> None:
    assert template_of({"a": HARBOUR}).pieces == (HARBOUR,)
    assert template_of({"a": HARBOUR, "b": HARBOUR}).pieces == (HARBOUR,)
    assert template_of({"a": ""}).pieces == ()


def test_texts_that_share_only_stock_phrases_stay_apart() -> None:
    stock = "Ring eller skicka sms. Inga dolda nummer. Välkommen!"
    texts = [f"{text} {stock}" for text in (HARBOUR, FOREST, MARKET_SQUARE)]
    assert groups(texts) == [[0], [1], [2]]


@pytest.mark.parametrize("noise", [0.0, 0.1, 0.35])
def test_reworded_templates_are_found_and_strangers_are_not_joined(noise: float) -> None:
    world = make_duplicates(23, documents=600, noise=noise)
    found = groups([one.text for one in world])
    measured = measure_groups(
        {world[at].id: str(number) for number, own in enumerate(found) for at in own},
        {one.id: one.writer for one in world},
    )
    assert measured.adjusted_rand >= 0.97
    assert measured.pairs.precision >= 0.98


def test_the_order_of_the_texts_changes_nothing() -> None:
    world = make_duplicates(24, documents=200, noise=0.1)
    there = groups([one.text for one in world])
    order = list(range(200))
    Random(1).shuffle(order)
    back = groups([world[at].text for at in order])
    assert sorted(sorted(order[at] for at in own) for own in back) == there


@pytest.mark.parametrize(
    "texts",
    [
        [""],
        ["", ""],
        ["x", "x", "y"],
        ["🌸" * 1000, "🌸" * 1000, "🌸" * 999],
        ["\0" * 50, "\ud800", "\u202e" * 9],
        ["ord och annat " * 150_000, HARBOUR],
        ["1" * 1_000_000, "1" * 1_000_000],
        ["a\u0301" * 5_000, "\u0301" * 5_000],
    ],
)
def test_odd_texts_are_each_in_one_group(texts: list[str]) -> None:
    found = groups(texts)
    assert sorted(at for own in found for at in own) == list(range(len(texts)))
    for own in found:
        template_of({str(at): texts[at] for at in own})


def test_fifty_thousand_copies_are_one_group() -> None:
    assert groups([HARBOUR] * 50_000 + [FOREST]) == [list(range(50_000)), [50_000]]


def test_a_group_without_a_text_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="at least one text"):
        TextGroup(ids=(), template=template_of({"a": "x"}))
