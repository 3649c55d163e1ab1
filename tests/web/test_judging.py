"""The pages of judging: nothing is kept by accident, nothing typed is lost, and how each judgement stands is said."""

import pytest

from lykta.model.judgement import Decision, Level, Withdrawal
from tests.web import scenes
from tests.web.client import TestClient
from tests.web.fakes import FakeLooking
from tests.web.test_guarding import form_token

PAIR = "/judge?a=x&b=y"
NETWORK = f"/networks/{scenes.ORGANISED.network}"


@pytest.fixture
def blank(look: FakeLooking) -> FakeLooking:
    """A desk where nobody has judged."""
    look.judged.clear()
    return look


def send(client: TestClient, path: str = "/judge", **fields: str) -> tuple[int, str]:
    whole = {
        "a": "x",
        "b": "y",
        "choice": "not_one_contact",
        "why": "Two voices.",
        "form_token": form_token(client, "/"),
    }
    answer = client.post(path, data={**whole, **fields}, follow_redirects=False)
    return answer.status_code, answer.text


@pytest.mark.parametrize(
    ("choice", "level", "decision"),
    [
        ("one_contact", Level.CONTACT, Decision.TOGETHER),
        ("not_one_contact", Level.CONTACT, Decision.APART),
        ("one_network", Level.NETWORK, Decision.TOGETHER),
        ("not_one_network", Level.NETWORK, Decision.APART),
    ],
)
def test_each_answer_is_kept_as_what_it_says(
    anna: TestClient, blank: FakeLooking, choice: str, level: Level, decision: Decision
) -> None:
    assert send(anna, choice=choice)[0] == 303
    ((made),) = [view.judgement for view in blank.judged]
    assert (made.level, made.decision, made.why, made.by) == (level, decision, "Two voices.", "anna")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"why": "  \n"}, "write the reason in words"),
        ({"choice": ""}, "choose one of the four answers"),
        ({"why": "long " * 500}, "at most 2,000 characters"),
    ],
)
def test_a_form_that_is_not_whole_comes_back_with_all_that_was_typed(
    anna: TestClient, blank: FakeLooking, fields: dict[str, str], said: str
) -> None:
    anna.get("/?lang=en")
    status, page = send(anna, **fields)
    assert status == 422
    assert said in page
    assert blank.judged == []
    if fields.get("why", "").strip():
        assert fields["why"].strip() in page
    if fields.get("choice") != "":
        assert 'value="not_one_contact" checked' in page


def test_what_was_judged_already_is_said_and_kept_once(anna: TestClient, blank: FakeLooking) -> None:
    anna.get("/?lang=en")
    send(anna)
    status, page = send(anna)
    assert (status, len(blank.judged)) == (422, 1)
    assert "judged already" in page


def test_a_form_of_another_site_keeps_nothing(anna: TestClient, blank: FakeLooking) -> None:
    assert send(anna, form_token="made up")[0] == 403
    assert send(anna, "/judgements", judgement="j1", form_token="made up")[0] == 403
    assert blank.judged == []


@pytest.mark.parametrize("fields", [{"choice": "made_up"}, {"a": "a" * 101}, {"why": "x" * 300_000}])
def test_fields_that_no_form_of_ours_sends_keep_nothing(
    anna: TestClient, blank: FakeLooking, fields: dict[str, str]
) -> None:
    status, _ = send(anna, **fields)
    assert status == 404
    assert blank.judged == []


def test_a_pair_that_is_not_there_is_not_found(anna: TestClient) -> None:
    assert anna.get("/judge?a=x&b=nothing").status_code == 404
    assert anna.get("/judge").status_code == 404
    assert send(anna, b="nothing")[0] == 404


def test_a_withdrawal_needs_a_reason_and_stays_on_the_page(anna: TestClient, look: FakeLooking) -> None:
    anna.get("/?lang=en")
    status, page = send(anna, "/judgements", judgement="j1", why=" ")
    assert status == 422
    assert "write the reason in words" in page
    assert send(anna, "/judgements", judgement="j1", why="Mistaken.")[0] == 303
    assert look.judged[0].withdrawal is not None
    assert "Withdrawn by anna" in " ".join(anna.get("/judgements").text.split())
    assert send(anna, "/judgements", judgement="j1", why="Again.")[0] == 404


def test_how_each_judgement_stands_is_said(anna: TestClient, look: FakeLooking) -> None:
    gone = Withdrawal(by="bo", at=scenes.NOW, why="Fel adress.")
    look.judged[:] = [
        scenes.judged(contradicts=("j7", "j8")),
        scenes.judged(on_missing_ad=True),
        scenes.judged(waits=True),
        scenes.judged(withdrawal=gone),
    ]
    page = " ".join(anna.get("/judgements?lang=en").text.split())
    for said in ("Contradicts j7, j8.", "One of the ads is gone", "a new linking is being made", "Fel adress."):
        assert said in page
    swedish = anna.get("/judgements?lang=sv").text
    assert "Motsäger j7, j8." in swedish


def test_a_network_shows_what_waits_for_a_person_and_what_was_judged(anna: TestClient) -> None:
    page = anna.get(f"{NETWORK}?lang=en").text
    assert "Waits for a person" in page
    assert "One ad names two numbers." in page
    assert "b=elsewhere" in page
    assert "Samma nyckelbox" in page


def test_a_network_that_went_leads_to_the_one_that_has_its_ads_and_says_so(anna: TestClient, look: FakeLooking) -> None:
    look.former = {"old&id": scenes.ORGANISED.network}
    anna.get("/?lang=en")
    page = anna.get("/networks/old&id")
    assert page.url.path == NETWORK
    assert "Network old&amp;id is no more" in page.text
    assert anna.get("/networks/never").status_code == 404


def test_without_judgements_the_page_says_where_to_begin(anna: TestClient, blank: FakeLooking) -> None:
    assert "Nobody has judged a pair yet" in anna.get("/judgements?lang=en").text
