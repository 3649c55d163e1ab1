from datetime import UTC, date, datetime
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import lykta.web
from lykta.web.tongues import LOCALES, texts_in, wording

WEB = Path(lykta.web.__file__).parent


def texts_of_templates() -> set[str]:
    found = extract_from_dir(
        WEB / "templates",
        [("**.html", "jinja2")],
        {"**.html": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}},
    )
    return {text if isinstance(text, str) else text[0] for _, _, text, _, _ in found}


def test_every_text_has_a_swedish_translation() -> None:
    with (LOCALES / "sv" / "LC_MESSAGES" / "lykta.po").open("rb") as file:
        catalog = read_po(file, locale="sv")
    translated = {
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalog
        if message.id and message.string and all(message.string) and not message.fuzzy
    }
    assert texts_of_templates() - translated == set()
    assert translated - texts_of_templates() == set(), "translations that no template uses any more"


def test_swedish_keeps_every_place_for_a_value() -> None:
    with (LOCALES / "sv" / "LC_MESSAGES" / "lykta.po").open("rb") as file:
        catalog = read_po(file, locale="sv")
    assert [error for _, errors in catalog.check() for error in errors] == []


def test_plural_follows_the_number() -> None:
    swedish = texts_in("sv")
    assert swedish.ngettext("%(n)s new", "%(n)s new", 1) == "%(n)s ny"
    assert swedish.ngettext("%(n)s new", "%(n)s new", 2) == "%(n)s nya"


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert wording("sv")["number"](1234567) == "1\u00a0234\u00a0567"
    assert wording("en")["number"](1234567) == "1,234,567"


def test_weights_have_two_digits_and_no_more() -> None:
    bits = wording("sv")["bits"]
    assert [bits(9.24), bits(17.42), bits(0.0314), bits(123.4), bits(0.0)] == ["9,2", "17", "0,031", "120", "0"]


def test_times_are_swedish_local_time() -> None:
    summer, winter = datetime(2026, 7, 1, 22, 30, tzinfo=UTC), datetime(2026, 12, 1, 22, 30, tzinfo=UTC)
    assert wording("sv")["when"](summer) == "2 juli 2026 00:30"
    assert wording("en")["when"](winter) == "1 Dec 2026 23:30"
    assert wording("sv")["day"](date(2026, 10, 5)) == "5 okt. 2026"


def test_languages_are_named_and_unknown_codes_stay() -> None:
    assert wording("sv")["language_name"]("ro") == "rumänska"
    assert wording("en")["language_name"]("xx-odd") == "xx-odd"
