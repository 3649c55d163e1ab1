"""Signing in and out, at the pages and at the terminal alike: each try is counted, and each is in the log."""

from dataclasses import replace

from sqlalchemy import Connection

from lykta.errors import NotAllowedError
from lykta.guard import limits, passwords, recovery, sessions, sign_in_keys, totp
from lykta.model.audit import Act, Actor, Door, Ground
from lykta.service.auditing import note
from lykta.service.desk import Desk
from lykta.store import accounts

DEMO_PURPOSE = "demonstration"
LONGEST_NOTED_NAME = 100  # of what somebody typed as an account
UNKNOWN_ACCOUNT = "?"  # of somebody with a key that is none


def sign_in(desk: Desk, account: str, password: str, code: str = "") -> str | None:
    """A session token for whoever knows all that the account asks for, else None.

    `code` is a one-time code or a recovery code, for accounts that ask for one. `desk` says through which door.
    Raises NotAllowedError for a first password at the terminal, where no other can be chosen.
    """
    now = desk.now()
    with desk.store.whole.writing() as connection:
        tried = accounts.tries_of(connection, account, since=now - limits.WINDOW)
        accounts.add_try(connection, account, at=now)
        found = accounts.account_of(connection, account)
    if not limits.may_try(tried, now):
        _note(desk, account, Act.WAS_REFUSED, "too many tries")
        return None
    check = passwords.check_password(found.password_hash if found else None, password)
    if found is None or not check.right:
        _note(desk, account, Act.WAS_REFUSED, "password")
        return None
    if found.is_first_password and desk.actor.door is Door.TERMINAL:
        _note(desk, account, Act.WAS_REFUSED, "first password")
        raise NotAllowedError(
            "This password was made by an admin and opens only the choice of another. Choose it in the pages first: "
            "lykta serve.",
            sv="Lösenordet gjordes av en administratör och öppnar bara valet av ett annat. Välj det först på sidorna: "
            "lykta serve.",
        )
    by = _by_code(desk, found, code) if found.code_secret else "password"
    if by is None:
        _note(desk, account, Act.WAS_REFUSED, "code")
        return None
    _note(desk, account, Act.CAME_IN, by)
    with desk.store.whole.writing() as connection:
        if check.rehash:
            rehashed = passwords.hash_password(password)
            accounts.set_password_hash(connection, account, rehashed, is_first_password=found.is_first_password)
        return _new_session(desk, connection, account)


def _by_code(desk: Desk, account: accounts.AccountRow, code: str) -> str | None:
    """How the second part was shown, and nobody can show it so again; None when it was not."""
    assert account.code_secret is not None
    now = desk.now()
    with desk.store.whole.writing() as connection:
        step = totp.step_of_code(account.code_secret, code, now, after=account.code_step)
        if step is not None:
            return "password and code" if accounts.use_code_step(connection, account.name, step) else None
        is_left = accounts.use_recovery_code(connection, account.name, recovery.code_hash(code), at=now)
    return "password and recovery code" if is_left else None


def sign_in_by_key(desk: Desk, key: str) -> str | None:
    """A session token for the one-time key, or None when it is unknown, used or too old."""
    account = _use_key(desk, key)
    if account is None:
        _note(desk, UNKNOWN_ACCOUNT, Act.WAS_REFUSED, "key")
        return None
    _note(desk, account, Act.CAME_IN, "key")
    with desk.store.whole.writing() as connection:
        return _new_session(desk, connection, account)


def _use_key(desk: Desk, key: str) -> str | None:
    """The account of a key that nobody can use again from now on; None when it is none that works."""
    now, key_hash = desk.now(), sessions.token_hash(key)
    with desk.store.whole.writing() as connection:
        found = accounts.sign_in_key_of(connection, key_hash)
        if found is None:
            return None
        account, created_at, used_at = found
        kept = sign_in_keys.SignInKey(key_hash=key_hash, account=account, created_at=created_at, used_at=used_at)
        works = sign_in_keys.redeem(kept, key, now) is not None
        return account if works and accounts.use_sign_in_key(connection, key_hash, at=now) else None


def _new_session(desk: Desk, connection: Connection, account: str) -> str:
    token, session = sessions.open_session(account, desk.now())
    accounts.add_session(connection, session.id_hash, account, at=session.created_at)
    if accounts.home_marks(connection).get("demo") == "yes":
        # Nobody is in a simulated market: its purpose is to look at it.
        accounts.set_purpose(connection, session.id_hash, DEMO_PURPOSE, Ground.MAPPING.value)
    return token


def sign_out(desk: Desk) -> None:
    """The session of this desk is over. Does nothing at a desk without one."""
    if desk.log_in is None:
        return
    note(desk, Act.WENT_OUT)
    with desk.store.whole.writing() as connection:
        accounts.drop_session(connection, desk.log_in.id_hash)


def _note(desk: Desk, account: str, act: Act, *about: str) -> None:
    """Of a refused name too: who tries is what an auditor looks for."""
    actor = Actor(name=account[:LONGEST_NOTED_NAME], door=desk.actor.door)
    note(replace(desk, actor=actor), act, *about)
