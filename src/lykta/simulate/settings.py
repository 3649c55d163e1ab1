"""What a world is made of: one frozen object, each field with its unit and where its value is from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from lykta.errors import BadInputError


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldSettings:
    """The make-up of a simulated market. Shares are parts of 1. Where no source is named: an assumption.

    Sources: Kennedy 2022 (3.6 million pages, Canada 2014-16, DOI 10.1371/journal.pone.0277550) for lives
    and names; a Swedish police figure of 200-300 new ads a day in the Stockholm area for the volume.
    """

    name: str = "default"
    # Local midnight of a Monday; the world keeps Swedish winter time all through.
    start: datetime = datetime(2026, 1, 4, 23, tzinfo=UTC)

    # Volume
    posted_ads_per_day: float = 315.0  # of which 200-300 are collected (police figure)
    posts_per_active_day: float = 0.32  # median of an advertiser; lognormal
    posts_spread: float = 0.7  # standard deviation of its logarithm
    crosspost_share: float = 0.3  # a posting is repeated on each other site of its advertiser (W1)
    weekday_weights: tuple[float, ...] = (1.0, 0.95, 0.95, 1.0, 1.12, 1.2, 1.05)  # Monday first
    hour_weights: tuple[float, float, float] = (0.3, 1.0, 1.8)  # local hours 0-7, 8-15, 16-23 (W8)
    ad_life_median_d: float = 0.8  # lognormal
    ad_life_spread: float = 1.0  # standard deviation of its logarithm
    edited_share: float = 0.04  # ads reworded under the same key

    # Advertisers
    one_day_share: float = 0.25  # Kennedy: median 14 d, IQR 1-58, mean 73
    life_log_mean: float = 3.3  # days, of those who stay longer
    life_log_spread: float = 1.8
    life_longest_d: int = 730
    one_name_share: float = 0.74  # Kennedy: median 1, IQR 1-2, mean 1.8, SD 4.4
    names_exponent: float = 2.45  # of those with 2-200 names
    solo_tour_share: float = 0.374  # of independents: 34 of 57 + 34 (W7)
    second_number_share: float = 0.04
    without_number_share: float = 0.05  # e-mail or handle only
    with_handle_share: float = 0.12  # e-mail or handle beside the number
    bilingual_share: float = 0.08
    foreign_line_share: float = 0.1  # a line in Romanian, Spanish, Thai or Russian
    american_number_share: float = 0.01
    number_change_share: float = 0.2  # advertisers in a season
    change_keeps_text_share: float = 0.5  # of those who change number
    handover_share: float = 0.015  # a number that goes on with another advertiser

    # Organised
    organised_ad_share: float = 0.4  # of ads: networks and agencies; vary .1-.6
    agency_ad_share: float = 0.07  # of ads, within the above
    network_sizes: tuple[int, int] = (2, 8)  # advertisers
    network_templates: tuple[int, int] = (1, 3)
    sync_share: float = 0.5  # base times that a member follows (W8)
    sync_lag_h: float = 0.03  # standard deviation (W8)
    touring_network_share: float = 0.45  # so that about 9 % of advertisers tour in a group (W7)
    drop_out_share: float = 0.2  # of stops on a route (W7)
    shared_writer_pairs: int = 2  # pairs of networks with one text writer
    template_noise: float = 0.04  # words changed when a template is used

    # What must not glue
    copycat_share: float = 0.03  # independents who take another's text
    scammers: int = 6
    scam_ads: tuple[int, int] = (15, 40)  # ads each
    boilerplate_share: float = 0.1  # ads with the site's own sentences in the body
    support_share: float = 0.01  # ads with the site's number or e-mail in the body
    stock_picture_share: float = 0.01  # ads
    stock_pictures: int = 8
    no_picture_share: float = 0.25  # advertisers

    # Writing
    obscured_share: float = 1 / 3  # advertisers
    other_kind_share: float = 0.04  # ads: wanted, recruitment, premises
    typing_error_share: float = 0.15  # advertisers
    typing_error_letters: int = 150  # letters to one slip
    number_slip_share: float = 0.003  # ads
    minors: int = 12  # advertisers with a cue of age
    minor_ad_share: float = 0.6  # of their ads
    decoy_share: float = 0.02  # ads with an innocent seventeen or eighteen

    # Sites and the collection
    site_volume_exponent: float = 1.1  # Pareto, + .15
    relayout_day: int = 35
    death_day: int = 40
    silent_d: int = 6
    missed_day_share: float = 0.12  # site-days without a visit
    outage_share: float = 0.03  # site-days on which the collector was down or the site did not answer
    visits_per_day: tuple[float, float] = (1.2, 4.0)  # of the smallest and the largest site
    wait_s: float = 4.0  # between two requests to one site


DEFAULT = WorldSettings()
HARD = replace(
    DEFAULT,
    name="hard",
    posted_ads_per_day=345.0,
    obscured_share=0.55,
    number_change_share=0.35,
    change_keeps_text_share=0.35,
    handover_share=0.04,
    copycat_share=0.09,
    scammers=14,
    boilerplate_share=0.25,
    support_share=0.03,
    stock_picture_share=0.05,
    template_noise=0.15,
    typing_error_share=0.35,
    typing_error_letters=70,
    without_number_share=0.12,
    shared_writer_pairs=5,
    sync_share=0.3,
    missed_day_share=0.25,
    visits_per_day=(0.9, 3.2),
    decoy_share=0.05,
)
PRESETS: Mapping[str, WorldSettings] = {preset.name: preset for preset in (DEFAULT, HARD)}


def preset(name: str) -> WorldSettings:
    """Raises BadInputError for an unknown name."""
    if name not in PRESETS:
        raise BadInputError(f"world {name!r}: unknown. Choose one of {', '.join(PRESETS)}.")
    return PRESETS[name]
