"""PDQ hashes of pictures, for exchange with those who use them; needs the extra `pdq`. No face or body is analysed."""

from dataclasses import dataclass

import numpy as np

from lykta.errors import BadInputError
from lykta.extract.pictures import decode

# Below this PDQ's own quality a hash says little (Facebook's ThreatExchange, hashing.pdf, 2019).
LEAST_QUALITY = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class PdqHash:
    """256 bits as 64 hexadecimal digits; `quality` is PDQ's own, within 0-100, and above LEAST_QUALITY for use."""

    bits: str
    quality: int


def why_no_pdq() -> str | None:
    """A sentence when the extra is not installed, else None."""
    try:
        import pdqhash  # noqa: F401, PLC0415 -- an extra
    except ImportError:
        return "PDQ hashes need the extra pdq: pip install 'lykta[pdq]'"
    return None


def pdq_of(data: bytes) -> PdqHash:
    """The PDQ hash of an encoded still picture. Raises BadInputError as `hash_picture` does, or without the extra."""
    missing = why_no_pdq()
    if missing is not None:
        raise BadInputError(missing)
    import pdqhash  # noqa: PLC0415 -- an extra

    grey = np.asarray(decode(data), np.uint8)
    vector, quality = pdqhash.compute(np.repeat(grey[:, :, None], 3, axis=2))
    return PdqHash(bits=np.packbits(np.asarray(vector, np.uint8)).tobytes().hex(), quality=int(quality))
