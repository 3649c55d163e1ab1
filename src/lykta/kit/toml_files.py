"""Plugins that are TOML: found by their folders, checked against a model, and refused in one line a fault."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from lykta.errors import SettingsError

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class TomlFiles:
    """Paths by file name without its ending, in alphabetical order; `replaced` are the user's that stand for ours."""

    paths: Mapping[str, Path]
    replaced: tuple[Path, ...]


def find_toml(our_folder: Path, user_folder: Path | None) -> TomlFiles:
    """Every TOML file of both folders; a user's file wins over ours of the same name."""
    paths = {path.stem: path for path in our_folder.glob("*.toml")}
    replaced = []
    if user_folder is not None and user_folder.is_dir():
        for path in sorted(user_folder.glob("*.toml")):
            if path.stem in paths:
                replaced.append(path)
            paths[path.stem] = path
    return TomlFiles(paths=dict(sorted(paths.items())), replaced=tuple(replaced))


def read_toml(path: Path, kind: type[Model]) -> Model:
    """One file, checked. Raises SettingsError with one line for each thing that is wrong."""
    try:
        with path.open("rb") as file:
            content = tomllib.load(file)
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}. Mend its rights, or remove it.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not TOML: {error}. Mend that line, or remove the file.") from error
    try:
        return kind.model_validate(content)
    except ValidationError as error:
        raise SettingsError("\n".join(f"{path}: {line}" for line in _lines(error))) from error


def _lines(error: ValidationError) -> Iterator[str]:
    for wrong in error.errors():
        key = ".".join(str(part) for part in wrong["loc"]) or "the file"
        if wrong["type"] == "extra_forbidden":
            yield f"{key}: there is no such key. Remove it, or compare its spelling with a neighbour file."
        elif wrong["type"] == "missing":
            yield f"{key}: is missing. Add it; a neighbour file shows how."
        else:
            yield f"{key}: {wrong['msg'].removeprefix('Value error, ')}. Mend this key."
