"""The home's own keys: made at first use, readable by this user only, never shown and never in the database."""

import hashlib
import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lykta.errors import DamagedError
from lykta.guard.checkpoints import Signer
from lykta.kit.files import Files, disk_errors_in_words, locked, write_durably

KEY_BYTES = 32


def log_signer(home: Path) -> Signer:
    """The key that signs the audit log's checkpoints. Its name is made from it, so that two homes never share one."""
    return _signer(home, "log")


def package_signer(home: Path) -> Signer:
    """The key that seals packages of captured pages: another one than the log's, for it signs what leaves the unit."""
    return _signer(home, "package")


def _signer(home: Path, purpose: str) -> Signer:
    raw = _key(home, f"{purpose}.ed25519", lambda: Ed25519PrivateKey.generate().private_bytes_raw())
    key = Ed25519PrivateKey.from_private_bytes(raw)
    public = key.public_key().public_bytes_raw()
    return Signer(name=f"lykta-{purpose}-{hashlib.sha256(public).hexdigest()[:16]}", key=key)


def search_key(home: Path) -> bytes:
    """The key under which the log holds what was searched for: a number is in no log, and a guess can be tried."""
    return _key(home, "search.hmac", lambda: secrets.token_bytes(KEY_BYTES))


def _key(home: Path, name: str, make: Callable[[], bytes]) -> bytes:
    folder = home / "keys"
    place = folder / name
    with disk_errors_in_words(place):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with locked(folder / ".lock"):
            if not place.exists():
                write_durably(place, make(), drafts=folder, files=Files())
            raw = place.read_bytes()
    if len(raw) != KEY_BYTES:
        raise DamagedError(f"{place}: a key of {len(raw)} bytes, expected {KEY_BYTES}. Restore it from a backup.")
    return raw
