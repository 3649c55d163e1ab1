"""What a simulated site answers at a given time: the one place where the market becomes pages."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from math import ceil, floor

from lykta.simulate.pages import (
    ad_url,
    list_url,
    picture_url,
    render_ad,
    render_list,
    render_terms,
    terms_url,
)
from lykta.simulate.pictures import Picture, draw_picture
from lykta.simulate.postings import LONGEST_AD_D, TrueAd
from lykta.simulate.sites import Site

_LONGEST_SHOWN = timedelta(days=LONGEST_AD_D)
_MOST_LIST_PAGES = 60
_RELATED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int
    content_type: str
    body: bytes = field(repr=False)


NOT_FOUND = Answer(
    status=404, content_type="text/html; charset=utf-8", body=b"<!doctype html><title>404</title><h1>404</h1>"
)
ROBOTS = Answer(
    status=200, content_type="text/plain; charset=utf-8", body=b"User-agent: *\nDisallow: /ny\nCrawl-delay: 2\n"
)


class Board:
    """One site with its ads. Every answer follows from the path and the time alone."""

    def __init__(self, site: Site, ads: Sequence[TrueAd], start: datetime) -> None:
        self.site = site
        self.ads = sorted(ads, key=lambda ad: (ad.posting.posted_at, ad.posting.key))
        self._start = start
        self._posted = [ad.posting.posted_at for ad in self.ads]
        self._gone = [ad.gone_at for ad in self.ads]
        self._paths: dict[str, TrueAd | Picture | int | None] = {self.path_of_terms(): None}
        for page in range(1, _MOST_LIST_PAGES + 1):
            self._paths[self.path_of_list(page)] = page
        for ad in self.ads:
            self._paths[self.path_of_ad(ad)] = ad
            for picture in ad.pictures:
                self._paths[self.path_of_picture(picture.name)] = picture
        self._paths["/"] = 1

    def path_of_list(self, page: int) -> str:
        return _path(list_url(self.site, "x.example", page))

    def path_of_ad(self, ad: TrueAd) -> str:
        return _path(ad_url(self.site, "x.example", ad.posting.key))

    def path_of_picture(self, name: str) -> str:
        return _path(picture_url(self.site, "x.example", name))

    def path_of_terms(self) -> str:
        return _path(terms_url(self.site, "x.example"))

    def day_of(self, now: datetime) -> int:
        return floor((now - self._start) / timedelta(days=1))

    def domain_at(self, now: datetime) -> str | None:
        return self.site.domain_on(self.day_of(now))

    def shown(self, now: datetime) -> list[TrueAd]:
        """The ads on show, newest first."""
        first = bisect_left(self._posted, now - _LONGEST_SHOWN)
        last = bisect_right(self._posted, now)
        shown = [at for at in range(first, last) if self._gone[at] > now]
        return [self.ads[at] for at in reversed(shown)]

    def list_pages(self, now: datetime) -> list[list[TrueAd]]:
        """The ads on show in pages; an empty site has one empty page."""
        shown, size = self.shown(now), self.site.page_size
        return [shown[at : at + size] for at in range(0, max(len(shown), 1), size)]

    def answer(self, path: str, now: datetime) -> Answer:
        """The page at a path with its query, as the site shows it at `now`; 404 where there is none."""
        if path == "/robots.txt":
            return ROBOTS
        if path not in self._paths:
            return NOT_FOUND
        match self._paths[path]:
            case None:
                return _html(render_terms(self.site, now=now, layout=self._layout(now)))
            case int(page):
                return self._list(page, now)
            case Picture() as picture:
                return Answer(status=200, content_type="image/jpeg", body=_drawn(picture))
            case TrueAd() as ad:
                return self._ad(ad, now)

    def _layout(self, now: datetime) -> str:
        return self.site.layout_on(self.day_of(now))

    def _list(self, page: int, now: datetime) -> Answer:
        shown, size = self.shown(now), self.site.page_size
        pages = max(1, ceil(len(shown) / size))
        postings = [ad.posting_at(now) for ad in shown[(page - 1) * size : page * size]]
        if page > pages:
            return NOT_FOUND
        return _html(render_list(self.site, postings, page=page, pages=pages, now=now, layout=self._layout(now)))

    def _ad(self, ad: TrueAd, now: datetime) -> Answer:
        if not ad.is_shown(now):
            return NOT_FOUND
        near = bisect_left(self._posted, ad.posting.posted_at)
        related = [one.posting for one in self.ads[max(near - 8, 0) : near] if one.is_shown(now)][:_RELATED]
        return _html(render_ad(self.site, ad.posting_at(now), now=now, layout=self._layout(now), related=related))


@lru_cache(maxsize=4096)
def _drawn(picture: Picture) -> bytes:
    return draw_picture(picture)


def _html(text: str) -> Answer:
    return Answer(status=200, content_type="text/html; charset=utf-8", body=text.encode())


def _path(url: str) -> str:
    return "/" + url.split("/", 3)[3]
