"""Settings: read once at start from the environment and the home's lykta.toml, then passed in."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from lykta.errors import BadInputError, SettingsError
from lykta.model.audit import LONGEST_PURPOSE

SETTINGS_FILE = "lykta.toml"


class Settings(BaseSettings):
    """What a unit may choose. A variable of the environment wins over the file; unknown keys are errors."""

    model_config = SettingsConfigDict(env_prefix="LYKTA_", extra="forbid", frozen=True)

    home: Path = Field(default_factory=lambda: user_data_path("lykta", appauthor=False))
    database_url: str | None = None
    region: str = Field(default="SE", pattern=r"^[A-Z]{2}$")
    language: Literal["sv", "en"] = "sv"
    port: int = Field(default=8765, ge=1, le=65535)
    workers: int | None = Field(default=None, ge=0, le=64)  # processes that read pages; None: one a core
    new_within_hours: int = Field(default=24, ge=1, le=24 * 366)
    purpose: str = Field(default="", max_length=LONGEST_PURPOSE)  # of what is done in the terminal, for the audit log
    session: SecretStr | None = None  # of a log-in at the terminal, as account enter prints it
    witness: Path | None = None  # a folder, best on another machine, that gets the audit log's checkpoints

    @property
    def archive(self) -> Path:
        return self.home / "archive"

    @property
    def new_within(self) -> timedelta:
        """An ad first seen within this span before the newest sighting is new."""
        return timedelta(hours=self.new_within_hours)

    @property
    def own_sites(self) -> Path:
        return self.home / "sites"

    @property
    def own_extractors(self) -> Path:
        return self.home / "extractors"

    @property
    def own_formats(self) -> Path:
        return self.home / "formats"

    @property
    def own_cards(self) -> Path:
        return self.home / "cards"

    @property
    def own_offences(self) -> Path:
        return self.home / "offences"


def read_settings(**given: Any) -> Settings:
    """The settings of this start; `given` wins over environment and file. Makes no folder.

    Raises SettingsError that names the key, what came and what was expected.
    """
    try:
        first = Settings(**given)
        from_file = _from_file(first.home / SETTINGS_FILE)
        # What the environment or the caller set stays; only the rest comes from the file.
        kept = {name: getattr(first, name) for name in first.model_fields_set}
        return Settings(**{**from_file, **kept})
    except ValidationError as error:
        first_error = error.errors()[0]
        key = ".".join(str(part) for part in first_error["loc"])
        known = ", ".join(sorted(Settings.model_fields))
        raise SettingsError(
            f"Setting {key!r}: {first_error['msg']} (came: {first_error['input']!r:.80}). "
            f"Mend it in the environment (LYKTA_{key.upper()}) or in {SETTINGS_FILE}. Known settings: {known}."
        ) from error


def _from_file(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except FileNotFoundError:
        return {}
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: not valid TOML: {error}. Mend or remove the file.") from error
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}.") from error


def make_home(settings: Settings) -> Path:
    """The home exists and belongs to this user only."""
    try:
        settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        (settings.archive).mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise BadInputError(
            f"The home folder {settings.home} cannot be made or written: {error.strerror}. "
            "Name another one in LYKTA_HOME, or mend the rights."
        ) from error
    return settings.home
