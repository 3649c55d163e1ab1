"""Settings: environment over file over default, and no key that nobody reads."""

from pathlib import Path

import pytest

from lykta.errors import BadInputError, SettingsError
from lykta.service.settings import Settings, make_home, read_settings


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"LYKTA_{name.upper()}", raising=False)
    monkeypatch.setenv("LYKTA_HOME", str(tmp_path))


def test_without_a_file_the_defaults_hold_and_no_folder_is_made(tmp_path: Path) -> None:
    settings = read_settings()
    assert settings.region == "SE"
    assert settings.home == tmp_path
    assert list(tmp_path.iterdir()) == []


def test_the_file_is_read_and_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lykta.toml").write_text('region = "NO"\nport = 9000\n')
    monkeypatch.setenv("LYKTA_PORT", "9001")
    settings = read_settings()
    assert (settings.region, settings.port) == ("NO", 9001)


def test_an_unknown_key_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "lykta.toml").write_text('regoin = "NO"\n')
    with pytest.raises(SettingsError, match="regoin"):
        read_settings()


def test_a_value_of_the_wrong_kind_is_refused_with_what_came(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LYKTA_PORT", "many")
    with pytest.raises(SettingsError, match="many"):
        read_settings()


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    (tmp_path / "lykta.toml").write_text("region: NO")
    with pytest.raises(SettingsError, match=r"lykta\.toml"):
        read_settings()


def test_a_home_that_cannot_be_made_says_what_to_name_instead(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(BadInputError, match="LYKTA_HOME"):
        make_home(Settings(home=blocked / "home"))
