"""A group's template: the common text in the words of its first text, and a slot wherever the texts differ."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from lykta.link.templates.grouping import TemplateSettings, word_weights
from lykta.link.templates.profile import Profile
from lykta.link.templates.tokens import CURRENCY, Tokens, Vocabulary, is_number, is_sign, tokens_of, with_whole_numbers
from lykta.model.template import Slot, SlotKind, SlotValue, Template

_FILLED = 0.5  # of the texts have something in a slot; what few insert is a slip or a word more
_COMMON = 0.5  # more than so many texts hold common text: of two, both
_REPLACED = 0.2  # more texts than this with another word in its place, and a word is a value that many share
_MAYBE = 0.25  # of the texts hold a column that may become common text when all are counted anew
_PRICE_DIGITS = 3  # two are an age, an hour or a count
_PHONE_DIGITS = 7  # the shortest subscriber numbers with an area code have eight, a local one fewer
_MOST_ALIGNED = 400  # texts from which a template is made; all get their values

Known = Mapping[str, Sequence[tuple[int, int, SlotKind]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fitted:
    """A text on the common columns: per column its token, or -1."""

    id: str
    text: str
    tokens: Tokens
    match: NDArray[np.int32]


def template_of(
    texts: Mapping[str, str], known: Known | None = None, settings: TemplateSettings | None = None
) -> Template:
    """What the texts, by their ids, have in common and where they differ.

    `known` names stretches of the texts that have been read otherwise, as start, end and kind, so that a slot can be
    named by what stands in it.
    """
    known = known or {}
    tokens = {id_: with_whole_numbers(tokens_of(text), _numbers(known.get(id_, ()))) for id_, text in texts.items()}
    ids = sorted(texts)
    first = ids[0]
    if len({tokens[id_].words for id_ in ids}) == 1:
        return Template(pieces=(texts[first],) if texts[first] else ())
    vocabulary = Vocabulary([tokens[id_] for id_ in ids])
    codes = {id_: vocabulary.codes(tokens[id_]) for id_ in ids}
    weight = word_weights(list(codes.values()), vocabulary, settings or TemplateSettings())
    weight = np.maximum(weight, np.float32(0.5))  # of one group: a word that one text alone has is a value
    core = _core(codes, ids, weight, vocabulary.is_sign)
    fitted = [_fit(id_, texts[id_], tokens[id_], codes[id_], core, weight) for id_ in ids]
    return _pieces(fitted, core, vocabulary, known)


def _numbers(stretches: Sequence[tuple[int, int, SlotKind]]) -> list[tuple[int, int]]:
    return [(start, end) for start, end, kind in stretches if kind is SlotKind.PHONE]


def _core(
    codes: Mapping[str, NDArray[np.int32]],
    ids: Sequence[str],
    weight: NDArray[np.float32],
    is_sign_of: NDArray[np.bool_],
) -> Profile:
    """The common columns, from two rounds: the second begins with what the first found."""
    chosen = sorted(ids, key=lambda id_: (len(codes[id_]), id_))
    middle = chosen[len(chosen) // 2]  # the text of middling length begins
    chosen = [middle, *(id_ for id_ in ids if id_ != middle)][:_MOST_ALIGNED]
    profile = Profile.of(codes[middle])
    for id_ in chosen[1:]:
        _, match = profile.likeness(codes[id_], weight)
        profile = profile.joined(codes[id_], match)
    # A word may have got two columns where texts differed; counted anew, all texts choose the same one of them.
    for least in (_MAYBE, _COMMON):
        profile = profile.without_rare(least)
        matches = np.array([profile.likeness(codes[id_], weight)[1] for id_ in chosen], dtype=np.int32)
        counts = (matches >= 0).sum(axis=0).astype(np.int32)
        profile = Profile(codes=profile.codes, counts=counts, texts=len(chosen))
    common = counts > _COMMON * len(chosen)
    matches = matches[:, common]
    replaced = _replaced(matches, [codes[id_] for id_ in chosen], is_sign_of)
    keep = replaced <= _REPLACED * len(chosen)
    return Profile(codes=profile.codes[common][keep], counts=counts[common][keep], texts=len(chosen))


def _replaced(
    matches: NDArray[np.int32], codes: Sequence[NDArray[np.int32]], is_sign_of: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Per column how many texts have another word in its place, and not merely left it out.

    Its place lies between the nearest columns that a text has. A text that lacks the column has another word there when
    it has more words of its own there than those that hold the column usually do.
    """
    own_words = np.array([_own_words(match, own, is_sign_of) for match, own in zip(matches, codes, strict=True)])
    usual = np.nanmedian(np.where(matches >= 0, own_words.astype(np.float64), np.nan), axis=0)
    result: NDArray[np.int64] = ((matches < 0) & (own_words > usual)).sum(axis=0)
    return result


def _own_words(match: NDArray[np.int32], codes: NDArray[np.int32], is_sign_of: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Per column the words of a text around it that belong to no column."""
    free = ~is_sign_of[codes]
    free[match[match >= 0]] = False
    until = np.concatenate([[0], np.cumsum(free)])
    after = np.maximum.accumulate(np.concatenate([[0], np.where(match >= 0, match + 1, 0)]))[:-1]
    ends = np.where(match >= 0, match, len(codes))
    before = np.minimum.accumulate(np.concatenate([ends, [len(codes)]])[::-1])[::-1][1:]
    result: NDArray[np.int64] = until[before] - until[after]
    return result


def _fit(
    id_: str, text: str, tokens: Tokens, codes: NDArray[np.int32], core: Profile, weight: NDArray[np.float32]
) -> _Fitted:
    return _Fitted(id=id_, text=text, tokens=tokens, match=core.likeness(codes, weight)[1])


def _pieces(fitted: Sequence[_Fitted], core: Profile, vocabulary: Vocabulary, known: Known) -> Template:
    words = [vocabulary.words[code] for code in core.codes]
    slot_at = [_is_slot(fitted, gap) for gap in range(len(words) + 1)]
    in_slot = _absorbed(slot_at, words)
    _absorb_currency(slot_at, in_slot, words)
    model = max(fitted, key=lambda one: (int((one.match >= 0).sum()), one.id))  # whose words the template speaks
    pieces: list[str | Slot] = []
    written = _Writing(model=model, words=words)
    gap = 0
    while gap <= len(words):
        until = gap
        while until < len(words) and in_slot[until]:
            until += 1
        slot = _slot(fitted, gap - 1, until, len(pieces), known) if slot_at[gap] or until > gap else None
        if slot is None:
            written.add(range(gap, until))
        else:
            pieces += written.until(gap)
            pieces.append(replace(slot, number=sum(isinstance(piece, Slot) for piece in pieces) + 1))
        written.add(range(until, min(until + 1, len(words))))
        gap = until + 1
    pieces += written.until(len(words))
    return Template(pieces=tuple(pieces))


@dataclass(slots=True)
class _Writing:
    """The common text since the last slot, in the words and with the spaces of the model text."""

    model: _Fitted
    words: Sequence[str]
    columns: list[int] = field(default_factory=list)

    def add(self, columns: Iterable[int]) -> None:
        self.columns += columns

    def until(self, column: int) -> list[str]:
        """What was written, if anything, with the space that stands before `column`; then it begins anew."""
        columns, self.columns = self.columns, []
        if not columns:
            return []
        text = "".join(self._word(at, before) for before, at in zip([None, *columns], columns, strict=False))
        return [text + (self._space_before(column, columns[-1]) if column < len(self.words) or text else "")]

    def _word(self, column: int, before: int | None) -> str:
        tokens, at = self.model.tokens, int(self.model.match[column])
        if at < 0:
            return self.words[column] if before is None and column == 0 else f" {self.words[column]}"
        written = self.model.text[tokens.starts[at] : tokens.ends[at]]
        if at == 0:
            return written
        beside = before is None or int(self.model.match[before]) == at - 1
        space = self.model.text[tokens.ends[at - 1] : tokens.starts[at]] if beside else " "
        return space + written

    def _space_before(self, column: int, last: int) -> str:
        tokens, at = self.model.tokens, int(self.model.match[last])
        if column >= len(self.words) and at == len(tokens) - 1:
            return ""
        return " " if at < 0 or at + 1 >= len(tokens) else self.model.text[tokens.ends[at] : tokens.starts[at + 1]]


def _between(one: _Fitted, before: int, after: int) -> tuple[int, int]:
    """The tokens strictly between the nearest matched columns up to `before` and from `after` on."""
    left = [int(at) for at in one.match[: before + 1] if at >= 0]
    right = [int(at) for at in one.match[after:] if at >= 0]
    return (left[-1] + 1 if left else 0), (right[0] if right else len(one.tokens))


def _is_slot(fitted: Sequence[_Fitted], gap: int) -> bool:
    """Whether enough texts have something between the columns on either side, and not all the same."""
    values = []
    for one in fitted:
        if (gap > 0 and one.match[gap - 1] < 0) or (gap < len(one.match) and one.match[gap] < 0):
            continue  # a neighbour is missing: what stands here may be the neighbour, written otherwise
        start, end = _between(one, gap - 1, gap)
        values.append(tuple(word for word in one.tokens.words[start:end] if not is_sign(word)))
    filled = [value for value in values if value]
    return len(filled) >= max(2, _FILLED * len(values)) and len(set(values)) > 1


def _absorbed(slots_before: Sequence[bool], words: Sequence[str]) -> list[bool]:
    """Columns that belong to a slot beside them: numbers and signs between, such as an area code that all share."""
    taken = [False] * len(words)
    for gap, is_slot in enumerate(slots_before):
        if not is_slot:
            continue
        for step in (1, -1):
            at = gap if step == 1 else gap - 1
            reach: list[int] = []
            while 0 <= at < len(words) and (is_number(words[at]) or is_sign(words[at])):
                reach.append(at)
                at += step
            # Signs at the far end are the text's, and so is a digit's name among words, such as "one".
            while reach and not words[reach[-1]].isdecimal() and _is_lone(reach, words):
                reach.pop()
            for column in reach:
                taken[column] = True
    return taken


def _absorb_currency(slot_at: Sequence[bool], in_slot: list[bool], words: Sequence[str]) -> None:
    """Take into a slot the currency beside it."""
    for gap in (gap for gap, is_slot in enumerate(slot_at) if is_slot):
        for step in (1, -1):
            at = gap if step == 1 else gap - 1
            while 0 <= at < len(in_slot) and (in_slot[at] or words[at] in CURRENCY):
                in_slot[at] = True
                at += step


def _is_lone(reach: Sequence[int], words: Sequence[str]) -> bool:
    """Whether the last of these columns is a sign, or the name of a digit without another number beside it."""
    last = words[reach[-1]]
    return is_sign(last) or sum(is_number(words[at]) for at in reach) < 2


def _slot(fitted: Sequence[_Fitted], before: int, after: int, number: int, known: Known) -> Slot | None:
    values = {}
    for one in fitted:
        start, end = _between(one, before, after)
        if start >= end:
            at = one.tokens.ends[start - 1] if start else 0
            values[one.id] = SlotValue(text="", start=at, end=at)
            continue
        while end > start + 1 and is_sign(one.tokens.words[end - 1]) and one.tokens.words[end - 1] not in ")]":
            end -= 1
        begin, stop = one.tokens.starts[start], one.tokens.ends[end - 1]
        values[one.id] = SlotValue(text=one.text[begin:stop], start=begin, end=stop)
    if len({value.text for value in values.values()}) < 2:
        return None
    return Slot(number=number, kind=_kind(values, known), values=values)


def _kind(values: Mapping[str, SlotValue], known: Known) -> SlotKind:
    """What most of the values are: as read otherwise, else as they look."""
    filled = {id_: value for id_, value in values.items() if value.text}
    votes = Counter(_kind_of(value, known.get(id_, ())) for id_, value in filled.items())
    kind, count = max(votes.items(), key=lambda vote: (vote[1], vote[0]), default=(SlotKind.OTHER, 0))
    return kind if 2 * count > len(filled) else SlotKind.OTHER


def _kind_of(value: SlotValue, known: Sequence[tuple[int, int, SlotKind]]) -> SlotKind:
    for start, end, kind in known:
        if start < value.end and value.start < end:
            return kind
    words = tokens_of(value.text).words
    digits = sum(len(word) if word.isdecimal() else 1 for word in words if is_number(word))
    if digits >= _PHONE_DIGITS:
        return SlotKind.PHONE
    if digits >= _PRICE_DIGITS or any(word in CURRENCY for word in words):
        return SlotKind.PRICE
    letters = [word for word in value.text.split() if word[0].isalpha()]
    if 0 < len(letters) <= 3 and any(word[0].isupper() for word in letters):
        return SlotKind.NAME
    return SlotKind.OTHER
