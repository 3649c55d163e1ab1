from datetime import UTC, datetime, timedelta

import pytest

from lykta.guard.sign_in_keys import LIFE, new_sign_in_key, redeem

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def test_key_signs_in_once() -> None:
    key, kept = new_sign_in_key("anna", NOW)
    used = redeem(kept, key, NOW)
    assert used is not None
    assert (used.account, used.used_at) == ("anna", NOW)
    assert redeem(used, key, NOW) is None


def test_key_is_kept_as_a_hash_only() -> None:
    key, kept = new_sign_in_key("anna", NOW)
    assert key not in repr(kept)
    assert redeem(kept, kept.key_hash, NOW) is None


def test_key_lives_ten_minutes() -> None:
    key, kept = new_sign_in_key("anna", NOW)
    assert timedelta(minutes=10) == LIFE
    assert redeem(kept, key, NOW + LIFE - timedelta(seconds=1)) is not None
    assert redeem(kept, key, NOW + LIFE) is None


def test_key_from_the_future_is_refused() -> None:
    key, kept = new_sign_in_key("anna", NOW)
    assert redeem(kept, key, NOW - timedelta(days=1)) is None


@pytest.mark.parametrize("given", ["", "x", "\ud800", "å" * 43])
def test_another_key_is_refused(given: str) -> None:
    _, kept = new_sign_in_key("anna", NOW)
    assert redeem(kept, given, NOW) is None
    assert redeem(kept, new_sign_in_key("anna", NOW)[0], NOW) is None
