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


def _modules(package: ModuleType, extra_folder: Path | None) -> Iterator[tuple[str, ModuleType]]:
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda info: info.name):
        if not info.name.startswith("_") and not info.ispkg:
            yield info.name, importlib.import_module(f"{package.__name__}.{info.name}")
    if extra_folder is None or not extra_folder.is_dir():
        return
    for path in sorted(extra_folder.glob("*.py")):
        if path.stem.startswith("_"):
            continue
        spec = spec_from_file_location(f"lykta_extra_{package.__name__.replace('.', '_')}_{path.stem}", path)
        if spec is None or spec.loader is None:
            raise SettingsError(f"{path}: cannot be loaded as Python. Is it a plain .py file?")
        module = module_from_spec(spec)
        try:
            spec.loader.exec_module(module)
        except Exception as error:
            raise SettingsError(f"{path}: {type(error).__name__}: {error}. Mend or remove this file.") from error
        yield path.stem, module
