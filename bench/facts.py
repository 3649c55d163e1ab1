"""Facts other than phones: exact shares on generated lines and on lines older than the rules; the cost of each."""

import time

from tests.extract import lines_ages, lines_facts, lines_languages, lines_places, lines_strangers
from tests.extract.scoring import Line, share_exact

from bench.lines import GENERATORS, SEEN_AT
from lykta.extract.adtext import AdText
from lykta.extract.reading import Extractors, load_extractors, read_all
from lykta.model.finding import Finding

SEED = 5
COUNT = 800
GOALS = {"place": 0.95, "age": 0.97, "price": 0.97, "stay": 0.97, "language": 0.95}
# What the second set was read as before any rule was changed or added for it.
FIRST_SCORES = {"place": 0.922, "age": 0.792, "price": 0.769, "language": 0.967}
FIRST_AGES = 0.714  # of the third set, by a hand that never saw the rules
# Of the lines of strangers, scored once before any rule was changed for them.
FIRST_OF_STRANGERS = {"age": 0.547, "place": 0.814, "price": 0.4, "stay": 0.593, "persons": 0.312, "adkind": 0.385}


def run() -> None:
    extractors = load_extractors()
    print(f"facts: {COUNT} generated lines a kind, seed {SEED}; exact where the kind stands or is read")
    for kind, generate in GENERATORS.items():
        share, count, _ = share_exact(extractors, kind, generate(SEED, COUNT), SEEN_AT)
        print(f"  generated, {kind}: {share:.3f} of {count} (goal {GOALS[kind]})")
    for kind, lines in second_sets().items():
        share, count, _ = share_exact(extractors, kind, lines, lines_facts.SEEN_AT)
        before = f"{FIRST_SCORES[kind]:.3f}" if kind in FIRST_SCORES else "not read"
        print(f"  second set, {kind}: {share:.3f} of {count} (before the rules were worked on: {before})")
    share, count, _ = share_exact(extractors, "age", list(lines_ages.LINES), lines_facts.SEEN_AT)
    print(f"  third set, age: {share:.3f} of {count} (before the rules were worked on: {FIRST_AGES:.3f} of 98)")
    for kind, first in FIRST_OF_STRANGERS.items():
        right, count = strangers_read(extractors, kind)
        print(f"  lines of strangers, {kind}: {right / count:.3f} of {count} (first: {first:.3f})")
    _print_cost(extractors)


def strangers_read(extractors: Extractors, kind: str) -> tuple[int, int]:
    """Lines read exactly, of those where the kind stands or is read; a price with the minutes that it buys."""
    right = count = 0
    for named, text, expected in lines_strangers.FACTS:
        if named != kind:
            continue
        ad = AdText(text=text, seen_at=lines_strangers.SEEN_AT)
        got = {_with_minutes(one) for one in read_all(extractors, ad) if one.kind == kind}
        if got or expected:
            right += got == set(expected)
            count += 1
    return right, count


def _with_minutes(one: Finding) -> str:
    minutes = one.extra.get("minutes") if one.kind == "price" else None
    return f"{one.value} {minutes} min" if minutes else one.value


def second_sets() -> dict[str, list[Line]]:
    """Lines by kind; a line without the kind is there too, since reading one from it is an error."""
    sets: dict[str, list[Line]] = {
        kind: [
            (text, tuple(value.partition(":")[2] for value in values if value.startswith(f"{kind}:")))
            for text, values in lines_facts.LINES
        ]
        for kind in lines_facts.KINDS
    }
    sets["place"] = list(lines_places.LINES)
    sets["language"] = [(text, (language,)) for language, text in lines_languages.LINES]
    return sets


def _print_cost(extractors: Extractors) -> None:
    ads = [AdText(text=text, seen_at=SEEN_AT) for text in _texts()]
    for ad in ads:
        _ = ad.canonical  # shared by all extractors, so no extractor's own cost
    characters = sum(len(ad.text) for ad in ads) / len(ads)
    costs = {name: _seconds(extractors, name, ads) / len(ads) for name in extractors.by_name}
    phone = costs["phone"]
    said = ", ".join(f"{name} {cost / phone:.2f}" for name, cost in sorted(costs.items(), key=lambda item: -item[1]))
    print(f"  processor time an ad of {characters:.0f} characters, phone = 1 ({1e6 * phone:.0f} us): {said}")


def _texts() -> list[str]:
    """Ads of twelve generated lines each."""
    lines = [text for kind, generate in GENERATORS.items() for text, _ in generate(SEED, COUNT)]
    return ["\n".join(lines[at::400]) for at in range(400)]


def _seconds(extractors: Extractors, name: str, ads: list[AdText]) -> float:
    """Median processor time of five runs."""
    read = extractors.by_name[name].read
    taken = []
    for _ in range(5):
        began = time.process_time()
        for ad in ads:
            for _finding in read(ad):
                pass
        taken.append(time.process_time() - began)
    return sorted(taken)[2]
