"""An entry has one form, and no word in it can make a second entry."""

from datetime import UTC, datetime

import pytest

from lykta.guard.entries import canonical, read_entry
from lykta.model.audit import Act, Actor, AuditEntry, Door, Ground

ENTRY = AuditEntry(
    number=7,
    at=datetime(2026, 11, 27, 12, 0, 1, tzinfo=UTC),
    act=Act.LOOKED_AT_NETWORK,
    by=Actor(name="åsa", door=Door.PAGES, purpose="K 1-26", ground=Ground.SUPPORT),
    about=("abc",),
)


def test_an_entry_is_one_line_of_ascii_with_its_keys_in_order() -> None:
    assert canonical(ENTRY) == (
        '{"about":["abc"],"act":"look.network","at":"2026-11-27T12:00:01+00:00","by":"\\u00e5sa","door":"pages",'
        '"ground":"support","n":7,"purpose":"K 1-26"}'
    )
    assert read_entry(canonical(ENTRY)) == ENTRY


@pytest.mark.parametrize("hostile", ["a\r\nb", "\u2028", "\x1b[2J", "\0", "\ud800", '"},{"n":8', "\u202e"])
def test_no_word_of_a_person_ends_or_begins_an_entry(hostile: str) -> None:
    by = Actor(name=hostile, door=Door.TERMINAL, purpose=hostile)
    entry = AuditEntry(number=1, at=ENTRY.at, act=Act.SEARCHED, by=by, about=(hostile,))
    line = canonical(entry)
    assert line.isascii()
    assert line.isprintable()
    assert read_entry(line) == entry


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{}",
        "[]",
        "null",
        "1",
        canonical(ENTRY).replace(",", ", "),
        canonical(ENTRY).replace("look.network", "look.elsewhere"),
        canonical(ENTRY).replace('"n":7', '"n":"7"'),
        canonical(ENTRY).replace('["abc"]', "5"),
        canonical(ENTRY).replace('["abc"]', "[5]"),
        canonical(ENTRY).replace('"pages"', "null"),
        canonical(ENTRY).replace("\\u00e5", "å"),
        canonical(ENTRY)[:-1] + ',"more":1}',
        "[" * 5_000,
    ],
)
def test_any_other_form_is_no_entry(line: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - json's own words, or ours
        read_entry(line)
