"""The language of a line by py3langid's model, walked by a compiled loop.

The answers are the library's own: a naive Bayes over byte n-grams that an automaton finds (Lui and Baldwin, 2012).
Its walk in Python and its product of sparse rows cost some ten times as much.
"""

import functools
import math
import unicodedata
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lykta.extract._loops import UNITS
from lykta.kit.kernels import kernel

Int = int | np.int64


class _Model(NamedTuple):
    """The automaton, the feature that a state ends (-1 for none), and log-likelihoods by feature and language."""

    languages: tuple[str, ...]
    moves: NDArray[np.uint32]
    rows: NDArray[np.uint32]
    ends: NDArray[np.int32]
    likelihood: NDArray[np.float32]
    prior: NDArray[np.float64]


@functools.cache
def _model(languages: tuple[str, ...]) -> _Model:
    """Loaded at first use: 4.6 MB on disk, 50 MB in memory."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 -- the model is read on import

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(languages))
    return _Model(
        tuple(identifier.nb_classes),
        np.frombuffer(identifier.tk_nextmove, np.uint32).copy(),
        np.array(identifier.tk_row, np.uint32),
        np.array(identifier.tk_output, np.int32),
        np.ascontiguousarray(identifier.nb_ptc, np.float32),
        identifier.nb_pc.astype(np.float64),
    )


@kernel(f"Tuple((int64, float64))({UNITS}, uint32[::1], uint32[::1], int32[::1], float32[:, ::1], float64[::1])")
def _likeliest(
    text: NDArray[np.uint8],
    moves: NDArray[np.uint32],
    rows: NDArray[np.uint32],
    ends: NDArray[np.int32],
    likelihood: NDArray[np.float32],
    prior: NDArray[np.float64],
) -> tuple[int, float]:
    """The column of the likeliest language and its probability: log(1 + count) of each feature weighs its row."""
    places = 16
    while places < 2 * text.size:
        places *= 2
    seen = np.full(places, -1, np.int32)
    counts = np.zeros(places, np.int32)
    state: Int = 0
    features = 0
    for byte in text:
        state = np.int64(moves[(np.int64(rows[state]) << 8) + byte])
        feature = ends[state]
        if feature >= 0:
            features += 1
            place: Int = (np.int64(feature) * 40503) & (places - 1)
            while seen[place] != feature and seen[place] >= 0:
                place = (place + 1) & (places - 1)
            seen[place] = feature
            counts[place] += 1
    if features == 0:
        return 0, 1.0 / prior.size
    scores = prior.copy()
    for slot in range(places):
        if counts[slot]:
            weight = math.log(1.0 + counts[slot])
            row = likelihood[seen[slot]]
            for language in range(prior.size):
                scores[language] += weight * row[language]
    best = int(np.argmax(scores))
    # The library's own scale: a long line is not as sure as its many features would say.
    whole = 0.0
    for language in range(prior.size):
        whole += math.exp((scores[language] - scores[best]) / math.sqrt(text.size))
    return best, 1.0 / whole


def identify(line: str, languages: tuple[str, ...]) -> tuple[str, float]:
    """The likeliest of these languages of py3langid, and how likely it is among them."""
    model = _model(languages)
    shown = unicodedata.normalize("NFC", line.lower() if line.isupper() else line)
    text = np.frombuffer(shown.encode("utf-8", "surrogatepass"), np.uint8)
    best, sure = _likeliest(text, model.moves, model.rows, model.ends, model.likelihood, model.prior)
    return model.languages[best], sure
