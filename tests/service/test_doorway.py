"""Coming in: by passphrase, by the link that works once, and never otherwise."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lykta.guard.limits import MOST_TRIES
from lykta.service.desk import Desk
from lykta.service.doorway import Door, entry, is_demo, mark_as_demo, open_door


def _later(desk: Desk, by: timedelta) -> Door:
    now = desk.now() + by
    return open_door(replace(desk, now=lambda: now))


def test_the_first_start_makes_the_account_and_later_ones_keep_it(desk: Desk) -> None:
    first, second = entry(desk), entry(desk)
    assert first.passphrase
    assert second.passphrase is None
    token = open_door(desk).sign_in(first.account, first.passphrase)
    assert token is not None
    looks = open_door(desk).looking(token)
    assert looks is not None
    assert looks.who == first.account


def test_a_wrong_passphrase_or_account_opens_nothing(desk: Desk) -> None:
    made = entry(desk)
    assert open_door(desk).sign_in(made.account, "wrong") is None
    assert open_door(desk).sign_in("nobody", made.passphrase or "") is None


def test_after_too_many_tries_even_the_right_passphrase_waits(desk: Desk) -> None:
    made = entry(desk)
    door = open_door(desk)
    for _ in range(MOST_TRIES):
        assert door.sign_in(made.account, "wrong") is None
    assert door.sign_in(made.account, made.passphrase or "") is None
    assert _later(desk, timedelta(minutes=16)).sign_in(made.account, made.passphrase or "") is not None


def test_the_link_signs_in_once(desk: Desk) -> None:
    key = entry(desk).key
    assert open_door(desk).sign_in_by_key(key) is not None
    assert open_door(desk).sign_in_by_key(key) is None


def test_the_link_is_dead_after_ten_minutes(desk: Desk) -> None:
    key = entry(desk).key
    assert _later(desk, timedelta(minutes=11)).sign_in_by_key(key) is None


@pytest.mark.parametrize("idle", [timedelta(minutes=31), timedelta(hours=13)])
def test_a_session_ends_by_itself(desk: Desk, idle: timedelta) -> None:
    token = open_door(desk).sign_in_by_key(entry(desk).key)
    assert token is not None
    assert _later(desk, idle).looking(token) is None


def test_signing_out_ends_the_session_at_once(desk: Desk) -> None:
    door = open_door(desk)
    token = door.sign_in_by_key(entry(desk).key)
    assert token is not None
    door.sign_out(token)
    assert door.looking(token) is None
    assert door.looking("made up") is None


def test_a_home_is_a_demo_only_when_marked(desk: Desk) -> None:
    assert not is_demo(desk)
    mark_as_demo(desk)
    assert is_demo(desk)
