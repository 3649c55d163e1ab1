"""Bits flipped and files cut at random places: what is read is whole, or it is said that it is not."""

import random
from pathlib import Path

import pytest

from lykta.archive import keep, read
from lykta.archive.shelf import data_files
from lykta.errors import BadInputError, DamagedError
from lykta.model.archived import Damage
from tests.archive.made import by_us, kept, noon, warc
from tests.faults.forgetful_disk import Hasty

MUTATIONS = 300


def mutated(data: bytes, seed: int) -> bytes:
    """One bit flipped, or the tail cut."""
    chance = random.Random(seed)
    at = chance.randrange(len(data))
    if seed % 3 == 0:
        return data[:at]
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def test_a_damaged_input_gives_every_record_or_says_what_is_missing(tmp_path: Path) -> None:
    path = warc(tmp_path / "a.warc.gz", pages=8)
    data = path.read_bytes()
    whole = list(read(tmp_path / "archive", kept(path, tmp_path / "archive")))
    true = [(url, body) for url, body, _ in by_us(whole)]
    borders = {place for _, _, place in by_us(whole)}  # a file cut there is a sound, shorter file
    told = 0
    for seed in range(MUTATIONS):
        changed = mutated(data, seed)
        if len(changed) in borders:
            continue
        path.write_bytes(changed)
        archive = tmp_path / str(seed)
        (got,) = keep(path, archive, now=noon, files=Hasty())
        found = list(read(archive, got.manifest))
        told += any(isinstance(each, Damage) for each in found)
        if not any(isinstance(each, Damage) for each in found):
            assert [(url, body) for url, body, _ in by_us(found)] == true, f"seed {seed}"
            assert got.manifest.damage == ()
        else:
            assert {(url, body) for url, body, _ in by_us(found)} <= set(true), f"seed {seed}"
            assert got.manifest.damage != ()
    assert told > MUTATIONS * 0.8  # the rest fell on bytes that carry nothing, such as a member's date


def test_a_damaged_archive_file_is_never_read(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    manifest = kept(warc(tmp_path / "a.warc.gz", pages=8), archive)
    (file,) = data_files(archive)
    data = file.read_bytes()
    for seed in range(MUTATIONS):
        file.write_bytes(mutated(data, seed))
        with pytest.raises(DamagedError, match="Restore it from a copy"):
            next(read(archive, manifest))


def test_a_cut_to_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(b"")
    with pytest.raises(BadInputError, match="an empty file"):
        kept(tmp_path / "a.warc.gz", tmp_path / "archive")
