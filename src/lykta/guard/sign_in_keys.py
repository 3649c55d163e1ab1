"""Keys in a link that signs in once, printed on the terminal of the one who started the program."""

import hmac
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from lykta.guard.sessions import CLOCK_SLACK, new_token, token_hash

LIFE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInKey:
    """A key by its hash. `used_at` is None until somebody signed in with it."""

    key_hash: str
    account: str
    created_at: datetime
    used_at: datetime | None = None


def new_sign_in_key(account: str, now: datetime) -> tuple[str, SignInKey]:
    """The key for the link, and what to keep of it."""
    key = new_token()
    return key, SignInKey(key_hash=token_hash(key), account=account, created_at=now)


def redeem(kept: SignInKey, given: str, now: datetime) -> SignInKey | None:
    """The key marked as used, or None when it is another one, used, too old, or from the future.

    Single use holds only if the caller writes `used_at` where it is still empty and signs in if it did.
    """
    if not hmac.compare_digest(kept.key_hash, token_hash(given)) or kept.used_at is not None:
        return None
    if not -CLOCK_SLACK <= now - kept.created_at < LIFE:
        return None
    return replace(kept, used_at=now)
