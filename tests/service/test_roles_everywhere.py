"""Every role at every page and every command: what the table says, and one and the same answer for all the rest."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import typer
from starlette.routing import Route
from typer.testing import CliRunner

from lykta.cli.main import app
from lykta.errors import nothing_here
from lykta.guard import sessions
from lykta.guard.roles import MAY
from lykta.model.account import Role
from lykta.model.audit import Act, Actor, Door, Ground
from lykta.model.case import CHANGES, MemberSet, Part
from lykta.service import cases
from lykta.service.desk import Desk
from lykta.service.doorway import open_door
from lykta.service.importing import import_files
from lykta.service.linking import link_all
from lykta.store import accounts
from lykta.store.review import assessment_of
from lykta.web.app import create_app
from tests.web.client import TestClient
from tests.web.test_guarding import OPEN, flat

ROWS = """id,source,text
1,one,"Lugn lägenhet vid torget, ring 070-1740605 efter klockan tolv."
2,two,"Nytt hus vid sjön och skogen. Nås på 070-1740605 alla vardagar."
"""
OWN = None  # of everybody: no role is asked for

# Each route, and what it is; a form that is filled so that only the right decides.
PAGES: dict[tuple[str, str], tuple[Act | None, dict[str, str]]] = {
    ("GET", "/"): (Act.LOOKED_AT_TODAY, {}),
    ("GET", "/networks/{network_id}"): (Act.LOOKED_AT_NETWORK, {}),
    ("GET", "/find"): (Act.SEARCHED, {"q": "070-174 06 05"}),
    ("GET", "/unread"): (Act.LOOKED_AT_UNREAD, {}),
    ("GET", "/log"): (Act.READ_LOG, {}),
    ("GET", "/market"): (Act.LOOKED_AT_MARKET, {}),
    ("GET", "/plan"): (Act.PLANNED, {"hours": "3"}),
    ("GET", "/judge"): (Act.LOOKED_AT_PAIR, {"a": "{first}", "b": "{second}"}),
    ("POST", "/judge"): (Act.JUDGED, {"a": "{first}", "b": "{second}"}),
    ("GET", "/judgements"): (Act.LOOKED_AT_JUDGEMENTS, {}),
    ("POST", "/judgements"): (Act.WITHDREW, {"judgement": "none"}),
    ("GET", "/cases"): (Act.LOOKED_AT_CASES, {}),
    ("POST", "/cases"): (Act.OPENED_CASE, {"name": "K 2-26", "purpose": "who runs it", "ground": "support"}),
    ("GET", "/cases/{case_id}"): (Act.LOOKED_AT_CASE, {}),
    ("POST", "/cases/{case_id}/{what}"): (Act.CHANGED_CASE, {"text": "seen", "seen": "1"}),
    ("GET", "/account"): (OWN, {}),
    ("POST", "/account/password"): (OWN, {}),
    ("POST", "/account/code"): (OWN, {}),
    ("POST", "/account/code_off"): (OWN, {}),
    ("POST", "/account/end"): (OWN, {}),
    ("GET", "/purpose"): (OWN, {}),
    ("POST", "/purpose"): (OWN, {}),
    ("POST", "/out"): (OWN, {}),
}


@dataclass(frozen=True, kw_only=True)
class House:
    """A home with one account of each role, all in one case and none in another, and a session of each."""

    desk: Desk
    network: str
    ads: tuple[str, str]
    case: str
    foreign: str
    tokens: dict[Role, str]

    def filled(self, text: str) -> str:
        first, second = self.ads
        return text.replace("{network_id}", self.network).replace("{first}", first).replace("{second}", second)


@pytest.fixture
def house(desk: Desk, tmp_path: Path) -> House:
    (tmp_path / "ads.csv").write_text(ROWS, encoding="utf-8")
    import_files(desk, [tmp_path / "ads.csv"])
    first, second = sorted(one for found in link_all(desk).advertisers for one in found.ads)[:2]
    with desk.store.writing() as connection:
        for role in Role:
            accounts.add_account(connection, role, "hash", made_at=desk.now(), roles=(role,))
    owner = replace(desk, actor=Actor(name="owner", door=Door.PAGES))
    case, foreign = (
        cases.open_case(owner, name=name, purpose="who runs the flats", ground=Ground.INVESTIGATION)
        for name in ("own", "foreign")
    )
    for role in Role:
        cases.change_case(owner, case, MemberSet(member=role, part=Part.INVESTIGATOR, why="works on it"))
    with desk.store.reading() as connection:
        row = connection.exec_driver_sql("SELECT network FROM review LIMIT 1").scalar_one()
        assert assessment_of(connection, row) is not None
    return House(
        desk=desk,
        network=row,
        ads=(first, second),
        case=case,
        foreign=foreign,
        tokens={r: session(desk, r) for r in Role},
    )


def session(desk: Desk, account: str) -> str:
    token, made = sessions.open_session(account, desk.now())
    with desk.store.writing() as connection:
        accounts.add_session(connection, made.id_hash, account, at=made.created_at)
        accounts.set_purpose(connection, made.id_hash, "K 1-26", Ground.INVESTIGATION.value)
    return token


def routes() -> Iterator[tuple[str, str]]:
    class Nobody:
        """A door that is never asked: only the routes are listed."""

    for route in flat(create_app(Nobody(), demo=True).routes):  # type: ignore[arg-type]
        if isinstance(route, Route):
            yield from ((method, route.path) for method in (route.methods or set()) - {"HEAD"})


def test_every_route_has_its_entry() -> None:
    assert set(routes()) - OPEN == set(PAGES)


def status(client: TestClient, house: House, method: str, path: str, sent: dict[str, str]) -> tuple[int, str]:
    filled = {name: house.filled(value) for name, value in sent.items()}
    address = house.filled(path)
    if method == "GET":
        answer = client.get(address, params=filled, follow_redirects=False)
    else:
        found = re.search(r'name="form_token" value="([^"]+)"', client.get("/account").text)
        assert found
        answer = client.post(address, data={**filled, "form_token": found[1]}, follow_redirects=False)
    return answer.status_code, answer.headers.get("location", "")


def said(client: TestClient, path: str) -> str:
    """What the page says; around it stands the address that was asked for."""
    return str(client.get(path).text).split("<main")[1]


@pytest.mark.parametrize("role", Role)
def test_each_role_gets_its_pages_and_one_answer_for_the_rest(house: House, role: Role) -> None:
    with TestClient(create_app(open_door(house.desk), demo=False)) as client:
        client.cookies.set("lykta_session", house.tokens[role])
        missing = said(client, "/nope")
        for (method, path), (act, sent) in PAGES.items():
            if (method, path) == ("POST", "/out"):
                continue
            for case in (house.case, house.foreign):
                own = path.replace("{case_id}", case).replace("{what}", "note")
                code, location = status(client, house, method, own, sent)
                may = act is OWN or role in MAY[act]
                is_foreign = "{case_id}" in path and case == house.foreign
                if (method, path) == ("GET", "/") and not may:
                    assert (code, location) in {(303, "/cases"), (303, "/log"), (303, "/account")}
                elif may and not is_foreign:
                    assert code in {200, 303, 409, 422}, (method, own)
                else:
                    assert code == 404, (method, own)
        assert said(client, "/networks/none") == missing
        assert said(client, f"/cases/{house.foreign}") == said(client, "/cases/none") == missing


def test_only_a_role_with_signals_finds_them_on_a_cases_page(house: House) -> None:
    owner = replace(house.desk, actor=Actor(name="owner", door=Door.PAGES))
    cases.change_case(owner, house.case, CHANGES["network"](network=house.network))  # type: ignore[call-arg]
    door = open_door(house.desk)
    shown = {}
    for role in (Role.INVESTIGATOR, Role.PROSECUTOR, Role.OUTREACH, Role.MANAGER):
        looks = door.looking(house.tokens[role])
        assert looks is not None
        shown[role] = len(looks.case_page(house.case).networks)
    assert shown == {Role.INVESTIGATOR: 1, Role.PROSECUTOR: 1, Role.OUTREACH: 0, Role.MANAGER: 0}


# Commands that open no home, start a program, or sign in themselves.
WITHOUT_ACCOUNT = {
    "demo", "serve", "simulate", "phones", "extract", "hash", "resolve", "groups", "estimate", "verify", "prepare",
    "account enter",
}  # fmt: skip
COMMANDS: dict[str, Act | None] = {
    "import": Act.IMPORTED,
    "watch": Act.WATCHED,
    "stamp": Act.STAMPED,
    "coverage": Act.LOOKED_AT_COVERAGE,
    "rebuild": Act.REBUILT,
    "link": Act.LINKED,
    "today": Act.LOOKED_AT_TODAY,
    "network": Act.LOOKED_AT_NETWORK,
    "law": OWN,  # the offences; of a network it is the network's page
    "find": Act.SEARCHED,
    "judge": Act.JUDGED,
    "withdraw": Act.WITHDREW,
    "judgements": Act.LOOKED_AT_JUDGEMENTS,
    "export": Act.EXPORTED,
    "wacz": Act.EXPORTED,
    "unread": Act.LOOKED_AT_UNREAD,
    "plan": Act.PLANNED,
    "market seen": Act.LOOKED_AT_MARKET,
    "market trend": Act.LOOKED_AT_MARKET,
    "market returning": Act.LOOKED_AT_MARKET,
    "market movement": Act.LOOKED_AT_MOVEMENT,
    "audit log": Act.READ_LOG,
    "audit searched": Act.READ_LOG,
    "audit prove": Act.READ_LOG,
    "audit key": OWN,
    "audit checkpoint": Act.SIGNED_LOG,
    "audit verify": Act.SIGNED_LOG,
    "account add": Act.ADDED_ACCOUNT,
    "account list": Act.LOOKED_AT_ACCOUNTS,
    "account role": Act.CHANGED_ACCOUNT,
    "account password": Act.CHANGED_ACCOUNT,
    "account close": Act.CLOSED_ACCOUNT,
    "account sessions": Act.LOOKED_AT_ACCOUNTS,
    "account end": Act.ENDED_SESSIONS,
    "account own": OWN,
    "account leave": OWN,
    "case open": Act.OPENED_CASE,
    "case list": Act.LOOKED_AT_CASES,
    "case show": Act.LOOKED_AT_CASE,
}
VALUES = {"ground": "support", "decision": "together", "on": "2026-11-20", "role": "auditor", "how": "meeting"}
VALUES |= {"category": "other", "part": "reader", "state": "resting", "wish": "nothing_said"}


def commands() -> Iterator[tuple[str, Any]]:
    whole: Any = typer.main.get_command(app)
    for name, one in whole.commands.items():
        inside = getattr(one, "commands", None)
        yield from ((f"{name} {inner}", command) for inner, command in inside.items()) if inside else [(name, one)]


EVERY_COMMAND = dict(commands())


def act_of(name: str) -> Act | None:
    is_change = name.startswith("case ") and name not in COMMANDS
    return Act.CHANGED_CASE if is_change else COMMANDS[name]


def test_every_command_has_its_entry() -> None:
    known = {*COMMANDS, *WITHOUT_ACCOUNT}
    assert {name for name in EVERY_COMMAND if not name.startswith("case ")} | set(COMMANDS) == known | set(COMMANDS)
    assert known <= set(EVERY_COMMAND)


def arguments(command: Any, out: Path) -> list[str]:
    """What the command demands, and nothing more."""
    given: list[str] = []
    for one in command.params:
        if not one.required:
            continue
        value = VALUES.get(one.name or "", "none")
        kind = one.type_descriptor.annotation
        value = {int: "0", float: "3", Path: str(out), list[Path]: str(out)}.get(kind, value)
        given += [one.opts[0], value] if one.param_type_name == "option" else [value]
    return given


@pytest.mark.parametrize("name", sorted(set(EVERY_COMMAND) - WITHOUT_ACCOUNT))
def test_each_command_is_for_its_roles_and_one_answer_for_the_rest(house: House, name: str, tmp_path: Path) -> None:
    act = act_of(name)
    rightful = [role for role in Role if act is OWN or role in MAY[act]]
    others = [role for role in Role if role not in rightful]
    assert rightful
    for role in (*others, rightful[-1]):  # last, since some of these end the session or the account
        environment = {
            "LYKTA_HOME": str(house.desk.settings.home),
            "LYKTA_DATABASE_URL": str(house.desk.settings.database_url),
            "LYKTA_SESSION": house.tokens[role],
            "LYKTA_WORKERS": "0",
            "LYKTA_LANGUAGE": "en",
        }
        given = arguments(EVERY_COMMAND[name], tmp_path / "out")
        done = CliRunner().invoke(app, [*name.split(), *given], env=environment)
        is_refused = str(done.exception) == str(nothing_here())
        assert is_refused is (role in others), (role, given, done.output, done.exception)
