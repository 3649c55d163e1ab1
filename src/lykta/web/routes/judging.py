"""Two ads side by side, and what people have judged of pairs."""

from enum import StrEnum
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse, Response

from lykta.errors import BadInputError
from lykta.model.judgement import LONGEST_WHY, Decision, Level
from lykta.web.guarding import Forms
from lykta.web.reasons import told_of
from lykta.web.routes.asking import Look, Map, Show

Asked = Annotated[str, Query(max_length=100)]
Id = Annotated[str, Field(max_length=100)]
# Longer than a reason may be: a long one comes back to be shortened, with nothing of it lost.
Why = Annotated[str, Field(max_length=100 * LONGEST_WHY)]
Token = Annotated[str, Field(max_length=1000)]


class Choice(StrEnum):
    """The four answers of the form."""

    ONE_CONTACT = "one_contact"
    NOT_ONE_CONTACT = "not_one_contact"
    ONE_NETWORK = "one_network"
    NOT_ONE_NETWORK = "not_one_network"


_MEANS = {
    Choice.ONE_CONTACT: (Level.CONTACT, Decision.TOGETHER),
    Choice.NOT_ONE_CONTACT: (Level.CONTACT, Decision.APART),
    Choice.ONE_NETWORK: (Level.NETWORK, Decision.TOGETHER),
    Choice.NOT_ONE_NETWORK: (Level.NETWORK, Decision.APART),
}


class PairForm(BaseModel):
    """What the form of two ads sends."""

    a: Id = ""
    b: Id = ""
    choice: Choice | None = None
    why: Why = ""
    form_token: Token = ""


class WithdrawalForm(BaseModel):
    """What the form beside a judgement sends."""

    judgement: Id = ""
    why: Why = ""
    form_token: Token = ""


def judging_routes(forms: Forms) -> APIRouter:
    """The routes of judging; posts are taken from our own forms only."""
    router = APIRouter()

    @router.get("/judge")
    def pair(request: Request, look: Look, pages: Show, sweden: Map, a: Asked, b: Asked) -> Response:
        return _show_pair(request, look, pages, sweden, PairForm(a=a, b=b))

    @router.post("/judge")
    def judge(request: Request, look: Look, pages: Show, sweden: Map, sent: Annotated[PairForm, Form()]) -> Response:
        forms.require(request, sent.form_token)
        network = look.pair_page(sent.a, sent.b).networks[0]
        problem = _problem_of(sent.why) if sent.choice else "no_choice"
        if sent.choice and not problem:
            try:
                look.judge(sent.a, sent.b, *_MEANS[sent.choice], sent.why)
            except BadInputError:
                problem = "judged_already"
        if problem:
            return _show_pair(request, look, pages, sweden, sent, problem=problem)
        return RedirectResponse(f"/networks/{quote(network, safe='')}#judgements", status_code=303)

    @router.get("/judgements")
    def judgements(request: Request, look: Look, pages: Show) -> Response:
        return _show_all(request, look, pages)

    @router.post("/judgements")
    def withdraw(request: Request, look: Look, pages: Show, sent: Annotated[WithdrawalForm, Form()]) -> Response:
        forms.require(request, sent.form_token)
        problem = _problem_of(sent.why)
        if problem:
            return _show_all(request, look, pages, which=sent.judgement, typed=sent.why, problem=problem)
        look.withdraw(sent.judgement, sent.why)
        return RedirectResponse("/judgements", status_code=303)

    return router


def _problem_of(why: str) -> str:
    """What is wrong with a reason, as the templates name it; nothing when it will do."""
    if not why.strip():
        return "no_reason"
    return "long_reason" if len(why.strip()) > LONGEST_WHY else ""


def _show_pair(
    request: Request, look: Look, pages: Show, sweden: Map, filled: PairForm, *, problem: str = ""
) -> Response:
    page = look.pair_page(filled.a, filled.b)
    return pages.show(
        request,
        "pair.html",
        status=422 if problem else 200,
        page=page,
        told=told_of(page.because),
        tied=told_of(page.tied_by),
        choice=filled.choice,
        typed=filled.why,
        problem=problem,
        longest=LONGEST_WHY,
        place_names=sweden.names,
    )


def _show_all(
    request: Request, look: Look, pages: Show, *, which: str = "", typed: str = "", problem: str = ""
) -> Response:
    return pages.show(
        request,
        "judgements.html",
        status=422 if problem else 200,
        judgements=look.judgements(),
        which=which,
        typed=typed,
        problem=problem,
        longest=LONGEST_WHY,
    )
