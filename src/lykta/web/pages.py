"""Templates with everything that every page needs."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from lykta.model import case_names
from lykta.model.account import ROLE_NAMES
from lykta.model.audit import ACT_NAMES, DOOR_NAMES, GROUND_NAMES, Act
from lykta.model.words import Language
from lykta.web.choices import address_with, choices_of, remember
from lykta.web.guarding import FORM_COOKIE, Forms, keep_cookie
from lykta.web.marks import cut
from lykta.web.ports import Looking
from lykta.web.reasons import gather
from lykta.web.rooms import rooms_of
from lykta.web.tongues import texts_in, wording
from lykta.web.visible import visible

TEMPLATES = Path(__file__).with_name("templates")


class Pages:
    """Renders pages in the language of whoever asks. `demo` marks every page as made up."""

    def __init__(self, forms: Forms, *, demo: bool) -> None:
        self._forms = forms
        self._demo = demo
        self._in: dict[Language, Environment] = {"sv": environment("sv"), "en": environment("en")}

    def show(self, request: Request, template: str, *, status: int = 200, **content: object) -> HTMLResponse:
        """A page as a response, with the sender's choices remembered."""
        choices = choices_of(request)
        looking: Looking | None = getattr(request.state, "looking", None)
        token, fresh_cookie = self._forms.token(request)
        html = (
            self._in[choices.lang]
            .get_template(template)
            .render(
                choices=choices,
                demo=self._demo,
                who=looking.who if looking else None,
                purpose=looking.purpose if looking else "",
                rooms=rooms_of(looking) if looking else (),
                may=looking.may if looking else _nobody_may,
                form_token=token,
                path=request.url.path,
                here=lambda name, value: address_with(request, name, value),
                **content,
            )
        )
        response = HTMLResponse(html, status_code=status)
        remember(request, response)
        if fresh_cookie:
            keep_cookie(response, FORM_COOKIE, fresh_cookie)
        return response


@cache
def environment(language: Language) -> Environment:
    """Templates in a language: everything escaped, every hiding character shown, nothing undefined."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_translations(texts_in(language), newstyle=True)  # type: ignore[attr-defined]
    env.filters.update(wording(language))
    env.filters.update(cut=cut, gather=gather)
    env.globals.update(
        acts=Act,
        role_names=ROLE_NAMES,
        ground_names=GROUND_NAMES,
        act_names=ACT_NAMES,
        door_names=DOOR_NAMES,
        state_names=case_names.STATE_NAMES,
        part_names=case_names.PART_NAMES,
        category_names=case_names.CATEGORY_NAMES,
        way_names=case_names.WAY_NAMES,
        wish_names=case_names.WISH_NAMES,
        statement_names=case_names.STATEMENT_NAMES,
        wishes_no_contact=case_names.WISHES_NO_CONTACT,
    )
    return env


def _nobody_may(_: Act) -> bool:
    return False


def _finalize(value: Any) -> Any:
    # Also for text that is HTML already: the names put in hold no character that HTML would read.
    if isinstance(value, Markup):
        return Markup(visible(value))  # noqa: S704 - see above
    return visible(value) if isinstance(value, str) else value
