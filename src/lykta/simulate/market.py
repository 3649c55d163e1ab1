"""A whole market with known truth, made from settings and a seed."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from lykta.errors import BadInputError
from lykta.simulate.board import Board
from lykta.simulate.collection import Visit, collect
from lykta.simulate.ground import Ground
from lykta.simulate.numbers import NumberPool
from lykta.simulate.people import Advertiser, Handover, Network, NumberChange
from lykta.simulate.population import populate
from lykta.simulate.postings import TrueAd, post_ads
from lykta.simulate.settings import WorldSettings
from lykta.simulate.site_list import draw_volumes, make_sites
from lykta.simulate.sites import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """Everything that is true of a simulated world, and what a collection saw of it."""

    settings: WorldSettings
    seed: int
    days: int
    scale: float
    sites: tuple[Site, ...]
    support: dict[str, tuple[str, str]] = field(repr=False)  # number and e-mail by site
    advertisers: tuple[Advertiser, ...] = field(repr=False)
    networks: tuple[Network, ...] = field(repr=False)
    changes: tuple[NumberChange, ...] = field(repr=False)
    handovers: tuple[Handover, ...] = field(repr=False)
    ads: tuple[TrueAd, ...] = field(repr=False)
    visits: tuple[Visit, ...] = field(repr=False)
    boards: dict[str, Board] = field(repr=False, compare=False)  # what each site answers, by site id

    @property
    def end(self) -> datetime:
        return self.settings.start + timedelta(days=self.days)

    def collected(self) -> frozenset[tuple[str, str]]:
        """Site and key of every ad whose page was fetched."""
        return frozenset((visit.site, key) for visit in self.visits for key in visit.new)


def make_market(settings: WorldSettings, *, seed: int, days: int, scale: float = 1.0) -> Market:
    """The market of a seed: always the same for the same arguments. `scale` multiplies the ads a day.

    Raises BadInputError for days or a scale that make no market.
    """
    if days < 1 or scale <= 0:
        raise BadInputError(f"days {days}, scale {scale}: expected at least one day and a scale above 0.")
    pool = NumberPool(Random(f"{seed}:numbers"))
    sites, support = make_sites(settings, pool)
    volumes = draw_volumes(settings, Random(f"{seed}:volumes"))
    ground = Ground(settings=settings, seed=seed, days=days, sites=sites, volumes=volumes, pool=pool, scale=scale)
    population = populate(ground)
    ads = post_ads(ground, population.advertisers, support)
    boards = {site.id: Board(site, [ad for ad in ads if ad.site == site.id], settings.start) for site in sites}
    return Market(
        settings=settings,
        seed=seed,
        days=days,
        scale=scale,
        sites=sites,
        support=support,
        advertisers=population.advertisers,
        networks=population.networks,
        changes=population.changes,
        handovers=population.handovers,
        ads=ads,
        visits=collect(ground, boards),
        boards=boards,
    )
