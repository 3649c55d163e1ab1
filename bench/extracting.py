"""Phone numbers in every way of writing that the simulator knows, beside phonenumbers' own matcher.

The families were written by the same project as the reader: these are upper bounds, not real-world quality.
"""

import time
import unicodedata
from collections.abc import Callable
from random import Random

import phonenumbers

from bench import facts
from lykta.extract.adtext import AdText
from lykta.extract.reading import load_extractors, read_all
from lykta.simulate.numbers import FAMILIES, NumberPool, families_for, written

SEED = 5
EACH = 40
Reader = Callable[[str], set[str]]


def run() -> None:
    print(f"extracting: {len(FAMILIES)} ways of writing, {EACH} numbers each and language, seed {SEED}")
    items = _items()
    readers: dict[str, Reader] = {
        "lykta": _lykta(),
        "phonenumbers matcher": _matcher,
        "NFKC and matcher": lambda text: _matcher(unicodedata.normalize("NFKC", text)),
    }
    rates = {}
    for name, read in readers.items():
        began = time.perf_counter()
        found = [read(text) for _, _, text, _ in items]
        rates[name] = len(items) / (time.perf_counter() - began)
        for language in ("sv", "en"):
            own = [(item, hits) for item, hits in zip(items, found, strict=True) if item[0] == language]
            right = sum(item[3] in hits for item, hits in own)
            wrong = sum(len(hits - {item[3]}) for item, hits in own)
            print(f"  {name}, {language}: recall {right / len(own):.3f}, precision {right / max(right + wrong, 1):.3f}")
        print(f"  {name}: {rates[name]:,.0f} texts/s, {rates[name] / rates['lykta']:.2f} of lykta's")
    worst = _by_family(items, readers["lykta"])
    print("  lykta, lowest families: " + ", ".join(f"{name} {share:.2f}" for share, name in worst[:5]))
    facts.run()


def _items() -> list[tuple[str, str, str, str]]:
    """Language, family, text, number."""
    chance = Random(SEED)
    pool = NumberPool(chance)
    frames = {"sv": "Ring {} så hörs vi, öppet 10-22.", "en": "Call {} and we will talk, open 10-22."}
    items = []
    for language, frame in frames.items():
        families = (*families_for(language, obscured=False), *families_for(language, obscured=True))
        for family in families:
            for _ in range(EACH):
                number = pool.swedish()
                items.append((language, family.name, frame.format(written(number, family, chance)), number))
    return items


def _lykta() -> Reader:
    phone = load_extractors().only("phone")
    return lambda text: {one.value for one in read_all(phone, AdText(text=text))}


def _matcher(text: str) -> set[str]:
    found = phonenumbers.PhoneNumberMatcher(text, "SE")
    return {phonenumbers.format_number(one.number, phonenumbers.PhoneNumberFormat.E164) for one in found}


def _by_family(items: list[tuple[str, str, str, str]], read: Reader) -> list[tuple[float, str]]:
    hits: dict[str, list[bool]] = {}
    for _, family, text, number in items:
        hits.setdefault(family, []).append(number in read(text))
    return sorted((sum(found) / len(found), family) for family, found in hits.items())
