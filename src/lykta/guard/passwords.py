"""Passwords of local accounts: made, hashed and checked. Where the hash is kept is the caller's."""

import math
import secrets
import unicodedata
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from lykta.errors import BadInputError

# RFC 9106, second recommended option: Argon2id, 3 passes, 64 MiB, 4 lanes.
_HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4, hash_len=32, salt_len=16)
FEWEST_CHARACTERS = 15  # NIST SP 800-63B-4, 3.1.1.2: a password that is the only factor
MOST_CHARACTERS = 256  # room for any sentence, and no lever for filling memory
# The hash of 32 random bytes that were thrown away: checking against it takes as long as against a real one.
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$Jgzl2KAS3T68T3Q59ZaA5w$IpG8coblRpjWGWF/5CV4Dc6VKD5wrkFx6kEWSkID3pU"
# No vowels, so that no word can appear, and no letters or digits that look alike.
_SYMBOLS = "bcdfghjkmnpqrstvwxz23456789"
_GROUPS, _IN_A_GROUP = 4, 5
PASSPHRASE_BITS = _GROUPS * _IN_A_GROUP * math.log2(len(_SYMBOLS))


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordCheck:
    """Whether the password was right; `rehash` when a right one was hashed by older parameters."""

    right: bool
    rehash: bool = False


def new_passphrase() -> str:
    """A passphrase of PASSPHRASE_BITS (95) bits in four groups, to be shown once."""
    groups = ("".join(secrets.choice(_SYMBOLS) for _ in range(_IN_A_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def hash_password(password: str) -> str:
    """The Argon2id hash with its salt and parameters, as one line of ASCII.

    Raises BadInputError when the password is too short or too long; it never repeats it.
    """
    if not FEWEST_CHARACTERS <= len(password) <= MOST_CHARACTERS:
        raise BadInputError(
            f"The password has {len(password)} characters; {FEWEST_CHARACTERS} to {MOST_CHARACTERS} are "
            "expected. Take a longer one, or let one be made."
        )
    return _HASHER.hash(_bytes_of(password))


def check_password(stored: str | None, password: str) -> PasswordCheck:
    """Whether this is the password behind `stored`; None (no such account) costs the same time and is wrong.

    A `stored` that is no Argon2 hash counts as wrong, so a damaged row never opens a door.
    """
    if len(password) > MOST_CHARACTERS:
        return PasswordCheck(right=False)
    try:
        _HASHER.verify(_NOBODY if stored is None else stored, _bytes_of(password))
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return PasswordCheck(right=False)
    if stored is None:
        return PasswordCheck(right=False)
    return PasswordCheck(right=True, rehash=_HASHER.check_needs_rehash(stored))


def _bytes_of(password: str) -> bytes:
    # The same keys give å as one or as two code points, depending on the machine.
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
