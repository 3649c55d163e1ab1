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


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("f17 söker jobb", ["17"]), ("17F, new here", ["17"]), ("16/F, calm", ["16"]), ("m/16, ny", ["16"]),
        ("16, 17 och 19 år", ["16", "17", "19"]), ("Två systrar, 16 och 19", ["16", "19"]),
        ("ett par (17/19)", ["17", "19"]), ("Vi är 16 till 25 år", ["16", "25"]), ("Vi är 16-17 år", ["16"]),
        ("åldr 17", ["17"]), ("17 vårar", ["17"]), ("1o år", ["10"]), ("still 17.", ["17"]),
        ("35 next month but 17 now", ["17"]), ("My 17 year old Volvo", ["17"]), ("17 years as a firm", ["17"]),
    ],
)  # fmt: skip
def test_a_stated_age_under_18_is_read_as_strangers_write_it(text: str, ages: list[str]) -> None:
    assert _read(text) == ages


@pytest.mark.parametrize(
    "text",
    [
        "My 22 year old Volvo", "We celebrate 40 years as a firm", "M 38, blå", "M 38 klänning", "E45 mot Mora",
        "f22 bländare", "Våra gäster är 30-60 år", "we are 20 to 30 years in business", "But 40 today is late",
    ],
)  # fmt: skip
def test_years_of_a_make_a_firm_a_size_or_guests_are_no_age(text: str) -> None:
    assert _read(text) == []


# fmt: off
TOLD = (
    ("Elin (28), Umeå", ("28",)),
    ("Hej, jag heter Mia (24) och är ny", ("24",)),
    ("Ålder = 33", ("33",)),
    ("ÅLDER41", ("41",)),
    ("Age:24", ("24",)),
    ("age is 36", ("36",)),
    ("Åldern är 44", ("44",)),
    ("min ålder: 29", ("29",)),
    ("Jag är 38 och bor själv", ("38",)),
    ("Jag är 41, min kompis är 36", ("41", "36")),
    ("Han är 52, hon är 47", ("52", "47")),
    ("he's 44, she's 39", ("44", "39")),
    ("Par 45/42 söker sällskap", ("45", "42")),
    ("Couple, 38 & 35", ("38", "35")),
    ("We are 26 and 31", ("26", "31")),
    ("Vi är 29 och 33", ("29", "33")),
    ("Fyllde fyrtio i våras", ("40",)),
    ("Kvinna på 51 från Lund", ("51",)),
    ("Kille 27, Borås", ("27",)),
    ("Man 45 söker kvinna", ("45",)),
    ("Man, 61, pensionär", ("61",)),
    ("En mogen dam på 55", ("55",)),
    ("Blond tjej 23", ("23",)),
    ("student 22, ny i stan", ("22",)),
    ("Sara 31 år & Ida 28 år", ("31", "28")),
    ("32 yr old", ("32",)),
    ("27y", ("27",)),
    ("34 bast", ("34",)),
    ("trettiofem år ung", ("35",)),
    ("Forty-four, calm and kind", ("44",)),
    ("Trettiotvå och nyfiken", ("32",)),
    ("Är 39, bor i Gävle", ("39",)),
    ("i am 30, she is 28", ("30", "28")),
    ("jag e 26", ("26",)),
    ("im 22, live alone", ("22",)),
    ("At 52 I feel great", ("52",)),
    ("vid 49 års ålder börjar livet", ("49",)),
    ("närmare bestämt 37.", ("37",)),
    ("Anna, 25, och Lina, 27", ("25", "27")),
    ("Med Eva (44) och Mona (39)", ("44", "39")),
    ("real age 35", ("35",)),
    ("I'm actually 43", ("43",)),
    ("Jag är faktiskt 51", ("51",)),
    ("jag är redan 60", ("60",)),
    ("Lisa (17)", ("17",)),
    ("jag är 17", ("17",)),
    ("jag är 16 och bor hemma", ("16",)),
    ("hon är 17", ("17",)),
    ("she is 16", ("16",)),
    ("fyller 17 i maj", ("16",)),
    ("blir 16 snart", ("15",)),
    ("turning 17 soon", ("16",)),
    ("tjej på 16", ("16",)),
    ("tjej 17", ("17",)),
    ("sjutton år", ("17",)),
    ("17 bast", ("17",)),
    ("Ålder - 17", ("17",)),
    ("age 16", ("16",)),
    ("Ålder=15", ("15",)),
    ("vi är 16 och 17", ("16", "17")),
    ("17y", ("17",)),
    ("min kompis är 16", ("16",)),
    ("jag är sexton", ("16",)),
    ("just turned 17", ("17",)),
    ("nyss fyllt 16", ("16",)),
    ("Nora, 16, Lund", ("16",)),
    ("I am still 17", ("17",)),
    ("jag är bara 15 år", ("15",)),
    ("inte 18 än", ("17",)),
    ("18 år om en månad", ("17",)),
    ("18 next month", ("17",)),
    ("vi är båda 17", ("17",)),
    ("sweet 16", ("16",)),
    ("jag går i nian och är 15", ("15",)),
    ("tjej (17)", ("17",)),
    ("mogen kvinna (52)", ("52",)),
    ("Jag (38) bor i Lund", ("38",)),
    ("Jag, 38, bor i Lund", ("38",)),
    ("Två tjejer, 22 och 25", ("22", "25")),
)
COUNTED = (
    "Rummet ligger högt och är 15 kvm",
    "Lokalen är ny och är 35 kvadrat",
    "jag, 2 katter",
    "both 20 minutes",
    "18 kr nästa månad",
    "Tjejer, 30 och 60 minuter",
    "Storlek 38-40",
    "Kläder 36-38, skor 39",
    "Pris (50) per bild",
    "Rum (24) plan 2",
    "Buss (55)",
    "Öppet 10-22",
    "kl 20 och 23",
    "Vi är 2 och 3",
    "30 min (45 kr)",
    "Söker kvinna på 40",
    "Seeking woman 35",
    "Looking for a man of 50",
    "Söker man 45-55",
    "Endast par 30/40 minuter",
    "Hon är 168 cm",
    "han är 80 kg",
    "She is 5 minutes away",
    "Priset är 50",
    "Skostorleken är 39",
    "bh 75",
    "Fyllde på med 30 liter",
    "Bilen fyllde 20",
    "Företaget fyllde 25 i år",
    "he is 10 minutes late",
    "blir 15 kr",
    "blir 16 grader",
    "turn 15 degrees left",
    "I have 25 minutes",
    "At 20 we close",
    "vid 20 tiden",
    "at 22 i am open",
    "hon jobbar 10-18",
    "Tjej 60 kg",
    "Kvinna 170 cm",
    "man 30 minuter",
    "Man kan betala 50 kr",
    "Man 100",
    "Par 60 minuter",
    "Storgatan 34, Lund",
    "Lägenhet 35, plan 3",
    "Sjuttio kronor, kontant",
    "Trettio minuter, en timme",
    "Tjugo, trettio eller fyrtio minuter",
    "Min mormor är 80",
    "Min pappa är 61",
    "Rabatt (20)",
    "Paket (30) 500 kr",
    "Bild (12)",
    "fredag (27)",
    "Malmö, 25, 26 och 27",
    "Januari, 25, hela dagen",
    "ring 070-174 06 41 (18)",
    "20 år i branschen",
    "herre över 40",
    "Ålder: 25+",
    "Åldersgräns: 23",
    "age limit 21",
    "Sidan 18",
    "Page 24, line 30",
    "Tim, 45, min",
    "Är 24 timmar för lite?",
    "Är 50 kr, kontant",
    "han betalade 40 och hon 60 kr",
    "Blir 17 personer",
)
# fmt: on


@pytest.mark.parametrize(("text", "ages"), TOLD)
def test_an_age_told_without_a_sentence_of_its_own_is_read(text: str, ages: tuple[str, ...]) -> None:
    assert tuple(one.value for one in read_all(AGE, AdText(text=text))) == ages


@pytest.mark.parametrize("text", COUNTED)
def test_a_size_price_time_place_or_person_sought_is_no_age(text: str) -> None:
    assert read_all(AGE, AdText(text=text)) == ()


def test_whoever_is_sought_is_read_when_a_child() -> None:
    assert [one.value for one in read_all(AGE, AdText(text="Söker tjej 16 år"))] == ["16"]
    assert read_all(AGE, AdText(text="Söker tjej 26 år")) == ()
