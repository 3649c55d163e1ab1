"""Why ads belong together, and what they form."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from lykta.model.finding import PictureHash
from lykta.model.judgement import Unheeded
from lykta.model.words import Said


class Family(StrEnum):
    """Kinds of evidence; within one family only the strongest counts (METHODS: strongest, not the sum)."""

    IDENTIFIER = "identifier"
    TEXT = "text"
    PICTURE = "picture"
    PLACE_AND_TIME = "place_and_time"
    STYLE = "style"
    PERSON = "person"  # a person's judgement: obeyed, but no evidence, so it weighs no bits


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One piece of evidence, worth `bits` (log2 of how much likelier it is for one contact than by chance)."""

    family: Family
    kind: str
    value: str
    bits: float
    says: Said


def strongest(because: Iterable[Reason]) -> dict[Family, float]:
    """The bits of each family's strongest reason: evidence of one kind is not added up."""
    best: dict[Family, float] = {}
    for reason in because:
        best[reason.family] = max(reason.bits, best.get(reason.family, 0.0))
    return best


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two ads that belong to one contact, with every reason for it. A link without a reason cannot be built."""

    a: str
    b: str
    because: tuple[Reason, ...]

    def __post_init__(self) -> None:
        if not self.because:
            raise ValueError(f"link {self.a}-{self.b}: a link needs at least one reason")
        if self.a >= self.b:
            raise ValueError(f"link {self.a}-{self.b}: the smaller ad id comes first")

    @property
    def bits(self) -> float:
        """Sum over families of each family's strongest reason."""
        return sum(strongest(self.because).values())


class Band(StrEnum):
    """How likely it is that two linked ads have one contact. Below even odds a link is hidden."""

    STRONG = "strong"  # from .99
    PROBABLE = "probable"  # from .9
    REVIEW = "review"  # from .5
    HIDDEN = "hidden"


# Joins by a rule over a whole history, such as one number after another under the same pictures, and what they were
# worth in the simulated markets (.97 of them right), with room for markets that differ.
SHARED = "shared_"  # begins the kind of a value that stands over several contacts at once: it ties, never joins
CARRIED_KINDS = frozenset({"changed_number", "no_other_contact", "number_slip"})
CARRIED_CHANCE = 0.9
UNLEARNED_CHANCE = 0.5  # likeness of ads that show no common contact, before anything was learned: for a person
_BANDS = ((0.99, Band.STRONG), (0.9, Band.PROBABLE), (0.5, Band.REVIEW))


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkWeights:
    """What agreement is worth in one linking run: m and u by kind (Fellegi and Sunter 1969), and the prior.

    `m` is how often two ads of one contact agree, `u` how often two of strangers do. `prior_bits` are the log2 odds
    that two ads picked at random have one contact. `seeds` is the number of pairs it was learned from, 0 when assumed.
    `chances` is what links without a contact detail of their own turned out to be worth, by the families that they
    rest on: members of a network share texts, pictures and places, so these are no independent witnesses.
    """

    m: Mapping[str, float]
    u: Mapping[str, float]
    prior_bits: float
    seeds: int = 0
    chances: Mapping[frozenset[Family], float] = field(default_factory=dict)

    def probability(self, link: "Link") -> float:
        """The chance that the two ads have one contact."""
        families = frozenset(reason.family for reason in link.because)
        by_bits = float(1 / (1 + 2.0 ** -max(-500.0, min(500.0, self.prior_bits + link.bits))))
        if any(reason.family is Family.IDENTIFIER and not reason.kind.startswith(SHARED) for reason in link.because):
            return by_bits
        if any(reason.kind in CARRIED_KINDS for reason in link.because):
            return CARRIED_CHANCE
        return self.chances.get(families, min(by_bits, UNLEARNED_CHANCE))

    def band(self, link: "Link") -> Band:
        """What a person has decided is strong, whatever the evidence."""
        if any(reason.family is Family.PERSON for reason in link.because):
            return Band.STRONG
        chance = self.probability(link)
        return next((band for least, band in _BANDS if chance >= least), Band.HIDDEN)


class Presence(StrEnum):
    """How an advertiser stands to what was seen before."""

    NEW = "new"
    ONGOING = "ongoing"
    RETURNING = "returning"
    CHANGED_NUMBER = "changed_number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """A value so common among otherwise unlinked ads that it never links alone (LINK-HUB)."""

    kind: str
    value: str
    ads: int
    groups: int
    says: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Advertiser:
    """Ads joined as one contact. Never a person: a contact may be several people, or an agency."""

    id: str
    ads: tuple[str, ...]
    presence: Presence
    says: Said
    first_at: datetime | None
    last_at: datetime | None

    def __post_init__(self) -> None:
        if not self.ads:
            raise ValueError(f"advertiser {self.id}: at least one ad is needed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two advertisers held together by organised evidence, with every reason for it."""

    a: str
    b: str
    because: tuple[Reason, ...]

    def __post_init__(self) -> None:
        if not self.because:
            raise ValueError(f"tie {self.a}-{self.b}: a tie needs at least one reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Advertisers joined by organised evidence; one advertiser alone is a network of one."""

    id: str
    advertisers: tuple[str, ...]
    ties: tuple[Tie, ...] = ()

    def __post_init__(self) -> None:
        if not self.advertisers:
            raise ValueError(f"network {self.id}: at least one advertiser is needed")
        if len(self.advertisers) > 1 and not self.ties:
            raise ValueError(f"network {self.id}: several advertisers need ties with reasons")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldJoin:
    """A join that was not made and waits for a person: `ads` alone speak for it.

    `a` and `b` are the oldest ads that show one of the two contacts and not the other.
    """

    a: str
    b: str
    ads: tuple[str, ...]
    says: Said

    def __post_init__(self) -> None:
        if not self.ads:
            raise ValueError(f"held join {self.a}-{self.b}: without an ad there is nothing to judge")


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    """The result of one linking run over a set of ads; every ad is in exactly one advertiser."""

    links: Sequence[Link]
    advertisers: Sequence[Advertiser]
    networks: tuple[Network, ...]
    hubs: tuple[Hub, ...]
    held: tuple[HeldJoin, ...] = ()
    unheeded: Unheeded = field(default_factory=Unheeded)
    became: Mapping[str, str] = field(default_factory=dict)  # an id that went, and the one with most of its ads
    weights: LinkWeights | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """A normalised value that can link, as found in one ad; `obscured` when it was hidden from machines."""

    kind: str
    value: str
    confidence: float
    obscured: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AdEvidence:
    """What linking may know of one ad. `pictures` are perceptual hashes; `place` is a municipality code.

    `prices` are amounts with their currency, each once.
    """

    id: str
    source: str
    key: str
    text: str
    first_at: datetime | None
    last_at: datetime | None
    place: str | None
    identifiers: tuple[Identifier, ...]
    pictures: tuple[PictureHash, ...] = ()
    prices: tuple[str, ...] = ()
