"""One-time codes from a clock (RFC 6238 over RFC 4226), with SHA-1, 30 seconds and six digits: what every app knows."""

import base64
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote

STEP_S = 30  # RFC 6238 4.1
DIGITS = 6
SECRET_BYTES = 20  # 160 bits, RFC 4226 section 4, R6
STEPS_ASIDE = 1  # RFC 6238 5.2: a code of the step before or after is taken, for clocks that differ


def new_secret() -> str:
    """A secret in Base32, as apps take it."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def code_at(secret: str, step: int, *, digits: int = DIGITS) -> str:
    """The code of a time step (POSIX time over STEP_S), by RFC 4226 5.3."""
    digest = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), "sha1")
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**digits:0{digits}d}"


def step_of(moment: datetime) -> int:
    return int(moment.timestamp()) // STEP_S


def step_of_code(secret: str, given: str, now: datetime, *, after: int) -> int | None:
    """The step whose code was given, if it is around now and later than `after`; else None.

    Single use holds only if the caller keeps the step and gives it as `after` the next time (RFC 6238 5.2).
    """
    typed = "".join(given.split())
    if len(typed) != DIGITS or not (typed.isascii() and typed.isdecimal()):
        return None
    present = step_of(now)
    found = None
    for step in range(present - STEPS_ASIDE, present + STEPS_ASIDE + 1):  # all of them, so that time tells nothing
        if hmac.compare_digest(code_at(secret, step), typed) and step > after:
            found = step
    return found


def address(secret: str, account: str) -> str:
    """The otpauth address of the secret, for apps that take one."""
    return f"otpauth://totp/Lykta:{quote(account, safe='')}?secret={secret}&issuer=Lykta"
