"""A whole story through the command line, on a home of its own with the embedded server."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from lykta.store.server import remove_cluster

LYKTA = [sys.executable, "-c", "from lykta.cli.main import main; main()"]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("home")
    yield folder
    remove_cluster(folder)


def _lykta(home: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("LYKTA_")},
        "LYKTA_HOME": str(home),
        "COLUMNS": "300",
    }
    return subprocess.run(
        [*LYKTA, *arguments], input=given, capture_output=True, check=False, env=environment, timeout=300
    )


@pytest.fixture(scope="module")
def imported(home: Path, small_world: Path) -> subprocess.CompletedProcess[bytes]:
    """The first import of the story, with linking."""
    return _lykta(home, "import", *(str(path) for path in sorted((small_world / "warc").glob("*.warc.gz"))))


def test_import_acknowledges_each_file_and_links_at_the_end(
    imported: subprocess.CompletedProcess[bytes], small_world: Path
) -> None:
    assert imported.returncode == 0, imported.stderr.decode()
    files = len(list((small_world / "warc").glob("*.warc.gz")))
    said = imported.stdout.decode().splitlines()
    assert len([line for line in said if line.startswith("kept ")]) == files
    assert len([line for line in said if line.startswith("read ")]) == files


@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize(("language", "word"), [("sv", "observerade annonser"), ("en", "observed ads")])
def test_today_speaks_both_languages(home: Path, language: str, word: str) -> None:
    done = _lykta(home, "today", "--lang", language)
    assert done.returncode == 0, done.stderr.decode()
    assert word in done.stdout.decode()


@pytest.mark.usefixtures("imported")
def test_two_processes_work_on_one_home_at_the_same_time(home: Path) -> None:
    environment = {**os.environ, "LYKTA_HOME": str(home)}
    both = [
        subprocess.Popen([*LYKTA, "today"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
        for _ in range(2)
    ]
    for process in both:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err.decode()
        assert out


@pytest.mark.usefixtures("imported")
def test_the_archive_verifies_without_the_database(home: Path) -> None:
    done = _lykta(home, "verify", str(home / "archive"))
    assert done.returncode == 0, done.stdout.decode()
    assert "0 gör det inte" in done.stdout.decode()


def test_phones_answers_each_line_and_ends_with_status_1_after_a_bad_one(home: Path) -> None:
    given = b'{"id":1,"text":"Ring noll sju noll ett sju fyra noll sex noll fem"}\nno json\n'
    done = _lykta(home, "phones", given=given)
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert first["numbers"] == ["+46701740605"]
    assert "error" in second
    assert done.returncode == 1


def test_an_unknown_region_is_an_error_that_lists_some_valid_ones(home: Path) -> None:
    done = _lykta(home, "phones", given=b'{"id":1,"text":"070-174 06 05","region":"XX"}\n{"id":2,"text":"a"}\n')
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert "SE" in first["error"]
    assert second == {"id": 2, "numbers": [], "findings": []}


def test_resolve_joins_two_ads_by_number_and_writes_why(home: Path, tmp_path: Path) -> None:
    rows = [
        {"id": "a", "text": "Ring 070-174 06 05 i Umeå", "posted_at": "2026-01-02T10:00:00Z"},
        {"id": "b", "text": "Nås på 0701740605, varje dag i Luleå", "posted_at": "2026-01-03T10:00:00Z"},
        {"id": "c", "text": "Ring 070-174 06 99 i Malmö", "posted_at": "2026-01-03T10:00:00Z"},
    ]
    links = tmp_path / "links.jsonl"
    given = "".join(json.dumps(row) + "\n" for row in rows).encode()
    done = _lykta(home, "resolve", "--links", str(links), given=given)
    found = {row["id"]: row["advertiser"] for row in map(json.loads, done.stdout.splitlines())}
    assert found["a"] == found["b"] != found["c"]
    [link] = (json.loads(line) for line in links.read_text().splitlines())
    assert link["because"][0]["kind"] == "phone"
    assert link["because"][0]["bits"] > 0
    assert link["because"][0]["sv"]


def test_resolve_takes_the_hashes_of_pictures_and_refuses_what_is_no_hash(home: Path) -> None:
    text = "Nyinflyttad i ett rött hus vid skogen med utsikt över sjön. Skriv gärna några rader om dig själv."
    shown = [{"phash": "c930cd3676c7c872", "dhash": "1f3fd859b486c48b", "quality": 0.9}]

    def given(pictures: object) -> bytes:
        rows = (
            {"id": "a", "text": f"{text} 070-1740605", "posted_at": "2026-03-01T10:00:00Z", "pictures": pictures},
            {"id": "b", "text": text, "posted_at": "2026-03-02T10:00:00Z", "pictures": pictures},
        )
        return "".join(json.dumps(row) + "\n" for row in rows).encode()

    with_hashes, with_names = (_lykta(home, "resolve", given=given(one)) for one in (shown, ["a.jpg"]))
    assert len({json.loads(line)["advertiser"] for line in with_hashes.stdout.splitlines()}) == 1
    assert len({json.loads(line)["advertiser"] for line in with_names.stdout.splitlines()}) == 2
    refused = _lykta(home, "resolve", given=given([{"phash": "no hash", "dhash": "c930cd3676c7c872"}]))
    assert refused.returncode == 1
    assert all("phash" in json.loads(line)["error"] for line in refused.stdout.splitlines())


def test_a_repeated_or_empty_id_is_an_error_of_its_own_and_the_rest_is_resolved(home: Path) -> None:
    row = '{"id":"a","text":"Ring 070-174 06 05"}\n'
    nameless = '{"id":"","text":"Ring 070-174 06 05"}\n'
    done = _lykta(home, "resolve", given=(row + nameless + row).encode())
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [sorted(answer) for answer in answers] == [["error", "id"], ["error", "id"], ["advertiser", "id", "network"]]
    assert "at least 1 character" in "".join(answer.get("error", "") for answer in answers)
    assert done.returncode == 1


def test_serve_starts_and_prints_the_way_in_after_the_application_stands(home: Path) -> None:
    environment = {**os.environ, "LYKTA_HOME": str(home)}
    with subprocess.Popen(
        [*LYKTA, "serve", "--port", "8791"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment
    ) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().decode() for _ in range(2)]
        process.terminate()
        rest = process.stdout.read().decode()
    assert "lösenfras" in said[0]
    assert "/in?key=" in said[1]
    assert "Traceback" not in rest


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_serves_resolve_as_well_with_any_delimiter_that_import_takes(
    home: Path, tmp_path: Path, delimiter: str
) -> None:
    table = tmp_path / "ads.csv"
    table.write_text("id,text\n1,Ring 070-174 06 05\n2,Ring 0701740605\n".replace(",", delimiter))
    done = _lykta(home, "resolve", str(table))
    assert done.returncode == 0, done.stderr.decode()
    assert len({json.loads(line)["advertiser"] for line in done.stdout.splitlines()}) == 1


def test_a_row_of_the_wrong_length_is_an_error_of_its_own_for_resolve(home: Path, tmp_path: Path) -> None:
    table = tmp_path / "ads.csv"
    table.write_text("id,text\n1,Ring 070-174 06 05\n2\n")
    done = _lykta(home, "resolve", str(table))
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [line.get("error", "") for line in said] == ["line 3: 1 cells, the first line names 2 columns", ""]


@pytest.mark.usefixtures("imported")
def test_a_taken_port_is_told_before_any_passphrase_or_link(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = _lykta(home, "serve", "--port", str(taken.getsockname()[1]), "--lang", "en")
    assert done.returncode == 1
    assert done.stdout == b""
    assert b"stop it, or name another port with --port" in done.stderr


@pytest.mark.usefixtures("imported")
def test_a_number_typed_in_any_way_finds_its_network(home: Path, small_world: Path) -> None:
    numbers = [
        number
        for line in (small_world / "truth.jsonl").read_text().splitlines()
        if (row := json.loads(line))["what"] == "ad" and row["collected"] and row["form"] is None
        for number in row["numbers"]
    ]
    typed = numbers[0].replace("+46", "0") if numbers else "+46"
    done = _lykta(home, "find", typed, "--lang", "en")
    assert done.returncode == 0, done.stderr.decode()
    if numbers:
        assert b"ads" in done.stdout


def test_extract_tells_a_line_that_is_no_utf8_and_dates_a_stay_from_the_posting(home: Path) -> None:
    given = (
        b'{"id":1,"text":"\xff"}\n'
        + json.dumps({"id": 2, "text": "I stan till fredag", "posted_at": "2026-11-24T12:00:00Z"}).encode()
    )
    done = _lykta(home, "extract", given=given)
    bad, good = map(json.loads, done.stdout.splitlines())
    assert (done.returncode, "not UTF-8" in bad["error"]) == (1, True)
    assert [one["value"] for one in good["findings"] if one["kind"] == "stay"] == ["../2026-11-27"]


def test_hash_answers_each_path_and_ends_with_status_1_after_a_bad_one(home: Path, tmp_path: Path) -> None:
    picture = tmp_path / "a.bmp"
    Image.effect_mandelbrot((64, 64), (-2, -1.5, 1, 1.5), 50).save(picture)
    good, both = (
        _lykta(home, "hash", str(picture)),
        _lykta(home, "hash", given=f"{picture}\n{tmp_path}/none\n".encode()),
    )
    assert good.returncode == 0, good.stderr.decode()
    assert list(json.loads(good.stdout)) == ["path", "phash", "dhash", "quality"]
    assert both.returncode == 1
    assert ["error" in json.loads(line) for line in both.stdout.splitlines()] == [False, True]


@pytest.mark.usefixtures("imported")
def test_a_wallet_joins_two_imported_ads_and_is_found_by_itself(home: Path, tmp_path: Path) -> None:
    wallet = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
    texts = ("Lugn gata nära hamnen, hiss finns", "Utsikt över sjön och egen ingång från gården")
    rows = [{"id": f"w{n}", "text": f"{text}. BTC {wallet.upper()}"} for n, text in enumerate(texts)]
    (tmp_path / "ads.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = _lykta(home, "import", str(tmp_path / "ads.jsonl"), "--lang", "sv")
    assert done.returncode == 0, done.stderr.decode()
    assert "2 nya lydelser" in done.stderr.decode()
    found = _lykta(home, "find", f"bitcoin {wallet}", "--lang", "en")
    assert "2 observed ads" in found.stdout.decode() or "2 ads" in found.stdout.decode()


def test_an_error_is_one_sentence_and_no_trace(home: Path) -> None:
    done = _lykta(home, "network", "nothing-like-this")
    assert done.returncode == 1
    assert done.stderr.decode().startswith("lykta: ")
    assert b"Traceback" not in done.stderr


def test_a_wrong_setting_stops_the_start_by_name(tmp_path: Path) -> None:
    (tmp_path / "lykta.toml").write_text("colour = 'blue'\n")
    done = _lykta(tmp_path, "today")
    assert done.returncode == 1
    assert "colour" in done.stderr.decode()


def test_the_demo_of_a_few_days_ends_with_a_summary_against_the_truth(home: Path) -> None:
    done = _lykta(home, "demo", "--no-serve", "--days", "3", "--lang", "en")
    assert done.returncode == 0, done.stderr.decode()
    assert b"pairwise precision" in done.stdout
    for folder in home.glob("demo-*"):
        remove_cluster(folder)


def test_estimate_answers_a_table_from_standard_input(tmp_path: Path) -> None:
    done = _lykta(tmp_path, "estimate", given=b'{"lists": {"A": 948, "B": 421},\n "overlaps": {"A:B": 167}}')
    assert done.returncode == 0, done.stderr.decode()
    said = json.loads(done.stdout)
    assert said["bound"] <= said["estimate"] <= said["upper"]
    assert not list(tmp_path.iterdir())


def test_estimate_refuses_in_words_and_fails_only_on_what_cannot_be_read(tmp_path: Path) -> None:
    refused = _lykta(tmp_path, "estimate", given=b'{"counts": {"1": 40}}')
    assert refused.returncode == 0
    assert "seen twice" in json.loads(refused.stdout)["refused"]
    unread = _lykta(tmp_path, "estimate", given=b"")
    assert unread.returncode == 1
    assert "nothing came" in json.loads(unread.stdout)["error"]
