"""Very many invented ads, fast, and who posted them. Words are random; numbers are of the paging range."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from lykta.model.finding import PictureHash
from lykta.model.link import AdEvidence, Identifier

_VOCABULARY = 40_000
_LETTERS = np.array(list("bdfgklmnprstvåäöaeiou"))
_ADS_PER_OPERATOR = 2.73  # 366,000 operators of a million ads
_COPIED_SHARE = 0.5  # ads of an operator that keep all words but the slots
_EDITED = 0.12  # at most this share of the words of the others is replaced
_NUMBERS, _SPREAD = 9_000_000, 5_555_557  # without a common divisor, so that no two numbers meet
_PICTURES, _HASHES = 2, 4  # of an operator; hashes of a picture
_HANDLE_SHARE, _TOURING_SHARE, _COMMON, _DAYS = 0.2, 0.35, 0.01, 700
_PLACES = np.arange(114, 114 + 290)  # municipalities are no more
_PLACE_SHARES = (1 / np.arange(1, 291)) / (1 / np.arange(1, 291)).sum()
_SUPPORT = "+46846500400"
_START = datetime(2025, 1, 5, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Many:
    """`texts` and the number on each, with the true `operator`; one operator has one text and one or two numbers."""

    texts: list[str]
    phone: NDArray[np.int64]
    operator: NDArray[np.int64]


def make_many(ads: int, *, seed: int) -> Many:
    """The same ads for the same arguments. About 750 bytes an ad; operators have 1 to 400 ads, most of them few."""
    random = np.random.default_rng(seed)
    words = _vocabulary(random)
    texts: list[str] = []
    phones: list[int] = []
    operators: list[int] = []
    operator = 0
    while len(texts) < ads:
        count = min(400, int(random.pareto(1.6) + 1), ads - len(texts))
        own = words[(random.random(random.integers(70, 130)) ** 2 * _VOCABULARY).astype(np.int64)]
        numbers = (2 * operator, 2 * operator + 1)
        for number in range(count):
            phone = numbers[int(number > 8)]  # who posts much changes the number once
            texts.append(_word(own, words, phone, random))
            phones.append(phone)
            operators.append(operator)
        operator += 1
    order = random.permutation(ads)
    return Many(
        texts=[texts[row] for row in order],
        phone=np.array(phones, dtype=np.int64)[order],
        operator=np.array(operators, dtype=np.int64)[order],
    )


def _vocabulary(random: np.random.Generator) -> NDArray[np.str_]:
    lengths = random.integers(3, 11, _VOCABULARY)
    return np.array(["".join(random.choice(_LETTERS, length)) for length in lengths])


def _word(own: NDArray[np.str_], words: NDArray[np.str_], phone: int, random: np.random.Generator) -> str:
    """One ad: the operator's text with edits, a number, a price, a name and a place of the day."""
    edits = 0 if random.random() < _COPIED_SHARE else random.integers(0, int(_EDITED * len(own)) + 1)
    if edits:
        own = own.copy()
        own[random.integers(0, len(own), edits)] = words[random.integers(0, _VOCABULARY, edits)]
    pieces = own.tolist()
    name, place = words[random.integers(0, _VOCABULARY, 2)]
    for at, slot in (
        (60, f"kostar {random.integers(5, 40)}00 kr.\n"),
        (40, f"ring 074{phone_digits(phone)}."),
        (20, f"i {place}."),
        (5, f"{name}!"),
    ):
        pieces.insert(at, slot)
    return " ".join(pieces)


def make_evidence(many: Many, *, seed: int) -> list[AdEvidence]:
    """The same ads as linking gets them: times, places, pictures, handles, and common values that must glue nobody.

    Shares as in the tests' market: a fifth of the operators has a handle, a third tours, one ad in a hundred names a
    support number and one in a hundred shows a stock picture; the ads of one site in six carry its address and line.
    """
    random = np.random.default_rng(seed + 1)
    operators = int(many.operator.max()) + 1
    hashes = random.integers(0, 2**64 - 1, (operators + 1, _PICTURES, _HASHES), dtype=np.uint64)
    has_handle = random.random(operators) < _HANDLE_SHARE
    places = random.choice(_PLACES, (operators, 3), p=_PLACE_SHARES)
    places[random.random(operators) > _TOURING_SHARE, 1:] = -1
    ads = len(many.texts)
    begin_day = random.random(operators) * _DAYS
    seen = np.zeros(operators, dtype=np.int64)
    source, support, stock = random.integers(0, 6, ads), random.random(ads) < _COMMON, random.random(ads) < _COMMON
    picked = random.integers(0, _PICTURES, (ads, 2))
    evidence = []
    for row, (text, phone, operator) in enumerate(
        zip(many.texts, many.phone.tolist(), many.operator.tolist(), strict=True)
    ):
        number = f"+4674{phone_digits(phone)}"
        own = [Identifier(kind="phone", value=number, confidence=0.95)]
        if has_handle[operator]:
            own.append(Identifier(kind="handle", value=f"namn{operator}", confidence=0.9))
        if support[row]:
            own.append(Identifier(kind="phone", value=_SUPPORT, confidence=0.95))
            text = f"{text}\nSupport 08-46500400."  # noqa: PLW2901 - the ad's whole text
        if source[row] == 0:
            own.append(Identifier(kind="email", value="info@site0.example", confidence=0.95))
            text = f"{text}\nSkriv till info@site0.example om sidan."  # noqa: PLW2901 - the ad's whole text
        shown = [(operator, int(which)) for which in sorted(set(picked[row].tolist()))]
        if stock[row]:
            shown.append((operators, 0))
        at = int(seen[operator])
        seen[operator] += 1
        stop = [int(place) for place in places[operator] if place >= 0]
        first_at = _START + timedelta(days=float(begin_day[operator]) + 3.1 * at + row % 997 / 1000)
        evidence.append(
            AdEvidence(
                id=f"{row:07d}",
                source=f"site{source[row]}",
                key=str(row),
                text=text,
                first_at=first_at,
                last_at=first_at + timedelta(days=1.5),
                place=f"{stop[at // 3 % len(stop)]:04d}",
                identifiers=tuple(own),
                pictures=tuple(_picture(hashes[who, which], int(source[row])) for who, which in shown),
            )
        )
    return evidence


def phone_digits(number: int) -> str:
    """Seven digits of 074-[02-9]xxxxxx, the paging range; nine million numbers, each for one `number`."""
    spread = number * _SPREAD % _NUMBERS
    return f"{'023456789'[spread // 10**6]}{spread % 10**6:06d}"


def _picture(hashes: NDArray[np.uint64], site: int) -> PictureHash:
    """A picture as a site shows it; on two of six sites one bit of a hash differs, as after a change of size."""
    phash, dhash, phash_mirrored, dhash_mirrored = (int(value) for value in hashes)
    phash ^= int(site < 2) << (7 * site)
    return PictureHash(
        sha256="",
        phash=f"{phash:016x}",
        dhash=f"{dhash:016x}",
        phash_mirrored=f"{phash_mirrored:016x}",
        dhash_mirrored=f"{dhash_mirrored:016x}",
        quality=0.9,
        width=800,
        height=600,
    )
