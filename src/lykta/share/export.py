"""A network's page written to bytes by a format of the package or of the home."""

from pathlib import Path

from lykta.errors import BadInputError
from lykta.kit.plugins import load_plugins
from lykta.share import formats
from lykta.share.contract import ExportFormat


def load_formats(user_folder: Path | None = None) -> dict[str, ExportFormat]:
    """Every format by its file name. Raises SettingsError naming a wrong file."""
    return load_plugins(formats, "FORMAT", ExportFormat, extra_folder=user_folder)


def format_named(known: dict[str, ExportFormat], name: str) -> ExportFormat:
    if name not in known:
        raise BadInputError(f"There is no export format {name!r}. Choose one of {', '.join(known)}.")
    return known[name]
