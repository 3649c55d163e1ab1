"""The WARC files inside a WACZ, taken out only when nothing in it is a trick.

Source: WACZ 1.1.1 and 1.2.0, webrecorder.net specs: archive/ holds the WARCs, datapackage.json their hashes.
"""

import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from lykta.errors import BadInputError
from lykta.kit.files import Draft
from lykta.kit.zips import ZipLimits, opened_zip, unpacked
from lykta.model.archived import Damage

DATAPACKAGE = "datapackage.json"
MAX_DATAPACKAGE_BYTES = 8 << 20
WARC_SUFFIXES = (".warc", ".warc.gz")
LIMITS = ZipLimits()


def warcs_of(
    path: Path, name: str, draft: Callable[[], Draft], *, limits: ZipLimits = LIMITS
) -> Iterator[tuple[str, Draft] | Damage]:
    """Yield each inner WARC's name with its bytes in a new draft, or why it could not be taken out.

    Raises BadInputError, before anything is taken out, when the zip holds a trick or no WARC.
    """
    with opened_zip(path, name, limits) as archive:
        warcs = [entry for entry in archive.infolist() if entry.filename.lower().endswith(WARC_SUFFIXES)]
        if not warcs:
            raise BadInputError(f"{name}: a zip without any WARC, so no WACZ. Unpack it and import its files.")
        said = _said_hashes(archive, name)
        if isinstance(said, Damage):
            yield said
            said = {}
        for missing in sorted(said.keys() - {entry.filename for entry in archive.infolist()}):
            yield Damage(file=name, offset=0, problem=f"{DATAPACKAGE} lists {missing[:100]!r}; it is not inside")
        for entry in warcs:
            yield from _taken_out(archive, entry, name, said.get(entry.filename), draft(), limits)


def _taken_out(
    archive: zipfile.ZipFile,
    entry: zipfile.ZipInfo,
    name: str,
    said: str | None,
    draft: Draft,
    limits: ZipLimits,
) -> Iterator[tuple[str, Draft] | Damage]:
    try:
        for piece in unpacked(archive, entry, limits):
            draft.write(piece)
    except zipfile.BadZipFile as error:
        problem = f"{entry.filename!r} is damaged ({error}) and was not taken out"
        yield Damage(file=name, offset=entry.header_offset, problem=problem)
        return
    if said and said.startswith("sha256:") and said != f"sha256:{draft.sha256}":
        problem = f"{DATAPACKAGE} says {entry.filename!r} has {said[:80]}, its bytes give sha256:{draft.sha256}"
        yield Damage(file=name, offset=entry.header_offset, problem=problem)
    yield entry.filename, draft


def _said_hashes(archive: zipfile.ZipFile, name: str) -> dict[str, str] | Damage:
    """What datapackage.json says of the WARCs' hashes; a consistency check, no proof of origin."""
    try:
        entry = archive.getinfo(DATAPACKAGE)
        if entry.file_size > MAX_DATAPACKAGE_BYTES:
            return Damage(file=name, offset=entry.header_offset, problem=f"{DATAPACKAGE} is too large to read")
        resources = json.loads(archive.read(entry))["resources"]
        return {
            str(each["path"]): str(each["hash"])
            for each in resources
            if str(each["path"]).lower().endswith(WARC_SUFFIXES)
        }
    except (KeyError, ValueError, TypeError, RecursionError, zipfile.BadZipFile) as error:
        return Damage(file=name, offset=0, problem=f"no {DATAPACKAGE} can be read ({error}), so nothing was compared")
