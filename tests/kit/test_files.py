import os
from pathlib import Path

import pytest

from lykta.errors import BadInputError
from lykta.kit.files import Draft, Files, locked, sweep, write_durably


def test_a_draft_leaves_no_trace_unless_it_is_published(tmp_path: Path) -> None:
    with Draft(tmp_path / "drafts", Files()) as draft:
        draft.write(b"words")
        assert draft.readable().read_bytes() == b"words"
    assert list((tmp_path / "drafts").iterdir()) == []


def test_a_published_draft_stands_in_its_place_with_all_its_bytes(tmp_path: Path) -> None:
    with Draft(tmp_path / "drafts", Files()) as draft:
        for _ in range(3):
            draft.write(bytes(200_000))
        draft.publish(tmp_path / "deep" / "place")
    assert (tmp_path / "deep" / "place").read_bytes() == bytes(600_000)
    assert draft.length == 600_000
    assert list((tmp_path / "drafts").iterdir()) == []


def test_writing_replaces_what_stood_there(tmp_path: Path) -> None:
    for data in (b"first, longer", b"second"):
        write_durably(tmp_path / "place", data, drafts=tmp_path / "drafts", files=Files())
    assert (tmp_path / "place").read_bytes() == b"second"


def test_drafts_nobody_will_finish_are_swept_and_those_in_use_are_not(tmp_path: Path) -> None:
    (tmp_path / "0123.part").write_bytes(b"left by a program that was killed")
    with Draft(tmp_path, Files()) as draft:
        assert sweep(tmp_path) == 1
        assert [path.name for path in tmp_path.iterdir()] == [draft.readable().name]


def test_a_lock_lets_nobody_else_in(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    with locked(tmp_path / "lock"):
        child = os.fork()
        if child == 0:
            with locked(tmp_path / "lock"):
                os.write(writer, b"child")
            os._exit(0)
        os.write(writer, b"parent ")
    os.waitpid(child, 0)
    assert os.read(reader, 100) == b"parent child"
    os.close(reader)
    os.close(writer)


def test_a_file_in_the_way_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(BadInputError, match="a file is where a folder should be"):
        Draft(tmp_path / "file" / "drafts", Files())
