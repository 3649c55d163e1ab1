"""`lykta wacz`: a network's captured pages as one sealed file; `lykta verify` checks it anywhere, without a home."""

import os
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from lykta import __version__
from lykta.archive.taking import take
from lykta.errors import BadInputError, RefusedError
from lykta.kit.files import disk_errors_in_words
from lykta.model.audit import Act
from lykta.model.package import PackageWords, Packed, PackedPage, Seal
from lykta.model.signal import Tier
from lykta.service.auditing import named, note
from lykta.service.desk import Desk
from lykta.service.keys import package_signer
from lykta.service.looking import network_page
from lykta.service.package_checks import rows_of
from lykta.service.witnessing import checkpoint
from lykta.share.wacz import write_wacz
from lykta.store.pages import Capture, captures_of, pictures_of

LIMIT_SV = "Visar vad som sparades och när, inte att webbplatsen visade det för andra."
LIMIT_EN = "Shows what was stored and when, not that the site served it to others."


def pack_network(desk: Desk, network: str, out: Path, *, with_pictures: bool) -> Packed:
    """`out` is a new WACZ of every capture of the network's ads, byte for byte as archived, sealed by this home.

    Pictures come along only when asked for, and never of a network with a suspected minor. The log is signed with
    the export in it. Raises NotFoundError, RefusedError, BadInputError, and DamagedError for an altered archive.
    """
    note(desk, Act.EXPORTED, named(desk, network), "wacz")
    page = network_page(desk, network, ads_per_page=None)
    if with_pictures and page.assessment.tier is Tier.SUSPECTED_MINOR:
        raise RefusedError(
            sv="Nätverket har en misstänkt minderårig: dess bilder exporteras inte. Utelämna --pictures, och följ "
            "myndighetens egen rutin för dem.",
            en="The network has a suspected minor: its pictures are not exported. Leave out --pictures, and follow "
            "your authority's own procedure for them.",
        )
    ads = [seen.ad.id for seen in page.ads]
    with desk.store.reading() as connection:
        pages, pictures = captures_of(connection, ads), pictures_of(connection, ads)
    taken = (*pages, *pictures) if with_pictures else pages
    signer = package_signer(desk.settings.home)
    verifier = signer.verifier()

    def seal(message: bytes) -> Seal:
        return Seal(signer=str(verifier), public=verifier.public, signature=signer.key.sign(message))

    words = PackageWords(
        title=f"Lykta: {network}",
        description=f"{LIMIT_EN} {LIMIT_SV}",
        software=f"Lykta {__version__}",
        created=desk.now(),
    )
    if out.exists():
        raise BadInputError(f"{out}: is there already, and nothing is overwritten. Name a new file.")
    with disk_errors_in_words(out), tempfile.TemporaryDirectory(dir=out.parent, prefix=".lykta-") as folder:
        warc = _write_warc(desk.settings.archive, taken, Path(folder) / "data.warc.gz")
        whole = Path(folder) / "whole.wacz"
        with os.fdopen(os.open(whole, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            write_wacz(file, warc, rows_of(warc), _packed_pages(pages), words, seal)
            file.flush()
            os.fsync(file.fileno())
        length = whole.stat().st_size
        whole.rename(out)
    checkpoint(desk)
    return Packed(
        pages=len(pages),
        pictures=len(pictures) if with_pictures else 0,
        left_out=0 if with_pictures else len(pictures),
        length=length,
        signer=str(verifier),
    )


def _write_warc(archive: Path, taken: Iterable[Capture], place: Path) -> Path:
    offsets: dict[str, list[int]] = defaultdict(list)
    for one in taken:
        offsets[one.archive].append(one.at)
    with place.open("xb") as file:
        for sha256 in sorted(offsets):
            for member in take(archive, sha256, offsets[sha256]):
                file.write(member)
    return place


def _packed_pages(pages: Sequence[Capture]) -> list[PackedPage]:
    ordered = sorted(pages, key=lambda one: (one.fetched_at, one.url))
    return [PackedPage(url=one.url, at=one.fetched_at, title=one.title or one.url) for one in ordered]
