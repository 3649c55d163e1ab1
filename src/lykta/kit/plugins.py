"""One file = one plugin = one constant of a typed class, found by its folder. No list to edit."""

import importlib
import pkgutil
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import TypeVar

from lykta.errors import SettingsError

Plugin = TypeVar("Plugin")


def load_plugins(
    package: ModuleType, constant: str, kind: type[Plugin], *, extra_folder: Path | None = None
) -> dict[str, Plugin]:
    """Every plugin of a package by file name, in alphabetical order; those of `extra_folder` come last.

    Files whose name starts with an underscore are shared helpers, not plugins.
    Raises SettingsError naming the file whose constant is missing or of another class.
    """
    found: dict[str, Plugin] = {}
    for name, module in _modules(package, extra_folder):
        plugin = getattr(module, constant, None)
        if not isinstance(plugin, kind):
            raise SettingsError(
                f"{module.__file__}: expected {constant} = {kind.__name__}(...), "
                f"found {type(plugin).__name__}. Copy a neighbour file as a start."
            )
        if name in found:
            raise SettingsError(f"{module.__file__}: a plugin named {name} exists already. Rename this file.")
        found[name] = plugin
    return found


def plugin_names(package: ModuleType, *, extra_folder: Path | None = None) -> tuple[str, ...]:
    """The file names that `load_plugins` would load, without loading any."""
    return (*_package_names(package), *(path.stem for path in _extra_files(extra_folder)))


def _package_names(package: ModuleType) -> tuple[str, ...]:
    infos = pkgutil.iter_modules(package.__path__)
    return tuple(sorted(info.name for info in infos if not info.name.startswith("_") and not info.ispkg))


def _extra_files(folder: Path | None) -> list[Path]:
    if folder is None or not folder.is_dir():
        return []
    return [path for path in sorted(folder.glob("*.py")) if not path.stem.startswith("_")]


def _modules(package: ModuleType, extra_folder: Path | None) -> Iterator[tuple[str, ModuleType]]:
    for name in _package_names(package):
        yield name, importlib.import_module(f"{package.__name__}.{name}")
    for path in _extra_files(extra_folder):
        spec = spec_from_file_location(f"lykta_extra_{package.__name__.replace('.', '_')}_{path.stem}", path)
        if spec is None or spec.loader is None:
            raise SettingsError(f"{path}: cannot be loaded as Python. Is it a plain .py file?")
        module = module_from_spec(spec)
        try:
            spec.loader.exec_module(module)
        except Exception as error:
            raise SettingsError(f"{path}: {type(error).__name__}: {error}. Mend or remove this file.") from error
        yield path.stem, module
