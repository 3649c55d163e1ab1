"""The database itself keeps accounts apart: with no check in the program at all, it refuses."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from lykta.errors import NotFoundError, StoreError
from lykta.model.account import Role
from lykta.model.audit import Act, Actor, Door, Ground
from lykta.model.case import MemberSet, NetworkAdded, Noted, Part
from lykta.service import auditing, looking, rights
from lykta.service import cases as cases_service
from lykta.service.desk import Desk
from lykta.store import accounts, cases
from lykta.store.database import Person, Store
from tests.store import debian_server as debian

CONTENT = ("ad", "finding", "advertiser", "contact_wish")
SIGNALS = ("review", "link", "pair_judgement", "tie")
SECRETS = ("account", "session", "sign_in_key", "sign_in_try", "recovery_code", "audit_node", "audit_checkpoint")


def behind(store: Store, *roles: Role, account: str = "anna") -> Store:
    return store.of(Person(account=account, roles=frozenset(roles)))


def rows(store: Store, table: str) -> int:
    with store.reading() as connection:
        found: int = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
    return found


def sees(store: Store, table: str) -> bool:
    try:
        rows(store, table)
    except NotFoundError:
        return False
    return True


@pytest.mark.parametrize("role", Role)
def test_each_role_sees_its_tables_and_no_other(desk: Desk, role: Role) -> None:
    auditing.note(desk, Act.LOOKED_AT_TODAY)
    opened = case_of(desk, "anna")
    assert opened
    store = behind(desk.store, role)
    in_cases = role not in {Role.ADMIN, Role.AUDITOR}
    assert {table: sees(store, table) for table in CONTENT} == dict.fromkeys(CONTENT, in_cases)
    sees_signals = role in {Role.INVESTIGATOR, Role.ANALYST, Role.PROSECUTOR}
    assert {table: sees(store, table) for table in SIGNALS} == dict.fromkeys(SIGNALS, sees_signals)
    assert sees(store, "case_entry") is in_cases
    assert sees(store, "audit_entry") is (role is Role.AUDITOR)
    assert {table: sees(store, table) for table in SECRETS} == dict.fromkeys(SECRETS, False)


def test_two_roles_see_what_either_sees(desk: Desk) -> None:
    auditing.note(desk, Act.LOOKED_AT_TODAY)
    both = behind(desk.store, Role.AUDITOR, Role.OUTREACH)
    assert sees(both, "audit_entry")
    assert sees(both, "ad")
    assert not sees(both, "review")


def test_nobody_without_a_role_sees_anything(desk: Desk) -> None:
    auditing.note(desk, Act.LOOKED_AT_TODAY)
    assert not any(sees(behind(desk.store), table) for table in (*CONTENT, *SIGNALS, *SECRETS, "audit_entry"))


def at(desk: Desk, name: str, *roles: Role) -> Desk:
    actor = Actor(name=name, door=Door.PAGES, purpose="K 1-26", ground=Ground.INVESTIGATION)
    return replace(
        desk, actor=actor, account=name, store=behind(desk.store, *roles, account=name), roles=frozenset(roles)
    )


def case_of(desk: Desk, name: str) -> str:
    return cases_service.open_case(
        at(desk, name, Role.INVESTIGATOR), name="K 1-26", purpose="who runs the flats", ground=Ground.INVESTIGATION
    )


def test_a_case_is_seen_by_its_members_as_long_as_they_are(desk: Desk) -> None:
    annas = at(desk, "anna", Role.INVESTIGATOR)
    case = case_of(desk, "anna")
    bos = behind(desk.store, Role.INVESTIGATOR, account="bo")
    with desk.store.writing() as connection:
        accounts.add_account(connection, "bo", "hash", made_at=desk.now(), roles=(Role.INVESTIGATOR,))
    assert rows(bos, "case_entry") == 0
    cases_service.change_case(annas, case, MemberSet(member="bo", part=Part.READER, why="works on it"))
    assert rows(bos, "case_entry") == 2
    cases_service.change_case(annas, case, MemberSet(member="bo", part=None, why="works elsewhere"))
    assert rows(bos, "case_entry") == 0
    assert rows(annas.store, "case_entry") == 3


def test_nobody_writes_in_a_case_of_others_or_in_the_name_of_others(desk: Desk) -> None:
    case = case_of(desk, "anna")
    with desk.store.reading() as connection:
        (first,) = cases.entries_of(connection, case)
    for forged in (
        replace(first, number=2, by="bo", did=Noted(text="by somebody who is no member")),
        replace(first, number=2, by="anna", did=Noted(text="by bo as anna")),
    ):
        with pytest.raises(NotFoundError), behind(desk.store, Role.INVESTIGATOR, account="bo").writing() as connection:
            cases.add_entry(connection, forged)
    assert rows(desk.store, "case_entry") == 1


@pytest.mark.parametrize(
    "statement", ["DELETE FROM case_entry", "UPDATE case_entry SET by_account = 'bo'", "DELETE FROM ad"]
)
def test_a_member_changes_and_deletes_nothing(desk: Desk, statement: str) -> None:
    case_of(desk, "anna")
    with pytest.raises(NotFoundError), behind(desk.store, Role.INVESTIGATOR).writing() as connection:
        connection.execute(text(statement))
    assert rows(desk.store, "case_entry") == 1


VERBS: dict[str, Callable[[Desk, str], object]] = {
    "today": lambda desk, _: looking.today(desk),
    "find": lambda desk, _: looking.find(desk, "070-174 06 05"),
    "log": lambda desk, _: auditing.log_entries(desk, limit=5),
    "case_page": cases_service.case_page,
    "note": lambda desk, case: cases_service.change_case(desk, case, NetworkAdded(network="none")),
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_check_that_somebody_forgot_is_made_good_by_the_database(
    desk: Desk, verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = case_of(desk, "anna")
    monkeypatch.setattr(auditing, "refuse_unless_may", lambda *_: None)
    monkeypatch.setattr(cases_service, "refuse_unless_may", lambda *_: None)
    monkeypatch.setattr(rights, "may", lambda *_: True)
    with pytest.raises(NotFoundError):
        VERBS[verb](at(desk, "root", Role.ADMIN), case)


def test_the_role_is_gone_with_its_transaction(desk: Desk) -> None:
    bound = behind(desk.store, Role.ADMIN)
    assert not sees(bound, "ad")
    for _ in range(20):  # whichever connection the pool gives
        assert sees(bound.whole, "ad")


def test_a_database_that_lets_nobody_take_the_role_shows_nothing_and_says_what_to_ask_for(
    tmp_path: Path, database_url: str
) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        name = f"unit_{connection.info.dbname}"
        connection.execute(f"CREATE ROLE {name} LOGIN")
        try:
            store = Store.open(tmp_path, url=database_url)
            with store._engine.connect() as inside:
                inside.execute(text(f"SET LOCAL SESSION AUTHORIZATION {name}"))
                with pytest.raises(StoreError, match=r"GRANT lykta_person, .* TO "):
                    behind(store, Role.ADMIN)._stand_behind_the_wall(inside)
            store.close()
        finally:
            connection.execute(f"DROP ROLE {name}")


@pytest.mark.skipif(not debian.BIN.exists(), reason="Debian's PostgreSQL 15 is not here")
def test_a_user_who_may_make_no_role_is_told_what_to_ask_for_and_that_is_enough(tmp_path: Path) -> None:
    with debian.debian_server() as url, psycopg.connect(url, autocommit=True) as keeper:
        keeper.execute("CREATE ROLE plain LOGIN")
        keeper.execute("CREATE DATABASE plain OWNER plain")
        plain = url.replace("unit@/postgres", "plain@/plain")
        with pytest.raises(StoreError, match="may not make") as refused:
            Store.open(tmp_path, url=plain)
        told = str(refused.value).split("say, once: ")[1].split(" Then start")[0]
        keeper.execute(told.encode())
        store = Store.open(tmp_path, url=plain)
        assert sees(behind(store, Role.OUTREACH), "ad")
        assert not sees(behind(store, Role.ADMIN), "ad")
        store.close()
