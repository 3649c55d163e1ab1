"""`lykta account`: who may work in a home, and in which roles."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection

from lykta.cases.eyes import are_two_persons
from lykta.errors import BadInputError, NotFoundError
from lykta.guard import passwords
from lykta.guard.account_names import refuse_name
from lykta.model.account import AccountLine, Role, SessionLine
from lykta.model.audit import Act
from lykta.model.case import MemberSet, Part
from lykta.service import cases
from lykta.service.auditing import note
from lykta.service.desk import LOCAL_ACCOUNT, Desk
from lykta.service.own_accounts import session_line
from lykta.service.standing import roles_of
from lykta.store import accounts

DEMO_ACCOUNTS = tuple(Role)  # one of each, called as its role


def add_account(desk: Desk, name: str, roles: Iterable[Role]) -> str:
    """The account is there. Returns its first password, to be shown once: it opens the choice of another and no more.

    The first account beside the home's own takes over as an owner of the cases that the home's own account owns, which
    may only do an admin's work from then on. Raises BadInputError for no role, and for a name that no account may
    have or that is, or is drawn like, one that the home has or had.
    """
    chosen = frozenset(roles)
    note(desk, Act.ADDED_ACCOUNT, _as_typed(name), *sorted(chosen))
    refuse_name(name)
    if not chosen:
        raise BadInputError("An account has at least one role.", sv="Ett konto har minst en roll.")
    passphrase = passwords.new_passphrase()
    hashed = passwords.hash_password(passphrase)
    inherits = _is_alone(desk)
    with desk.store.whole.writing() as connection:
        _refuse_alike(connection, name)
        accounts.add_account(connection, name, hashed, made_at=desk.now(), roles=chosen, is_first_password=True)
    if inherits:
        _hand_cases_over(desk, name)
    return passphrase


def _is_alone(desk: Desk) -> bool:
    """Whether the home's own account is still alone."""
    with desk.store.whole.reading() as connection:
        return not accounts.are_others(connection, LOCAL_ACCOUNT)


def _hand_cases_over(desk: Desk, name: str) -> None:
    """By the one who owned them alone until now, and logged as each change of a case is."""
    whole = replace(desk, store=desk.store.whole)
    for line in cases.all_cases(whole):
        if line.part is Part.OWNER:
            given = MemberSet(member=name, part=Part.OWNER, why="The first account of a person in this home.")
            cases.change_case(whole, line.case.id, given)


def _refuse_alike(connection: Connection, name: str) -> None:
    for one in accounts.all_accounts(connection):
        if not are_two_persons(one.name, name):
            raise BadInputError(
                f"{name} is, or looks like, {one.name}, which this home has or had. A closed account keeps its name, "
                "so that the log names one person by it. Choose another name.",
                sv=f"{name} är, eller ser ut som, {one.name}, som finns eller har funnits här. Ett stängt konto "
                "behåller sitt namn, så att loggen bara menar en person med det. Välj ett annat namn.",
            )


def all_accounts(desk: Desk) -> tuple[AccountLine, ...]:
    """Every account, open and closed, the oldest first."""
    note(desk, Act.LOOKED_AT_ACCOUNTS)
    with desk.store.whole.reading() as connection:
        open_sessions = [row.account for row in accounts.all_sessions(connection)]
        return tuple(
            AccountLine(
                name=row.name,
                roles=tuple(sorted(roles_of(connection, row.name) or row.roles)),
                made_at=row.made_at,
                closed_at=row.closed_at,
                has_code=row.code_secret is not None,
                has_first_password=row.is_first_password,
                sessions=open_sessions.count(row.name),
            )
            for row in accounts.all_accounts(connection)
        )


def set_roles(desk: Desk, name: str, roles: Iterable[Role]) -> None:
    """From now on, also in log-ins that are open, the account may do what these roles may."""
    chosen = frozenset(roles)
    note(desk, Act.CHANGED_ACCOUNT, _as_typed(name), *sorted(chosen))
    if not chosen:
        raise BadInputError(
            "An account has at least one role. To end its work, close it.",
            sv="Ett konto har minst en roll. Stäng det om arbetet är slut.",
        )
    with desk.store.whole.writing() as connection:
        _refuse_missing(connection, name)
        accounts.set_roles(connection, name, chosen)


def new_first_password(desk: Desk, name: str) -> str:
    """A first password as `add_account` gives one, for somebody who forgot theirs. Every log-in of theirs is over.

    One-time codes stay asked for: an admin alone does not become somebody else.
    """
    note(desk, Act.CHANGED_ACCOUNT, _as_typed(name), "password")
    passphrase = passwords.new_passphrase()
    hashed = passwords.hash_password(passphrase)
    with desk.store.whole.writing() as connection:
        _refuse_missing(connection, name)
        accounts.set_password_hash(connection, name, hashed, is_first_password=True)
        accounts.drop_sessions(connection, name)
    return passphrase


def close_account(desk: Desk, name: str) -> None:
    """Nobody signs in by the account any more, every log-in of it is over at once, and its name stays taken."""
    note(desk, Act.CLOSED_ACCOUNT, _as_typed(name))
    with desk.store.whole.writing() as connection:
        _refuse_missing(connection, name)
        accounts.close_account(connection, name, at=desk.now())


def all_sessions(desk: Desk) -> tuple[SessionLine, ...]:
    """Every log-in that has not ended, the newest first."""
    note(desk, Act.LOOKED_AT_ACCOUNTS)
    with desk.store.whole.reading() as connection:
        return tuple(session_line(row) for row in accounts.all_sessions(connection))


def end_sessions(desk: Desk, name: str) -> int:
    """Every log-in of the account is over. Returns how many there were."""
    note(desk, Act.ENDED_SESSIONS, _as_typed(name))
    with desk.store.whole.writing() as connection:
        if name != LOCAL_ACCOUNT:
            _refuse_missing(connection, name)
        return accounts.drop_sessions(connection, name)


def add_demo_accounts(desk: Desk) -> dict[Role, str]:
    """A demo home has one account of each role. Returns the password of each that is new, to be shown once.

    Raises BadInputError anywhere else: these passwords need no choice of another.
    """
    with desk.store.whole.reading() as connection:
        if accounts.home_marks(connection).get("demo") != "yes":
            raise BadInputError("This home is no demo. Add accounts one by one: lykta account add NAME --role ROLE.")
        known = {row.name for row in accounts.all_accounts(connection)}
    made = {role: passwords.new_passphrase() for role in DEMO_ACCOUNTS if role.value not in known}
    hashed = {role: passwords.hash_password(passphrase) for role, passphrase in made.items()}
    for role in made:
        note(desk, Act.ADDED_ACCOUNT, role.value, role.value)
    with desk.store.whole.writing() as connection:
        for role in made:
            accounts.add_account(connection, role.value, hashed[role], made_at=desk.now(), roles=(role,))
    return made


def _as_typed(name: str) -> str:
    return name[:100]


def _refuse_missing(connection: Connection, name: str) -> None:
    """The home's own account is not changed: it is who sits at the terminal."""
    if name == LOCAL_ACCOUNT or accounts.account_of(connection, name) is None:
        raise NotFoundError(
            f"There is no open account {name} that can be changed. List them: lykta account list.",
            sv=f"Det finns inget öppet konto {name} som kan ändras. Lista dem: lykta account list.",
        )
