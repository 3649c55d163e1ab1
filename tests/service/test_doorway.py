"""Coming in: by passphrase, by the link that works once, and never otherwise."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from lykta.errors import BadInputError
from lykta.guard.entries import read_entry
from lykta.guard.limits import MOST_TRIES
from lykta.model.audit import Act, Ground
from lykta.service.desk import Desk
from lykta.service.doorway import UNKNOWN_ACCOUNT, Door, entry, is_demo, mark_as_demo, open_door
from lykta.store import audit as audit_store


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


def acts(desk: Desk) -> list[tuple[Act, str]]:
    with desk.store.reading() as connection:
        entries = [read_entry(line) for _, line in audit_store.entries(connection)]
    return [(entry.act, entry.by.name) for entry in entries]


def test_every_use_of_a_link_is_in_the_log_also_one_that_opens_nothing(desk: Desk) -> None:
    made = entry(desk)
    for key in ("made up", made.key, made.key):
        open_door(desk).sign_in_by_key(key)
    assert acts(desk) == [
        (Act.WAS_REFUSED, UNKNOWN_ACCOUNT),
        (Act.CAME_IN, made.account),
        (Act.WAS_REFUSED, UNKNOWN_ACCOUNT),
    ]


def test_nobody_comes_in_by_a_link_when_the_log_cannot_be_written(desk: Desk) -> None:
    key = entry(desk).key
    with desk.store.writing() as connection:
        connection.execute(text("ALTER TABLE audit_entry RENAME TO audit_gone"))
    with pytest.raises(Exception, match="audit_entry"):
        open_door(desk).sign_in_by_key(key)
    with desk.store.writing() as connection:
        connection.execute(text("ALTER TABLE audit_gone RENAME TO audit_entry"))
        assert connection.execute(text("SELECT count(*) FROM session")).scalar_one() == 0
    assert open_door(desk).sign_in_by_key(key) is None, "the key is used up"


@pytest.mark.parametrize("purpose", [".....", "\u200b\u200b\u200b\u200b\u200b\u200b", "a b . ."])
def test_a_purpose_without_letters_or_digits_says_nothing(desk: Desk, purpose: str) -> None:
    token = open_door(desk).sign_in_by_key(entry(desk).key)
    looks = open_door(desk).looking(token or "")
    assert looks is not None
    with pytest.raises(BadInputError, match="letters or digits"):
        looks.give_purpose(purpose, Ground.SUPPORT)


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
