"""Very many invented ads, fast, and who posted them. Words are random; numbers are of the paging range."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_VOCABULARY = 40_000
_LETTERS = np.array(list("bdfgklmnprstvåäöaeiou"))
_ADS_PER_OPERATOR = 2.73  # 366,000 operators of a million ads
_COPIED_SHARE = 0.5  # ads of an operator that keep all words but the slots
_EDITED = 0.12  # at most this share of the words of the others is replaced


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
        numbers = 1_000_000 * 2 * operator + random.integers(0, 1_000_000, 2)
        for number in range(count):
            phone = int(numbers[int(number > 8)])  # who posts much changes the number once
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
        (40, f"ring 0740{phone % 10**6:06d}."),
        (20, f"i {place}."),
        (5, f"{name}!"),
    ):
        pieces.insert(at, slot)
    return " ".join(pieces)
