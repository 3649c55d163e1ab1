"""The simulated sites and what they show: the border between the market and its pages."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainPeriod:
    """A domain that serves a site from `from_day` up to, not including, `to_day` (None: to the end)."""

    domain: str
    from_day: int
    to_day: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A simulated site. Domains end in .example (RFC 2606), so none can be reached by mistake.

    `footer` is boilerplate on every page, with a support number or e-mail that must not glue ads.
    From `relayout_day` on the site is laid out as `next_layout`.
    """

    id: str
    name: str
    layout: str
    language: str
    domains: tuple[DomainPeriod, ...]
    footer: str
    page_size: int = 50
    relayout_day: int | None = None
    next_layout: str | None = None

    def layout_on(self, day: int) -> str:
        if self.next_layout is not None and self.relayout_day is not None and day >= self.relayout_day:
            return self.next_layout
        return self.layout

    def domain_on(self, day: int) -> str | None:
        """The domain that answers on this day, None when the site is down."""
        for period in self.domains:
            if period.from_day <= day and (period.to_day is None or day < period.to_day):
                return period.domain
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """What a site knows of one ad. `body` has line breaks; `pictures` are file names such as `3fa9.jpg`."""

    key: str
    title: str
    body: str
    place: str
    price: str | None
    contact: str | None  # the site's own contact field, when the layout has one
    category: str
    posted_at: datetime
    pictures: tuple[str, ...] = ()
