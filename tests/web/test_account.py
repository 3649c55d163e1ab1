"""One's own account: the password that an admin saw is changed first, codes and log-ins are the person's own."""

import pytest

from lykta.guard.roles import MAY
from lykta.model.account import Role
from lykta.web.guarding import CHOOSE_PASSWORD
from lykta.web.rooms import MENU
from tests.web.client import TestClient
from tests.web.fakes import OTHER_SESSION, PASSWORD, FakeDoorway, FakeLooking
from tests.web.test_guarding import OPEN, form_token, routes


def post(client: TestClient, path: str, **sent: str) -> tuple[int, str]:
    answer = client.post(
        path, data={**sent, "form_token": form_token(client, "/account")}, follow_redirects=False
    )  # fmt: skip
    return answer.status_code, answer.text


def test_with_a_first_password_every_page_leads_to_the_choice_of_another(
    anna: TestClient, look: FakeLooking, doorway: FakeDoorway
) -> None:
    look.has_first_password = True
    for method, path in set(routes(doorway)) - OPEN:
        if path not in CHOOSE_PASSWORD:
            answer = anna.request(method, path, follow_redirects=False)
            assert (answer.status_code, answer.headers["location"], answer.text) == (303, "/account", ""), path
    assert look.asked == []
    assert post(anna, "/account/password", present=PASSWORD, new="another long and quiet one")[0] == 303
    assert anna.get("/", follow_redirects=False).status_code == 200


def test_a_wrong_password_is_told_and_never_shown_back(anna: TestClient, look: FakeLooking) -> None:
    status, page = post(anna, "/account/password", present="my wrong guess", new="another long and quiet one")
    assert status == 422
    assert "my wrong guess" not in page
    assert "another long and quiet one" not in page
    assert look.asked == []


def test_the_key_and_the_recovery_codes_are_shown_right_after_they_are_made_and_not_again(anna: TestClient) -> None:
    assert "GEZDGNBVGY3TQOJQ" in post(anna, "/account/code")[1]
    assert post(anna, "/account/code", code="000000")[0] == 422
    assert "bcdf-ghjk-mnpq-rstv" in post(anna, "/account/code", code="287082")[1]
    page = anna.get("/account").text
    assert "GEZDGNBVGY3TQOJQ" not in page
    assert "bcdf-ghjk-mnpq-rstv" not in page


def test_another_log_in_is_ended_and_an_unknown_one_is_told(anna: TestClient, look: FakeLooking) -> None:
    assert post(anna, "/account/end", session=OTHER_SESSION)[0] == 303
    assert look.asked == [f"ended {OTHER_SESSION}"]
    assert post(anna, "/account/end", session="nobodys")[0] == 422


@pytest.mark.parametrize("role", Role)
def test_the_menu_offers_what_the_role_may_and_nothing_else(anna: TestClient, look: FakeLooking, role: Role) -> None:
    look.roles = frozenset((role,))
    menu = anna.get("/account").text.split("<nav")[1].split("</nav>")[0]
    assert {path for path, _ in MENU if f'href="{path}"' in menu} == {path for path, act in MENU if role in MAY[act]}


@pytest.mark.parametrize(
    ("role", "first"), [(Role.AUDITOR, "/log"), (Role.ADMIN, "/account"), (Role.OUTREACH, "/cases")]
)
def test_who_has_no_today_begins_at_their_own_first_page(
    anna: TestClient, look: FakeLooking, role: Role, first: str
) -> None:
    look.roles = frozenset((role,))
    assert anna.get("/", follow_redirects=False).headers["location"] == first
