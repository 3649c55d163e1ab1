"""Whose years they are: the advertiser's are read, in any wording; a guest's, a thing's and a time are not."""

import pytest

from lykta.extract.adtext import AdText
from lykta.extract.reading import load_extractors, read_all

AGE = load_extractors().only("age")

SOON_OR_UNDER_18 = (
    "Jag fyller 18 i mars.", "fyller snart 18", "snart 18", "blir 18 nästa månad", "almost 18", "not yet 18",
    "turning 18 in March", "nästan 18 år", "Jag är snart 18", "I am almost 18, new here", "snart fyllda arton",
    "Har inte fyllt 18", "inte ens 18", "Jag blir snart 18 år", "I will be 18 soon", "snart är jag 18 år",
    "Tjej som snart fyller 18", "about to turn 18", "jag är under 18", "I am under 18", "I am underage",
    "I’m under 18", "jag är minderårig", "jag är inte 18 än", "I'm not 18 yet", "jag är under 18 år",
    "not 18 yet", "Ring du mig, fyller snart 18", "17 going on 18",
)  # fmt: skip
OTHER_WORDINGS = (
    ("16,5 år", "16"), ("16.5 years", "16"), ("16½ år", "16"), ("16 and a half", "16"), ("16 och ett halvt år", "16"),
    ("16-17 år", "16"), ("17/18 år", "17"), ("17–18 år", "17"), ("mellan 16 och 18 år", "16"),
    ("Jag är mellan 16 och 18 år", "16"), ("I am 16-17", "16"), ("jag är 16,5", "16"),
    ("only 17", "17"), ("bara 17", "17"), ("Just 17, new here", "17"), ("only 17 and new in town", "17"),
    ("endast 17 år", "17"), ("only seventeen", "17"), ("jag är bara 17", "17"), ("I'm only 19 years old", "19"),
    ("turned 17 last week", "17"), ("just turned 18", "18"), ("17:år", "17"), ("1 7 år", "17"),
    ("I’m 17", "17"), ("Egen lägenhet, 17 år", "17"), ("Anna 17 år i Malmö", "17"), ("Har hund, 17 år", "17"),
    ("I just turned 18", "18"), ("I turned 17 in May", "17"), ("Jag är 17 men ser äldre ut", "17"),
    ("Jag är 20 år men låter äldre", "20"),
    ("Jag är 17 min väninna är äldre", "17"), ("Jag är 17 och 165 lång", "17"), ("precis fyllt 17", "17"),
    ("Tjejer 18-20 år", "18"), ("inte ens 17 år", "17"), ("Sarah, 20 years old, in the city", "20"),
)  # fmt: skip
ANOTHERS = (
    "17 år i branschen", "massör med 14 år i yrket", "17 år på samma adress", "Bodde 17 år i Malmö",
    "har en hund som är 16 år", "min son är 16 år", "lägenheten är 16 år", "bil från 2008, 16 år", "garanti 15 år",
    "whisky 16 år", "16 year old whisky", "15 år yngre", "företaget fyller 15 år", "företaget fyller 18 år",
    "15 år jubileum", "I'm 16 weeks pregnant", "jag är inte 17 år längre",
    "endast över 18", "inga under 18", "18+", "17 års erfarenhet", "no one under 25", "öppet i 13 år", "1800 kr",
    "18 timmar", "30 min", "18 år och uppåt", "måste ha fyllt 18", "du ska ha fyllt 18", "fyll i 18 rutor",
    "endast 18 år och äldre", "only 18 and over", "endast 18 år", "bara 17 kr", "only 15 minutes away", "only 18+",
    "just 15 min away", "bara 10 platser", "du ska vara mellan 25 och 27 år", "kunder mellan 20 och 24 år",
    "kunder 30-60 år", "30-60 år", "mellan 20 och 60 år", "när du fyller 18", "Ingen som inte fyllt 18",
    "klockan blir snart 18", "öppnar snart 18.00", "det blir 18 grader", "blir 18 personer", "nästan 18 km",
    "almost 18 hours", "nästan 18 år i branschen", "almost 18 years of experience", "du måste vara 18 år",
    "for 16 and a half hours", "jag är inte under 18", "I am under 18 minutes away", "I am not a minor",
    "Jag är 17 år i yrket", "for only 17 years", "hunden fyller 18", "Kvinna 17 minuter bort",
    "bara 17 i veckan", "bara tio", "öppet till nästan 18", "Har bott i Malmö 17 år", "Jag är 17 min bort",
    "I'm 15 min away", "Jag är 20-22 varje dag på salongen", "mellan 25 och 40 år", "barn för 17 och 18 år sedan",
    "ej minderåriga", "no underage guests",
)  # fmt: skip


def _read(text: str) -> list[str]:
    found = read_all(AGE, AdText(text=text))
    assert all(text[one.start : one.end] == one.written for one in found)
    return [one.value for one in found]


@pytest.mark.parametrize("text", SOON_OR_UNDER_18)
def test_whoever_is_soon_or_under_18_counts_as_17(text: str) -> None:
    assert _read(text) == ["17"]


@pytest.mark.parametrize(("text", "age"), OTHER_WORDINGS)
def test_an_age_counts_by_its_lower_whole_years_in_any_wording(text: str, age: str) -> None:
    assert _read(text) == [age]


@pytest.mark.parametrize("text", ANOTHERS)
def test_years_of_a_guest_a_thing_or_a_time_are_silent(text: str) -> None:
    assert _read(text) == []


def test_what_is_quoted_is_what_carries_the_age() -> None:
    (soon,) = read_all(AGE, AdText(text="Hej, jag fyller 18 i mars"))
    (half,) = read_all(AGE, AdText(text="Jag är 16½ år"))
    assert (soon.written, half.written) == ("fyller 18", "16½ år")


def test_two_persons_in_one_breath_are_two_ages() -> None:
    assert _read("Vi är två tjejer, 17 och 18 år") == ["17", "18"]
    assert _read("19 and 17 years old") == ["19", "17"]
