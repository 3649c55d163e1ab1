"""What a site's TOML file may say. Unknown keys are errors; every key is explained in the guide."""

from datetime import date, datetime
from typing import Annotated, Self
from zoneinfo import ZoneInfo

import re2
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from lykta.model.ad import AdKind, PageKind
from lykta.sites.dates import PLAIN, RELATIVE

_NAMES_OF_DAYS = ("%a", "%A", "%b", "%B", "%p", "%c", "%x", "%X")  # these follow the computer's language


def _css(written: str) -> str:
    try:
        LexborHTMLParser("<p>").css(written)
    except SelectolaxError as error:
        raise ValueError(f"{written!r} is not a CSS selector") from error
    return written


def _selector(written: str) -> str:
    css, attribute = split_selector(written)
    if css or not attribute:
        _css(css)
    return written


def split_selector(written: str) -> tuple[str, str | None]:
    """`css@attribute` in its two parts; without @ the text is meant, without css the root itself."""
    css, at, attribute = written.rpartition("@")
    if at and attribute.replace("-", "").replace("_", "").isalnum():
        return css.strip(), attribute
    return written.strip(), None


def _pattern(written: str) -> str:
    try:
        re2.compile(written)
    except re2.error as error:
        raise ValueError(f"{written!r} is not a pattern that RE2 reads: {error}") from error
    return written


def _posted_form(form: str) -> str:
    if form in PLAIN or form in RELATIVE:
        return form
    if "%" not in form or any(part in form for part in _NAMES_OF_DAYS):
        known = ", ".join((*PLAIN, *RELATIVE))
        raise ValueError(f"{form!r} is no form of date; write one of {known}, or numbers such as %d/%m/%Y")
    return form


Css = Annotated[str, AfterValidator(_css)]
Selector = Annotated[str, AfterValidator(_selector)]
Pattern = Annotated[str, AfterValidator(_pattern)]
PostedForm = Annotated[str, AfterValidator(_posted_form)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Domain(_Part):
    """A domain of the site, from a day up to, not including, another; open where a day is missing."""

    name: str = Field(min_length=1)
    starts: date | None = Field(None, alias="from")
    ends: date | None = Field(None, alias="to")

    @field_validator("name")
    @classmethod
    def _is_a_host(cls, name: str) -> str:
        if "/" in name or ":" in name or name != name.lower() or name.startswith("www."):
            raise ValueError(f"{name!r}: write the host alone in lower case, without https:// and www.")
        return name

    def serves_on(self, day: date) -> bool:
        return (self.starts is None or self.starts <= day) and (self.ends is None or day < self.ends)


class Addresses(_Part):
    """RE2 patterns over path and query that tell the kinds of page apart. `ad` has a group named key."""

    ad: Pattern
    list: Pattern
    picture: Pattern | None = None
    other: Pattern | None = None

    @field_validator("ad")
    @classmethod
    def _names_the_key(cls, pattern: str) -> str:
        if "key" not in re2.compile(pattern).groupindex:
            raise ValueError(f"{pattern!r} needs a group (?P<key>...) around the ad's own part of the address")
        return pattern


class ListPage(_Part):
    """Where a list's ads are. `link` leads to an ad; `next` stands on every page but the last."""

    container: Css
    item: Css
    link: Css
    next: Css | None = None
    empty: Css | None = None


class AdPage(_Part):
    """Where an ad's parts are, below `root`. `kinds` tells what the site's categories mean."""

    root: Css
    title: Selector
    body: Selector
    place: Selector | None = None
    price: Selector | None = None
    contact: Selector | None = None
    posted: Selector | None = None
    posted_form: PostedForm = "iso"
    pictures: Selector | None = None
    category: Selector | None = None
    kinds: dict[str, AdKind] = Field(default_factory=dict)
    absent: tuple[str, ...] = ()  # what the site writes where it has nothing, such as "-"


class Layout(_Part):
    """One way the site has looked."""

    list: ListPage
    ad: AdPage


class Example(_Part):
    """A page and what must be read from it: the adapter's proof. Only what is written is compared."""

    url: str
    fetched_at: datetime
    file: str | None = None
    html: str | None = None
    content_type: str = "text/html; charset=utf-8"
    kind: PageKind
    keys: tuple[str, ...] | None = None
    title: str | None = None
    body: str | None = None
    ad_kind: AdKind | None = None
    place: str | None = None
    price: str | None = None
    contact: str | None = None
    posted_at: datetime | None = None
    pictures: tuple[str, ...] | None = None
    problem: str | None = None

    @model_validator(mode="after")
    def _has_one_page(self) -> Self:
        if (self.file is None) == (self.html is None):
            raise ValueError("an example needs either html = '''...''' or file = \"page.html\"")
        if self.fetched_at.tzinfo is None:
            raise ValueError("fetched_at needs a zone, as in 2026-11-24T12:00:00Z")
        return self


class Adapter(_Part):
    """A whole file. The first layout is `list` and `ad`; `layout` holds others the site has had, in order."""

    name: str
    languages: tuple[str, ...] = Field(min_length=1)
    timezone: str = "Europe/Stockholm"
    expected_min: int = Field(1, ge=0)
    domain: tuple[Domain, ...] = Field(min_length=1)
    url: Addresses
    list: ListPage
    ad: AdPage
    layout: tuple[Layout, ...] = ()
    example: tuple[Example, ...] = Field(min_length=1)

    @field_validator("timezone")
    @classmethod
    def _is_a_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"{name!r} is no time zone; write one such as Europe/Stockholm") from error
        return name

    @property
    def layouts(self) -> tuple[Layout, ...]:
        return (Layout(list=self.list, ad=self.ad), *self.layout)
