"""The pages' own texts in Swedish and English, and numbers and times as each language writes them."""

import gettext
import io
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from lykta.errors import SettingsError
from lykta.model.words import Language, Said
from lykta.service.faults import fault_in

LOCALES = Path(__file__).with_name("locale")
SWEDISH_TIME = "Europe/Stockholm"


def texts_in(language: Language) -> gettext.NullTranslations:
    """The texts of a language, compiled in memory. The source texts are English and need no file."""
    if language == "en":
        return gettext.NullTranslations()
    path = LOCALES / language / "LC_MESSAGES" / "lykta.po"
    try:
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error}. Install the program again.") from error
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def wording(language: Language) -> dict[str, Callable[..., str]]:
    """How templates say sentences, numbers and times in a language, by the name of the filter."""
    locale = Locale.parse("sv_SE" if language == "sv" else "en_GB")
    zone = ZoneInfo(SWEDISH_TIME)
    return {
        "said": partial(_said, language),
        "fault": lambda fault: fault_in(fault, language),
        "number": partial(_number, locale),
        "bits": partial(_two_digits, locale),
        "share": partial(_share, locale),
        "when": partial(_when, locale, zone),
        "short_when": partial(_short_when, locale, zone),
        "day": partial(_day, locale),
        "language_name": partial(_language_name, locale),
    }


def _said(language: Language, said: Said) -> str:
    return said.in_(language)


def _number(locale: Locale, number: int) -> str:
    return str(format_decimal(number, locale=locale))


def _two_digits(locale: Locale, number: float) -> str:
    """Two significant digits, the most that an estimate deserves on a screen (METHODS, rule 1)."""
    return str(format_decimal(float(f"{number:.2g}"), locale=locale))


def _share(locale: Locale, share: float) -> str:
    """A share in per cent with two significant digits at most."""
    return str(format_percent(float(f"{share:.2g}"), "#,##0.##\u00a0%", locale=locale))


def _when(locale: Locale, zone: ZoneInfo, moment: datetime) -> str:
    return str(format_datetime(moment, "d MMM y HH:mm", tzinfo=zone, locale=locale))


def _short_when(locale: Locale, zone: ZoneInfo, moment: datetime) -> str:
    return str(format_datetime(moment, "d MMM HH:mm", tzinfo=zone, locale=locale))


def _day(locale: Locale, day: date) -> str:
    return str(format_date(day, "d MMM y", locale=locale))


def _language_name(locale: Locale, code: str) -> str:
    return str(locale.languages.get(code, code))
