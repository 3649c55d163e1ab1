"""Advertisers of one network that post on different sites within minutes, more often than by chance."""

from collections import Counter
from datetime import datetime, timedelta
from math import exp

from lykta.assess import examples
from lykta.assess.contract import Hit, RuleCard
from lykta.assess.facts import owners
from lykta.model.counting import sentence
from lykta.model.desk import AdView, NetworkView
from lykta.model.signal import Direction, Grade
from lykta.model.words import Said

# Within 5 minutes; 1.35 is what the rhythm of the day added to chance in our simulation; level 1 %.
_WINDOW = timedelta(minutes=5)
_DAY_RHYTHM = 1.35
_LEVEL = 0.01
_FEWEST = 3  # coincidences of one pair; fewer are chance whatever the arithmetic says

_Post = tuple[datetime, str, str]  # when, advertiser, source


def check(view: NetworkView) -> Hit | None:
    posts = _posts(view)
    if len(view.advertisers) < 2 or len(posts) < 2 * _FEWEST:
        return None
    together = _coincidences(posts)
    sizes = Counter(advertiser for _, advertiser, _ in posts)
    span = max(posts[-1][0] - posts[0][0], timedelta(days=1))
    pairs = len(sizes) * (len(sizes) - 1) / 2
    times = sum(
        k
        for (a, b), k in together.items()
        if k >= _FEWEST
        # Bonferroni over the pairs of the network: stricter than needed, and simple to explain.
        and _tail(k, sizes[a] * sizes[b] * 2 * (_WINDOW / span) * _DAY_RHYTHM) * pairs < _LEVEL
    )
    if not times:
        return None
    return Hit(
        says=sentence(
            sv=f"olika annonsörer lade ut på olika webbplatser inom fem minuter, {times} gånger",
            en=f"different advertisers posted on different sites within five minutes, {times} times",
        )
    )


def _posts(view: NetworkView) -> list[_Post]:
    """Posting times, oldest first, one for each posting however often it was reworded.

    A time on the full hour is likely only a date or an hour: left out.
    """
    owner = owners(view)
    posted: dict[tuple[str, str], _Post] = {}
    for seen in view.ads:
        if (at := seen.ad.posted_at) is None or not (at.minute or at.second) or seen.ad.id not in owner:
            continue
        posting, post = (seen.ad.source, seen.ad.key), (at, owner[seen.ad.id], seen.ad.source)
        posted[posting] = min(post, posted.get(posting, post))
    return sorted(posted.values())


def _coincidences(posts: list[_Post]) -> Counter[tuple[str, str]]:
    """Pairs of advertisers and how often they met. One site's own batch does not count: sites must differ."""
    met: Counter[tuple[str, str]] = Counter()
    first = 0
    for index, (at, advertiser, source) in enumerate(posts):
        while at - posts[first][0] > _WINDOW:
            first += 1
        for _, other, elsewhere in posts[first:index]:
            if other != advertiser and elsewhere != source:
                met[min(advertiser, other), max(advertiser, other)] += 1
    return met


def _tail(k: int, expected: float) -> float:
    """P(Poisson(expected) >= k)."""
    term, below = exp(-expected), 0.0
    for i in range(k):
        below += term
        term *= expected / (i + 1)
    return max(0.0, 1.0 - below)


def _ad(source: str, day: int, minute: int, posting: str | None = None) -> AdView:
    at = examples.DAY_0 + timedelta(days=day, minutes=minute)
    return examples.ad(f"{source} {day}", source=source, day=day, posted_at=at, posting=posting)


CARD = RuleCard(
    check=check,
    version=1,
    direction=Direction.FOR,
    grade=Grade.C,
    source="studies of coordinated posting; our simulation (precision .98-1.00, recall .77-.85)",
    jurisdiction="not tested in Sweden",
    family="timing",
    false_alarms=Said(sv="Tjänster som lägger ut annonser åt många.", en="Services that post for many customers."),
    abstains=Said(
        sv="Under tre gånger, på en enda webbplats, eller när klockslag saknas.",
        en="Below three times, on a single site, or when the time of day is missing.",
    ),
    fires_on=(
        examples.network([_ad("board", day, 0) for day in range(5)], [_ad("market", day, 2) for day in range(5)]),
    ),
    silent_on=(
        examples.network(
            [_ad("board", day, 0) for day in range(5)], [_ad("market", day, 90 * day + 30) for day in range(5)]
        ),
        examples.network([_ad("board", day, 0) for day in range(5)], [_ad("board", day, 2) for day in range(5)]),
        examples.network([_ad("board", 1, 2, "one")] * 5, [_ad("market", 1, 4, "other")] * 5),
    ),
)
