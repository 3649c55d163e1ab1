"""Templates with slots on world W11: groups against their writers, slots and texts against what was planted."""

import time
from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher

from bench.worlds import SEED, pin_to_one_core
from lykta.link.measure import measure_groups
from lykta.link.templates.grouping import TemplateSettings, group_tokens
from lykta.link.templates.slots import template_of
from lykta.link.templates.tokens import is_sign, tokens_of
from lykta.model.template import Slot, Template
from lykta.service.grouping import known_stretches
from lykta.service.settings import Settings
from lykta.simulate.duplicates import Duplicate, make_duplicates

DOCUMENTS = (2_000, 8_000)
NOISES = (0.0, 0.1, 0.35)
GOAL_ARI, GOAL_PRECISION, GOAL_SLOTS, GOAL_TEXTS, GOAL_PER_S = 0.97, 0.98, 0.95, 0.9, 1_000
_SLOT = "\x00"


def run() -> None:
    pin_to_one_core()
    print(f"templates: world W11, seed {SEED}, one core, processor time")
    for documents in DOCUMENTS:
        for noise in NOISES:
            _print_one(documents, noise)


def _print_one(documents: int, noise: float) -> None:
    world = make_duplicates(SEED, documents=documents, noise=noise)
    began = time.process_time()
    groups = group_tokens([tokens_of(one.text) for one in world], TemplateSettings())
    grouped_s = time.process_time() - began
    measured = measure_groups(
        {world[at].id: str(number) for number, own in enumerate(groups) for at in own},
        {one.id: one.writer for one in world},
    )
    known = known_stretches({one.id: one.text for one in world}, Settings())
    began = time.process_time()
    templates = [
        (template_of({world[at].id: world[at].text for at in own}, known), [world[at] for at in own])
        for own in groups
        if len(own) > 1
    ]
    made_s = time.process_time() - began
    slots, planted, equal, scored = _score(templates)
    print(
        f"  {documents} texts, noise {noise}: ARI {measured.adjusted_rand:.4f} (goal {GOAL_ARI}), pair precision "
        f"{measured.pairs.precision:.4f} (goal {GOAL_PRECISION}), recall {measured.pairs.recall:.4f}; "
        f"{documents / grouped_s:,.0f} texts/s grouped (goal {GOAL_PER_S:,}), "
        f"{documents / (grouped_s + made_s):,.0f} with templates; "
        f"slots found {slots}/{planted} = {slots / max(1, planted):.3f} (goal {GOAL_SLOTS}); "
        f"template text as planted {equal}/{scored} = {equal / max(1, scored):.3f} (goal {GOAL_TEXTS})"
    )


def _score(templates: Sequence[tuple[Template, Sequence[Duplicate]]]) -> tuple[int, int, int, int]:
    """Slots found, slots planted, templates equal to the planted text, templates scored: each planted one's largest."""
    of_planted: dict[str, list[tuple[int, Template]]] = defaultdict(list)
    for template, own in templates:
        planted = {one.planted for one in own}
        if len(planted) == 1 and (text := planted.pop()) is not None:
            of_planted[text].append((len(own), template))
    found = wanted = equal = 0
    for text, made in of_planted.items():
        _, template = max(made, key=lambda pair: pair[0])
        truth, got = _planted_words(text), _words(template)
        slots = [at for at, word in enumerate(truth) if word == _SLOT]
        matched = SequenceMatcher(None, truth, got, autojunk=False).get_matching_blocks()
        same = {block.a + step for block in matched for step in range(block.size)}
        found += sum(at in same for at in slots)
        wanted += len(slots)
        equal += [word for word in truth if word != _SLOT] == [word for word in got if word != _SLOT]
    return found, wanted, equal, len(of_planted)


def _planted_words(text: str) -> list[str]:
    words: list[str] = []
    for index, piece in enumerate(text.replace("}", "{").split("{")):
        words += [_SLOT] if index % 2 else _plain(piece)
    return words


def _words(template: Template) -> list[str]:
    return [word for piece in template.pieces for word in ([_SLOT] if isinstance(piece, Slot) else _plain(piece))]


def _plain(text: str) -> list[str]:
    return [word for word in tokens_of(text).words if not is_sign(word)]
