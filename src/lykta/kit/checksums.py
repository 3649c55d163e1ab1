"""Check digits and checksums of accounts and wallets, each written once."""

from hashlib import sha256

from lykta.kit.keccak import keccak_256

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BASE58_VALUE = {letter: value for value, letter in enumerate(BASE58)}
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32_STEPS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32_END, _BECH32M_END = 1, 0x2BC830A3  # BIP 173 and BIP 350
# Monero cuts the bytes into blocks of 8, each of so many base-58 digits (CryptoNote standard 7).
_MONERO_DIGITS = {0: 0, 2: 1, 3: 2, 5: 3, 6: 4, 7: 5, 9: 6, 10: 7, 11: 8}
_MONERO_BLOCK = 11


def luhn_holds(digits: str) -> bool:
    """Whether the last digit is the check digit of the others modulo 10 (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 * (value > 9)
    return total % 10 == 0


def mod_97_holds(account: str) -> bool:
    """Whether the two check digits after an account's country hold (ISO/IEC 7064 MOD 97-10, as ISO 13616 uses it)."""
    turned = account[4:] + account[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1


def base58check_payload(address: str) -> bytes | None:
    """Version byte and hash of a Bitcoin address, None when its checksum does not hold."""
    number = 0
    for letter in address:
        value = _BASE58_VALUE.get(letter)
        if value is None:
            return None
        number = number * 58 + value
    zeros = len(address) - len(address.lstrip("1"))
    data = bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")
    payload, check = data[:-4], data[-4:]
    if len(payload) != 21 or sha256(sha256(payload).digest()).digest()[:4] != check:
        return None
    return payload


def segwit_holds(address: str, prefix: str) -> bool:
    """Whether a lower-case address is a witness program of this prefix by BIP 173 (version 0) or BIP 350 (others)."""
    head, _, tail = address.rpartition("1")
    values = [_BECH32.find(letter) for letter in tail]
    if head != prefix or len(values) < 8 or min(values) < 0:
        return False
    expanded = [ord(letter) >> 5 for letter in head] + [0] + [ord(letter) & 31 for letter in head]
    version = values[0]
    if version > 16 or _bech32_rest(expanded + values) != (_BECH32M_END if version else _BECH32_END):
        return False
    program_bits = 5 * (len(values) - 7)
    length, spare = divmod(program_bits, 8)
    if spare > 4 or values[-7] & ((1 << spare) - 1):
        return False  # more padding than needed, or padding that is not zero
    return length in (20, 32) if version == 0 else 2 <= length <= 40


def _bech32_rest(values: list[int]) -> int:
    rest = 1
    for value in values:
        top = rest >> 25
        rest = (rest & 0x1FFFFFF) << 5 ^ value
        for bit, step in enumerate(_BECH32_STEPS):
            if top >> bit & 1:
                rest ^= step
    return rest


def eip55(address: str) -> str:
    """The 40 hexadecimal digits of an Ethereum address in the capitals that EIP-55 gives them."""
    low = address.lower()
    digest = keccak_256(low.encode()).hex()
    return "".join(
        letter.upper() if int(check, 16) >= 8 else letter for letter, check in zip(low, digest, strict=False)
    )


def monero_payload(address: str) -> bytes | None:
    """Network byte and keys of a Monero address, None when its checksum does not hold."""
    data = b""
    for at in range(0, len(address), _MONERO_BLOCK):
        block = address[at : at + _MONERO_BLOCK]
        size = _MONERO_DIGITS.get(len(block))
        number = 0
        for letter in block:
            value = _BASE58_VALUE.get(letter)
            if value is None:
                return None
            number = number * 58 + value
        if size is None or number >> 8 * size:
            return None
        data += number.to_bytes(size, "big")
    payload, check = data[:-4], data[-4:]
    return payload if keccak_256(payload)[:4] == check else None
