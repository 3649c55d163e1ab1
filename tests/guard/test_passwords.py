import math
import unicodedata

import pytest
from argon2 import PasswordHasher

from lykta.errors import BadInputError
from lykta.guard import passwords
from lykta.guard.passwords import check_password, hash_password, new_passphrase

RIGHT = "en lång mening om lyktor"


@pytest.fixture(scope="module")
def stored() -> str:
    return hash_password(RIGHT)


def test_right_password_opens_and_needs_no_new_hash(stored: str) -> None:
    check = check_password(stored, RIGHT)
    assert check.right
    assert not check.rehash


def test_wrong_password_does_not_open(stored: str) -> None:
    assert not check_password(stored, RIGHT + " ").right
    assert not check_password(stored, "").right


def test_hash_is_argon2id_with_its_own_salt_and_without_the_password(stored: str) -> None:
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert hash_password(RIGHT) != stored
    assert RIGHT not in stored


def test_hash_by_weaker_parameters_opens_and_asks_for_a_new_one() -> None:
    old = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(RIGHT.encode())
    check = check_password(old, RIGHT)
    assert check.right
    assert check.rehash
    assert not check_password(old, "x" * 20).rehash


def test_no_such_account_is_wrong_and_costs_what_a_real_one_costs() -> None:
    assert not check_password(None, RIGHT).right
    assert not passwords._HASHER.check_needs_rehash(passwords._NOBODY)


@pytest.mark.parametrize("damaged", ["", "x", "$argon2id$v=19$m=65536,t=3,p=4$", "$1$abc$def", "å"])
def test_damaged_hash_opens_nothing(damaged: str) -> None:
    assert not check_password(damaged, RIGHT).right


def test_letters_typed_as_one_or_two_code_points_are_the_same_password(stored: str) -> None:
    assert check_password(stored, unicodedata.normalize("NFD", RIGHT)).right


@pytest.mark.parametrize("length", [0, 14, 257])
def test_password_of_a_wrong_length_is_refused_without_being_repeated(length: int) -> None:
    with pytest.raises(BadInputError, match=f"has {length} characters; 15 to 256") as refused:
        hash_password("q" * length)
    assert "qq" not in str(refused.value)


def test_endless_password_is_wrong_before_any_work(stored: str) -> None:
    assert not check_password(stored, "x" * 10_000_000).right


def test_lone_surrogate_in_a_password_is_wrong_and_no_error(stored: str) -> None:
    assert not check_password(stored, "\ud800").right


def test_made_passphrase_has_over_80_bits_no_vowels_and_can_be_hashed() -> None:
    made = new_passphrase()
    groups = made.split("-")
    assert [len(group) for group in groups] == [5, 5, 5, 5]
    symbols = set("bcdfghjkmnpqrstvwxz23456789")
    assert set("".join(groups)) <= symbols
    assert pytest.approx(20 * math.log2(27)) == passwords.PASSPHRASE_BITS
    assert passwords.PASSPHRASE_BITS >= 80
    assert check_password(hash_password(made), made).right


def test_passphrases_differ() -> None:
    assert len({new_passphrase() for _ in range(100)}) == 100
