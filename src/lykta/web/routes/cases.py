"""The cases that are yours, and one case with all that may be done in it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, TypeVar
from urllib.parse import quote

from fastapi import APIRouter, Form, Query, Request
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from lykta.errors import BadInputError, LyktaError, NotAllowedError, NotFoundError, OutdatedError
from lykta.model import case as did
from lykta.model.audit import Ground
from lykta.model.words import Said
from lykta.web.guarding import LARGEST_BODY_BYTES, Forms
from lykta.web.routes.asking import Look, Show

# A text that is too long comes back to be shortened, with nothing of it lost; the whole body has a limit of its own.
Typed = Annotated[str, Field(max_length=LARGEST_BODY_BYTES)]
Id = Annotated[str, Field(max_length=200)]
Token = Annotated[str, Field(max_length=1000)]
Given = TypeVar("Given")
REFUSALS = (BadInputError, NotAllowedError, NotFoundError, OutdatedError)
_STATUS = {NotFoundError: 404, NotAllowedError: 403, OutdatedError: 409}


class OpenForm(BaseModel):
    """What the form that opens a case sends."""

    name: Typed = ""
    purpose: Typed = ""
    ground: Ground | None = None
    network: Id = ""
    form_token: Token = ""


class ChangeForm(BaseModel):
    """What the forms on a case's page send; each fills the fields of its own change."""

    seen: Annotated[int, Field(ge=0, le=1 << 31)] = 0  # the version that was looked at; no case has version 0
    text: Typed = ""
    kind: did.Statement = did.Statement.ASSESSMENT
    member: Typed = ""
    due: Id = ""
    task: Id = ""
    tag: Typed = ""
    tip: Typed = ""
    network: Id = ""
    called: Typed = ""
    category: did.Category | None = None
    person: Id = ""
    offence: Id = ""
    why: Typed = ""
    way: did.Way | None = None
    on: Id = ""
    words: Typed = ""
    wish: did.Wish = did.Wish.NOTHING_SAID
    wish_words: Typed = ""
    reached: Typed = ""
    part: did.Part | None = None
    leaves: bool = False
    state: did.CaseState | None = None
    into: Id = ""
    unit: Typed = ""
    receiver: Typed = ""
    recipient: Typed = ""
    request: Id = ""
    form_token: Token = ""

    @property
    def item(self) -> str:
        """What on the page the form belongs to; nothing when it stands alone."""
        return self.person or self.task or self.request or self.network or self.tag


def _chosen(given: Given | None) -> Given:
    if given is None:
        raise BadInputError("Nothing was kept: choose one.", sv="Inget sparades: välj ett alternativ.")
    return given


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given.strip())
    except ValueError as error:
        raise BadInputError(
            "Nothing was kept: write the day as in 2026-11-20.", sv="Inget sparades: skriv dagen som i 2026-11-20."
        ) from error


def _contact(sent: ChangeForm) -> did.Change:
    return did.ContactLogged(
        way=_chosen(sent.way), on=_day(sent.on), words=sent.words, wish=sent.wish, wish_words=sent.wish_words,
        person=sent.person, reached=sent.reached,
    )  # fmt: skip


# By the name of the change, which is also the end of its address.
_MAKES: Mapping[str, Callable[[ChangeForm], did.Change]] = {
    "note": lambda sent: did.Noted(text=sent.text, kind=sent.kind),
    "task": lambda sent: did.TaskAdded(
        text=sent.text, member=sent.member, due=_day(sent.due) if sent.due.strip() else None
    ),
    "task_done": lambda sent: did.TaskDone(task=sent.task),
    "tag": lambda sent: did.Tagged(tag=sent.tag),
    "untag": lambda sent: did.Untagged(tag=sent.tag),
    "tip": lambda sent: did.TipLinked(tip=sent.tip),
    "network": lambda sent: did.NetworkAdded(network=sent.network),
    "network_removed": lambda sent: did.NetworkRemoved(network=sent.network, why=sent.why),
    "person": lambda sent: did.PersonAdded(called=sent.called, category=_chosen(sent.category)),
    "category": lambda sent: did.PersonPlaced(
        person=sent.person, category=_chosen(sent.category), why=sent.why, offence=sent.offence
    ),
    "contact": _contact,
    "member": lambda sent: did.MemberSet(
        member=sent.member, part=None if sent.leaves else _chosen(sent.part), why=sent.why
    ),
    "state": lambda sent: did.StateSet(state=_chosen(sent.state), why=sent.why),
    "merge": lambda sent: did.MergedInto(case=sent.into, why=sent.why),
    "hand_over": lambda sent: did.HandedOver(unit=sent.unit, receiver=sent.receiver, why=sent.why),
    "export_ask": lambda sent: did.ExportAsked(recipient=sent.recipient, why=sent.why),
    "export_approve": lambda sent: did.ExportApproved(request=sent.request, why=sent.why),
}


def case_routes(forms: Forms) -> APIRouter:
    """The routes of cases; posts are taken from our own forms only."""
    router = APIRouter()

    @router.get("/cases")
    def every(
        request: Request, look: Look, pages: Show, network: Annotated[str, Query(max_length=200)] = ""
    ) -> Response:
        return _show_all(request, look, pages, OpenForm(network=network))

    @router.post("/cases")
    def open_case(request: Request, look: Look, pages: Show, sent: Annotated[OpenForm, Form()]) -> Response:
        forms.require(request, sent.form_token)
        try:
            networks = [sent.network] if sent.network.strip() else []
            case = look.open_case(sent.name, sent.purpose, _chosen(sent.ground), networks)
        except REFUSALS as error:
            return _show_all(request, look, pages, sent, error)
        return RedirectResponse(f"/cases/{quote(case, safe='')}", status_code=303)

    @router.get("/cases/{case_id}")
    def case(request: Request, look: Look, pages: Show, case_id: str) -> Response:
        return _show_case(request, look, pages, case_id)

    @router.post("/cases/{case_id}/{what}")
    def change(
        request: Request, look: Look, pages: Show, case_id: str, what: str, sent: Annotated[ChangeForm, Form()]
    ) -> Response:
        forms.require(request, sent.form_token)
        if what not in _MAKES:
            raise HTTPException(404)
        try:
            look.change_case(case_id, _MAKES[what](sent), seen=sent.seen)
        except REFUSALS as error:
            return _show_case(request, look, pages, case_id, what=what, sent=sent, error=error)
        return RedirectResponse(f"/cases/{quote(case_id, safe='')}#{what}", status_code=303)

    return router


def told(error: LyktaError | None) -> Said | None:
    return Said(sv=error.sv or str(error), en=str(error)) if error else None


def _status(error: LyktaError | None) -> int:
    return 200 if error is None else _STATUS.get(type(error), 422)


def _show_all(request: Request, look: Look, pages: Show, typed: OpenForm, error: LyktaError | None = None) -> Response:
    return pages.show(
        request, "cases.html", status=_status(error), lines=look.cases(), typed=typed, problem=told(error)
    )  # fmt: skip


def _show_case(
    request: Request,
    look: Look,
    pages: Show,
    case_id: str,
    *,
    what: str = "",
    sent: ChangeForm | None = None,
    error: LyktaError | None = None,
) -> Response:
    """The page; after a refusal with all that was typed in its form, and what others did since it was shown."""
    page = look.case_page(case_id)
    is_late = isinstance(error, OutdatedError) and sent is not None
    return pages.show(
        request,
        "case.html",
        status=_status(error),
        page=page,
        failed=what,
        typed=sent or ChangeForm(),
        problem=told(error),
        since=[step for step in page.steps if is_late and sent is not None and step.entry.number > sent.seen],
        is_late=is_late,
    )
