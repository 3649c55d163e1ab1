"""Which texts one writer made: cheap candidates by shared rare phrases, then alignment decides."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from lykta.link.templates.profile import Profile
from lykta.link.templates.tokens import Tokens, Vocabulary
from lykta.link.union_find import UnionFind


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateSettings:
    """Limits of grouping by alignment, set on seeds of the simulated worlds that no benchmark uses."""

    alike: float = 0.42  # of the worth of both texts; strangers of one language share a fifth in stock sentences
    sure: float = 0.75  # so much in common ends the search for a better template
    merge: float = 0.5  # of the worth of two templates' common text
    phrase_texts: int = 200  # a phrase in more texts than this is a common saying and proposes nobody
    phrase_share: float = 0.1
    candidates: int = 6
    shared_phrases: int = 2
    templates_of_phrase: int = 8
    sign_weight: float = 0.15  # a full stop agrees with every other
    unique_weight: float = (
        1.0  # a word in one text only may be a value or a slip: it speaks no louder than a common one
    )


@dataclass(slots=True)
class _Growing:
    profile: Profile
    texts: list[int] = field(default_factory=list)


def group_tokens(texts: Sequence[Tokens], settings: TemplateSettings) -> list[list[int]]:
    """Groups of the texts' numbers, each ascending, whatever the order given. Every text is in one group."""
    vocabulary = Vocabulary(texts)
    copies: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, tokens in enumerate(texts):
        copies[tokens.words].append(number)
    distinct = sorted(copies)
    codes = [vocabulary.codes(texts[copies[words][0]]) for words in distinct]
    weight = word_weights(codes, vocabulary, settings)
    phrases = [_phrases(one, vocabulary) for one in codes]
    common = _common_phrases(phrases, settings)
    rare = [[phrase for phrase in one if phrase not in common] for one in phrases]
    growing = _grow(codes, rare, weight, settings)
    merged = _merge(growing, rare, weight, settings)
    return sorted(sorted(number for at in members for number in copies[distinct[at]]) for members in merged.values())


def word_weights(
    codes: Sequence[NDArray[np.int32]], vocabulary: Vocabulary, settings: TemplateSettings
) -> NDArray[np.float32]:
    """The worth of a word: log of how rare it is among these texts, between 1 and 4."""
    seen = np.zeros(max(1, len(vocabulary)), dtype=np.int64)
    for one in codes:
        seen[np.unique(one)] += 1
    weight = np.clip(np.log2(1 + len(codes) / np.maximum(1, seen)), 1.0, 4.0)
    weight[seen == 1] = settings.unique_weight
    if len(vocabulary):
        weight[: len(vocabulary)][vocabulary.is_sign] = settings.sign_weight
        weight[: len(vocabulary)][vocabulary.is_number] = settings.unique_weight
    return weight.astype(np.float32)


def _phrases(codes: NDArray[np.int32], vocabulary: Vocabulary) -> list[tuple[int, int, int]]:
    """Runs of three words, signs left out and every number alike; all words as one when there are fewer."""
    words = codes[~vocabulary.is_sign[codes]] if len(codes) else codes
    if len(words) == 0:
        return []
    masked = np.where(vocabulary.is_number[words], -1, words).tolist()
    if len(masked) < 3:
        masked += [-2] * (3 - len(masked))
    return list(dict.fromkeys(zip(masked, masked[1:], masked[2:], strict=False)))


def _common_phrases(
    phrases: Sequence[Sequence[tuple[int, int, int]]], settings: TemplateSettings
) -> frozenset[tuple[int, int, int]]:
    count = Counter(phrase for one in phrases for phrase in one)
    limit = min(settings.phrase_texts, max(10, settings.phrase_share * len(phrases)))
    return frozenset(phrase for phrase, texts in count.items() if texts > limit)


class _Index:
    """Which templates hold a phrase, the newest few."""

    def __init__(self, settings: TemplateSettings) -> None:
        self._settings = settings
        self._of: dict[tuple[int, int, int], tuple[int, ...]] = {}

    def add(self, phrases: Sequence[tuple[int, int, int]], template: int) -> None:
        for phrase in phrases:
            held = self._of.get(phrase, ())
            if template not in held:
                self._of[phrase] = (*held[1 - self._settings.templates_of_phrase :], template)

    def likely(self, phrases: Sequence[tuple[int, int, int]]) -> list[int]:
        """The templates that share most of these phrases, at least a few, the most alike first."""
        count = Counter(chain.from_iterable(self._of[phrase] for phrase in phrases if phrase in self._of))
        needed = min(self._settings.shared_phrases, max(1, len(phrases)))
        found = [(-shared, template) for template, shared in count.items() if shared >= needed]
        return [template for _, template in sorted(found)[: self._settings.candidates]]


def _grow(
    codes: Sequence[NDArray[np.int32]],
    phrases: Sequence[Sequence[tuple[int, int, int]]],
    weight: NDArray[np.float32],
    settings: TemplateSettings,
) -> list[_Growing]:
    """Text by text: to the template that it is most like, or a new one."""
    templates: list[_Growing] = []
    index = _Index(settings)
    for number, one in enumerate(codes):
        best, found, match = settings.alike, -1, None
        for candidate in index.likely(phrases[number]):
            alike, aligned = templates[candidate].profile.likeness(one, weight)
            if alike > best:
                best, found, match = alike, candidate, aligned
                if alike >= settings.sure:
                    break
        if match is None:
            found = len(templates)
            templates.append(_Growing(profile=Profile.of(one), texts=[number]))
        else:
            template = templates[found]
            template.profile = template.profile.joined(one, match)
            template.texts.append(number)
        index.add(phrases[number], found)
    return templates


def _merge(
    templates: Sequence[_Growing],
    phrases: Sequence[Sequence[tuple[int, int, int]]],
    weight: NDArray[np.float32],
    settings: TemplateSettings,
) -> dict[int, list[int]]:
    """Templates whose common texts are alike are one: the first texts of a writer may have been too noisy to meet."""
    sets = UnionFind(len(templates))
    cores = [template.profile.core() for template in templates]
    index = _Index(settings)
    order = sorted(range(len(templates)), key=lambda at: (-len(templates[at].texts), at))
    for at in order:
        own = list(dict.fromkeys(phrase for text in templates[at].texts for phrase in phrases[text]))
        for candidate in index.likely(own):
            if sets.find(candidate) == sets.find(at):
                continue
            alike, _ = cores[candidate].likeness(cores[at].codes, weight)
            if alike >= settings.merge:
                sets.union(candidate, at)
        index.add(own, at)
    merged: dict[int, list[int]] = defaultdict(list)
    for at, template in enumerate(templates):
        merged[sets.find(at)] += template.texts
    return merged
