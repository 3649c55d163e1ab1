"""What went wrong in the language of the user: `faults_sv.toml` says in Swedish what the program says in English."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import re2

from lykta.errors import LyktaError
from lykta.model.words import Language

_SENTENCES = Path(__file__).with_name("faults_sv.toml")
_MOST_CHARACTERS = 4_000  # a longer one is mostly what somebody else wrote; it stays as it is
_MOST_PLACES = 12  # at which a sentence is taken apart; ours have fewer
_DEEPEST = 5  # an error within an error within the line of a file


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    pattern: Any  # compiled by RE2, which ships no types
    swedish: str


def in_language(error: LyktaError, language: Language) -> str:
    """What the error says, in the language."""
    return error.sv if language == "sv" and error.sv is not None else fault_in(str(error), language)


def fault_in(fault: str, language: Language) -> str:
    """The sentence in the language; what is in no list of sentences stays English, as the evidence has it."""
    if language == "en" or len(fault) > _MOST_CHARACTERS:
        return fault
    return _swedish(fault, 0)


def _swedish(fault: str, depth: int) -> str:
    if depth > _DEEPEST:
        return fault
    if (whole := _whole(fault, depth)) is not None:
        return whole
    # Several sentences, or one after the name of what it is about. A separator may also be a part of a sentence.
    for separator, kept in ((". ", "."), ("; ", ""), (": ", "")):
        at = fault.find(separator)
        for _ in range(_MOST_PLACES):
            if at < 0:
                break
            head, tail = fault[:at] + kept, fault[at + len(separator) :]
            between = separator.removeprefix(kept)
            if (said := _whole(head, depth)) is not None:
                return said + between + _swedish(tail, depth + 1)
            if (said := _whole(tail, depth)) is not None:
                return head + between + said
            at = fault.find(separator, at + 1)
    return fault


def _whole(fault: str, depth: int) -> str | None:
    for sentence in _sentences():
        if (match := sentence.pattern.fullmatch(fault)) is not None:
            return sentence.swedish.format(*(_swedish(part, depth + 1) for part in match.groups()))
    return None


@cache
def _sentences() -> tuple[_Sentence, ...]:
    """Those that say most come first, so that a short one does not take a longer one apart."""
    listed = tomllib.loads(_SENTENCES.read_text(encoding="utf-8"))["sentences"]
    in_order = sorted(listed.items(), key=lambda pair: (-len(pair[0].replace("{}", "")), pair[0]))
    return tuple(
        _Sentence(pattern=re2.compile("(?s)" + "(.*?)".join(map(re2.escape, english.split("{}")))), swedish=swedish)
        for english, swedish in in_order
    )
