"""A signed state of the log: C2SP tlog-checkpoint in a C2SP signed note, and the cosignatures of witnesses.

A checkpoint kept elsewhere is what makes tampering visible: whoever can rewrite the whole database cannot rewrite that.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from lykta.errors import BadInputError

_ED25519, _COSIGNED = b"\x01", b"\x04"  # C2SP signed-note and tlog-cosignature: the algorithm bytes
_DASH = "\u2014"  # the em dash that begins a signature line
_MOST_LINES = 1_000  # of a note: an origin, a size, a root and the lines of witnesses
LONGEST_NOTE = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """The log named `origin` had this many entries and this root."""

    origin: str
    size: int
    root: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Verifier:
    """A public key under its name: all that is needed to check a signature."""

    name: str
    public: bytes
    cosigns: bool = False

    @property
    def key_id(self) -> bytes:
        kind = _COSIGNED if self.cosigns else _ED25519
        return hashlib.sha256(self.name.encode() + b"\n" + kind + self.public).digest()[:4]

    def __str__(self) -> str:
        """As C2SP writes it: name+id+key."""
        kind = _COSIGNED if self.cosigns else _ED25519
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(kind + self.public).decode()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """A name with its private key. Its text shows the name only, so that no log holds the key."""

    name: str
    key: Ed25519PrivateKey

    def verifier(self, *, cosigns: bool = False) -> Verifier:
        return Verifier(name=self.name, public=self.key.public_key().public_bytes_raw(), cosigns=cosigns)

    def __repr__(self) -> str:
        return f"Signer({self.name!r})"


def text_of(checkpoint: Checkpoint) -> str:
    return f"{checkpoint.origin}\n{checkpoint.size}\n{base64.b64encode(checkpoint.root).decode()}\n"


def sign(checkpoint: Checkpoint, signer: Signer) -> str:
    """The checkpoint as a note with the log's own signature."""
    text = text_of(checkpoint)
    line = _line(signer.verifier(), signer.key.sign(text.encode()))
    return f"{text}\n{line}"


def cosign(note: str, signer: Signer, *, at_s: int) -> str:
    """The note with a witness's line: it saw this state at `at_s`, a POSIX time.

    Whether the state continues what the witness saw before is to be checked first; a signature does not.
    """
    text, _ = _apart(note)
    stamped = at_s.to_bytes(8, "big") + signer.key.sign(_cosigned(text, at_s))
    return f"{note.rstrip(chr(10))}\n{_line(signer.verifier(cosigns=True), stamped)}"


def read_checkpoint(note: str, log: Verifier) -> Checkpoint:
    """The checkpoint that the log signed. Raises BadInputError for any other text, key or form."""
    text, lines = _apart(note)
    found = _signature(lines, log)
    if found is None:
        raise BadInputError(f"The checkpoint is not signed by {log.name} ({log.key_id.hex()}): missing is not valid.")
    if not is_signed(log, found, text.encode()):
        raise BadInputError(f"The checkpoint's signature by {log.name} is wrong: it was altered, or is another log's.")
    checkpoint = _read_text(text)
    if checkpoint.origin != log.name:
        raise BadInputError(f"The checkpoint is of {checkpoint.origin[:100]!r}, expected {log.name!r}.")
    return checkpoint


def cosigned_at(note: str, witness: Verifier) -> int | None:
    """The POSIX time at which the witness saw the state; None when its line is missing or wrong."""
    text, lines = _apart(note)
    found = _signature(lines, witness)
    if found is None or len(found) < 9:
        return None
    at_s = int.from_bytes(found[:8], "big")
    return at_s if is_signed(witness, found[8:], _cosigned(text, at_s)) else None


def read_verifier(written: str) -> Verifier:
    """The key as `str(Verifier)` wrote it. Raises BadInputError when it is none, or its id does not fit."""
    name, _, rest = written.strip().partition("+")
    key_id, _, key = rest.partition("+")
    raw = _decoded(key)
    if raw is None or len(raw) != 33 or raw[:1] not in (_ED25519, _COSIGNED) or not name:
        raise BadInputError(f"{written[:80]!r} is no verifier key; expected name+id+key as lykta audit key prints it.")
    verifier = Verifier(name=name, public=raw[1:], cosigns=raw[:1] == _COSIGNED)
    if verifier.key_id.hex() != key_id:
        raise BadInputError(f"The id of the verifier key {name!r} does not fit its key: a letter was lost or changed.")
    return verifier


def _line(verifier: Verifier, signature: bytes) -> str:
    return f"{_DASH} {verifier.name} {base64.b64encode(verifier.key_id + signature).decode()}\n"


def _cosigned(text: str, at_s: int) -> bytes:
    return f"cosignature/v1\ntime {at_s}\n{text}".encode()


def _apart(note: str) -> tuple[str, list[str]]:
    text, separator, signatures = note.rpartition("\n\n")
    lines = signatures.splitlines()
    if not separator or not lines or len(note) > LONGEST_NOTE or len(lines) > _MOST_LINES:
        raise BadInputError("This is no signed checkpoint; expected origin, size, root, an empty line and signatures.")
    return f"{text}\n", lines


def _signature(lines: list[str], verifier: Verifier) -> bytes | None:
    for line in lines:
        parts = line.split(" ")
        if len(parts) == 3 and parts[0] == _DASH and parts[1] == verifier.name:
            raw = _decoded(parts[2])
            if raw is not None and raw[:4] == verifier.key_id:
                return raw[4:]
    return None


def is_signed(verifier: Verifier, signature: bytes, message: bytes) -> bool:
    """Whether the verifier's key made the signature over exactly this message (Ed25519, RFC 8032)."""
    try:
        Ed25519PublicKey.from_public_bytes(verifier.public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _read_text(text: str) -> Checkpoint:
    lines = text.split("\n")
    root = _decoded(lines[2]) if len(lines) >= 3 else None
    if root is None or len(root) != hashlib.sha256().digest_size or not lines[1].isascii() or not lines[1].isdecimal():
        raise BadInputError("The checkpoint's text is not origin, size and root, one a line.")
    if str(int(lines[1])) != lines[1]:
        raise BadInputError(f"The checkpoint's size is written {lines[1][:30]!r}; no zeros may lead it.")
    return Checkpoint(origin=lines[0], size=int(lines[1]), root=root)


def _decoded(written: str) -> bytes | None:
    try:
        return base64.b64decode(written, validate=True)
    except (binascii.Error, ValueError):
        return None
