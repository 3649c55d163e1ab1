"""The pages of cases: each form makes its own change, a refusal loses nothing that was typed, late is told as late."""

from dataclasses import replace
from datetime import date

import pytest

from lykta.errors import BadInputError, LyktaError, NotAllowedError, NotFoundError, OutdatedError
from lykta.model import case as did
from lykta.model.case import CaseState, Category, Change, Part, Statement, Way, Wish
from tests.web import case_scenes, scenes
from tests.web.case_scenes import CASE
from tests.web.client import TestClient
from tests.web.fakes import FakeLooking
from tests.web.test_guarding import form_token
from tests.web.test_pages import PAYLOADS, tags

PAGE = f"/cases/{CASE}"
SENT: dict[str, tuple[dict[str, str], Change]] = {
    "note": ({"text": "Seen.", "kind": "fact"}, did.Noted(text="Seen.", kind=Statement.FACT)),
    "task": (
        {"text": "Ask.", "member": "bo", "due": "2026-12-01"},
        did.TaskAdded(text="Ask.", member="bo", due=date(2026, 12, 1)),
    ),
    "task_done": ({"task": f"{CASE}.8"}, did.TaskDone(task=f"{CASE}.8")),
    "tag": ({"tag": "flats"}, did.Tagged(tag="flats")),
    "untag": ({"tag": "flats"}, did.Untagged(tag="flats")),
    "tip": ({"tip": "T 7"}, did.TipLinked(tip="T 7")),
    "network": ({"network": "n1"}, did.NetworkAdded(network="n1")),
    "network_removed": ({"network": "n1", "why": "other"}, did.NetworkRemoved(network="n1", why="other")),
    "person": ({"called": "P", "category": "victim"}, did.PersonAdded(called="P", category=Category.VICTIM)),
    "category": (
        {"person": f"{CASE}.4", "category": "suspect", "why": "rents", "offence": "procuring"},
        did.PersonPlaced(person=f"{CASE}.4", category=Category.SUSPECT, why="rents", offence="procuring"),
    ),
    "contact": (
        {"way": "meeting", "on": "2026-11-20", "words": "Met.", "wish": "no_contact", "reached": "070-1740605"},
        did.ContactLogged(
            way=Way.MEETING, on=date(2026, 11, 20), words="Met.", wish=Wish.NO_CONTACT, reached="070-1740605"
        ),
    ),
    "member": (
        {"member": "bo", "part": "reader", "why": "reads"},
        did.MemberSet(member="bo", part=Part.READER, why="reads"),
    ),
    "state": ({"state": "closed", "why": "done"}, did.StateSet(state=CaseState.CLOSED, why="done")),
    "merge": ({"into": "c2", "why": "same"}, did.MergedInto(case="c2", why="same")),
    "hand_over": (
        {"unit": "Syd", "receiver": "Eva", "why": "theirs"},
        did.HandedOver(unit="Syd", receiver="Eva", why="theirs"),
    ),
    "export_ask": ({"recipient": "P", "why": "charges"}, did.ExportAsked(recipient="P", why="charges")),
    "export_approve": (
        {"request": f"{CASE}.14", "why": "read"},
        did.ExportApproved(request=f"{CASE}.14", why="read"),
    ),
}


def send(client: TestClient, what: str, fields: dict[str, str], *, case: str = CASE, **fixed: str) -> tuple[int, str]:
    whole = {"seen": "14", "form_token": form_token(client, "/"), **fields, **fixed}
    answer = client.post(f"/cases/{case}/{what}", data=whole, follow_redirects=False)
    return answer.status_code, answer.text


def test_every_change_but_those_made_with_others_has_a_form() -> None:
    assert SENT.keys() == did.CHANGES.keys() - {"opened", "took_in"}


@pytest.mark.parametrize("what", SENT)
def test_each_form_makes_its_change_with_the_version_that_was_seen(
    anna: TestClient, look: FakeLooking, what: str
) -> None:
    fields, change = SENT[what]
    assert send(anna, what, fields)[0] == 303
    assert look.changes == [(CASE, change, 14)]


@pytest.mark.parametrize("what", SENT)
def test_the_page_has_a_form_for_each_change_that_may_be_made_and_for_no_other(
    anna: TestClient, look: FakeLooking, what: str
) -> None:
    action = f'action="{PAGE}/{what}"'
    assert action in anna.get(PAGE).text
    look.case_pages[CASE] = replace(case_scenes.case_page(), may=frozenset(SENT) - {what})
    assert action not in anna.get(PAGE).text


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (BadInputError("Shorten it.", sv="Korta texten."), 422),
        (NotFoundError("No account there.", sv="Inget konto där."), 404),
        (NotAllowedError("Another must do it.", sv="En annan måste göra det."), 403),
    ],
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_refusal_is_told_in_the_language_and_what_was_typed_stays_in_its_open_form(
    anna: TestClient, look: FakeLooking, error: LyktaError, status: int, language: str
) -> None:
    look.refusal = error
    anna.get(f"/?lang={language}")
    typed = "A long talk " * 2000
    code, page = send(anna, "note", {"text": typed})
    assert code == status
    assert (str(error) in page, str(error.sv) in page) == (language == "en", language == "sv")
    assert typed.strip() in page
    form = page.split(f'action="{PAGE}/note"')[0]
    assert form.rstrip().endswith('method="post"') or "open" in form[-200:]
    assert page.count(typed.strip()) == 1


def test_who_was_late_sees_what_the_other_did_and_what_they_wrote_themselves(
    anna: TestClient, look: FakeLooking
) -> None:
    more = ("bo", did.StateSet(state=CaseState.RESTING, why="Waits for the lease."))
    look.case_pages[CASE] = case_scenes.case_page("hyran", more)
    look.case_pages[CASE] = replace(look.case_pages[CASE], may=frozenset(SENT))
    look.refusal = OutdatedError("late", sv="sen")
    anna.get("/?lang=en")
    code, page = send(anna, "note", {"text": "Mine, of the same minute."})
    assert code == 409
    alert = page.split('role="alert"')[1].split("</div>")[0]
    assert "set the case to resting: Waits for the lease." in alert
    assert "hyran" not in alert
    assert page.count("Mine, of the same minute.") == 1
    assert 'name="seen" value="15"' in page


def test_a_form_of_another_site_and_fields_that_no_form_sends_change_nothing(
    anna: TestClient, look: FakeLooking
) -> None:
    fields, _ = SENT["note"]
    assert send(anna, "note", fields, form_token="made up")[0] == 403
    for what, wrong in (
        ("nothing", fields),
        ("opened", fields),
        ("took_in", {"case": "c2"}),
        ("note", {"text": "x", "kind": "gossip"}),
        ("note", {"text": "x", "seen": "-1"}),
        ("note", {"text": "x", "seen": "9" * 40}),
        ("category", {"person": "x" * 300, "category": "victim", "why": "w"}),
        ("member", {"member": "bo", "part": "chief", "why": "w"}),
    ):
        assert send(anna, what, wrong)[0] == 404, (what, wrong)
    assert look.changes == []


@pytest.mark.parametrize(
    ("what", "fields", "said"),
    [
        ("contact", {"way": "meeting", "on": "yesterday", "words": "Met."}, "write the day as in"),
        ("contact", {"on": "2026-11-20", "words": "Met."}, "choose one"),
        ("task", {"text": "Ask.", "due": "soon"}, "write the day as in"),
        ("person", {"called": "P"}, "choose one"),
        ("state", {"why": "w"}, "choose one"),
    ],
)
def test_a_form_that_is_not_whole_comes_back(
    anna: TestClient, look: FakeLooking, what: str, fields: dict[str, str], said: str
) -> None:
    anna.get("/?lang=en")
    code, page = send(anna, what, fields)
    assert code == 422
    assert said in page
    assert look.changes == []


def test_a_note_of_a_megabyte_is_refused_before_it_is_read(anna: TestClient, look: FakeLooking) -> None:
    assert send(anna, "note", {"text": "x" * (1 << 20)})[0] == 413
    assert look.changes == []


def test_missing_and_not_yours_are_one_page(anna: TestClient) -> None:
    assert anna.get("/cases/none").status_code == 404
    assert send(anna, "note", {"text": "x"}, case="none")[0] == 404
    assert anna.get("/cases/%00").status_code == 404
    assert anna.get("/cases/%ED%A0%80").status_code == 404


def test_a_case_is_opened_with_purpose_ground_and_network(anna: TestClient, look: FakeLooking) -> None:
    page = anna.get("/cases?network=n1&lang=en").text
    assert 'name="network" value="n1"' in page
    assert "supervision" not in page
    whole = {"name": "K 1", "purpose": "who runs it", "ground": "support", "network": "n1"}
    answer = anna.post("/cases", data={**whole, "form_token": form_token(anna, "/")}, follow_redirects=False)
    assert answer.headers["location"] == "/cases/made"
    assert look.asked == ["K 1|who runs it|support|n1"]
    without = anna.post("/cases", data={"name": "Flats", "purpose": "p", "form_token": form_token(anna, "/")})
    assert without.status_code == 422
    assert 'value="Flats"' in without.text


def test_a_handed_over_and_a_merged_case_say_where_they_went_and_take_nothing(
    anna: TestClient, look: FakeLooking
) -> None:
    over = ("anna", did.HandedOver(unit="Region Syd", receiver="Eva Ek", why="The flats are there."))
    look.case_pages[CASE] = case_scenes.case_page("hyran", over)
    page = anna.get(f"{PAGE}?lang=en").text
    assert "Handed over by anna to Eva Ek, Region Syd." in page
    assert f'action="{PAGE}/' not in page
    look.case_pages[CASE] = case_scenes.case_page("hyran", ("anna", did.MergedInto(case="c2", why="same")))
    assert 'href="/cases/c2"' in anna.get(PAGE).text


def test_the_requester_is_offered_no_button_to_approve(anna: TestClient) -> None:
    page = anna.get(f"{PAGE}?lang=en").text
    assert page.count("You asked for it, so it is not you.") == 1
    assert page.count(f'action="{PAGE}/export_approve"') == 1
    assert f'name="request" value="{CASE}.14"' in page
    assert f'name="request" value="{CASE}.13"' not in page


def test_a_person_has_a_category_with_its_history_and_an_added_one_is_never_offered_as_suspect(
    anna: TestClient,
) -> None:
    page = anna.get(f"{PAGE}?lang=en").text
    assert "other, or not placed → suspect (procuring). hyran" in page
    adding = page.split(f'action="{PAGE}/person"')[1].split("</form>")[0]
    assert 'value="victim"' in adding
    assert 'value="suspect"' not in adding


def test_the_law_of_each_network_stands_on_the_page_of_the_case(anna: TestClient) -> None:
    page = anna.get(f"{PAGE}?lang=en").text
    assert page.count('class="offence"') == 4
    assert page.count("An ad alone does not show this element.") == 8


def test_an_external_member_gets_no_persons_export_or_tags(anna: TestClient, look: FakeLooking) -> None:
    look.case_pages[CASE] = replace(case_scenes.case_page(), part=Part.EXTERNAL)
    page = anna.get(PAGE).text
    for section in ('id="person"', 'id="export_ask"', 'id="tag"'):
        assert section not in page


def test_a_wish_not_to_be_contacted_is_shown_wherever_the_contact_is(anna: TestClient, look: FakeLooking) -> None:
    wish = "Somebody here wishes not to be contacted."
    anna.get("/?lang=en")
    network = f"/networks/{scenes.ORGANISED.network}"
    paths = ("/", "/find?q=advertisers", network, "/judge?a=x&b=y")
    assert [wish in anna.get(path).text for path in paths] == [False] * 4
    marked = replace(scenes.ORGANISED, no_contact=True)
    page = scenes.network_page()
    advertisers = (replace(page.advertisers[0], no_contact=True), *page.advertisers[1:])
    look.page = scenes.today((marked,))
    look.networks = {scenes.ORGANISED.network: replace(page, item=marked, advertisers=advertisers)}
    pair = scenes.pair_page()
    look.pairs = {("x", "y"): replace(pair, no_contact=frozenset((pair.ads[0].ad.id,)))}
    look.case_pages[CASE] = replace(
        case_scenes.case_page(), networks=(look.networks[scenes.ORGANISED.network],), no_contact=frozenset()
    )
    assert [anna.get(path).text.count(wish) for path in (*paths, PAGE)] == [1, 1, 2, 1, 1]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_text_that_comes_back_stays_in_its_field(anna: TestClient, look: FakeLooking, payload: str) -> None:
    look.refusal = BadInputError("no", sv="nej")
    seen = {}
    for words in ("lugn", payload):
        for what, (fields, _) in SENT.items():
            hostile = {
                name: words for name in fields if name in {"text", "why", "words", "called", "unit", "recipient", "tip"}
            }
            seen[words, what] = tags(send(anna, what, {**fields, **hostile})[1]).seen
    for what in SENT:
        assert seen[payload, what] == seen["lugn", what], what
