"""One-time codes are those of RFC 6238, are used once, and bear clocks that differ by half a minute."""

import base64
from datetime import UTC, datetime, timedelta

import pytest

from lykta.guard import recovery, totp

SECRET = base64.b32encode(b"12345678901234567890").decode()
NOW = datetime.fromtimestamp(1_111_111_109, tz=UTC)


@pytest.mark.parametrize(
    ("at_s", "code"),
    [
        (59, "94287082"),
        (1_111_111_109, "07081804"),
        (1_111_111_111, "14050471"),
        (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"),
        (20_000_000_000, "65353130"),
    ],
)
def test_the_vectors_of_the_standard_hold(at_s: int, code: str) -> None:
    """RFC 6238, appendix B, the rows of SHA1."""
    assert totp.code_at(SECRET, at_s // totp.STEP_S, digits=8) == code


def test_a_code_is_taken_once_and_none_before_it_after_that() -> None:
    code = totp.code_at(SECRET, totp.step_of(NOW))
    used = totp.step_of_code(SECRET, code, NOW, after=0)
    assert used == totp.step_of(NOW)
    assert totp.step_of_code(SECRET, code, NOW, after=used) is None
    assert totp.step_of_code(SECRET, totp.code_at(SECRET, used - 1), NOW, after=used) is None


@pytest.mark.parametrize(("aside_s", "taken"), [(-60, False), (-30, True), (30, True), (60, False)])
def test_a_clock_may_differ_by_one_step_and_no_more(aside_s: int, taken: bool) -> None:
    code = totp.code_at(SECRET, totp.step_of(NOW + timedelta(seconds=aside_s)))
    assert (totp.step_of_code(SECRET, code, NOW, after=0) is not None) is taken


@pytest.mark.parametrize("given", ["", "12345", "1234567", "abcdef", "٠٨١٨٠٤", "08180\0", "08 18 05"])
def test_anything_else_is_no_code(given: str) -> None:
    assert totp.step_of_code(SECRET, given, NOW, after=0) is None


def test_spaces_in_a_code_are_how_apps_show_it() -> None:
    assert totp.step_of_code(SECRET, "081 804", NOW, after=0) is not None


def test_secrets_have_160_bits_and_differ() -> None:
    made = {totp.new_secret() for _ in range(50)}
    assert len(made) == 50
    assert {len(base64.b32decode(one)) for one in made} == {20}


def test_recovery_codes_differ_and_are_known_however_they_are_typed() -> None:
    codes = recovery.new_codes()
    assert len(set(codes)) == recovery.HOW_MANY
    assert recovery.code_hash(codes[0]) == recovery.code_hash(codes[0].upper().replace("-", " "))
    assert len({recovery.code_hash(one) for one in codes}) == recovery.HOW_MANY
