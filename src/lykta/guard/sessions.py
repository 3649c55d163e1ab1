"""Sessions after a log-in: made, aged, recognised. They hold the token's hash, never the token."""

import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from lykta.kit.hashing import sha256_of

TOKEN_BYTES = 32
# OWASP ASVS 5.0.0, 7.3.1 and 7.3.2, ask for both limits; the figures are our goal.
IDLE_LIMIT = timedelta(minutes=30)
STRICT_IDLE_LIMIT = timedelta(minutes=15)  # of admins, and before an export
ABSOLUTE_LIMIT = timedelta(hours=12)
# A clock that steps back must not lengthen a session; a step this small is ordinary correction.
CLOCK_SLACK = timedelta(minutes=1)
_CSRF_USE = b"lykta csrf 1"  # names the use, so that this HMAC serves nothing else


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One log-in. `id_hash` is the SHA-256 of its token in hex; times are aware UTC."""

    id_hash: str
    account: str
    created_at: datetime
    last_seen_at: datetime


def open_session(account: str, now: datetime) -> tuple[str, Session]:
    """A fresh token for the cookie, and the session to keep. Every log-in makes a new one."""
    token = new_token()
    return token, Session(id_hash=token_hash(token), account=account, created_at=now, last_seen_at=now)


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> str:
    """What is stored and looked up: a stolen table opens no session, for 256 random bits cannot be guessed."""
    return sha256_of(token.encode("utf-8", "surrogatepass"))


def is_live(session: Session, token: str, now: datetime, *, idle_limit: timedelta = IDLE_LIMIT) -> bool:
    """Whether this token is the session's and neither limit is reached; no when the clock went back."""
    if not hmac.compare_digest(session.id_hash, token_hash(token)):
        return False
    if now < session.last_seen_at - CLOCK_SLACK:
        return False
    return now - session.last_seen_at < idle_limit and now - session.created_at < ABSOLUTE_LIMIT


def seen(session: Session, now: datetime) -> Session:
    """The session used now; its absolute end stays where it was."""
    return replace(session, last_seen_at=max(now, session.last_seen_at))


def csrf_token(token: str) -> str:
    """The proof that a form was made for this session; it tells nothing of the session's token."""
    return hmac.digest(token.encode("utf-8", "surrogatepass"), _CSRF_USE, "sha256").hex()


def is_csrf_token(given: str, token: str) -> bool:
    # Bytes, because comparing text with non-ASCII letters raises an error.
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), csrf_token(token).encode())
