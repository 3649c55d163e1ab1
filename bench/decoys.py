"""Lines full of digits and number words that are no telephone number."""

from collections.abc import Callable
from random import Random


def decoys(seed: int, count: int) -> list[str]:
    """Each kind in turn, with other digits every time."""
    rng = Random(seed)
    return [KINDS[at % len(KINDS)](rng) for at in range(count)]


def _d(rng: Random, digits: int) -> str:
    return str(rng.randrange(10 ** (digits - 1), 10**digits))


def _prices(rng: Random) -> str:
    base = rng.randrange(5, 30) * 100
    return f"{base} kr 30 min, {base + 500} kr 60 min, {base + 1000} kr 90 min, {2 * base}:-/2h"


def _hours(rng: Random) -> str:
    opens, shuts = rng.randrange(7, 12), rng.randrange(17, 23)
    return rng.choice(
        (
            f"Öppet {opens:02d}:00-{shuts}:30, lördag {opens + 1:02d}.00-{shuts - 1}.00",
            f"mån-fre {opens:02d}-{shuts}, lör {opens + 1:02d}-{shuts - 2}",
            f"{opens:02d}00-{shuts}00 och {opens + 1:02d}30-{shuts - 1}30",
            f"{opens:02d}-{shuts} och {opens + 1:02d}-{shuts - 1} sön",
        )
    )


def _dates(rng: Random) -> str:
    month, day = rng.randrange(1, 13), rng.randrange(1, 29)
    return rng.choice(
        (
            f"I stan {day:02d}/{month:02d} - {day + 1:02d}/{month:02d} 2026",
            f"Uppdaterad 2026-{month:02d}-{day:02d} {rng.randrange(24):02d}:{rng.randrange(60):02d}",
            f"från {day:02d}.{month:02d}.2026 till {day + 1:02d}.{month:02d}.2026",
            f"2026{month:02d}{day:02d} och 2026{month:02d}{day + 1:02d}",
        )
    )


def _ids(rng: Random) -> str:
    return rng.choice(("Annons-id {}", "profil nr {}", "Ref: {}", "ad id {}", "kundnummer 0{}", "order #0{}")).format(
        _d(rng, 9)
    )


def _measures(rng: Random) -> str:
    height, weight, shoe = rng.randrange(155, 185), rng.randrange(48, 75), rng.randrange(36, 43)
    return f"{height} cm, {weight} kg, {shoe} i skor, {rng.randrange(20, 50)} år"


def _places(rng: Random) -> str:
    return rng.choice(
        (
            f"Karta: {59 + rng.random():.7f}, {18 + rng.random():.7f}",
            f"{rng.randrange(100, 990)} {rng.randrange(10, 99)} Göteborg, port {rng.randrange(1000, 9999)}",
            f"IP {rng.randrange(256)}.{rng.randrange(256)}.{rng.randrange(256)}.{rng.randrange(256)}",
        )
    )


def _accounts(rng: Random) -> str:
    return rng.choice(
        (
            f"bankgiro {_d(rng, 3)}-{_d(rng, 4)}",
            f"org.nr 55{_d(rng, 4)}-{_d(rng, 4)}",
            f"ISBN 978-91-{_d(rng, 2)}-{_d(rng, 5)}-{rng.randrange(10)}",
            f"plusgiro {_d(rng, 2)} {_d(rng, 2)} {_d(rng, 2)}-{rng.randrange(10)}",
            f"konto 0{_d(rng, 9)}",
        )
    )


def _words(rng: Random) -> str:
    return rng.choice(
        (
            "Två tjejer, sex dagar i veckan, en timme eller tre",
            "ett, två eller tre besök, sju till nio på kvällen",
            "one or two hours, six days a week, seven to nine",
            "ett rum med fyra fönster och sju växter, tre trappor upp",
            "sex years here, one week at a time, two or three friends",
        )
    )


def _counts(rng: Random) -> str:
    return rng.choice((f"0{_d(rng, 8)} visningar", f"sedd av {_d(rng, 8)} besökare", f"{_d(rng, 9)} likes"))


def _rows(rng: Random) -> str:
    """Rows of dates, times, scores, weeks, sizes, decimals and drawn numbers."""
    days = sorted(rng.sample(range(1, 29), 5))
    month, week, size = rng.randrange(1, 13), rng.randrange(1, 20), rng.randrange(4, 30, 2)
    hour, minute = rng.randrange(6, 12), rng.choice(("00", "05", "15", "30", "40"))
    goals = [f"{rng.randrange(8)}-{rng.randrange(8)}" for _ in range(5)]
    return rng.choice(
        (
            "Datum: " + ", ".join(f"{day:02d}/{month:02d}" for day in days),
            "I stan " + " och ".join(f"{day:02d}/{month:02d}" for day in days[:4]),
            "Lediga dagar: " + ", ".join(f"{day:02d}.{month:02d}" for day in days),
            "Avgår " + " ".join(f"{hour + at:02d}.{minute}" for at in range(5)),
            "Tider: " + ", ".join(f"{hour + at:02d}:{minute}" for at in range(4)),
            "Resultat: " + ", ".join(goals),
            "Slutade " + " ".join(goals),
            "Veckor " + " ".join(f"{week + 2 * at:02d}" for at in range(5)),
            "storlek " + " ".join(f"{size + 2 * at:02d}" for at in range(6)),
            "Lotto " + " ".join(f"{one:02d}" for one in sorted(rng.sample(range(1, 36), 7))),
            " ".join(f"0,{rng.randrange(10, 99)}" for _ in range(4)) + " liter",
        )
    )


def _counted(rng: Random) -> str:
    """Counting up and down, and number words that only sound like the start of a number."""
    return rng.choice(
        (
            "Barnen räknar: noll, ett, två, tre, fyra, fem, sex, sju, åtta, nio",
            "zero one two three four five six seven eight nine",
            "nio åtta sju sex fem fyra tre två ett noll",
            " ".join("0123456789"),
            "hundra kronor, tvåhundra kronor, fyrahundra femtio kronor",
            "dubbel säng, dubbla kuddar, två nollor i kassan, sex stolar, fyra fönster",
            "double bed, triple glazing, two rooms, six chairs, four windows, seven lamps",
            "noll krångel, ett pris, sju dagar, fyra årstider, noll stress, sex timmar",
            "zero fees, one price, two for one, three for two, six days, seven nights",
        )
    )


KINDS: tuple[Callable[[Random], str], ...] = (
    _prices, _hours, _dates, _ids, _measures, _places, _accounts, _words, _counts, _rows, _counted,
)  # fmt: skip
