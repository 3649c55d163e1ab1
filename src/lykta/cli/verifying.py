"""`verify`: each check on a line, passed or not."""

from collections.abc import Sequence
from pathlib import Path

from lykta.cli.lines import stdout
from lykta.model.counting import CHECK, count_in_digits
from lykta.model.words import Language, Said
from lykta.service.faults import fault_in
from lykta.service.verifying import verify_path

_HOLDS, _FAILS = Said(sv="stämmer", en="pass"), Said(sv="FEL    ", en="FAIL")


def run_verify(path: Path, key: str | None, authorities: Sequence[Path], language: Language) -> int:
    checks = verify_path(path, signer=key, authorities=authorities)
    for check in checks:
        mark = _HOLDS if check.passed else _FAILS
        said = fault_in(f"{check.name}: {check.detail}", language)
        stdout().write(f"{mark.in_(language)}  {said}\n".encode())
    failed = sum(not check.passed for check in checks)
    passed = len(checks) - failed
    counted = count_in_digits(passed, CHECK)
    counts = Said(sv=f"{counted.sv} stämmer, {failed} gör det inte", en=f"{counted.en} passed, {failed} failed")
    stdout().write(f"{counts.in_(language)}\n".encode())
    return 0 if checks and failed == 0 else 1
