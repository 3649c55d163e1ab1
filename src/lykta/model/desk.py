"""What an investigator's pages and the terminal show: plain nouns, ready to be laid out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lykta.model.ad import Ad, AdKind
from lykta.model.finding import Finding
from lykta.model.judgement import JudgementView
from lykta.model.law import OffenceMatrix
from lykta.model.link import Advertiser, Band, HeldJoin, Hub, Identifier, Link, Network, Reason, Tie
from lykta.model.signal import Assessment, Signal, Tier
from lykta.model.template import Template
from lykta.model.words import Said


@dataclass(frozen=True, slots=True, kw_only=True)
class AdView:
    """An ad with its findings and when it was seen; `removed` is None while it is still listed."""

    ad: Ad
    findings: tuple[Finding, ...]
    first_seen_at: datetime
    last_seen_at: datetime
    sightings: int

    @property
    def kind(self) -> AdKind:
        """What the ad's page says it is; where the page is silent, what its text says."""
        if self.ad.kind is not AdKind.UNKNOWN:
            return self.ad.kind
        said = next((one.value for one in self.findings if one.kind == "adkind"), AdKind.UNKNOWN)
        return AdKind(said) if said in tuple(AdKind) else AdKind.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkView:
    """All that is known of one network; what `assess` judges by and a network's page is made from."""

    network: Network
    advertisers: tuple[Advertiser, ...]
    ads: tuple[AdView, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCount:
    """Ads per municipality. Codes are Statistics Sweden's (SCB): four digits, the first two the county."""

    municipality: str
    name: str
    county: str
    county_name: str
    ads: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayItem:
    """One line of *Today*: a network, why it is here in one sentence, and what more there is to say."""

    network: str
    tier: Tier
    headline: Said
    because: tuple[Said, ...]
    ads: int
    advertisers: int
    new_ads: int
    sources: tuple[str, ...]
    places: tuple[PlaceCount, ...]
    first_seen_at: datetime
    last_seen_at: datetime
    no_contact: bool = False  # somebody in it wishes not to be contacted


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """Something about our own collection that a person must know: silence of a site is not absence of ads."""

    source: str
    says: Said
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayPage:
    """Where to look first and why. `items` are ordered: suspected minors, then what changed by tier."""

    as_of: datetime  # the newest sighting; the page says "as of", not "now"
    since: datetime  # ads first seen after this count as new
    items: tuple[TodayItem, ...]
    quiet_networks: int  # networks with no change since `since`, reachable by search, not listed
    single_advertisers: int  # advertisers without a network; never listed, only counted
    ads: int
    advertisers: int
    networks: int
    sources: int
    pages_unread: int
    damaged: int  # records and lines that could not be read
    alarms: tuple[Alarm, ...]
    hubs: tuple[Hub, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCount:
    """Ads of a network seen on one day; `looked` is false on days when none of its sources was visited."""

    day: date
    ads: int
    new_ads: int
    looked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvertiserView:
    """One advertiser of a network with the identifiers that hold it together and its links in words."""

    advertiser: Advertiser
    identifiers: tuple[Identifier, ...]
    ads: int
    links: tuple[Link, ...]
    no_contact: bool = False  # somebody who is reached by it wishes not to be contacted


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A text that several ads of a network share, made from the newest of them; `ads` is how many share it."""

    template: Template
    ads: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkPage:
    """Everything a network's page shows. Ads are newest first."""

    item: TodayItem
    assessment: Assessment
    advertisers: tuple[AdvertiserView, ...]
    ties: tuple[Tie, ...]
    ads: tuple[AdView, ...]
    ads_shown_of: int  # how many wordings of its ads are kept in all; `ads` may be one screenful
    places: tuple[PlaceCount, ...]
    days: tuple[DayCount, ...]
    signals: tuple[Signal, ...]
    source_names: Mapping[str, str]
    held: tuple[HeldJoin, ...] = ()  # joins that wait for a person
    judgements: tuple[JudgementView, ...] = ()
    wordings: tuple[Wording, ...] = ()  # the most shared first
    law: tuple[OffenceMatrix, ...] = ()  # of all its ads, also those not on this screenful


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPage:
    """Two ads side by side, for a person to say whether they belong together."""

    ads: tuple[AdView, AdView]
    networks: tuple[str, str]  # of each ad; equal when they are in one
    same_contact: bool  # whether the newest linking has them as one advertiser
    because: tuple[Reason, ...]  # what the two share; empty when nothing links them directly
    tied_by: tuple[Reason, ...]  # what holds their two advertisers together; empty when nothing does
    judgements: tuple[JudgementView, ...]  # on exactly these two
    band: Band | None  # how likely one contact is, by all that the two share; None when nothing links them directly
    bits: float = 0.0
    source_names: Mapping[str, str]
    no_contact: frozenset[str] = frozenset()  # of the two ads: somebody reached by it wishes not to be contacted


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadPage:
    """A page that nobody could read: kept, counted, listed."""

    snapshot: str
    source: str
    url: str
    fetched_at: datetime
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DamagedPlace:
    """A record or line of an imported file that could not be read, or only in part; its bytes are kept."""

    file: str  # as the user named it
    archive: str  # SHA-256 of the archive file that keeps it
    offset: int  # bytes
    kept_at: datetime
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadView:
    """What was kept and is in no count: the newest of each, and how many there are in all."""

    pages: tuple[UnreadPage, ...]
    pages_in_all: int
    damaged: tuple[DamagedPlace, ...]
    damaged_in_all: int
