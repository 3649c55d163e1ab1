"""`export`: one network to a file."""

from pathlib import Path

from rich.console import Console

from lykta.errors import BadInputError
from lykta.model.words import Said
from lykta.service.exporting import export_network
from lykta.service.packing import pack_network
from lykta.service.settings import Settings
from lykta.service.standing import open_desk


def run_export(settings: Settings, network: str, format_name: str, out: Path) -> None:
    with open_desk(settings) as desk:
        data = export_network(desk, network, format_name, language=settings.language)
    write_new(out, data)
    written = Said(sv=f"{len(data)} byte i {out}", en=f"{len(data)} bytes in {out}")
    Console(stderr=True, highlight=False).print(written.in_(settings.language), markup=False)


def run_wacz(settings: Settings, network: str, out: Path, *, with_pictures: bool) -> None:
    with open_desk(settings) as desk:
        packed = pack_network(desk, network, out, with_pictures=with_pictures)
    written = Said(
        sv=f"{packed.pages} sidor och {packed.pictures} bilder i {out}, {packed.length} byte; "
        f"{packed.left_out} bilder utelämnade. "
        f"Den som tar emot filen prövar den med: lykta verify --key {packed.signer}",
        en=f"{packed.pages} pages and {packed.pictures} pictures in {out}, {packed.length} bytes; "
        f"{packed.left_out} pictures left out. "
        f"Whoever receives it checks it with: lykta verify --key {packed.signer}",
    )
    Console(stderr=True, highlight=False, soft_wrap=True).print(written.in_(settings.language), markup=False)


def write_new(out: Path, data: bytes) -> None:
    """A new file that its owner alone may read. Raises BadInputError when there is one, or it cannot be written."""
    try:
        # Exclusive, so that an earlier export is never overwritten.
        out.touch(mode=0o600, exist_ok=False)
        out.write_bytes(data)
    except OSError as error:
        raise BadInputError(f"{out}: cannot be written: {error.strerror}. Name a new file.") from error
