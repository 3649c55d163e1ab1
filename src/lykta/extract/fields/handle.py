"""Names on messaging and picture services, as service:name; a WhatsApp link is also its telephone number.

A name after @ whose service is not said is `unnamed:`. Only one with a digit or an underscore is read, since
"@torget" may be a place, and none with a dot, which may be the end of a taken-apart e-mail address.
"""

from collections.abc import Iterable, Iterator

from lykta.extract._contact import with_contact
from lykta.extract._numbering import telephone
from lykta.extract._patterns import canonical_pattern, matches
from lykta.extract.adtext import AdText
from lykta.extract.contract import Extractor, FiresOn
from lykta.model.finding import Finding

_SERVICES = {
    b"telegram": "telegram", b"tg": "telegram", b"tele": "telegram",
    b"instagram": "instagram", b"insta": "instagram", b"ig": "instagram",
    b"snapchat": "snapchat", b"snap": "snapchat", b"sc": "snapchat",
    b"signal": "signal", b"kik": "kik", b"whatsapp": "whatsapp",
    b"wickr": "wickr", b"wechat": "wechat", b"line": "line", b"viber": "viber", b"skype": "skype",
}  # fmt: skip
_NO_SERVICE = "unnamed"
_HOSTS = {
    b"t.me": "telegram",
    b"telegram.me": "telegram",
    b"instagram.com": "instagram",
    b"kik.me": "kik",
    b"signal.me": "signal",
}
_NAME = r"[a-z0-9](?:[a-z0-9._-]{1,30}[a-z0-9_])"
_LINK = canonical_pattern(rf"\b(t\.me|telegram\.me|instagram\.com|kik\.me|signal\.me|snapchat\.com/add)/\+?@?({_NAME})")
_WHATSAPP = canonical_pattern(r"\b(?:wa\.me/|api\.whatsapp\.com/send\?phone=)\+?([0-9]{7,15})\b")
_WORD = "|".join(sorted((name.decode() for name in _SERVICES), key=len, reverse=True))
# Pages that show a person's other accounts, or sell looking at pictures: a profile, whatever its site.
_PROFILE = canonical_pattern(
    rf"\b(linktr\.ee|allmylinks\.com|beacons\.ai|onlyfans\.com|fansly\.com|my\.bio|taplink\.cc|solo\.to|carrd\.co)/@?({_NAME})"
)
# A word of the service, then the name: at once after @, else after a colon or equals sign.
_NAMED = canonical_pattern(rf"\b({_WORD})\b(?:[ :=>*-]{{0,4}}@ ?|(?: (?:ar|is|namn|name|id|user))? ?[:=] ?@?)({_NAME})")
_BEFORE = canonical_pattern(rf"(?:^|[ \n(:,])@({_NAME}) (?:pa|on|i|\() ?({_WORD})\b")
_UNNAMED = canonical_pattern(r"(?:^|[ \n(:,])@([a-z0-9_-]{4,30}[a-z0-9_])(?:[^a-z0-9@._-]|[.](?:[^a-z0-9_]|$)|$)")
_MADE_UP = canonical_pattern(r"[a-z].*[0-9_]|[0-9_].*[a-z]")  # a name that somebody made up, no word
_HOST_WORDS = ("t", "wa", "linktr", "allmylinks", "beacons", "onlyfans", "fansly", "my", "taplink", "solo", "carrd")
_FEWEST = {"telegram": 5, "kik": 2, "snapchat": 3}  # the services' own rules for a name


def read(ad: AdText) -> Iterable[Finding]:
    """Those of the text, then those that only the page's contact field shows."""
    yield from with_contact(ad, _in_text)


def _in_text(ad: AdText) -> Iterator[Finding]:
    units = ad.canonical.units
    taken: set[str] = set()
    named: set[bytes] = set()
    for service, name, span, confidence in sorted(_names(units), key=_named_first):
        value = f"{service}:{name.decode()}"
        if service == _NO_SERVICE and name in named:
            continue
        if value not in taken and len(name) >= _FEWEST.get(service, 3):
            taken.add(value)
            named.add(name)
            yield ad.found("handle", value, ad.canonical.span(*span), confidence=confidence, extra={"service": service})
    yield from _whatsapp(ad)


def _named_first(found: tuple[str, bytes, tuple[int, int], float]) -> tuple[bool, tuple[int, int]]:
    return found[0] == _NO_SERVICE, found[2]


def _names(units: bytes) -> Iterator[tuple[str, bytes, tuple[int, int], float]]:
    if b".me/" in units or b".com/" in units:
        for match in matches(_LINK, units):
            host = match.group(1)
            yield _HOSTS.get(host, "snapchat"), match.group(2), match.span(), 0.98
    if b"/" in units and b"." in units and _PROFILE.search(units) is not None:
        for match in matches(_PROFILE, units):
            yield "profile", match.group(1) + b"/" + match.group(2), match.span(), 0.98
    if b"@" in units or b":" in units or b"=" in units:
        for match in matches(_NAMED, units):
            if not match.group(2).isdigit():
                yield _SERVICES[match.group(1)], match.group(2), match.span(2), 0.9
    if b"@" in units:
        yield from _after_at(units)


def _after_at(units: bytes) -> Iterator[tuple[str, bytes, tuple[int, int], float]]:
    for match in matches(_BEFORE, units):
        yield _SERVICES[match.group(2)], match.group(1), match.span(1), 0.9
    for match in matches(_UNNAMED, units):
        if _MADE_UP.search(match.group(1)):
            yield _NO_SERVICE, match.group(1), match.span(1), 0.85


def _whatsapp(ad: AdText) -> Iterator[Finding]:
    if b"wa.me" not in ad.canonical.units and b"whatsapp.com" not in ad.canonical.units:
        return
    for match in matches(_WHATSAPP, ad.canonical.units):
        span = ad.canonical.span(*match.span())
        digits = match.group(1).decode()
        yield ad.found("handle", f"whatsapp:{digits}", span, confidence=0.98, extra={"service": "whatsapp"})
        dialled = telephone(digits, ad.region, plus=True)
        if dialled is not None:
            extra: dict[str, str | int | float] = {"type": dialled.type, "country": dialled.country}
            yield ad.found("phone", dialled.e164, span, confidence=0.98, extra=extra)


EXTRACTOR = Extractor(
    read=read,
    version=4,
    wakes_on=(frozenset((*(name.decode() for name in _SERVICES), *_HOST_WORDS, "@")), frozenset("@:=/")),
    also_reads=("contact",),
    fires_on=(
        FiresOn(text="Skriv på https://t.me/Anna_Ek", values=("telegram:anna_ek",)),
        FiresOn(text="Telegram: @anna_ek, snap: anna.ek", values=("telegram:anna_ek", "snapchat:anna.ek")),
        FiresOn(text="@anna_ek on instagram", values=("instagram:anna_ek",)),
        FiresOn(
            text="https://linktr.ee/anna_ek, Signal @anna_ek.01",
            values=("profile:linktr.ee/anna_ek", "signal:anna_ek.01"),
        ),
        FiresOn(text="Sms går fort: @anna_ek.", values=("unnamed:anna_ek",)),
        FiresOn(text="wa.me/46701740605", values=("whatsapp:46701740605", "+46701740605")),
    ),
    silent_on=(
        "Jag finns på telegram",
        "signal: 0701740605",
        "anna@post.example",
        "on line and calm",
        "vi ses @torget",
        "anna @post1.example",
    ),
)
