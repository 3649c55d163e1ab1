"""Who is behind the ads: the nouns of the truth that a linker should find again."""

from dataclasses import dataclass, field
from enum import StrEnum

from lykta.model.ad import AdKind
from lykta.simulate.grammar import Text


class AdvertiserKind(StrEnum):
    INDEPENDENT = "independent"
    AGENCY = "agency"  # one number, several persons
    MEMBER = "member"  # of a network, with an own number
    SCAM = "scam"  # others' texts and pictures, own number
    BUYER = "buyer"
    RECRUITER = "recruiter"
    LANDLORD = "landlord"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A text with the names and pictures that go with it. `copied_from` is the advertiser it was taken from."""

    text: Text = field(repr=False)
    names: tuple[str, ...]
    pictures: tuple[str, ...] = ()  # bases
    kind: AdKind = AdKind.OFFER
    copied_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From `from_day` on (days since the world's start) an advertiser has these numbers and wordings."""

    from_day: float
    numbers: tuple[str, ...]
    wordings: tuple[Wording, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """In a place from `from_day` until the next stay begins."""

    from_day: float
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Advertiser:
    """One contact. Times are days since the world's start; a life may begin before it and end after it."""

    id: str
    kind: AdvertiserKind
    network: str | None = None
    start_day: float
    end_day: float
    sites: tuple[str, ...]  # the main one first
    stays: tuple[Stay, ...]  # the first begins with the life
    periods: tuple[Period, ...]
    family: str  # how numbers are written
    posts: tuple[float, ...] = field(repr=False)  # days, ascending
    price: int  # kronor
    age: int
    email: str | None = None
    handle: str | None = None
    tours: bool = False
    minor: bool = False

    @property
    def organised(self) -> bool:
        return self.kind in (AdvertiserKind.AGENCY, AdvertiserKind.MEMBER)

    def period_on(self, day: float) -> Period:
        return [period for period in self.periods if period.from_day <= day or period is self.periods[0]][-1]

    def place_on(self, day: float) -> str:
        return [stay for stay in self.stays if stay.from_day <= day or stay is self.stays[0]][-1].place


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Advertisers under one hand. Networks of one `writer` share texts and nothing else."""

    id: str
    writer: str
    members: tuple[str, ...]
    tours: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberChange:
    advertiser: str
    day: float
    old: str
    new: str
    same_text: bool
    same_pictures: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """A number that first was one advertiser's and then another's, who has nothing to do with the first."""

    number: str
    before: str
    after: str
    day: float
