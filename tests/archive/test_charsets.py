import gzip
import io
import json
from pathlib import Path

import pytest

from lykta.archive.charsets import find_charset
from lykta.archive.keeping import keep
from lykta.archive.reading import read
from lykta.errors import BadInputError
from lykta.model.snapshot import Snapshot
from tests.archive.made import noon

SWEDISH = "id,text\n1,Ny i Göteborg – ring mig på kvällen\n2,Åker till Örebro nästa vecka 800 kr/½ timme\n"
FINNISH = "id,text\n1,Hyvää päivää pääkaupungissa\n"
FRENCH = "id,text\n1,Très à l’aise, je préfère être appelée\n"


def found(data: bytes, told: str | None = None, *, is_json: bool = False) -> str:
    return find_charset(io.BytesIO(data), "a.csv", told=told, is_json=is_json).codec


def kept_texts(tmp_path: Path, data: bytes, *, name: str = "a.csv", charset: str | None = None) -> list[str]:
    path = tmp_path / name
    path.write_bytes(data)
    (kept,) = keep(path, tmp_path / "archive", now=noon, charset=charset)
    snapshots = read(tmp_path / "archive", kept.manifest)
    return [json.loads(one.body)["text"] for one in snapshots if isinstance(one, Snapshot)]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "windows-1252", "latin-1", "iso-8859-15"])
def test_a_table_as_spreadsheets_write_it_is_read_right(tmp_path: Path, codec: str) -> None:
    table = SWEDISH if codec.startswith(("utf", "win")) else SWEDISH.replace("–", "-").replace("½", "1/2")
    texts = kept_texts(tmp_path, table.encode(codec))
    assert texts[0].startswith("Ny i Göteborg")
    assert texts[0].endswith("på kvällen")
    assert texts[1].startswith("Åker till Örebro nästa vecka")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_json_lines_in_marked_utf_16_are_read(tmp_path: Path, codec: str) -> None:
    data = ("\ufeff" + '{"id":"1","text":"på kvällen"}\n').encode(codec)
    assert kept_texts(tmp_path, data, name="a.jsonl") == ["på kvällen"]


@pytest.mark.parametrize("text", [SWEDISH, FINNISH, FRENCH])
def test_western_text_that_is_no_utf8_is_windows_1252(text: str) -> None:
    assert found(text.encode("windows-1252")) == "windows-1252"
    assert found(text.encode("utf-8")) == "utf-8"


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Säng på skärgården, öppet", "cp850"),
        ("Säng på skärgården, öppet", "mac_roman"),
        ("för öppet hus", "cp850"),
        ("Zadzwoń wieczorem, jestem w mieście, cześć", "iso-8859-2"),
        ("Zavolejte večer, jsem ve městě, přijdu", "windows-1250"),
        ("Sunaţi seara, sunt în oraş, aşteptaţi", "iso-8859-2"),
        ("Позвоните вечером, я в городе", "windows-1251"),
        ("Позвоните вечером, я в городе", "koi8-r"),
        ("ติดต่อตอนเย็น", "cp874"),
    ],
)
def test_bytes_that_make_no_western_words_are_refused_with_the_cure(text: str, codec: str) -> None:
    data = f"id,text\n1,{text}\n".encode(codec)
    with pytest.raises(BadInputError, match=r"^a.csv: .*make no words, as in .*--charset"):
        found(data)
    assert found(data, codec.replace("mac_roman", "macintosh").replace("cp874", "windows-874")) == codec


def test_one_damaged_byte_in_utf8_stays_damage_of_its_line() -> None:
    assert found(SWEDISH.encode() + b"3,\xff\n") == "utf-8"


def test_a_character_cut_off_at_the_end_of_the_file_is_damage_too() -> None:
    assert found(SWEDISH.encode() + b"3,\xc3") == "utf-8"


def test_json_lines_are_never_guessed() -> None:
    assert found('{"id":"1","text":"på kvällen"}'.encode("latin-1"), is_json=True) == "utf-8"


@pytest.mark.parametrize("told", ["utf-16", "UTF-16 "])
def test_of_utf_16_the_mark_says_which_way_round(told: str) -> None:
    assert found("\ufeffid,text".encode("utf-16-be"), told) == "utf-16-be"


@pytest.mark.parametrize("told", ["klingon", "zip", "unicode_escape", ""])
def test_a_name_that_is_no_charset_is_refused(told: str) -> None:
    with pytest.raises(BadInputError, match="is no charset known here"):
        found(SWEDISH.encode(), told)


def test_what_was_found_is_told_and_plain_utf8_is_not_worth_a_word() -> None:
    says = [find_charset(io.BytesIO(data), "a").says for data in (SWEDISH.encode(), SWEDISH.encode("cp1252"))]
    assert says[0] is None
    assert says[1] is not None
    assert "windows-1252" in says[1].sv
    assert "--charset" in says[1].en


def test_the_bytes_stay_as_they_came(tmp_path: Path) -> None:
    data = SWEDISH.encode("windows-1252")
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    (kept,) = keep(path, tmp_path / "archive", now=noon)
    (file,) = (tmp_path / "archive").glob(f"*/{kept.manifest.sha256}.warc.gz")
    assert data in gzip.decompress(file.read_bytes())


def test_a_table_kept_before_is_not_read_again_in_another_charset_and_it_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(SWEDISH.encode("windows-1252"))
    keep(path, tmp_path / "archive", now=noon)
    (again,) = keep(path, tmp_path / "archive", now=noon, charset="cp850")
    assert again.already
    assert ["save it as UTF-8" in says.en for says in again.says] == [True]


def test_a_charset_for_what_is_no_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<html>", "utf-8")
    for path in (tmp_path / "page.html", tmp_path):
        with pytest.raises(BadInputError, match="no table"):
            keep(path, tmp_path.parent / "archive", now=noon, charset="utf-8")


def test_a_line_that_is_not_in_the_charset_told_is_damage_and_the_rest_is_read(tmp_path: Path) -> None:
    data = b"id,text\n1,x\n2,\x81\n3,\xe5\n"
    assert kept_texts(tmp_path, data, charset="windows-1252") == ["x", "å"]
