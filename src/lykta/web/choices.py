"""How a person wants the pages: language, theme, ad texts shown or folded. Unknown wishes are ignored.

Who has not chosen a language gets that of the home, which the application keeps as `state.language`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from starlette.requests import Request
from starlette.responses import Response

from lykta.model.words import Language

Theme = Literal["auto", "light", "dark"]
Texts = Literal["open", "folded"]

# The first of each is the default, but for the language.
ALLOWED: Mapping[str, tuple[str, ...]] = {
    "lang": ("sv", "en"),
    "theme": ("auto", "light", "dark"),
    "texts": ("open", "folded"),
}
KEPT_S = 365 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    lang: Language
    theme: Theme
    texts: Texts


def choices_of(request: Request) -> Choices:
    """What the address asks for, else what the cookie remembers, else the default."""
    return Choices(
        lang=cast(Language, _chosen(request, "lang")),
        theme=cast(Theme, _chosen(request, "theme")),
        texts=cast(Texts, _chosen(request, "texts")),
    )


def remember(request: Request, response: Response) -> None:
    """The response keeps what the address asked for, so the next page need not be asked again."""
    for name, allowed in ALLOWED.items():
        wish = request.query_params.get(name)
        if wish in allowed:
            response.set_cookie(name, wish, max_age=KEPT_S, httponly=True, samesite="strict")


def address_with(request: Request, name: str, value: str) -> str:
    """The page's own address with one choice changed, without scheme and host."""
    url = request.url.include_query_params(**{name: value})
    return f"{url.path}?{url.query}"


def _chosen(request: Request, name: str) -> str:
    allowed = ALLOWED[name]
    for wish in (request.query_params.get(name), request.cookies.get(name)):
        if wish in allowed:
            return str(wish)
    return str(request.app.state.language) if name == "lang" else allowed[0]
