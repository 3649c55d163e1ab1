"""How an account may be called."""

import re

from lykta.errors import BadInputError

LONGEST = 40
# ASCII only: four eyes tell accounts apart by how they are drawn (docs/adr/0024), and a log is read by people.
_NAME = re.compile(r"[a-z][a-z0-9]*(?:[._-][a-z0-9]+)*")
_TAKEN = frozenset(("local", "lykta"))  # the home's own account, and the program itself


def refuse_name(name: str) -> None:
    """Raises BadInputError for a name that no account may have."""
    if name in _TAKEN or len(name) > LONGEST or _NAME.fullmatch(name) is None:
        raise BadInputError(
            f"{name[:LONGEST]!r} cannot be an account: at most {LONGEST} small letters a-z, digits and single . _ - "
            f"between them, a letter first, and not {' or '.join(sorted(_TAKEN))}.",
            sv=f"{name[:LONGEST]!r} kan inte vara ett konto: högst {LONGEST} små bokstäver a-z, siffror och enstaka "
            f". _ - emellan, först en bokstav, och inte {' eller '.join(sorted(_TAKEN))}.",
        )
