"""Check digits against the vectors that the standards themselves publish."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lykta.kit.checksums import (
    BASE58,
    base58check_payload,
    eip55,
    luhn_holds,
    mod_97_holds,
    monero_payload,
    segwit_holds,
)
from lykta.kit.keccak import SHA3, keccak_256

EIP_55 = (
    "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
    "fB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "dbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
    "D1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
)
BIP_173_AND_350 = (
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
    "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y",
    "bc1sw50qgdz25j",
    "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
)
BIP_173_AND_350_INVALID = (
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",
    "bc1gmk9yu",
    "bc1rw5uspcuh",
    "bc10w508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kw5rljs90",
    "bc1zw508d6qejxtdg4y5r3zarvaryvqyzf3du",
)
IBAN_REGISTRY = (
    "SE4550000000058398257466",
    "GB29NWBK60161331926819",
    "DE89370400440532013000",
    "NO9386011117947",
    "FI2112345600000785",
    "DK5000400440116243",
)


def test_luhn_holds_for_its_well_known_example_only() -> None:
    assert [luhn_holds(f"7992739871{digit}") for digit in range(10)] == [digit == 3 for digit in range(10)]


@pytest.mark.parametrize("account", IBAN_REGISTRY)
def test_the_registrys_examples_hold_and_a_changed_digit_does_not(account: str) -> None:
    assert mod_97_holds(account)
    assert not mod_97_holds(account[:-1] + str((int(account[-1]) + 1) % 10))


@given(st.binary(max_size=400))
def test_keccak_with_the_later_padding_is_the_librarys_sha3(data: bytes) -> None:
    assert keccak_256(data, suffix=SHA3) == hashlib.sha3_256(data).digest()


def test_keccak_of_nothing_is_what_ethereums_yellow_paper_says() -> None:
    assert keccak_256(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"


@pytest.mark.parametrize("digits", EIP_55)
def test_the_capitals_of_eip_55_come_from_the_digits(digits: str) -> None:
    assert eip55(digits.lower()) == digits


@pytest.mark.parametrize("address", BIP_173_AND_350)
def test_published_segwit_addresses_hold(address: str) -> None:
    assert segwit_holds(address, "bc")
    assert not segwit_holds(address, "tb")


@pytest.mark.parametrize("address", BIP_173_AND_350_INVALID)
def test_published_invalid_segwit_addresses_do_not(address: str) -> None:
    assert not segwit_holds(address, "bc")


def test_the_address_of_the_hash_of_zeros_holds() -> None:
    assert base58check_payload("1111111111111111111114oLvT2") == bytes(21)
    assert base58check_payload("1111111111111111111114oLvT3") is None
    assert base58check_payload("1111111111111111111114oLvT0") is None  # 0 is no digit of base 58


def _monero(payload: bytes) -> str:
    """An address as CryptoNote standard 7 writes one, by a second way: whole blocks by their own table of sizes."""
    data = payload + keccak_256(payload)[:4]
    written = ""
    for at in range(0, len(data), 8):
        block = data[at : at + 8]
        number, size = int.from_bytes(block, "big"), (0, 2, 3, 5, 6, 7, 9, 10, 11)[len(block)]
        digits = ""
        for _ in range(size):
            number, rest = divmod(number, 58)
            digits = BASE58[rest] + digits
        written += digits
    return written


@given(st.binary(min_size=64, max_size=64))
def test_a_monero_address_gives_back_its_keys_and_a_changed_one_nothing(keys: bytes) -> None:
    address = _monero(b"\x12" + keys)
    assert len(address) == 95
    assert monero_payload(address) == b"\x12" + keys
    changed = address[:20] + ("2" if address[20] != "2" else "3") + address[21:]
    assert monero_payload(changed) is None


def test_a_block_too_large_for_its_bytes_is_no_address() -> None:
    assert monero_payload("z" * 95) is None
    assert monero_payload("1") is None
