"""A small seeded market with known truth, made only for linking. Numbers are of the Swedish paging range."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random

from lykta.model.finding import PictureHash
from lykta.model.link import AdEvidence, Identifier

START = datetime(2026, 1, 5, tzinfo=UTC)
DAYS = 90
PLACES = ("0180", "1480", "1280", "0380", "0580", "1880", "1980", "1283", "0680", "0880", "2281", "2480")
WEIGHTS = (42, 16, 12, 6, 5, 5, 4, 3, 3, 2, 1, 1)
SOURCES = tuple(f"site{number}" for number in range(6))
SUPPORT, STOCK = "+46846500400", "stock"
COMMON = (
    "Välkommen att höra av dig",
    "Ring eller skicka ett meddelande",
    "Jag svarar så fort jag kan",
    "Endast seriösa svar tack",
    "Diskret och lugnt läge nära centrum",
    "Mer information lämnas gärna på telefon",
)


@dataclass
class Market:
    ads: list[AdEvidence] = field(default_factory=list)
    advertiser: dict[str, str] = field(default_factory=dict)
    network: dict[str, str] = field(default_factory=dict)
    findable: dict[str, str] = field(default_factory=dict)  # as `advertiser`, with untraceable changes as two
    hubs: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)


@dataclass
class Operator:
    name: str
    network: str
    phone: str
    text: str
    pictures: list[PictureHash]
    places: list[str]
    handle: str | None = None
    url: str | None = None


class Maker:
    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.market = Market()
        self.words = [
            "".join(self.random.choice("bdfgklmnprstvåäöaeiou") for _ in range(n % 6 + 3)) for n in range(4000)
        ]
        self.stock = picture(self.random)
        self.used: set[str] = set()

    def phone(self) -> str:
        while True:
            number = f"+4674{self.random.choice('02456789')}{self.random.randrange(10**6):06d}"
            if number not in self.used:
                self.used.add(number)
                self.market.numbers.add(number)
                return number

    def text(self, sentences: int = 6) -> str:
        lines = [
            " ".join(
                self.words[int(len(self.words) * self.random.random() ** 2)] for _ in range(self.random.randint(6, 12))
            )
            for _ in range(sentences)
        ]
        lines += self.random.sample(COMMON, 2)
        self.random.shuffle(lines)
        return ".\n".join(lines) + ".\nRing {phone} i {place}. Pris {price} kr."

    def operator(self, name: str, network: str) -> Operator:
        touring = self.random.random() < 0.35
        count = self.random.randint(2, 4) if touring else 1
        return Operator(
            name=name,
            network=network,
            phone=self.phone(),
            text=self.text(),
            pictures=[picture(self.random) for _ in range(self.random.randint(1, 4))],
            places=self.random.choices(PLACES, WEIGHTS, k=count),
            handle=f"{name}.kontakt" if self.random.random() < 0.2 else None,
        )

    def life(self) -> tuple[float, float]:
        days = 1.0 if self.random.random() < 0.25 else min(730.0, max(1.0, self.random.lognormvariate(3.3, 1.8)))
        start = self.random.uniform(-days, DAYS)
        return max(0.0, start), min(float(DAYS), start + days)

    def post(self, who: Operator, at_day: float, truth: str, findable: str | None = None) -> None:
        number = len(self.market.ads)
        place = who.places[int(at_day / 7) % len(who.places)]
        price = self.random.choice((1000, 1200, 1500, 2000))
        text = who.text.replace("{phone}", spaced(who.phone)).replace("{place}", place).replace("{price}", str(price))
        identifiers = [Identifier(kind="phone", value=who.phone, confidence=0.95)]
        if who.handle:
            identifiers.append(Identifier(kind="handle", value=who.handle, confidence=0.9))
        if who.url:
            identifiers.append(Identifier(kind="url", value=who.url, confidence=0.9))
        if self.random.random() < 0.01:
            identifiers.append(Identifier(kind="phone", value=SUPPORT, confidence=0.95))
            text += f"\nSupport: {spaced(SUPPORT)}"
        source = self.random.choice(SOURCES)
        if source == SOURCES[0]:
            identifiers.append(Identifier(kind="email", value="info@site0.example", confidence=0.95))
            text += "\nAnnonsen publicerad på site0, kontakta info@site0.example vid frågor om sidan."
        pictures = self.random.sample(who.pictures, min(len(who.pictures), 2))
        if self.random.random() < 0.01:
            pictures = [*pictures, self.stock]
        at = START + timedelta(days=at_day)
        ad = AdEvidence(
            id=f"ad{self.random.randrange(10**9):09d}-{number}",
            source=source,
            key=str(number),
            text=text,
            first_at=at,
            last_at=at + timedelta(days=min(6.0, self.random.lognormvariate(-0.22, 1))),
            place=place,
            identifiers=tuple(identifiers),
            pictures=tuple(altered(self.random, shown) for shown in pictures),
        )
        self.market.ads.append(ad)
        self.market.advertiser[ad.id] = truth
        self.market.findable[ad.id] = findable or truth
        self.market.network[ad.id] = who.network

    def days(self, first: float, last: float, gap: float) -> list[float]:
        days, day = [], first
        while day <= last:
            days.append(day)
            day += self.random.expovariate(1 / gap)
        return days

    def independent(self, name: str, text: str | None = None) -> None:
        who = self.operator(name, name)
        if text is not None:
            who.text = text
        first, last = self.life()
        days = self.days(first, last, 5)
        change = self.random.random()
        cut = len(days) // 2 if change < 0.2 and len(days) >= 4 else len(days)
        findable = name
        for at, day in enumerate(days):
            if at == cut:
                who.phone = self.phone()
                if change < 0.1 and who.handle is None:
                    who.text, who.pictures = self.text(), [picture(self.random)]
                    findable = f"{name}-later"
            if self.random.random() < 0.05:
                who.text = who.text if text is not None else reworded(self.random, who.text, self.words)
            self.post(who, day, name, findable)

    def agency(self, name: str) -> None:
        phone = self.phone()
        members = [self.operator(name, name) for _ in range(self.random.randint(3, 8))]
        for member in members:
            self.market.numbers.discard(member.phone)
            member.phone, member.handle = phone, None
            first, last = self.life()
            for day in self.days(first, last, 3):
                self.post(member, day, name)

    def organised(self, name: str) -> None:
        template, pool = self.text(8), [picture(self.random) for _ in range(3)]
        url = f"https://{name}.example/" if self.random.random() < 0.5 else None
        route = self.random.choices(PLACES, WEIGHTS, k=4)
        for member in range(self.random.randint(3, 8)):
            who = self.operator(f"{name}m{member}", name)
            who.text = reworded(self.random, template, self.words)
            who.pictures = [*who.pictures, self.random.choice(pool)]
            who.url, who.places = url, route
            first, last = self.life()
            for day in self.days(first, max(last, min(DAYS, first + 20)), 4):
                self.post(who, day, who.name)

    def handed_over(self, name: str) -> None:
        old, new = self.operator(f"{name}a", f"{name}a"), self.operator(f"{name}b", f"{name}b")
        new.phone = old.phone
        old.places, new.places = [PLACES[0]], [PLACES[3]]
        for day in self.days(2, 30, 4):
            self.post(old, day, old.name)
        for day in self.days(50, 80, 4):
            self.post(new, day, new.name)


def make_market(seed: int, size: int) -> Market:
    """About `size` ads: 45 % independents, the rest agencies, networks, copied texts, handed-over numbers."""
    maker = Maker(seed)
    number = 0
    while len(maker.market.ads) < size:
        number += 1
        draw = maker.random.random()
        name = f"op{number}"
        if draw < 0.86:
            maker.independent(name)
        elif draw < 0.90:
            copied = maker.text()
            for copy in range(maker.random.randint(2, 6)):
                maker.independent(f"{name}c{copy}", copied)
        elif draw < 0.93:
            maker.agency(name)
        elif draw < 0.98:
            maker.organised(name)
        else:
            maker.handed_over(name)
    maker.market.hubs = {SUPPORT, "info@site0.example"}
    return maker.market


def picture(random: Random) -> PictureHash:
    phash, dhash, phash_m, dhash_m = (f"{random.getrandbits(64):016x}" for _ in range(4))
    return PictureHash(
        sha256=f"{random.getrandbits(256):064x}",
        phash=phash,
        dhash=dhash,
        phash_mirrored=phash_m,
        dhash_mirrored=dhash_m,
        quality=0.9,
        width=600,
        height=800,
    )


def altered(random: Random, shown: PictureHash) -> PictureHash:
    """The picture saved anew: a few bits of each hash differ; sometimes mirrored."""

    def flip(value: str) -> str:
        bits = int(value, 16)
        for _ in range(random.choice((0, 0, 1, 3))):
            bits ^= 1 << random.randrange(64)
        return f"{bits:016x}"

    if random.random() < 0.1:
        shown = replace(
            shown,
            phash=shown.phash_mirrored,
            phash_mirrored=shown.phash,
            dhash=shown.dhash_mirrored,
            dhash_mirrored=shown.dhash,
        )
    return replace(shown, phash=flip(shown.phash), dhash=flip(shown.dhash))


def spaced(phone: str) -> str:
    return f"0{phone[3:5]}-{phone[5:8]} {phone[8:10]} {phone[10:]}"


def reworded(random: Random, text: str, words: Sequence[str]) -> str:
    """Some words replaced, slots and line breaks kept."""
    parts = text.split(" ")
    for at in range(len(parts)):
        if random.random() < 0.04 and "{" not in parts[at] and "\n" not in parts[at]:
            parts[at] = random.choice(words)
    return " ".join(parts)
