"""What every maker of advertisers shares: settings, sites, the pool of numbers and small draws."""

from dataclasses import dataclass
from random import Random

from lykta.kit.hashing import content_id
from lykta.simulate.asides import FIRST_NAMES
from lykta.simulate.english import ENGLISH
from lykta.simulate.grammar import Grammar
from lykta.simulate.numbers import NumberPool, families_for
from lykta.simulate.places import REGIONS, serves
from lykta.simulate.settings import WorldSettings
from lykta.simulate.sites import Site
from lykta.simulate.swedish import SWEDISH

GRAMMARS: dict[str, Grammar] = {"sv": SWEDISH, "en": ENGLISH}
_SITE_COUNTS, _SITE_COUNT_WEIGHTS = (1, 2, 3, 4), (0.5, 0.27, 0.15, 0.08)  # assumption
_OWN_LANGUAGE_WEIGHT = 8.0  # how much likelier a Swedish writer uses a Swedish site


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The world before anybody lives in it."""

    settings: WorldSettings
    seed: int
    days: int
    sites: tuple[Site, ...]
    volumes: dict[str, float]
    pool: NumberPool
    scale: float = 1.0

    def rng(self, *what: object) -> Random:
        """A stream of its own for everything that has a name, so one change does not shift the rest."""
        return Random(":".join(map(str, (self.seed, *what))))

    def draw_language(self, rng: Random) -> str:
        return rng.choices(("sv", "en"), weights=(0.68, 0.32))[0]

    def draw_sites(self, home: str, language: str, rng: Random) -> tuple[str, ...]:
        """One to four sites by volume, language and region; the first is the main one."""
        weights = {
            site.id: self.volumes[site.id]
            * (_OWN_LANGUAGE_WEIGHT if site.language == language else 1.0)
            * (3.0 if site.id in REGIONS else 1.0)
            for site in self.sites
            if serves(site.id, home)
        }
        count = min(rng.choices(_SITE_COUNTS, weights=_SITE_COUNT_WEIGHTS)[0], len(weights))
        chosen: list[str] = []
        while len(chosen) < count:
            site = rng.choices(list(weights), weights=list(weights.values()))[0]
            if site not in chosen:
                chosen.append(site)
        return tuple(chosen)

    def draw_number(self, rng: Random) -> str:
        if rng.random() < self.settings.american_number_share:
            return self.pool.american()
        return self.pool.swedish()

    def draw_family(self, language: str, rng: Random) -> str:
        obscured = rng.random() < self.settings.obscured_share
        return rng.choice(families_for(language, obscured=obscured)).name

    def draw_rate(self, rng: Random, *, times: float = 1.0) -> float:
        """Postings a day of one advertiser."""
        rate = self.settings.posts_per_active_day * rng.lognormvariate(0, self.settings.posts_spread)
        return min(rate * times, 4.0)


def draw_names(count: int, rng: Random) -> tuple[str, ...]:
    return tuple(rng.sample(FIRST_NAMES, k=min(count, len(FIRST_NAMES))))


def picture_bases(owner: str, count: int) -> tuple[str, ...]:
    return tuple(content_id("base", owner, str(index)) for index in range(count))


def draw_price(rng: Random) -> int:
    return rng.choice((800, 1000, 1000, 1200, 1200, 1500, 1500, 1500, 1800, 2000, 2000, 2500, 3000))


def reach_of(id_: str, names: tuple[str, ...], rng: Random) -> tuple[str, str]:
    """An e-mail address and a handle that belong to one advertiser only."""
    group, _, order = id_.partition("-")
    stem = f"{names[0].lower().replace('-', '')}{order}{group[0]}"
    return (
        f"{stem}@{rng.choice(('brev', 'posten', 'mailbox'))}.example",
        f"{stem}_{rng.choice(('se', 'x', 'now'))}",
    )
