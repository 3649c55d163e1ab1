from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from lykta.errors import SettingsError
from lykta.kit.toml_files import find_toml, read_toml


class Small(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str


def test_a_users_file_wins_over_ours_of_the_same_name_and_is_told(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for folder, names in ((ours, "ab"), (theirs, "bc")):
        folder.mkdir()
        for name in names:
            (folder / f"{name}.toml").touch()
    found = find_toml(ours, theirs)
    assert list(found.paths) == ["a", "b", "c"]
    assert found.paths["b"].parent == theirs
    assert found.replaced == (theirs / "b.toml",)
    assert find_toml(ours, tmp_path / "missing").replaced == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "name: is missing"),
        ("nam = 1\nname = 'a'", "nam: there is no such key"),
        ("name = 1", "name: Input should be a valid string. Mend this key."),
        ("name = ", "not TOML"),
        ("name = '\\uD800'\x00", "not TOML"),
    ],
)
def test_what_is_wrong_is_told_with_the_file_and_the_key(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(SettingsError) as error:
        read_toml(path, Small)
    assert str(path) in str(error.value)
    assert told in str(error.value)


def test_a_file_that_is_not_there_or_not_utf_8_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        read_toml(tmp_path / "x.toml", Small)
    (tmp_path / "x.toml").write_bytes(b"name = '\xff'")
    with pytest.raises(SettingsError, match="not TOML"):
        read_toml(tmp_path / "x.toml", Small)
