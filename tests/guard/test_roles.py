"""The table of roles: complete, and with the walls that the law and the threat model ask for."""

import pytest

from lykta.errors import BadInputError
from lykta.guard.account_names import refuse_name
from lykta.guard.roles import MAY, STRICT, may
from lykta.model.account import ROLE_NAMES, Role
from lykta.model.audit import Act


def acts_of(*roles: Role) -> set[Act]:
    return {act for act in Act if may(set(roles), act)}


def test_every_act_stands_in_the_table_and_every_role_has_a_name() -> None:
    assert set(MAY) == set(Act)
    assert set(ROLE_NAMES) == set(Role)


def test_an_act_outside_the_table_is_refused_to_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(MAY, Act.SEARCHED)
    assert not may(set(Role), Act.SEARCHED)


def test_an_admin_sees_no_case_no_ad_and_no_log() -> None:
    looks = {act for act in acts_of(Role.ADMIN) if act.value.startswith(("look.", "case.", "search", "log.read"))}
    assert looks == {Act.LOOKED_AT_ACCOUNTS, Act.LOOKED_AT_COVERAGE}


def test_an_auditor_sees_the_log_and_nothing_else() -> None:
    own = {Act.CHANGED_OWN_ACCOUNT, Act.CAME_IN, Act.WAS_REFUSED, Act.WENT_OUT, Act.GAVE_PURPOSE}
    assert acts_of(Role.AUDITOR) - own == {Act.READ_LOG, Act.SIGNED_LOG}
    assert [role for role in Role if may({role}, Act.READ_LOG)] == [Role.AUDITOR]


def test_outreach_reaches_no_page_with_signals_and_no_search() -> None:
    with_signals = {Act.LOOKED_AT_TODAY, Act.LOOKED_AT_NETWORK, Act.LOOKED_AT_PAIR, Act.SEARCHED, Act.EXPORTED}
    assert acts_of(Role.OUTREACH) & with_signals == set()


def test_several_roles_may_what_any_of_them_may_and_none_may_nothing() -> None:
    assert acts_of(Role.ADMIN, Role.AUDITOR) == acts_of(Role.ADMIN) | acts_of(Role.AUDITOR)
    assert acts_of() == set()


def test_exports_and_what_only_admins_do_are_strict() -> None:
    assert {Act.EXPORTED, Act.ADDED_ACCOUNT, Act.CHANGED_ACCOUNT, Act.CLOSED_ACCOUNT} <= STRICT
    assert not {Act.LOOKED_AT_TODAY, Act.READ_LOG} & STRICT


@pytest.mark.parametrize("name", ["anna", "a1", "anna-karin.ek_2"])
def test_plain_names_will_do(name: str) -> None:
    refuse_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Anna",
        "åsa",
        "a b",
        "a..b",
        "-a",
        "a-",
        "1a",
        "local",
        "lykta",
        "?",
        "local:x",
        "a\n",
        "\u0430",
        "a" * 41,
    ],
)
def test_other_names_are_refused(name: str) -> None:
    with pytest.raises(BadInputError, match="cannot be an account"):
        refuse_name(name)
