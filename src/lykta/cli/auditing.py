"""`audit`: the log as lines, its checkpoints, proofs, and its verification."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console

from lykta.cli.exporting import write_new
from lykta.kit.text import printable
from lykta.model.audit import ACT_NAMES, DOOR_NAMES, GROUND_NAMES, AuditEntry
from lykta.model.words import Language, Said
from lykta.service import auditing, verifying_log, witnessing
from lykta.service.settings import Settings
from lykta.service.standing import open_desk

_OK, _NOTE, _FAILED = Said(sv="håller", en="ok    "), Said(sv="obs   ", en="note  "), Said(sv="BRUTEN", en="FAILED")


def print_log(settings: Settings, most: int) -> None:
    with open_desk(settings) as desk:
        _print_entries(auditing.log_entries(desk, limit=most), settings.language)


def print_searched(settings: Settings, words: str) -> None:
    with open_desk(settings) as desk:
        found = auditing.searches_for(desk, words)
    _print_entries(found, settings.language)
    if not found:
        nobody = Said(
            sv="Ingen har sökt efter just det, eller efter ett nummer eller en adress i det.",
            en="Nobody searched for exactly that, or for a number or address in it.",
        )
        _say(nobody.in_(settings.language))


def print_key(settings: Settings) -> None:
    with open_desk(settings) as desk:
        _say(str(witnessing.verifier_key(desk)))


def run_checkpoint(settings: Settings, out: Path | None) -> None:
    with open_desk(settings) as desk:
        signed = auditing.sign_log(desk)
    if out is None:
        _say(signed.rstrip("\n"))
    else:
        write_new(out, signed.encode())
        kept = Said(sv=f"Kontrollpunkten står i {out}.", en=f"The checkpoint stands in {out}.")
        _say(kept.in_(settings.language))


def print_proof(settings: Settings, number: int, since: int | None) -> None:
    with open_desk(settings) as desk:
        _say(json.dumps(auditing.prove(desk, number, old_size=since), ensure_ascii=False))


def run_verify_log(settings: Settings, against: Sequence[Path], key: str | None) -> int:
    named = [witnessing.read_checkpoint_file(path) for path in against]
    with open_desk(settings) as desk:
        check = verifying_log.verify_log(desk, named, key=key)
    for passed in check.passed:
        _say(f"{_OK.in_(settings.language)}  {passed.in_(settings.language)}")
    for note in check.notes:
        _say(f"{_NOTE.in_(settings.language)}  {note.in_(settings.language)}")
    for failed in check.failed:
        _say(f"{_FAILED.in_(settings.language)}  {failed.in_(settings.language)}")
    holds = Said(
        sv=f"Loggen håller: {check.entries} rader, rot {check.root}",
        en=f"The log holds: {check.entries} entries, root {check.root}",
    )
    broken = Said(sv="Loggen håller INTE.", en="The log does NOT hold.")
    _say((holds if check.holds else broken).in_(settings.language))
    return 0 if check.holds else 1


def _print_entries(entries: Iterable[AuditEntry], language: Language) -> None:
    for entry in entries:
        ground = GROUND_NAMES[entry.by.ground].in_(language) if entry.by.ground else ""
        why = ": ".join(part for part in (ground, entry.by.purpose) if part) or "-"
        door, act = (said.in_(language) for said in (DOOR_NAMES[entry.by.door], ACT_NAMES[entry.act]))
        cells = (str(entry.number), f"{entry.at:%Y-%m-%d %H:%M:%S} UTC", entry.by.name, door, act)
        # Whoever tries to sign in, or types a purpose, chooses words that an auditor's terminal prints.
        _say(printable("  ".join((*cells, " ".join(entry.about) or "-", why))))


def _say(line: str) -> None:
    Console(highlight=False, soft_wrap=True).print(line, markup=False)
