"""JSON lines: one bad line never stops the rest."""

import io
import json
from typing import Any

from lykta.cli.lines import MAX_LINE_BYTES, TextLine, filter_lines


def _answers(given: bytes) -> tuple[bool, list[dict[str, Any]]]:
    out = io.BytesIO()
    all_read = filter_lines(
        io.BytesIO(given), TextLine, lambda line: {"id": line.id, "length": len(line.text)}, out=out
    )
    return all_read, [json.loads(line) for line in out.getvalue().splitlines()]


def test_every_good_line_is_answered_in_order() -> None:
    all_read, said = _answers(b'{"id":1,"text":"ab"}\n\n{"id":"x","text":""}\n')
    assert all_read
    assert said == [{"id": 1, "length": 2}, {"id": "x", "length": 0}]


def test_a_line_that_is_no_json_gets_an_error_and_the_next_is_read() -> None:
    all_read, said = _answers(b'{"id":1,\n{"id":2,"text":"ab"}\n')
    assert not all_read
    assert said[0]["id"] is None
    assert "line 1 is not JSON" in said[0]["error"]
    assert said[1] == {"id": 2, "length": 2}


def test_a_missing_key_is_named_with_the_id_it_came_with() -> None:
    all_read, said = _answers(b'{"id":7}\n')
    assert not all_read
    assert said[0]["id"] == 7
    assert "text" in said[0]["error"]


def test_bytes_that_are_no_utf8_are_told_by_position() -> None:
    all_read, said = _answers(b'{"id":1,"text":"\xff"}\n{"id":2,"text":"a"}\n')
    assert not all_read
    assert "not UTF-8 (byte 16)" in said[0]["error"]
    assert said[1]["id"] == 2


def test_a_byte_order_mark_is_no_error() -> None:
    assert _answers(b'\xef\xbb\xbf{"id":1,"text":"a"}\n')[0]


def test_a_line_without_end_is_cut_off_and_the_next_is_read() -> None:
    endless = b'{"id":1,"text":"' + b"1" * (MAX_LINE_BYTES + 10) + b'"}\n'
    all_read, said = _answers(endless + b'{"id":2,"text":"a"}\n')
    assert not all_read
    assert "longer than" in said[0]["error"]
    assert said[1] == {"id": 2, "length": 1}


def test_deep_nesting_is_an_error_of_its_line_only() -> None:
    all_read, said = _answers(b"[" * 100_000 + b'\n{"id":2,"text":"a"}\n')
    assert not all_read
    assert said[1]["id"] == 2


def test_a_lone_surrogate_is_answered() -> None:
    all_read, said = _answers(b'{"id":"\\ud800","text":"a"}\n')
    assert said
    assert all_read in {True, False}
