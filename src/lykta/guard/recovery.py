"""Recovery codes: each stands once for the one-time code of somebody who has lost what makes them."""

import secrets

from lykta.kit.hashing import sha256_of

HOW_MANY = 10
# As in passphrases: no vowels and nothing that looks alike.
_SYMBOLS = "bcdfghjkmnpqrstvwxz23456789"
_IN_A_CODE = 16  # 76 bits: too many to guess, so that a plain hash is enough


def new_codes() -> tuple[str, ...]:
    """Codes in groups of four, to be shown once."""
    return tuple(_new_code() for _ in range(HOW_MANY))


def _new_code() -> str:
    signs = "".join(secrets.choice(_SYMBOLS) for _ in range(_IN_A_CODE))
    return "-".join(signs[at : at + 4] for at in range(0, _IN_A_CODE, 4))


def code_hash(given: str) -> str:
    """What is kept of a code, however it was typed."""
    typed = "".join(sign for sign in given.casefold() if sign.isalnum())
    return sha256_of(b"lykta recovery 1 " + typed.encode("utf-8", "surrogatepass"))
