"""`lykta estimate`: three forms of counts in, one object a question out, and a sentence for everything wrong."""

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lykta.cli.estimating import run_estimate
from lykta.errors import BadInputError
from tests.estimate.anchors import TABLES

TWO = {"lists": ["A", "B"], "cells": {"10": 781, "01": 254, "11": 167}}


Ask = Callable[[Any], tuple[int, list[dict[str, Any]]]]


@pytest.fixture
def ask(capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> Ask:
    """A question in, exit status and answers out; NaN or Infinity in an answer fails."""

    def answers(given: Any) -> tuple[int, list[dict[str, Any]]]:
        text = given if isinstance(given, bytes | str) else json.dumps(given)
        file = tmp_path / "question.json"
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        status = run_estimate(file, resamples=20, seed=1)
        said = capsysbinary.readouterr().out.splitlines()
        return status, [json.loads(line, parse_constant=pytest.fail) for line in said]

    return answers


@pytest.mark.parametrize("table", TABLES)
def test_each_published_table_is_answered_as_it_stands(ask: Ask, table: str) -> None:
    status, [said] = ask(json.dumps(TABLES[table], indent=1))
    assert status == 0
    assert set(said) >= {"estimate", "lower", "upper", "bound", "models", "warnings", "selftest"}
    assert said["bound"] >= TABLES[table]["seen"]
    assert all(set(one) == {"code", "sv", "en"} for one in said["warnings"])


def test_sizes_and_overlaps_give_the_same_answer_as_cells(ask: Ask) -> None:
    overlaps = {"lists": {"A": 948, "B": 421}, "overlaps": {"A:B": 167}}
    assert ask(overlaps)[1] == ask(TWO)[1]


def test_several_questions_a_line_are_answered_in_order_with_their_ids(ask: Ask) -> None:
    lines = "\n".join(json.dumps({"id": at, **TWO}) for at in (1, 2))
    status, said = ask(f'{lines}\n{{"id": 3, "counts": 5}}\n')
    assert status == 1
    assert [one["id"] for one in said] == [1, 2, 3]
    assert "error" in said[2]
    assert said[0]["estimate"] == pytest.approx(2382.8, abs=0.05)


def test_the_same_seed_gives_the_same_bytes(ask: Ask) -> None:
    assert ask(TABLES["Kosovo"]) == ask(TABLES["Kosovo"])


def test_other_thresholds_need_only_their_cells(ask: Ask) -> None:
    _, [said] = ask({**TWO, "link_thresholds": {".5": {"cells": {"10": 700, "01": 200, "11": 220}}}})
    assert said["by_threshold"][".5"]["estimate"] < said["estimate"]


def test_window_stay_and_unlinked_share_reach_the_answer(ask: Ask) -> None:
    _, [said] = ask({**TWO, "window_days": 30, "median_stay_days": 7, "unlinked_share": 0.2})
    assert {"SIZE-OPEN", "SIZE-SPLIT"} <= {one["code"] for one in said["warnings"]}


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"lists": ["A"], "cells": {"1": 5}}, "at least 2"),
        ({"lists": ["A", "B"], "cells": {"10": 5, "01": 4}}, "more than one list"),
        ({"lists": ["A", "B"], "cells": {"10": 0, "01": 0, "11": 0}}, "is empty"),
        ({"lists": ["A", "B", "C"], "cells": {"100": 9, "010": 9, "110": 9}}, "'C' is empty"),
        ({"lists": ["A", "A"], "cells": {"11": 5, "10": 5}}, "named twice"),
        ({"lists": ["A", "B"], "cells": {"11": 5}}, "very same"),
        ({"lists": ["A", "B"], "cells": {"10": -5, "11": 5}}, "negative"),
        ({"lists": {"A": 5, "B": 4}, "overlaps": {"A:B": 6}}, "is 6, but A has 5"),
        ({"lists": {"A": 5, "B": 4, "C": 3}, "overlaps": {"A:B": 1}}, "missing"),
        ({"lists": [f"list {at}" for at in range(12)], "cells": {}}, "at most 10"),
        ({"lists": ["A", "B"], "cells": {"10": 5.5, "11": 5}}, "whole number, not 5.5"),
        ({"lists": ["A", "B"], "cells": {"10": math.nan, "11": 5}}, "whole number, not nan"),
        ({"lists": ["A", "B"], "cells": {"10": math.inf, "11": 5}}, "whole number, not inf"),
        ({"lists": ["A", "B"], "cells": {"10": "5", "11": 5}}, "whole number, not '5'"),
        ({"lists": ["A", "B"], "cells": {"10": True, "11": 5}}, "whole number, not True"),
        ({"lists": ["A", "B"], "cells": {"10": None, "11": 5}}, "whole number, not None"),
        ({"lists": ["A", "B"], "cells": {"10": 10**15, "11": 5}}, "more than can be counted"),
        ({"lists": ["A", "B"], "cells": {"100": 4, "11": 5}}, "expected 2 digits"),
        ({"lists": ["A:B", "C"], "cells": {"11": 4}}, "without a colon"),
        ({"lists": ["", "C"], "cells": {"11": 4}}, "without a colon"),
        ({**TWO, "seen": 9}, "adds up to 1202"),
        ({"counts": {"1": 40}}, "seen twice"),
        ({"counts": {"1": 0, "2": 0}}, "Nobody was seen"),
        ({"counts": {}}, "Nobody was seen"),
        ({"counts": {"0": 40, "1": 4}}, "from 1 to"),
        ({"counts": {"-1": 40, "1": 4}}, "from 1 to"),
        ({"counts": {"1.5": 40, "1": 4}}, "from 1 to"),
        ({"counts": {"1": 40, "01": 4}}, "twice"),
        ({"counts": {"1": 40, "2": -4}}, "negative"),
        ({"counts": {"1": 40, "9": 4}, "occasions": 4}, "9 times on 4"),
        ({"counts": {"1": 40, "2": 4}, "occasions": 61}, "as days into weeks"),
        ({"counts": {"1": 40, "2": 4}, "occasions": 2.5}, "whole number"),
        ({"counts": {"1": 40, "2": 4}, "occasions": -2}, "negative"),
        ({"covariate_columns": ["t", "g", "n"], "covariate_cells": [[1, 0.5, 9]]}, "short word"),
        ({"covariate_columns": ["t", "g", "n"], "covariate_cells": [[0, 1, 9]]}, "from 1 to"),
        ({"covariate_columns": ["t", "g", "n"], "covariate_cells": [[1, 1, 9]]}, "seen twice"),
        ({"covariate_columns": ["t", "g", "n"], "covariate_cells": []}, "Nobody was seen"),
        ({"covariate_columns": ["t", "g", "n"], "covariate_cells": [[1, 1, 9]], "counts": {"1": 8}}, "Which is right"),
    ],
)
def test_what_no_counting_can_give_is_refused_in_both_languages(ask: Ask, given: dict[str, Any], why: str) -> None:
    status, [said] = ask(given)
    assert status == 0
    assert set(said) == {"refused", "refused_sv"}
    assert why in said["refused"].replace('"', "'")
    assert said["refused_sv"] != said["refused"]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("", "nothing came"),
        ("  \n", "nothing came"),
        ("{", "not JSON"),
        ("[1, 2]", "the line"),
        ("5", "the line"),
        ('{"counts": [1, 2]}', "counts"),
        ("[" * 100_000, "not JSON"),
        ('{"counts": {"1": ' + "{" * 50_000, "not JSON"),
        ('{"counts": {"1": ' + "9" * 5000 + "}}", "too many digits"),
        ('{"counts": {"1": 4, "1": 5}}', "given twice"),
        ('{"counts": {"1": 4}, "ocasions": 3}', "ocasions"),
        ('{"counts": {"1": 4}, "unlinked_share": NaN}', "unlinked_share"),
        ('{"counts": {"1": 4}, "window_days": -3}', "window_days"),
        ("{}", "expected one of"),
        ('{"lists": ["A", "B"], "counts": {"1": 4}}', "expected one of"),
        ('{"lists": ["A", "B"]}', "need cells"),
        ('{"lists": {"A": 4, "B": 4}}', "need overlaps"),
        ('{"cells": {"11": 4}}', "expected one of"),
        ('{"covariate_cells": [[1, 2]]}', "covariate_columns"),
        ('{"covariate_columns": ["t", "n"], "covariate_cells": [[1, 2]]}', "without groups use counts"),
        ('{"covariate_columns": ["t", "g", "n"], "covariate_cells": [[1, 2]]}', "2 values, 3 columns"),
    ],
)
def test_what_cannot_be_read_gets_an_error_and_exit_status_one(ask: Ask, given: str, why: str) -> None:
    status, said = ask(given)
    assert status == 1
    assert why in said[0]["error"]


def test_bytes_that_are_no_text_get_an_error(ask: Ask) -> None:
    status, [said] = ask(b'{"counts": {"1\xff": 4}}')
    assert status == 1
    assert "not UTF-8" in said["error"]


def test_a_file_that_is_not_there_is_told() -> None:
    with pytest.raises(BadInputError, match="cannot be read"):
        run_estimate(Path("no such file"), resamples=0, seed=1)


def test_no_model_of_the_answer_has_more_than_there_are_people(ask: Ask) -> None:
    users = TABLES["R_users"]
    _, [said] = ask({"lists": users["lists"], "cells": {cell: 1000 * n for cell, n in users["cells"].items()}})
    totals = {one["model"]: one["N"] for one in said["models"]}
    assert totals["Mth Gamma3.5"] is None  # 45 thousand million
    assert totals["Mth Chao"] == pytest.approx(205_344_000, rel=0.001)
