"""A table and the TOML that describes it, as `lykta resolve --columns` reads them."""

import csv
import json
from pathlib import Path

import pytest
from bench.people import people
from typer.testing import CliRunner

from lykta.cli.main import app
from lykta.errors import BadInputError
from lykta.service.tables import link_table, named_rows, read_rules, table_answers

RULES = """
id = "id"
[[column]]
name = "first"
compare = "text"
swaps_with = "family"
[[column]]
name = "family"
compare = "text"
[[column]]
name = "born"
compare = "date"
[[column]]
name = "address"
compare = "text"
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "rules.toml"
    path.write_text(RULES, encoding="utf-8")
    return path


def _table(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    return path


def test_every_row_gets_its_group_and_the_links_say_why(tmp_path: Path, rules: Path) -> None:
    rows = people(40, seed=3)
    table, links = _table(tmp_path / "people.csv", rows), tmp_path / "links.jsonl"
    done = CliRunner().invoke(app, ["resolve", "--columns", str(rules), "--links", str(links), str(table)])
    assert done.exit_code == 0
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["id"] for one in answers] == [row["id"] for row in rows]
    assert 30 <= len({one["advertiser"] for one in answers}) <= 90
    for line in links.read_text(encoding="utf-8").splitlines():
        link = json.loads(line)
        assert link["because"]
        assert all(reason["sv"] and reason["en"] for reason in link["because"])


def test_a_row_without_a_name_of_its_own_is_told_and_the_rest_is_linked(tmp_path: Path, rules: Path) -> None:
    rows = people(40, seed=3)
    rows[1]["id"] = rows[0]["id"]
    rows[2]["id"] = ""
    done = CliRunner().invoke(app, ["resolve", "--columns", str(rules), str(_table(tmp_path / "p.csv", rows))])
    assert done.exit_code == 1
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["error"][:6] for one in answers if "error" in one] == ["row 2 ", "row 3 "]
    assert sum("advertiser" in one for one in answers) == len(rows) - 2


def test_a_table_without_a_named_column_is_refused_with_what_came(tmp_path: Path, rules: Path) -> None:
    table = _table(tmp_path / "p.csv", [{"id": "1", "first": "Anna", "family": "Ek"}])
    _, read = read_rules(rules)
    with pytest.raises(BadInputError, match=r"born.*missing. Came: id, first, family"):
        named_rows([{"id": "1", "first": "Anna", "family": "Ek"}], "id", read)
    done = CliRunner().invoke(app, ["resolve", "--columns", str(rules), str(table)])
    assert isinstance(done.exception, BadInputError)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("id = 'id'", "column"),
        ("id = 'id'\n[[column]]\nname = 'a'\ncompare = 'sound'\n[[column]]\nname = 'b'\ncompare = 'text'", "compare"),
        ("id = 'id'\ncolour = 1", "colour|column"),
        ("not toml", r"rules\.toml"),
        ("id = 'id'\nblocks = [['x']]\n" + RULES.partition('"id"\n')[2], "a block names"),
    ],
)
def test_rules_that_cannot_be_read_name_the_file_and_the_key(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError, match=why):
        read_rules(path)


def test_missing_rules_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"absent\.toml"):
        read_rules(tmp_path / "absent.toml")


def test_a_group_keeps_its_name_when_rows_come_in_another_order(rules: Path) -> None:
    _, read = read_rules(rules)
    rows = people(40, seed=6)
    named, _ = named_rows(rows, "id", read)
    first = {one["id"]: one["advertiser"] for one in table_answers(link_table(named, read), list(named))}
    backwards, _ = named_rows(rows[::-1], "id", read)
    second = {one["id"]: one["advertiser"] for one in table_answers(link_table(backwards, read), list(backwards))}
    assert first == second
