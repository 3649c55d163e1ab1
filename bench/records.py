"""Rows of a table of people joined by one set of rules, beside Splink on the same rows.

LYKTA_BENCH_PEOPLE may name another table: a CSV with unique_id, first_name, surname, dob, city, email and cluster.
"""

import csv
import logging
import os
import time
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import splink.comparison_library as compare
from splink import Linker, SettingsCreator
from splink.backends.duckdb import DuckDBAPI
from splink.blocking_rule_library import CustomRule

from bench.people import Row, people
from bench.worlds import SEED
from lykta.link.measure import Measured, measure_groups
from lykta.link.records import ColumnRule, Compare, TableRules, link_records

PERSONS = 250
GOAL_F1, GOAL_PRECISION = 0.92, 0.98
RULES = TableRules(
    columns=(
        ColumnRule(name="first_name", compare=Compare.TEXT, swaps_with="surname"),
        ColumnRule(name="surname", compare=Compare.TEXT),
        ColumnRule(name="dob", compare=Compare.DATE),
        ColumnRule(name="city", compare=Compare.TEXT),
        ColumnRule(name="email", compare=Compare.TEXT),
    )
)
# Splink's threshold is swept and its best printed, which flatters it: we choose ours without the truth.
_THRESHOLDS = (0.5, 0.7, 0.8, 0.9, 0.95, 0.97, 0.99, 0.995, 0.999)


def run() -> None:
    print(f"records: one set of rules, seed {SEED}; goal pairwise F1 {GOAL_F1} at precision {GOAL_PRECISION}")
    tables = {f"{PERSONS} invented people": _invented()}
    if (other := os.environ.get("LYKTA_BENCH_PEOPLE")) is not None:
        tables[Path(other).name] = _read(Path(other))
    for name, rows in tables.items():
        truth = {row["unique_id"]: row["cluster"] for row in rows}
        began = time.process_time()
        group = link_records(rows, RULES).group
        own_s = time.process_time() - began
        ours = measure_groups({row["unique_id"]: str(group[at]) for at, row in enumerate(rows)}, truth)
        print(f"  {name}, {len(rows)} rows: {_figures(ours)} in {own_s:.1f} s")
        began = time.process_time()
        peers = {threshold: measure_groups(found, truth) for threshold, found in _splink(rows).items()}
        peer_s = time.process_time() - began
        best = max(peers, key=lambda one: peers[one].pairs.f1)
        print(f"    Splink, best of {len(peers)} thresholds ({best}): {_figures(peers[best])} in {peer_s:.1f} s")
        exact = [one for one in peers.values() if one.pairs.precision >= GOAL_PRECISION]
        if exact:
            print(f"    Splink at precision {GOAL_PRECISION}: {_figures(max(exact, key=lambda one: one.pairs.f1))}")


def _invented() -> list[Row]:
    names = {"id": "unique_id", "first": "first_name", "family": "surname", "born": "dob"}
    names |= {"town": "city", "address": "email", "person": "cluster"}
    return [{names[field]: value for field, value in row.items()} for row in people(PERSONS, seed=SEED)]


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _figures(measured: Measured) -> str:
    pairs = measured.pairs
    return f"precision {pairs.precision:.4f} recall {pairs.recall:.4f} F1 {pairs.f1:.4f}"


def _splink(rows: Sequence[Row]) -> dict[float, dict[str, str]]:
    """Splink's groups by threshold, with the comparisons that its library offers for such columns."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    columns = {name: [row[name] or None for row in rows] for name in rows[0] if name != "cluster"}
    database = DuckDBAPI()
    table = database.register(pa.table(columns))
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            compare.ForenameSurnameComparison("first_name", "surname"),
            compare.DateOfBirthComparison("dob", input_is_string=True),
            compare.JaroWinklerAtThresholds("city", [0.9, 0.8]).configure(term_frequency_adjustments=True),
            compare.EmailComparison("email"),
        ],
        blocking_rules_to_generate_predictions=[CustomRule("1=1")],
    )
    linker = Linker(table, settings, log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match(
        ["l.first_name = r.first_name and l.dob = r.dob", "l.email = r.email"], recall=0.7
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=SEED)
    for rule in ("l.dob = r.dob", "l.email = r.email", "l.first_name = r.first_name and l.surname = r.surname"):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    predictions = linker.inference.predict(threshold_match_probability=0.1)
    found = {}
    for threshold in _THRESHOLDS:
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predictions, threshold)
        found[threshold] = {str(row["unique_id"]): str(row["cluster_id"]) for row in clusters.as_record_list()}
    return found
