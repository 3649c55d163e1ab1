"""Bank accounts whose check digits hold: IBAN, bankgiro and plusgiro, as scheme:number."""

from collections.abc import Iterable, Iterator

from lykta.extract._contact import with_contact
from lykta.extract._patterns import Match, canonical_pattern, matches
from lykta.extract.adtext import AdText
from lykta.extract.contract import Extractor, FiresOn
from lykta.kit.checksums import luhn_holds, mod_97_holds
from lykta.model.finding import Finding

# Characters by country, of the IBAN registry of ISO 13616 (SWIFT).
IBAN_LENGTHS = {
    "ad": 24, "ae": 23, "al": 28, "at": 20, "az": 28, "ba": 20, "be": 16, "bg": 22, "bh": 22, "br": 29, "by": 28,
    "ch": 21, "cr": 22, "cy": 28, "cz": 24, "de": 22, "dk": 18, "do": 28, "ee": 20, "eg": 29, "es": 24, "fi": 18,
    "fo": 18, "fr": 27, "gb": 22, "ge": 22, "gi": 23, "gl": 18, "gr": 27, "gt": 28, "hr": 21, "hu": 28, "ie": 22,
    "il": 23, "iq": 23, "is": 26, "it": 27, "jo": 30, "kw": 30, "kz": 20, "lb": 28, "li": 21, "lt": 20, "lu": 20,
    "lv": 21, "mc": 27, "md": 24, "me": 22, "mk": 19, "mr": 27, "mt": 31, "mu": 30, "nl": 18, "no": 15, "pk": 24,
    "pl": 28, "ps": 29, "pt": 25, "qa": 29, "ro": 24, "rs": 22, "sa": 24, "se": 24, "si": 19, "sk": 24, "sm": 27,
    "tn": 24, "tr": 26, "ua": 29, "va": 22, "vg": 24, "xk": 20,
}  # fmt: skip
_COUNTRY = "|".join(sorted(IBAN_LENGTHS))
_NUMBERED = r"(?: ?(?:nr|nummer|no|konto))?[ .:#-]{0,3}"
_ACCOUNT = canonical_pattern(
    rf"\b(?:((?:{_COUNTRY})[0-9]{{2}}(?:[ -]?[0-9a-z]{{1,4}}){{2,8}})"
    rf"|(?:bankgirot?|bg){_NUMBERED}([0-9]{{3,4}} ?- ?[0-9]{{4}}|[0-9]{{7,8}})"
    rf"|(?:plusgirot?|postgirot?|pg){_NUMBERED}([0-9](?: ?[0-9]){{0,6}} ?-? ?[0-9]))\b"
)
_IBAN, _BANKGIRO, _PLUSGIRO = 1, 2, 3


def read(ad: AdText) -> Iterable[Finding]:
    """Those of the text, then those that only the page's contact field shows."""
    yield from with_contact(ad, _in_text)


def _in_text(ad: AdText) -> Iterator[Finding]:
    units = ad.canonical.units
    for match in matches(_ACCOUNT, units):
        found = _iban(units, match) if match.start(_IBAN) >= 0 else _giro(match)
        if found:
            value, span, confidence = found
            yield ad.found(
                "account",
                value,
                ad.canonical.span(*span),
                confidence=confidence,
                extra={"scheme": value.partition(":")[0]},
            )


def _iban(units: bytes, match: Match) -> tuple[str, tuple[int, int], float] | None:
    start, end = match.span(_IBAN)
    length = IBAN_LENGTHS[units[start : start + 2].decode()]
    # The pattern may have taken the next word too: the country says where the account ends.
    at = start
    while at < end and length:
        length -= units[at] not in b" -"
        at += 1
    account = units[start:at].translate(None, b" -").decode().upper()
    if length or units[at : at + 1].isalnum() or not mod_97_holds(account):
        return None
    return f"iban:{account}", (start, at), 0.99


def _giro(match: Match) -> tuple[str, tuple[int, int], float] | None:
    group = _BANKGIRO if match.start(_BANKGIRO) >= 0 else _PLUSGIRO
    digits = match.group(group).translate(None, b" -").decode()
    if not luhn_holds(digits):
        return None
    if group == _BANKGIRO:
        return f"bankgiro:{digits[:-4]}-{digits[-4:]}", match.span(group), 0.95
    return f"plusgiro:{digits[:-1]}-{digits[-1]}", match.span(group), 0.9


EXTRACTOR = Extractor(
    read=read,
    version=1,
    # The IBANs are the registry's own examples; no giro number begins with zeros.
    fires_on=(
        FiresOn(text="IBAN SE45 5000 0000 0583 9825 7466 tack", values=("iban:SE4550000000058398257466",)),
        FiresOn(text="gb29nwbk60161331926819", values=("iban:GB29NWBK60161331926819",)),
        FiresOn(text="Betala till bg 0012-3455", values=("bankgiro:0012-3455",)),
        FiresOn(text="Plusgiro: 00 12 34-4", values=("plusgiro:001234-4",)),
    ),
    silent_on=(
        "IBAN SE46 5000 0000 0583 9825 7466",
        "bg 0012-3456",
        "GB29 NWBK 6016 1331 9268 190",
        "be 16 om att ringa",
    ),
)
