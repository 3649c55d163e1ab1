"""A package of an invented network, and every way of changing one that we could think of."""

import base64
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lykta.guard.checkpoints import Signer
from lykta.kit.hashing import sha256_of
from lykta.share import wacz

Entries = dict[str, bytes]
Change = Callable[[Entries, Random], None]


def entries_of(path: Path) -> Entries:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def written(entries: Entries, *, compression: int = zipfile.ZIP_STORED) -> bytes:
    """As our own writer writes what is in its order; with another compression or other entries, as others would."""
    out = io.BytesIO()
    if compression == zipfile.ZIP_STORED and tuple(entries) == wacz.IN_ORDER:
        warc = io.BytesIO(entries[wacz.WARC])
        wacz._write_zip(out, {wacz.WARC: warc}, {name: data for name, data in entries.items() if name != wacz.WARC})
    else:
        with zipfile.ZipFile(out, "w", compression) as package:
            for name, data in entries.items():
                package.writestr(name, data)
    return out.getvalue()


def rehash(entries: Entries) -> None:
    """The lists of contents made right again, as anybody can; the signature stays what it was."""
    listed = json.loads(entries[wacz.DATAPACKAGE])
    for one in listed["resources"]:
        data = entries.get(one["path"], b"")
        one["hash"], one["bytes"] = f"sha256:{sha256_of(data)}", len(data)
    entries[wacz.DATAPACKAGE] = wacz._json(listed)
    digest = json.loads(entries[wacz.DIGEST])
    digest["hash"] = digest["signedData"]["hash"] = f"sha256:{sha256_of(entries[wacz.DATAPACKAGE])}"
    entries[wacz.DIGEST] = wacz._json(digest)


def sealed_by_another(entries: Entries) -> None:
    """Signed anew by a key of somebody else, and all hashes right: only who it must be tells them apart."""
    rehash(entries)
    signer = Signer(name="lykta-package-0000", key=Ed25519PrivateKey.generate())
    digest = json.loads(entries[wacz.DIGEST])
    signed = digest["signedData"]
    signed["signer"] = str(signer.verifier())
    signed["publicKey"] = base64.b64encode(signer.verifier().public).decode()
    signed["signature"] = base64.b64encode(signer.key.sign(digest["hash"].encode())).decode()
    entries[wacz.DIGEST] = wacz._json(digest)


def _json_change(name: str, change: Callable[[dict[str, object]], object]) -> Change:
    def changed(entries: Entries, _: Random) -> None:
        content = json.loads(entries[name])
        change(content)
        entries[name] = wacz._json(content)
        if name == wacz.DATAPACKAGE:
            digest = json.loads(entries[wacz.DIGEST])
            digest["hash"] = digest["signedData"]["hash"] = f"sha256:{sha256_of(entries[name])}"
            entries[wacz.DIGEST] = wacz._json(digest)

    return changed


def _record_dropped(entries: Entries, random: Random) -> None:
    lines = entries[wacz.INDEX].splitlines(keepends=True)
    gone = json.loads(lines.pop(random.randrange(len(lines))).split(b" ", 2)[2])
    at, length = int(gone["offset"]), int(gone["length"])
    entries[wacz.WARC] = entries[wacz.WARC][:at] + entries[wacz.WARC][at + length :]
    entries[wacz.INDEX] = b"".join(lines)
    rehash(entries)


def _record_doubled(entries: Entries, _: Random) -> None:
    entries[wacz.WARC] *= 2
    rehash(entries)


def _renamed(entries: Entries, random: Random) -> None:
    name = random.choice(list(entries))
    entries[f"{name}.old"] = entries.pop(name)


def _dropped(entries: Entries, random: Random) -> None:
    del entries[random.choice(list(entries))]


def _added(entries: Entries, _: Random) -> None:
    entries["notes.txt"] = b"an addition"


def _reordered(entries: Entries, random: Random) -> None:
    for name in random.sample(list(entries)[:-1], 2):
        entries[name] = entries.pop(name)


def _page_added(entries: Entries, _: Random) -> None:
    entries[wacz.PAGES] += b'{"id": "x", "url": "https://elsewhere.example/", "ts": "2026-01-01T00:00:00Z"}\n'
    rehash(entries)


CHANGES: dict[str, Change] = {
    "signature stripped": _json_change(wacz.DIGEST, lambda digest: digest.pop("signedData")),
    "signature emptied": _json_change(wacz.DIGEST, lambda digest: digest["signedData"].update(signature="")),  # type: ignore[attr-defined]
    "another version": _json_change(wacz.DIGEST, lambda digest: digest["signedData"].update(version="9")),  # type: ignore[attr-defined]
    "date of the seal forged": _json_change(
        wacz.DIGEST,
        lambda digest: digest["signedData"].update(created="2020-01-01T00:00:00Z"),  # type: ignore[attr-defined]
    ),
    "date forged, hashes right": _json_change(wacz.DATAPACKAGE, lambda it: it.update(created="2020-01-01T00:00:00Z")),
    "title forged, hashes right": _json_change(wacz.DATAPACKAGE, lambda it: it.update(title="another network")),
    "resources emptied": _json_change(wacz.DATAPACKAGE, lambda it: it.update(resources=[])),
    "record dropped, hashes right": _record_dropped,
    "records doubled, hashes right": _record_doubled,
    "page added, hashes right": _page_added,
    "renamed": _renamed,
    "dropped": _dropped,
    "added": _added,
    "reordered": _reordered,
    "sealed by another": lambda entries, _: sealed_by_another(entries),
}


def mutations(path: Path, random: Random, count: int) -> Iterator[tuple[str, bytes]]:
    """Yield `count` changed packages with what was done: bytes flipped, cut and added in turn with CHANGES."""
    whole = path.read_bytes()
    ways = ["flip", "flip", "cut", "tail", "compressed", *CHANGES]
    for number in range(count):
        way = ways[number % len(ways)]
        if way == "flip":
            changed = bytearray(whole)
            changed[random.randrange(len(whole))] ^= 1 << random.randrange(8)
            yield way, bytes(changed)
        elif way == "cut":
            yield way, whole[: random.randrange(len(whole))]
        elif way == "tail":
            yield way, whole + bytes(random.randrange(1, 50))
        else:
            entries = entries_of(path)
            if way == "compressed":
                yield way, written(entries, compression=zipfile.ZIP_DEFLATED)
            else:
                CHANGES[way](entries, random)
                yield way, written(entries)
