from dataclasses import FrozenInstanceError, fields
from datetime import UTC, datetime, timedelta

import pytest

from lykta.guard.sessions import (
    Session,
    csrf_token,
    is_csrf_token,
    is_live,
    open_session,
    seen,
    token_hash,
)

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def opened() -> tuple[str, Session]:
    return open_session("anna", NOW)


def test_token_carries_32_random_bytes_and_is_never_kept(opened: tuple[str, Session]) -> None:
    token, session = opened
    assert len(token) == 43  # 32 bytes in base64 without padding
    assert token not in [getattr(session, field.name) for field in fields(session)]
    assert session.id_hash == token_hash(token)
    assert len(session.id_hash) == 64


def test_every_log_in_has_its_own_token() -> None:
    assert len({open_session("anna", NOW)[0] for _ in range(100)}) == 100


def test_fresh_session_is_live(opened: tuple[str, Session]) -> None:
    token, session = opened
    assert is_live(session, token, NOW)


def test_another_token_opens_nothing(opened: tuple[str, Session]) -> None:
    token, session = opened
    for other in ("", token + "x", token[:-1], open_session("anna", NOW)[0], session.id_hash, "å\ud800"):
        assert not is_live(session, other, NOW)


def test_idle_session_ends_after_30_minutes(opened: tuple[str, Session]) -> None:
    token, session = opened
    assert is_live(session, token, NOW + 30 * MINUTE - timedelta(seconds=1))
    assert not is_live(session, token, NOW + 30 * MINUTE)


def test_used_session_lives_on_but_never_beyond_12_hours(opened: tuple[str, Session]) -> None:
    token, session = opened
    now = NOW
    while now < NOW + timedelta(hours=11, minutes=40):
        now += 20 * MINUTE
        assert is_live(session, token, now)
        session = seen(session, now)
    assert session.created_at == NOW
    assert not is_live(session, token, NOW + timedelta(hours=12))


def test_clock_set_back_ends_the_session(opened: tuple[str, Session]) -> None:
    token, session = opened
    assert is_live(session, token, NOW - timedelta(seconds=30))
    assert not is_live(session, token, NOW - timedelta(days=1))


def test_use_never_moves_backward(opened: tuple[str, Session]) -> None:
    _, session = opened
    assert seen(session, NOW - MINUTE).last_seen_at == NOW


def test_session_cannot_be_changed_in_place(opened: tuple[str, Session]) -> None:
    with pytest.raises(FrozenInstanceError):
        opened[1].account = "bo"  # type: ignore[misc]


def test_form_token_belongs_to_one_session_and_does_not_tell_its_token(opened: tuple[str, Session]) -> None:
    token, session = opened
    form = csrf_token(token)
    assert is_csrf_token(form, token)
    assert csrf_token(token) == form
    assert form not in (token, session.id_hash)


def test_form_token_of_another_session_or_a_changed_one_is_refused(opened: tuple[str, Session]) -> None:
    token, session = opened
    other, _ = open_session("anna", NOW)
    for given in ("", csrf_token(other), csrf_token(token)[:-1], token, session.id_hash, "å", "\ud800"):
        assert not is_csrf_token(given, token)
