"""A table of invented people, several rows each, written down with the usual slips; seeded."""

import random
from datetime import date, timedelta

# fmt: off
_FIRST = (
    "Anna", "Erik", "Maria", "Lars", "Karin", "Anders", "Sara", "Johan", "Emma", "Per", "Lena", "Nils", "Eva",
    "Karl", "Ingrid", "Olof", "Elin", "Jan", "Sofia", "Hans", "Ida", "Ulf", "Hanna", "Bo", "Maja", "Leif",
    "Linn", "Rolf", "Alma", "Sten", "Vera", "Tor", "Elsa", "Axel", "Freja", "Hugo", "Tove", "Viktor", "Signe",
    "Oskar",
)
_FAMILY = (
    "Berg", "Lind", "Ek", "Holm", "Strand", "Dahl", "Sund", "Lund", "Norr", "Falk", "Blom", "Kvist", "Hed",
    "Sjö", "Alm", "Rask", "Lilja", "Frid", "Ros", "Gran", "Vik", "Malm", "Nyman", "Borg", "Ström", "Hage",
    "Torn", "Ås", "Lagerby", "Sandvall", "Ekdal", "Björkhem", "Granlund", "Sjöstrand", "Fjällby", "Hedvall",
    "Lindhult", "Norrby",
)
_TOWNS = (
    "Umeå", "Lund", "Gävle", "Borås", "Örebro", "Kalmar", "Växjö", "Luleå", "Falun", "Visby", "Skövde", "Mora",
)
# fmt: on
Row = dict[str, str]


def people(count: int, *, seed: int, slips: float = 0.25) -> list[Row]:
    """Rows with `id`, `first`, `family`, `born`, `town`, `address` and the truth, `person`.

    `slips` is the chance that a field of a row is missing, and the chance that it is misspelt; family and first
    name change places in one row of twelve.
    """
    draw = random.Random(seed)
    rows: list[Row] = []
    for person in range(count):
        truth = _person(draw)
        for _ in range(draw.randint(1, 7)):
            rows.append({"id": str(len(rows)), **_written(truth, draw, slips), "person": str(person)})
    return rows


def _person(draw: random.Random) -> Row:
    first, family = draw.choice(_FIRST), draw.choice(_FAMILY)
    born = date(1960, 1, 1) + timedelta(days=draw.randrange(15_000))
    address = f"{first[:1]}{draw.choice('._')}{family}{draw.randrange(100)}@{draw.choice('abcdefgh')}.example".lower()
    return {
        "first": first,
        "family": family,
        "born": born.isoformat(),
        "town": draw.choice(_TOWNS),
        "address": address,
    }


def _written(truth: Row, draw: random.Random, slips: float) -> Row:
    row = dict(truth)
    if draw.random() < 1 / 12:
        row["first"], row["family"] = row["family"], row["first"]
    for field, value in row.items():
        if draw.random() < slips * (0.2 if field == "born" else 1):
            row[field] = "" if field != "born" else value
        elif draw.random() < slips:
            row[field] = _slip_date(value, draw) if field == "born" else _slip(value, draw)
    return row


def _slip(word: str, draw: random.Random) -> str:
    at = draw.randrange(len(word))
    letter = draw.choice("abcdefghijklmnoprstuvy")
    return draw.choice(
        (
            word[:at] + letter + word[at:],
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
        )
    )


def _slip_date(born: str, draw: random.Random) -> str:
    """Another day that is written nearly alike: one part of the date is wrong."""
    day = date.fromisoformat(born)
    part = draw.randrange(3)
    if part == 0:
        return day.replace(year=day.year + draw.choice((-1, 1, 10)), day=min(day.day, 28)).isoformat()
    if part == 1:
        return day.replace(month=draw.randint(1, 12), day=min(day.day, 28)).isoformat()
    return day.replace(day=draw.randint(1, 28)).isoformat()
