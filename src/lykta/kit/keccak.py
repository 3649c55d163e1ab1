"""Keccak-256 as wallets use it: the hash that became SHA-3, with the padding it had before that."""

_RATE = 136  # bytes a round of 256-bit Keccak takes in: 200 - 2 * 32
_MASK = (1 << 64) - 1
# The padding's first byte: 0x01 in the submission (Keccak team, 2011), 0x06 in FIPS 202.
KECCAK, SHA3 = 0x01, 0x06


def _round_constants() -> tuple[int, ...]:
    """By the shift register of FIPS 202, algorithm 5."""
    constants, register = [], 1
    for _ in range(24):
        constant = 0
        for place in range(7):
            if register & 1:
                constant |= 1 << ((1 << place) - 1)
            register = register << 1 ^ (0x171 if register & 0x80 else 0)
        constants.append(constant)
    return tuple(constants)


def _walk() -> tuple[tuple[int, int], ...]:
    """For each step of rho and pi (FIPS 202, 3.2.2 and 3.2.3): the lane filled next, and by how much it turns."""
    steps, x, y = [], 1, 0
    for number in range(24):
        x, y = y, (2 * x + 3 * y) % 5
        steps.append((x + 5 * y, (number + 1) * (number + 2) // 2 % 64))
    return tuple(steps)


_CONSTANTS = _round_constants()
_WALK = _walk()


def keccak_256(data: bytes, *, suffix: int = KECCAK) -> bytes:
    """The 32-byte hash of the data; with `suffix` SHA3 it equals `hashlib.sha3_256`, which the tests use."""
    padded = bytearray(data)
    padded.append(suffix)
    padded.extend(bytes(-len(padded) % _RATE))
    padded[-1] |= 0x80
    lanes = [0] * 25
    for at in range(0, len(padded), _RATE):
        for lane in range(_RATE // 8):
            lanes[lane] ^= int.from_bytes(padded[at + 8 * lane : at + 8 * lane + 8], "little")
        lanes = _permuted(lanes)
    return b"".join(lane.to_bytes(8, "little") for lane in lanes[:4])


def _permuted(lanes: list[int]) -> list[int]:
    """Keccak-f[1600] (FIPS 202, 3.3); lane x + 5 * y."""
    for constant in _CONSTANTS:
        columns = [lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20] for x in range(5)]
        mixed = [columns[x - 1] ^ _turned(columns[(x + 1) % 5], 1) for x in range(5)]
        lanes = [lane ^ mixed[place % 5] for place, lane in enumerate(lanes)]
        carried = lanes[1]
        for place, turn in _WALK:
            lanes[place], carried = _turned(carried, turn), lanes[place]
        lanes = [
            lanes[row + x] ^ (lanes[row + (x + 1) % 5] ^ _MASK) & lanes[row + (x + 2) % 5]
            for row in range(0, 25, 5)
            for x in range(5)
        ]
        lanes[0] ^= constant
    return lanes


def _turned(lane: int, by: int) -> int:
    return (lane << by | lane >> (64 - by)) & _MASK
