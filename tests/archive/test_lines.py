import io
import json
import tracemalloc
from pathlib import Path

import pytest

from lykta.archive.charsets import Charset, find_charset
from lykta.archive.lines import AdLine, csv_ads, json_ads, lines_of
from lykta.errors import BadInputError
from lykta.model.archived import Damage
from lykta.model.snapshot import Snapshot
from tests.archive.made import items

MARKED = Charset(mark_bytes=3)


def told(found: AdLine | Damage) -> str | int:
    """An ad by its line, a damage by its words."""
    return found.number if isinstance(found, AdLine) else found.problem


def json_told(data: bytes) -> list[str | int]:
    return [told(found) for found in json_ads(io.BytesIO(data), "a.jsonl")]


def csv_told(data: bytes) -> list[str | int]:
    return [told(found) for found in csv_ads(io.BytesIO(data), "a.csv")]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"{", "no JSON"),
        (b"[1]", "expected a JSON object with id and text, found a list"),
        (b"{}", "id and text missing or no text"),
        (b'{"id":"2","text":""}', "text missing or no text"),
        (b'{"id":true,"text":"x"}', "id missing or no text"),
        (b'{"id":"2","text":"\xe5"}', "byte 19 of the line (0xe5) is no UTF-8"),
        (b'{"id":"2","text":"\0"}', "a NUL byte"),
        (b"[" * 100_000, "JSON nested too deep"),
    ],
)
def test_a_bad_json_line_is_told_with_its_number_and_the_rest_goes_on(line: bytes, says: str) -> None:
    good = b'{"id":"1","text":"x"}\n'
    first, bad, last = json_told(good + line + b"\n" + good)
    assert (first, last) == (1, 3)
    assert isinstance(bad, str)
    assert bad.startswith(f"line 2: {says}")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (b"2", "1 cells, the first line names 2 columns"),
        (b"2,x,y", "3 cells, the first line names 2 columns"),
        (b",x", "id is empty"),
        (b'"2"y,x', "no CSV"),
        (b"2,\xe5", "byte 3 of the line (0xe5) is no UTF-8"),
        (b"2,\0", "a NUL byte"),
        (b'2,"never closed', "no CSV"),
        (b"2,a\rb", "no CSV"),
    ],
)
def test_a_bad_row_is_told_with_its_line_and_the_rest_goes_on(row: bytes, says: str) -> None:
    found = csv_told(b"id,text\n1,x\n" + row + b"\n3,x\n4,x\n")
    assert [each for each in found if isinstance(each, int)] == [2, 4, 5]
    (bad,) = [each for each in found if isinstance(each, str)]
    assert bad.startswith(f"line 3: {says}")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_usual_ways_to_write_csv_give_the_same(separator: str, end: str, mark: str) -> None:
    lines = [["ID", "Text"], ["1", '"two' + end + 'lines, and; more\tå"']]
    data = mark + end.join(separator.join(line) for line in lines) + end
    file = io.BytesIO(data.encode())
    (found,) = csv_ads(file, "a.csv", find_charset(file, "a.csv"))
    assert isinstance(found, AdLine)
    assert json.loads(found.json) == {"id": "1", "text": "two\nlines, and; more\tå"}


def test_a_row_around_a_bad_line_is_not_used() -> None:
    found = csv_told(b'id,text\n1,"begins\n\xe5\nends"\n2,x\n')
    assert found == [
        "line 3: byte 1 of the line (0xe5) is no UTF-8. Save the file as UTF-8 or say its --charset",
        "line 2: a line up to line 4 in it could not be read",
        5,
    ]


def test_many_quotes_that_never_close_do_not_take_for_ever() -> None:
    found = csv_told(b"id,text\n" + b'1,"open\n' * 2_001)
    assert len(found) >= 100
    assert all(isinstance(each, str) for each in found)


def test_blank_lines_and_rows_are_skipped() -> None:
    assert csv_told(b"id,text\n\n,\n1,x\n") == [4]
    assert json_told(b'\n  \n{"id":"1","text":"x"}\n') == [3]


def test_a_first_line_without_the_columns_says_what_came_and_what_is_needed() -> None:
    with pytest.raises(BadInputError, match=r"a.csv: the first line is 'name,text'.*Add id and save"):
        list(csv_ads(io.BytesIO(b"name,text\n1,2\n"), "a.csv"))


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_lines_of_two_byte_text_end_at_a_newline_and_not_where_two_characters_meet(codec: str) -> None:
    # U+0A0A and U+000A share bytes with a newline, whichever half comes first.
    texts = ["\u0a0a\u0a00\u000b", "\u000d\u0a0a\u00e5\u0a01", ""]
    data = "\n".join(texts).encode(codec)
    found = list(lines_of(io.BytesIO(data), Charset(codec=codec)))
    assert [line.data.decode(codec) for line in found if line.data is not None] == texts[:2]
    assert [line.offset for line in found] == [0, 8]


def test_a_long_line_of_two_byte_text_goes_on_over_many_pieces() -> None:
    data = ("\u0a0a" * 400_000 + "\nend").encode("utf-16-le")
    first, last = lines_of(io.BytesIO(data), Charset(codec="utf-16-le"))
    assert first.data is not None
    assert (len(first.data), last.data, last.offset) == (800_000, "end".encode("utf-16-le"), 800_002)


@pytest.mark.parametrize(
    ("first_lines", "row"),
    [
        ('"id";"text, as it stood";"text"', "1;a;x"),
        ("sep=;\nid;text", "1;x"),
        ("SEP=\t\r\nid\ttext", "1\tx"),
        ("id\ttext\ta;b;c;d", "1\tx\ty"),
        ('id,text,"a;b;c;d"', "1,x,y"),
    ],
)
def test_cells_are_divided_as_the_first_line_divides_its_names(first_lines: str, row: str) -> None:
    (found,) = csv_ads(io.BytesIO(f"{first_lines}\n{row}\n".encode()), "a.csv")
    assert isinstance(found, AdLine)
    ad = json.loads(found.json)
    assert (ad["id"], ad["text"]) == ("1", "x")


def test_offsets_count_bytes_from_the_start_of_the_file() -> None:
    found = [(line.number, line.offset, line.data) for line in lines_of(io.BytesIO(b"\xef\xbb\xbfab\n\nc"), MARKED)]
    assert found == [(1, 3, b"ab"), (2, 6, b""), (3, 7, b"c")]


@pytest.mark.parametrize("ending", [b"\n", b""])
def test_lines_around_one_past_the_limit_are_whole(ending: bytes) -> None:
    data = b"first\n" + b"x" * (9 << 20) + b"\nlast" + ending
    found = [(line.number, line.offset, line.data) for line in lines_of(io.BytesIO(data))]
    assert found == [(1, 0, b"first"), (2, 6, None), (3, 7 + (9 << 20), b"last")]


def test_a_line_of_100_mb_is_kept_and_told_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"id":"1","text":"before"}\n')
        file.seek(100_000_000)  # a hole of NUL bytes, which takes no room on the disk
        file.write(b'\n{"id":"2","text":"after"}\n')
    tracemalloc.start()
    found = items(path, tmp_path / "archive")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    before, after, long = found
    assert isinstance(before, Snapshot)
    assert isinstance(after, Snapshot)
    assert (before.url, after.url) == ("file:a.jsonl#line=1", "file:a.jsonl#line=3")
    assert long == Damage(file="a.jsonl", offset=27, problem="line 2: longer than 8 MiB. It is kept, but not read")
    assert peak < 80 << 20  # one record of 32 MiB may be held, twice for a moment
