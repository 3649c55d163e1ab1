"""`lykta verify` of a package: every check by name, without a home, a database or a network."""

import tempfile
from dataclasses import replace
from pathlib import Path

from lykta.archive.reading import read_file
from lykta.errors import BadInputError
from lykta.guard.checkpoints import is_signed, read_verifier
from lykta.model.archived import Check, Damage
from lykta.model.package import IndexRow, Seal
from lykta.model.snapshot import Snapshot
from lykta.share.wacz import check_rows, check_wacz, extracted_warc

_WARC_NAME = "package"  # stands for the WARC's hash where its records are named


def verify_package(path: Path, signer: str | None) -> list[Check]:
    """Every check of a package, by name. It holds when all pass; a missing seal, or one of another signer, fails.

    Raises BadInputError when `path` is no zip, or `signer` is no verifier key.
    """
    expected = str(read_verifier(signer)) if signer else None
    checks = list(check_wacz(path, _is_sealed, expected))
    if not all(check.passed for check in checks):
        return checks
    with tempfile.TemporaryDirectory(prefix="lykta-") as folder:
        warc = extracted_warc(path, Path(folder))
        damage = [one for one in read_file(warc, _WARC_NAME) if isinstance(one, Damage)]
        detail = f"at byte {damage[0].offset}: {damage[0].problem}" if damage else "every record's digests hold"
        checks.append(Check(name="records", passed=not damage, detail=detail))
        checks += check_rows(path, rows_of(warc))
    return checks


def _is_sealed(seal: Seal, message: bytes) -> bool:
    try:
        verifier = read_verifier(seal.signer)
    except BadInputError:
        return False
    return verifier.public == seal.public and is_signed(verifier, seal.signature, message)


def rows_of(warc: Path) -> list[IndexRow]:
    """Each answer of the file with its place; a record ends where the next begins."""
    rows: list[IndexRow] = []
    end = warc.stat().st_size
    for one in read_file(warc, _WARC_NAME):
        if isinstance(one, Snapshot):
            rows.append(
                IndexRow(
                    url=one.url,
                    at=one.fetched_at,
                    mime=one.content_type.partition(";")[0].strip() if one.content_type else None,
                    status=one.status,
                    payload_sha256=one.sha256,
                    offset=one.offset,
                    length=end - one.offset,
                )
            )
    following = [*(row.offset for row in rows[1:]), end]
    return [replace(row, length=after - row.offset) for row, after in zip(rows, following, strict=True)]
