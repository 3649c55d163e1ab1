"""Accounts: made, changed and closed by an admin; entered by their person, with everything they ask for."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pydantic import SecretStr

from lykta.errors import BadInputError, NotAllowedError, NotFoundError
from lykta.guard import sessions, totp
from lykta.guard.entries import read_entry
from lykta.guard.limits import MOST_TRIES
from lykta.model.account import EVERY_ROLE, Role
from lykta.model.audit import Act, Actor, Door, Ground
from lykta.model.case import ExportApproved, ExportAsked, MemberSet, Part
from lykta.service import accounts, cases, looking
from lykta.service.desk import Desk
from lykta.service.doorway import Looks, entry, mark_as_demo, open_door
from lykta.service.signing_in import sign_in
from lykta.service.standing import at_terminal
from lykta.store import accounts as accounts_store
from lykta.store import audit as audit_store

OWN = "a long and quiet password"


@pytest.fixture
def local(desk: Desk) -> Desk:
    """The desk of whoever sits at the terminal of a home that is theirs alone."""
    entry(desk)
    return at_terminal(desk)


def later(desk: Desk, **by: float) -> Desk:
    moment = desk.now() + timedelta(**by)
    return replace(desk, now=lambda: moment)


def looks_of(desk: Desk, name: str, password: str, code: str = "") -> Looks | None:
    door = open_door(desk)
    token = door.sign_in(name, password, code)
    return None if token is None else door.looking(token)


def entered(desk: Desk, name: str, *roles: Role) -> Looks:
    """Somebody new who has chosen a password."""
    looks = looks_of(desk, name, accounts.add_account(at_terminal(desk), name, roles))
    assert looks is not None
    with desk.store.reading() as connection:
        first = accounts_store.account_of(connection, name)
    assert first is not None
    assert first.is_first_password
    with desk.store.writing() as connection:
        accounts_store.set_password_hash(connection, name, first.password_hash)
    return looks


def log(desk: Desk) -> list[tuple[Act, str, tuple[str, ...]]]:
    with desk.store.reading() as connection:
        entries = [read_entry(line) for _, line in audit_store.entries(connection)]
    return [(one.act, one.by.name, one.about) for one in entries]


def test_whoever_is_alone_may_everything_and_the_first_other_account_ends_that_for_good(
    local: Desk, desk: Desk
) -> None:
    assert local.roles == EVERY_ROLE
    accounts.add_account(local, "anna", [Role.INVESTIGATOR])
    assert at_terminal(desk).roles == {Role.ADMIN}
    with pytest.raises(NotFoundError):
        looking.today(at_terminal(desk))
    accounts.close_account(at_terminal(desk), "anna")
    assert at_terminal(desk).roles == {Role.ADMIN}


def test_in_a_demo_the_homes_own_account_keeps_every_part(local: Desk, desk: Desk) -> None:
    mark_as_demo(desk)
    made = accounts.add_demo_accounts(local)
    assert set(made) == set(Role)
    assert at_terminal(desk).roles == EVERY_ROLE
    assert accounts.add_demo_accounts(local) == {}
    looks = looks_of(desk, "auditor", made[Role.AUDITOR])
    assert looks is not None
    assert looks.desk.roles == {Role.AUDITOR}


def test_demo_accounts_are_made_in_a_demo_only(local: Desk) -> None:
    with pytest.raises(BadInputError, match="no demo"):
        accounts.add_demo_accounts(local)


def test_the_first_account_owns_what_the_homes_own_account_owned(local: Desk, desk: Desk) -> None:
    case = cases.open_case(local, name="K 1-26", purpose="who runs the flats", ground=Ground.INVESTIGATION)
    anna = entered(desk, "anna", Role.INVESTIGATOR)
    assert anna.case_page(case).part is Part.OWNER
    bo = entered(desk, "bo", Role.INVESTIGATOR)
    with pytest.raises(NotFoundError):
        bo.case_page(case)


@pytest.mark.parametrize("name", ["anna", "ann-a", "anna.", "Anna", "anría"])
def test_no_account_is_called_or_drawn_like_another_also_a_closed_one(local: Desk, desk: Desk, name: str) -> None:
    accounts.add_account(local, "anna", [Role.ANALYST])
    accounts.close_account(at_terminal(desk), "anna")
    with pytest.raises(BadInputError):
        accounts.add_account(at_terminal(desk), name, [Role.ANALYST])


def test_an_account_without_a_role_is_not_made(local: Desk) -> None:
    with pytest.raises(BadInputError, match="at least one role"):
        accounts.add_account(local, "anna", [])


def test_a_first_password_opens_the_pages_for_the_choice_of_another_and_no_terminal(local: Desk, desk: Desk) -> None:
    first = accounts.add_account(local, "anna", [Role.INVESTIGATOR])
    terminal = replace(desk, actor=Actor(name="?", door=Door.TERMINAL))
    with pytest.raises(NotAllowedError, match="choice of another"):
        sign_in(terminal, "anna", first)
    looks = looks_of(desk, "anna", first)
    assert looks is not None
    assert looks.own_account().has_first_password
    with pytest.raises(BadInputError, match="Choose another"):
        looks.choose_password(first, first)
    looks.choose_password(first, OWN)
    assert not looks.has_first_password
    assert looks_of(desk, "anna", first) is None
    assert sign_in(terminal, "anna", OWN) is not None


def test_a_new_password_ends_the_other_log_ins_and_a_wrong_one_changes_nothing(local: Desk, desk: Desk) -> None:
    first = accounts.add_account(local, "anna", [Role.INVESTIGATOR])
    one, other = looks_of(desk, "anna", first), looks_of(desk, "anna", first)
    assert one is not None
    assert other is not None
    with pytest.raises(BadInputError, match="not your present password"):
        one.choose_password("wrong", OWN)
    one.choose_password(first, OWN)
    assert len(one.own_account().sessions) == 1


def test_codes_are_asked_for_from_when_they_are_shown_to_work_and_each_opens_once(local: Desk, desk: Desk) -> None:
    first = accounts.add_account(local, "anna", [Role.INVESTIGATOR])
    anna = looks_of(desk, "anna", first)
    assert anna is not None
    secret = anna.offer_code().secret
    with pytest.raises(BadInputError, match="no code of the key"):
        anna.keep_code("000000" if totp.code_at(secret, totp.step_of(desk.now())) != "000000" else "111111")
    assert looks_of(desk, "anna", first) is not None
    now = desk.now()
    desk = replace(desk, now=lambda: now)
    recovery_codes = replace(anna, desk=replace(anna.desk, now=lambda: now)).keep_code(
        totp.code_at(secret, totp.step_of(now))
    )
    assert looks_of(desk, "anna", first) is None
    assert looks_of(desk, "anna", first, totp.code_at(secret, totp.step_of(now))) is None  # it was used to begin
    afterwards = later(desk, seconds=31)
    code = totp.code_at(secret, totp.step_of(afterwards.now()))
    assert looks_of(afterwards, "anna", first, code) is not None
    assert looks_of(afterwards, "anna", first, code) is None
    assert looks_of(afterwards, "anna", first, recovery_codes[3].upper()) is not None
    assert looks_of(afterwards, "anna", first, recovery_codes[3]) is None
    assert (Act.CAME_IN, "anna", ("password and recovery code",)) in log(desk)


def test_guessing_codes_meets_the_limit_of_tries_even_with_the_right_password(local: Desk, desk: Desk) -> None:
    first = accounts.add_account(local, "anna", [Role.INVESTIGATOR])
    secret = totp.new_secret()
    with desk.store.writing() as connection:
        accounts_store.keep_code_secret(connection, "anna", secret, step=0)
        for _ in range(MOST_TRIES):
            accounts_store.add_try(connection, "anna", at=desk.now())
    assert looks_of(desk, "anna", first, totp.code_at(secret, totp.step_of(desk.now()))) is None
    afterwards = later(desk, minutes=16)
    assert looks_of(afterwards, "anna", first, totp.code_at(secret, totp.step_of(afterwards.now()))) is not None


def test_a_closed_account_is_out_at_once_and_never_comes_in_again(local: Desk, desk: Desk) -> None:
    first = accounts.add_account(local, "anna", [Role.INVESTIGATOR])
    door = open_door(desk)
    token = door.sign_in("anna", first)
    assert token is not None
    accounts.close_account(at_terminal(desk), "anna")
    assert door.looking(token) is None
    assert door.sign_in("anna", first) is None
    with pytest.raises(NotFoundError):
        accounts.new_first_password(at_terminal(desk), "anna")


def test_other_roles_hold_in_log_ins_that_are_open(local: Desk, desk: Desk) -> None:
    first = accounts.add_account(local, "anna", [Role.AUDITOR])
    door = open_door(desk)
    token = door.sign_in("anna", first) or ""
    before = door.looking(token)
    accounts.set_roles(at_terminal(desk), "anna", [Role.ANALYST])
    after = door.looking(token)
    assert before is not None
    assert after is not None
    assert before.log()
    with pytest.raises(NotFoundError):
        after.log()


def test_an_admin_lists_and_ends_log_ins(local: Desk, desk: Desk) -> None:
    anna = entered(desk, "anna", Role.INVESTIGATOR)
    admin = at_terminal(desk)
    assert [one.account for one in accounts.all_sessions(admin)] == ["anna"]
    assert accounts.end_sessions(admin, "anna") == 1
    assert accounts.all_sessions(admin) == ()
    assert anna.own_account().sessions == ()


def test_nobody_ends_a_log_in_of_somebody_else_on_their_own_page(local: Desk, desk: Desk) -> None:
    anna, bo = entered(desk, "anna", Role.ADMIN), entered(desk, "bo", Role.ANALYST)
    with pytest.raises(NotFoundError):
        anna.end_session(bo.own_account().session)
    assert bo.own_account().sessions


@pytest.mark.parametrize(("role", "minutes", "is_live"), [
    (Role.ANALYST, 29, True), (Role.ANALYST, 31, False), (Role.ADMIN, 14, True), (Role.ADMIN, 16, False),
])  # fmt: skip
def test_an_admins_log_in_ends_sooner(local: Desk, desk: Desk, role: Role, minutes: int, is_live: bool) -> None:
    token = open_door(desk).sign_in("anna", accounts.add_account(local, "anna", [role])) or ""
    assert (open_door(later(desk, minutes=minutes)).looking(token) is not None) is is_live


def test_an_export_after_a_quarter_of_an_hour_away_needs_a_new_log_in(local: Desk, desk: Desk) -> None:
    anna = entered(desk, "anna", Role.INVESTIGATOR)
    case = anna.open_case("K 1-26", "who runs the flats", Ground.INVESTIGATION, [])
    away = later(desk, minutes=16)
    with desk.store.reading() as connection:
        (kept,) = accounts_store.all_sessions(connection, "anna")
    token, made = sessions.open_session("anna", desk.now())
    with desk.store.writing() as connection:
        accounts_store.add_session(connection, made.id_hash, "anna", at=kept.created_at)
    looks = open_door(away).looking(token)
    assert looks is not None
    with pytest.raises(NotAllowedError, match="sign in again"):
        looks.change_case(case, ExportAsked(recipient="the prosecutor", why="charges"), seen=1)
    assert open_door(away).looking(token) is None
    assert anna.case_page(case).case.exports == ()


def test_two_persons_are_four_eyes_and_one_with_a_new_role_is_not(local: Desk, desk: Desk) -> None:
    anna, bo = entered(desk, "anna", Role.INVESTIGATOR), entered(desk, "bo", Role.ANALYST)
    case = anna.open_case("K 1-26", "who runs the flats", Ground.INVESTIGATION, [])
    anna.change_case(case, MemberSet(member="bo", part=Part.INVESTIGATOR, why="works on it"), seen=1)
    anna.change_case(case, ExportAsked(recipient="the prosecutor", why="charges"), seen=2)
    accounts.set_roles(at_terminal(desk), "anna", [Role.PROSECUTOR])
    door = open_door(desk)
    again, made = sessions.open_session("anna", desk.now())
    with desk.store.writing() as connection:
        accounts_store.add_session(connection, made.id_hash, "anna", at=desk.now())
    second = door.looking(again)
    assert second is not None
    with pytest.raises(NotAllowedError, match="never approves"):
        second.change_case(case, ExportApproved(request="3", why="looks right"), seen=3)
    bo.change_case(case, ExportApproved(request="3", why="looks right"), seen=3)
    (export,) = bo.case_page(case).case.exports
    assert (export.asked_by, export.approved_by) == ("anna", "bo")


def test_every_act_on_accounts_names_who_did_it_and_to_whom_and_no_secret(local: Desk, desk: Desk) -> None:
    first = accounts.add_account(local, "anna", [Role.AUDITOR])
    admin = at_terminal(desk)
    accounts.set_roles(admin, "anna", [Role.ANALYST])
    second = accounts.new_first_password(admin, "anna")
    accounts.end_sessions(admin, "anna")
    accounts.close_account(admin, "anna")
    done = [(act, about) for act, _, about in log(desk)]
    assert done == [
        (Act.ADDED_ACCOUNT, ("anna", "auditor")),
        (Act.LOOKED_AT_CASES, ()),
        (Act.CHANGED_ACCOUNT, ("anna", "analyst")),
        (Act.CHANGED_ACCOUNT, ("anna", "password")),
        (Act.ENDED_SESSIONS, ("anna",)),
        (Act.CLOSED_ACCOUNT, ("anna",)),
    ]
    assert {name for _, name, _ in log(desk)[2:]} == {admin.actor.name}
    assert admin.actor.name.startswith("local:")
    assert not any(secret in str(log(desk)) for secret in (first, second))


def test_a_log_in_at_the_terminal_is_that_accounts_and_over_when_it_is_over(local: Desk, desk: Desk) -> None:
    entered(desk, "anna", Role.ANALYST)
    token, made = sessions.open_session("anna", desk.now())
    with desk.store.writing() as connection:
        accounts_store.add_session(connection, made.id_hash, "anna", at=desk.now())
    signed_in = replace(desk, settings=desk.settings.model_copy(update={"session": SecretStr(token)}))
    annas = at_terminal(signed_in)
    assert (annas.account, annas.actor.name) == ("anna", "anna")
    assert annas.roles == {Role.ANALYST}
    assert token not in repr(signed_in.settings)
    accounts.end_sessions(at_terminal(desk), "anna")
    with pytest.raises(NotAllowedError, match="Sign in again"):
        at_terminal(signed_in)
