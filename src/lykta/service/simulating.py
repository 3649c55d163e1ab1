"""`lykta simulate` and `lykta demo`: a world with known truth, and how well Lykta did on it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from lykta.errors import BadInputError
from lykta.link.measure import Measured, measure_groups
from lykta.model.link import SHARED, Band, Link
from lykta.model.signal import Tier
from lykta.service.desk import Desk
from lykta.simulate.market import Market, make_market
from lykta.simulate.serve import SiteServer
from lykta.simulate.settings import PRESETS
from lykta.simulate.truth import AdKey, Truth, read_truth
from lykta.simulate.world import write_world
from lykta.store import ads as ads_store
from lykta.store import advertisers as advertisers_store
from lykta.store import links as links_store
from lykta.store import review as review_store
from lykta.store.linking_runs import newest_weights

# Measured is part of a Score, so its readers find it here.
__all__ = ["Measured", "Score", "make_world", "score_against", "serve_world", "write_captures"]

Progress = Callable[[int, int], None]


def make_world(*, preset: str, seed: int, days: int, scale: float = 1.0) -> Market:
    """The market of a preset and a seed; the same arguments always give the same one."""
    if preset not in PRESETS:
        raise BadInputError(f"There is no preset {preset!r}. Expected one of: {', '.join(PRESETS)}.")
    return make_market(PRESETS[preset], seed=seed, days=days, scale=scale)


def write_captures(
    market: Market, out: Path, *, progress: Progress = lambda done, of: None, workers: int = 1
) -> list[Path]:
    """The market's captures and its truth are in the folder; returns the captures in order.

    Several `workers` fork this process, so no database may be open yet.
    """
    write_world(market, out, progress=progress, workers=workers)
    return sorted((out / "warc").glob("*.warc.gz"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibrated:
    """A band of links: the mean chance that they were given, and the share of them that one advertiser posted."""

    band: Band
    links: int
    promised: float
    kept: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How the newest linking run agrees with the truth, over the ads that were collected."""

    ads_posted: int
    ads_collected: int
    ads_stored: int
    advertisers: Measured
    networks: Measured
    minors_planted: int  # advertisers with a cue, of whom at least one such ad was collected
    minors_on_top: int
    networks_on_top: int
    mistaken_on_top: int  # networks called suspected minors although no collected ad of theirs has a planted cue
    hubs_planted: int  # on the collected ads of at least two advertisers
    hubs_held: int
    hubs_gluing: int
    bands: tuple[Calibrated, ...] = ()
    brier: float = 0.0


def score_against(desk: Desk, truth_file: Path) -> Score:
    truth = read_truth(truth_file)
    with desk.store.reading() as connection:
        key_of = {ad: key for ad, key in ads_store.ad_keys(connection) if key in truth.ads}
        advertiser_of, network_of = advertisers_store.whole_linking(connection)
        on_top = _networks_on_top(connection)
        planted, held, gluing = _hubs(connection, truth, key_of)
        bands, brier = _calibration(connection, truth, key_of)
    minors = {truth.advertiser_of[key] for key in truth.minors & set(key_of.values())}
    found_minors = {
        truth.advertiser_of[key] for ad, key in key_of.items() if key in truth.minors and network_of[ad] in on_top
    }
    return Score(
        ads_posted=len(truth.ads),
        ads_collected=len(truth.collected),
        ads_stored=len(set(key_of.values())),
        advertisers=measure_groups(
            {ad: advertiser_of[ad] for ad in key_of},
            {ad: truth.advertiser_of[key] for ad, key in key_of.items()},
        ),
        networks=measure_groups(
            {ad: network_of[ad] for ad in key_of},
            {ad: truth.network_of[key] or truth.advertiser_of[key] for ad, key in key_of.items()},
        ),
        minors_planted=len(minors),
        minors_on_top=len(found_minors),
        networks_on_top=len(on_top),
        mistaken_on_top=len(on_top - {network_of[ad] for ad, key in key_of.items() if key in truth.minors}),
        hubs_planted=planted,
        hubs_held=held,
        hubs_gluing=gluing,
        bands=bands,
        brier=brier,
    )


def _networks_on_top(connection: Connection) -> set[str]:
    """Networks of tier 0 that stand before every other network."""
    on_top: set[str] = set()
    for network, tier in review_store.order_of_review(connection):
        if tier is not Tier.SUSPECTED_MINOR:
            break
        on_top.add(network)
    return on_top


def _hubs(connection: Connection, truth: Truth, key_of: dict[str, AdKey]) -> tuple[int, int, int]:
    """Planted values seen on several advertisers' ads; how many are held back; how many glue.

    One glues when a link between two advertisers' ads rests on it. Stock pictures have no name in what
    is found, so they count as gluing when any link joins two of their advertisers' ads by picture.
    """
    kinds = {"e164": "phone", "email": "email"}
    held_values = {(hub.kind, hub.value) for hub in links_store.all_hubs(connection)}
    by_value = ads_store.ads_by_value(connection, list(kinds.values()))
    glue: set[tuple[str, str]] = set()
    glued_ads: set[frozenset[str]] = set()
    for link, same in _judged(connection, truth, key_of):
        if not same:
            glue.update((reason.kind.removeprefix(SHARED), reason.value) for reason in link.because)
            if any(reason.kind == "picture" for reason in link.because):
                glued_ads.add(frozenset((link.a, link.b)))
    planted = held = gluing = 0
    for kind, value in _planted_values(truth, kinds):
        owners = {truth.advertiser_of[key_of[ad]] for ad in by_value.get((kind, value), ()) if ad in key_of}
        if len(owners) > 1:
            planted += 1
            held += (kind, value) in held_values
            gluing += (kind, value) in glue
    for shown_on in _stock_pictures(truth, key_of):
        planted += 1
        glues = any(pair <= shown_on for pair in glued_ads)
        held += not glues
        gluing += glues
    return planted, held, gluing


def _judged(connection: Connection, truth: Truth, key_of: Mapping[str, AdKey]) -> Iterator[tuple[Link, bool]]:
    """Every link between ads of the truth, and whether one advertiser posted both."""
    for link in links_store.every_link(connection):
        if link.a in key_of and link.b in key_of:
            yield link, truth.advertiser_of[key_of[link.a]] == truth.advertiser_of[key_of[link.b]]


def _calibration(
    connection: Connection, truth: Truth, key_of: Mapping[str, AdKey]
) -> tuple[tuple[Calibrated, ...], float]:
    """What each band promised and what was true, the strongest first, and the Brier score over all links."""
    weights = newest_weights(connection)
    told: dict[Band, list[tuple[float, bool]]] = {band: [] for band in Band}
    if weights is not None:
        for link, same in _judged(connection, truth, key_of):
            told[weights.band(link)].append((weights.probability(link), same))
    every = [pair for pairs in told.values() for pair in pairs]
    bands = tuple(
        Calibrated(
            band=band,
            links=len(pairs),
            promised=sum(chance for chance, _ in pairs) / len(pairs),
            kept=sum(same for _, same in pairs) / len(pairs),
        )
        for band, pairs in told.items()
        if pairs
    )
    return bands, sum((chance - same) ** 2 for chance, same in every) / max(1, len(every))


def _planted_values(truth: Truth, kinds: dict[str, str]) -> Iterator[tuple[str, str]]:
    for written, kind in kinds.items():
        yield from ((kind, value) for value in sorted(truth.hubs[written]))


def _stock_pictures(truth: Truth, key_of: dict[str, AdKey]) -> Iterator[set[str]]:
    """For each stock picture on several advertisers' ads, those ads."""
    for name in sorted(truth.hubs["picture"]):
        shown_on = {ad for ad, key in key_of.items() if name in truth.ads[key]["pictures"]}
        if len({truth.advertiser_of[key_of[ad]] for ad in shown_on}) > 1:
            yield shown_on


def serve_world(market: Market, port: int, *, said: Callable[[str], None]) -> None:
    """The market's sites answer on 127.0.0.1 until interrupted; their clock can be moved."""
    with SiteServer(market, port) as server:
        now = server.clock.now()
        for site in market.sites:
            domain = site.domain_on((now - market.settings.start).days) or site.domains[0].domain
            said(f"http://127.0.0.1:{server.port}/{domain}/")
        said(f"Clock: {now:%Y-%m-%d %H:%M} UTC; move it with POST /_clock and {{'now': ISO time}}. Stop with Ctrl-C.")
        with suppress(KeyboardInterrupt):
            server.serve_forever()
