"""`lykta account own`: what people do with their own account. Nobody but its person does it."""

from datetime import datetime

from lykta.errors import BadInputError, NotFoundError
from lykta.guard import limits, passwords, recovery, totp
from lykta.model.account import CodeKey, OwnAccount, SessionLine
from lykta.model.audit import Act
from lykta.service.auditing import note
from lykta.service.desk import Desk
from lykta.store import accounts

ID_CHARACTERS = 10  # of a session's hash: enough to tell a few apart, and it opens nothing


def session_line(row: accounts.SessionRow) -> SessionLine:
    return SessionLine(
        id=row.id_hash[:ID_CHARACTERS], account=row.account, began_at=row.created_at, last_seen_at=row.last_seen_at
    )


def own_account(desk: Desk) -> OwnAccount:
    """The account at this desk with its log-ins, the newest first. Raises NotFoundError when nobody signed in."""
    with desk.store.whole.reading() as connection:
        found = accounts.account_of(connection, desk.account)
        if found is None:
            raise _no_account()
        return OwnAccount(
            name=found.name,
            roles=tuple(sorted(desk.roles)),
            has_code=found.code_secret is not None,
            has_first_password=found.is_first_password,
            recovery_codes_left=accounts.count_recovery_codes(connection, found.name),
            sessions=tuple(session_line(row) for row in accounts.all_sessions(connection, found.name)),
            session=desk.log_in.id_hash[:ID_CHARACTERS] if desk.log_in else "",
        )


def has_first_password(desk: Desk) -> bool:
    """Whether the account at this desk has the password that an admin saw."""
    with desk.store.whole.reading() as connection:
        found = accounts.account_of(connection, desk.account)
    return found is not None and found.is_first_password


def is_account(desk: Desk, name: str) -> bool:
    """Whether somebody can sign in by that name."""
    with desk.store.whole.reading() as connection:
        return accounts.account_of(connection, name) is not None


def choose_password(desk: Desk, present: str, new: str) -> None:
    """The account has the new password, and its other log-ins are over.

    Raises BadInputError when the present one is wrong, or the new one is the same, too short or too long.
    """
    note(desk, Act.CHANGED_OWN_ACCOUNT, "password")
    _refuse_wrong(desk, present)
    if new == present:
        raise BadInputError(
            "The new password is the present one. Choose another.",
            sv="Det nya lösenordet är det nuvarande. Välj ett annat.",
        )
    hashed = passwords.hash_password(new)
    with desk.store.whole.writing() as connection:
        accounts.set_password_hash(connection, desk.account, hashed)
        accounts.drop_sessions(connection, desk.account, but=desk.log_in.id_hash if desk.log_in else "")


def offer_code(desk: Desk) -> CodeKey:
    """A fresh secret for one-time codes; it counts from when `keep_code` gets a code of it."""
    note(desk, Act.CHANGED_OWN_ACCOUNT, "offer code")
    secret = totp.new_secret()
    with desk.store.whole.writing() as connection:
        accounts.offer_code_secret(connection, desk.account, secret)
    return CodeKey(secret=secret, address=totp.address(secret, desk.account))


def keep_code(desk: Desk, code: str) -> tuple[str, ...]:
    """Signing in asks for a code from now on. Returns recovery codes, which are shown once and replace older ones.

    Raises BadInputError when the code is none of the secret that was offered.
    """
    note(desk, Act.CHANGED_OWN_ACCOUNT, "keep code")
    now = desk.now()
    with desk.store.whole.writing() as connection:
        found = accounts.account_of(connection, desk.account)
        offered = found.code_offered if found else None
        step = totp.step_of_code(offered, code, now, after=0) if offered else None
        if offered is None or step is None:
            raise BadInputError(
                "That is no code of the key that was shown. Is the clock of the device right? Type the newest one.",
                sv="Det är ingen kod av nyckeln som visades. Går enhetens klocka rätt? Skriv den nyaste.",
            )
        codes = recovery.new_codes()
        accounts.keep_code_secret(connection, desk.account, offered, step=step)
        accounts.replace_recovery_codes(connection, desk.account, map(recovery.code_hash, codes))
    return codes


def drop_code(desk: Desk, password: str) -> None:
    """Signing in asks for no code any longer. Raises BadInputError when the password is wrong."""
    note(desk, Act.CHANGED_OWN_ACCOUNT, "drop code")
    _refuse_wrong(desk, password)
    with desk.store.whole.writing() as connection:
        accounts.keep_code_secret(connection, desk.account, None, step=totp.step_of(desk.now()))
        accounts.replace_recovery_codes(connection, desk.account, ())


def end_own_session(desk: Desk, session_id: str) -> None:
    """The log-in of that id is over. Raises NotFoundError when this account has none."""
    note(desk, Act.CHANGED_OWN_ACCOUNT, "end session")
    with desk.store.whole.writing() as connection:
        for row in accounts.all_sessions(connection, desk.account):
            if row.id_hash[:ID_CHARACTERS] == session_id:
                accounts.drop_session(connection, row.id_hash)
                return
    raise NotFoundError(
        "That log-in is over, or it is not yours.", sv="Den inloggningen är slut, eller så är den inte din."
    )


def _refuse_wrong(desk: Desk, password: str) -> None:
    """Counts as a try to sign in: a screen left open is no place to guess at."""
    now: datetime = desk.now()
    with desk.store.whole.writing() as connection:
        tried = accounts.tries_of(connection, desk.account, since=now - limits.WINDOW)
        accounts.add_try(connection, desk.account, at=now)
        stored = accounts.password_hash_of(connection, desk.account)
    if not limits.may_try(tried, now) or not passwords.check_password(stored, password).right:
        raise BadInputError(
            f"That is not your present password, or it was tried more than {limits.MOST_TRIES} times. Nothing was "
            "changed; try again, in a quarter of an hour at the latest.",
            sv=f"Det är inte ditt nuvarande lösenord, eller så har det provats mer än {limits.MOST_TRIES} gånger. "
            "Inget ändrades; försök igen, senast om en kvart.",
        )


def _no_account() -> NotFoundError:
    return NotFoundError(
        "Nobody has signed in here. Start lykta serve once, or sign in: lykta account enter NAME.",
        sv="Ingen har loggat in här. Starta lykta serve en gång, eller logga in: lykta account enter NAMN.",
    )
