"""Sentence patterns with slots, and texts composed of them: sober, and different for every writer."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

# Filled when an ad is posted, not when its text is written.
OPEN_SLOTS = ("name", "place", "price", "number", "age")
CLOSINGS_OF_A_SENTENCE = (".", ".", ".", ".", "!", "!", " !", "..", ";")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """Patterns by topic. A slot in braces is drawn from `slots`, or left open if it is in OPEN_SLOTS.

    Every pattern of the topic `book` holds {number}; no other pattern does.
    """

    language: str
    titles: tuple[str, ...]
    topics: Mapping[str, tuple[str, ...]]
    slots: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A writer's text with open slots. `sentences` are joined with `joint`."""

    language: str
    title: str
    sentences: tuple[str, ...]
    joint: str = " "

    @property
    def body(self) -> str:
        return self.joint.join(self.sentences)


def fill(pattern: str, slots: Mapping[str, tuple[str, ...]], rng: Random) -> str:
    """The pattern with every slot of `slots` drawn, nested ones too; the open slots stay."""
    pieces: list[str] = []
    rest = pattern
    while rest:
        before, brace, after = rest.partition("{")
        pieces.append(before)
        if not brace:
            break
        slot, _, rest = after.partition("}")
        pieces.append(f"{{{slot}}}" if slot in OPEN_SLOTS else fill(rng.choice(slots[slot]), slots, rng))
    return "".join(pieces)


def compose(grammar: Grammar, rng: Random, *, shortest: int = 8, longest: int = 14) -> Text:
    """A new text of `shortest` to `longest` sentences, each from its own pattern, with one line to book by."""
    wanted = rng.randint(shortest, longest)
    middle = [topic for topic in grammar.topics if topic not in ("greet", "book", "close")]
    topics = rng.sample(middle, k=min(len(middle), wanted - 2))
    topics += rng.choices(middle, k=max(0, wanted - 2 - len(topics)))
    topics.insert(rng.choice((len(topics), len(topics), len(topics) // 2, 0)), "book")
    topics.insert(0, "greet") if rng.random() < 0.7 else topics.append("close")
    end = rng.choice(CLOSINGS_OF_A_SENTENCE)
    used: set[str] = set()
    sentences = []
    for topic in topics:
        fresh = [pattern for pattern in grammar.topics[topic] if pattern not in used]
        pattern = rng.choice(fresh)
        used.add(pattern)
        sentence = fill(pattern, grammar.slots, rng)
        sentences.append(sentence[:1].upper() + sentence[1:] + end)
    if rng.random() < 0.08:  # some people never use capitals
        sentences = [sentence.lower() for sentence in sentences]
    title = fill(rng.choice(grammar.titles), grammar.slots, rng)
    joint = rng.choice((" ", " ", "\n", "\n", "\n\n"))
    return Text(language=grammar.language, title=title, sentences=tuple(sentences), joint=joint)


def with_typing_errors(text: str, rng: Random, *, every_letters: int) -> str:
    """The text with about one slip in `every_letters` letters; what stands in braces is left alone."""
    pieces = []
    for index, piece in enumerate(text.replace("}", "{").split("{")):
        pieces.append(f"{{{piece}}}" if index % 2 else _slips(piece, rng, every_letters))
    return "".join(pieces)


def _slips(piece: str, rng: Random, every_letters: int) -> str:
    letters = list(piece)
    for _ in range(round(len(letters) / every_letters + rng.random() - 0.5)):
        at = rng.randrange(len(letters) - 1) if len(letters) > 1 else 0
        if not "".join(letters[at : at + 2]).isalpha():
            continue
        slip = rng.randrange(3)
        if slip == 0:
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
        elif slip == 1:
            del letters[at]
        else:
            letters.insert(at, letters[at])
    return "".join(letters)


def with_word_noise(text: str, rng: Random, *, share: float, fillers: tuple[str, ...]) -> str:
    """The text with a share of its words dropped or led by a filler; words with an open slot are left alone."""
    words = []
    for word in text.split(" "):
        if "{" in word or "}" in word or rng.random() >= share:
            words.append(word)
        elif rng.random() < 0.5:
            words += [rng.choice(fillers), word]
    return " ".join(words)
