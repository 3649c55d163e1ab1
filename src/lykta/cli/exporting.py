"""`export`: one network to a file."""

from pathlib import Path

from rich.console import Console

from lykta.errors import BadInputError
from lykta.model.words import Said
from lykta.service.desk import open_desk
from lykta.service.exporting import export_network
from lykta.service.settings import Settings


def run_export(settings: Settings, network: str, format_name: str, out: Path) -> None:
    with open_desk(settings) as desk:
        data = export_network(desk, network, format_name, language=settings.language)
    write_new(out, data)
    written = Said(sv=f"{len(data)} byte i {out}", en=f"{len(data)} bytes in {out}")
    Console(stderr=True, highlight=False).print(written.in_(settings.language), markup=False)


def write_new(out: Path, data: bytes) -> None:
    """A new file that its owner alone may read. Raises BadInputError when there is one, or it cannot be written."""
    try:
        # Exclusive, so that an earlier export is never overwritten.
        out.touch(mode=0o600, exist_ok=False)
        out.write_bytes(data)
    except OSError as error:
        raise BadInputError(f"{out}: cannot be written: {error.strerror}. Name a new file.") from error
