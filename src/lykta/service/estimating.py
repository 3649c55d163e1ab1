"""`lykta estimate`: counts as they came, judged and answered. It needs no home and no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from lykta.errors import BadInputError, RefusedError
from lykta.estimate.bootstrap import Progress
from lykta.estimate.lists import MAX_LISTS, ListTable, check_names, table_from_overlaps, table_of
from lykta.estimate.sightings import Frequencies
from lykta.estimate.size_of_counts import size_of_register, size_of_sightings
from lykta.estimate.size_of_lists import size_of_lists
from lykta.estimate.telling import SizeQuestion
from lykta.estimate.truncated import CovariateRow
from lykta.model.size import ListSelfTest, Resampling, SizeAnswer, SizeModel

# Nobody counts more people than there are (United Nations, World Population Prospects 2024: 8.2 billion).
MOST_PEOPLE = 8_200_000_000
# A unit seen more often than this was not counted in any window: ten years of daily visits.
MOST_TIMES = 3_660
# Rows of a table with groups; more is a table of persons and not of counts.
MOST_ROWS = 20_000
# One letter a list, so that the message for a wrong cell can be read.
MAX_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One question as it came. Exactly one of lists, counts and covariate_cells tells its kind."""

    lists: Sequence[str] | Mapping[str, Any] | None = None
    cells: Mapping[str, Any] | None = None
    overlaps: Mapping[str, Any] | None = None
    counts: Mapping[str, Any] | None = None
    seen: Any = None
    occasions: Any = None
    covariate_columns: Sequence[str] | None = None
    covariate_cells: Sequence[Sequence[Any]] | None = None
    window_days: float | None = None
    median_stay_days: float | None = None
    unlinked_share: float = 0.0
    elsewhere: dict[str, "Counted"] = field(default_factory=dict)  # by linking threshold


def estimate_size(counted: Counted, *, resamples: int, seed: int, progress: Progress | None = None) -> dict[str, Any]:
    """The answer as the filter's object, or `{"refused": why}` where the counts cannot bear one.

    Raises BadInputError when it cannot be told what the counts are.
    """
    question = SizeQuestion(
        resamples=resamples,
        seed=seed,
        unlinked_share=counted.unlinked_share,
        window_days=counted.window_days,
        median_stay_days=counted.median_stay_days,
        progress=progress,
    )
    try:
        return _as_object(_answer(counted, question))
    except RefusedError as refusal:
        return {"refused": refusal.en, "refused_sv": refusal.sv}


def _answer(counted: Counted, question: SizeQuestion) -> SizeAnswer:
    if counted.lists is not None and counted.counts is None and counted.covariate_cells is None:
        table = _table(counted)
        _check_seen(counted, table.seen)
        others = {name: _table(other) for name, other in counted.elsewhere.items()}
        return size_of_lists(table, question, by_threshold=others)
    if counted.covariate_cells is not None and counted.lists is None:
        columns, rows = _register(counted)
        return size_of_register(columns, rows, question)
    if counted.counts is not None and counted.lists is None:
        frequencies = _frequencies(counted)
        _check_seen(counted, sum(frequencies.values()))
        occasions = None if counted.occasions is None else _whole(counted.occasions, "occasions", most=MOST_TIMES)
        others_seen = {name: _frequencies(other) for name, other in counted.elsewhere.items()}
        return size_of_sightings(frequencies, question, occasions=occasions, by_threshold=others_seen)
    raise BadInputError(
        "expected one of: lists with cells or overlaps; counts; covariate_columns with covariate_cells. "
        "`lykta estimate --help` shows each"
    )


def _table(counted: Counted) -> ListTable:
    if isinstance(counted.lists, Mapping):
        if counted.overlaps is None:
            raise BadInputError('lists with sizes need overlaps, as "overlaps": {"A:B": 167}')
        _check_list_names(list(counted.lists))
        sizes = {name: _whole(size, f"lists, {name}") for name, size in counted.lists.items()}
        return table_from_overlaps(sizes, _wholes(counted.overlaps, "overlaps"))
    if counted.lists is None or counted.cells is None:
        raise BadInputError('names of lists need cells, as "cells": {"10": 781, "01": 254, "11": 167}')
    _check_list_names(list(counted.lists))
    return table_of(list(counted.lists), _wholes(counted.cells, "cells"))


def _check_list_names(names: Sequence[str]) -> None:
    check_names(names)
    for name in names:
        if not name.strip() or len(name) > MAX_NAME or ":" in name:
            raise RefusedError(
                sv=f"Listnamnet {name[:MAX_NAME]!r}: 1 till {MAX_NAME} tecken utan kolon väntades. Döp om listan.",
                en=f"List name {name[:MAX_NAME]!r}: expected 1 to {MAX_NAME} signs without a colon. Rename the list.",
            )


def _frequencies(counted: Counted) -> Frequencies:
    if counted.counts is None:
        raise BadInputError('counts are missing, as "counts": {"1": 1645, "2": 183}')
    found: dict[int, int] = {}
    for written, units in counted.counts.items():
        times = int(written) if written.isascii() and written.isdigit() and len(written) <= 9 else 0
        _check_times(times, written)
        if times in found:
            raise RefusedError(
                sv=f"counts: {times} gånger står två gånger. Lägg ihop dem.",
                en=f"counts: {times} times is given twice. Add them up.",
            )
        found[times] = _whole(units, f"counts, {written}")
    return found


def _check_times(times: int, written: str) -> None:
    """Raises RefusedError for a number of sightings that cannot be: those seen no time cannot be counted."""
    if not 1 <= times <= MOST_TIMES:
        raise RefusedError(
            sv=f"Antal gånger {written[:40]!r}: ett heltal från 1 till {MOST_TIMES} väntades. "
            "De som aldrig sågs kan inte räknas; ta bort dem.",
            en=f"Times seen {written[:40]!r}: expected a whole number from 1 to {MOST_TIMES}. "
            "Those never seen cannot be counted; leave them out.",
        )


def _register(counted: Counted) -> tuple[list[str], list[CovariateRow]]:
    """Names of the groups, and the rows; the first column is how often, the last is how many people."""
    columns, cells = counted.covariate_columns or (), counted.covariate_cells or ()
    if len(columns) < 3 or len(set(columns)) != len(columns):
        raise BadInputError(
            "covariate_columns: expected how often, one or more groups, how many people, each once, "
            'as ["times", "men", "people"]; without groups use counts'
        )
    if len(cells) > MOST_ROWS:
        raise BadInputError(f"{len(cells)} rows of covariate_cells, at most {MOST_ROWS}; add up equal rows")
    rows = [_register_row(number, row, len(columns)) for number, row in enumerate(cells, start=1)]
    _check_seen(counted, sum(row.people for row in rows))
    if counted.counts is not None:
        _check_same_counts(rows, _frequencies(counted))
    return list(columns[1:-1]), rows


def _register_row(number: int, row: Sequence[Any], width: int) -> CovariateRow:
    where = f"covariate_cells, row {number}"
    if len(row) != width:
        raise BadInputError(f"{where}: {len(row)} values, {width} columns; give each row a value for each column")
    times = _whole(row[0], where, most=MOST_TIMES)
    _check_times(times, str(row[0]))
    groups = tuple(_group(value, where) for value in row[1:-1])
    return CovariateRow(times=times, groups=groups, people=_whole(row[-1], where))


def _group(value: Any, where: str) -> str:
    if isinstance(value, str | bool | int) and len(str(value)) <= MAX_NAME:
        return str(value)
    raise RefusedError(
        sv=f"{where}: en grupp är ett heltal eller ett kort ord, inte {str(value)[:40]}. Gör klasser av mått.",
        en=f"{where}: a group is a whole number or a short word, not {str(value)[:40]}. Make classes of measures.",
    )


def _check_same_counts(rows: Sequence[CovariateRow], counts: Frequencies) -> None:
    added: dict[int, int] = {}
    for row in rows:
        added[row.times] = added.get(row.times, 0) + row.people
    for times in sorted({*added, *counts}):
        if added.get(times, 0) != counts.get(times, 0):
            raise RefusedError(
                sv=f"Seddes {times} gånger: {counts.get(times, 0)} i counts, {added.get(times, 0)} i covariate_cells. "
                "Vilket är rätt?",
                en=f"Seen {times} times: {counts.get(times, 0)} in counts, {added.get(times, 0)} in covariate_cells. "
                "Which is right?",
            )


def _check_seen(counted: Counted, added: int) -> None:
    """`seen` is the user's own sum; a table that does not add up to it has lost a row."""
    if counted.seen is not None and (seen := _whole(counted.seen, "seen")) != added:
        raise RefusedError(
            sv=f"seen säger {seen}, men tabellen summerar till {added}. Rätta den som är fel.",
            en=f"seen says {seen}, but the table adds up to {added}. Correct the one that is wrong.",
        )


def _wholes(values: Mapping[str, Any], where: str) -> dict[str, int]:
    if len(values) > 2**MAX_LISTS:
        raise BadInputError(f"{where}: {len(values)} entries, at most {2**MAX_LISTS}")
    return {name: _whole(value, f"{where}, {name[:MAX_NAME]}") for name, value in values.items()}


def _whole(value: Any, where: str, *, most: int = MOST_PEOPLE) -> int:
    """A count: whole, not negative, not more than there can be. Raises RefusedError with the place it stands."""
    number = value if isinstance(value, int | float) and not isinstance(value, bool) else None
    if number is None or not isfinite(number) or number != int(number):
        raise RefusedError(
            sv=f"{where}: ett heltal väntades, inte {_shown(value)}. Räkna hela personer eller annonsörer.",
            en=f"{where}: expected a whole number, not {_shown(value)}. Count whole persons or advertisers.",
        )
    if number < 0:
        raise RefusedError(
            sv=f"{where}: {_shown(value)} är negativt, och ett antal är minst 0. Rätta tabellen.",
            en=f"{where}: {_shown(value)} is negative, and a count is at least 0. Correct the table.",
        )
    if number > most:
        raise RefusedError(
            sv=f"{where}: {_shown(value)} är mer än vad som kan räknas ({most}). Rätta tabellen.",
            en=f"{where}: {_shown(value)} is more than can be counted ({most}). Correct the table.",
        )
    return int(number)


def _shown(value: Any) -> str:
    return repr(value)[:40]


# -- The object of the filter -------------------------------------------------------------------------------


def _as_object(answer: SizeAnswer) -> dict[str, Any]:
    """Full precision; null where there is no number. JSON has no infinity, so an open upper limit is null too."""
    return {
        "estimate": answer.estimate,
        "lower": answer.lower,
        "upper": answer.upper,
        "bound": answer.bound,
        "seen": answer.seen,
        "chosen": answer.chosen,
        "models": [_model(model) for model in answer.models],
        "warnings": [{"code": one.code, "sv": one.says.sv, "en": one.says.en} for one in answer.warnings],
        "selftest": [_self_test(test) for test in answer.self_test] or None,
        "resampling": _resampling(answer.resampling),
        **({"by_threshold": dict(answer.by_threshold)} if answer.by_threshold else {}),
    }


def _model(model: SizeModel) -> dict[str, Any]:
    return {
        "model": model.name,
        **({"terms": list(model.terms)} if model.terms else {}),
        "N": _finite(model.total),
        "se": _finite(model.se),
        "lower": _finite(model.lower),
        "upper": _finite(model.upper),
        "AIC": model.aic,
        "BIC": model.bic,
        "dBIC": model.bic_above_best,
    }


def _self_test(test: ListSelfTest) -> dict[str, Any]:
    return {"list": test.name, "truth": test.truth, **test.answers}


def _resampling(resampling: Resampling | None) -> dict[str, Any] | None:
    if resampling is None:
        return None
    return {
        "method": "BCa, the model chosen anew in each resample",
        "intervals": {str(level): list(ends) for level, ends in resampling.intervals.items()},
        "resamples": resampling.resamples,
        "with_estimate": resampling.with_size,
        "seed": resampling.seed,
    }


def _finite(number: float) -> float | None:
    """None for what is no number of anybody: infinity, or more than there are people."""
    return number if isfinite(number) and number <= MOST_PEOPLE else None
