"""What kind of ad a text is: offer, wanted, recruitment, premises or other; silence where the text does not say.

The page's own category, where an adapter knows it, stands on the ad; this is for pages without one.
"""

from collections.abc import Iterable

from lykta.extract._patterns import canonical_pattern, matches
from lykta.extract.adtext import AdText
from lykta.extract.contract import Extractor, FiresOn
from lykta.model.ad import AdKind
from lykta.model.finding import Finding

_WOMAN = "(?:kvinna|tjej|dam|flicka|sallskap|nagon|lady|woman|girl|girls|company|companion|someone|kvinnor|tjejer)"
_STAFF = (
    "(?:chauffor|driver|receptionist|medarbetare|personal|kollegor|massorer|modeller|staff|co-?workers|colleagues|models"
    "|employees)"
)
_FOR_WORK = "(?:lon|jobb|arbete|anstallning|boende|salary|wages|job|work|employment|housing)"
_FOR_PAY = "(?:ersattning|betalning|pengar|money|payment)"
_RECRUITMENT = (
    rf"(?:erbjuder|offer|offers|offering)(?: \w{{2,10}})? {_FOR_WORK}\b|sokes till (?:var|vart|vara|oss)\b"
    r"|vi soker (?:fler|nya) (?:tjejer|flickor|kvinnor|stadare|malare|snickare|kockar|terapeuter|frisorer)\b"
    r"|(?:skicka|send)(?: in)? (?:ditt |your )?cv\b|(?:fast|rorlig) lon\b"
    rf"|(?:soker|sokes|behover|need|needs|seeking|hiring|looking for)(?: \w{{1,12}}){{0,2}} {_STAFF}"
    rf"|{_STAFF} (?:sokes|wanted|needed)"
    r"|(?:now|we are|we're) hiring|jobb for|(?:jobba|arbeta|work) (?:hos|med|for|at) (?:oss|us)"
    r"|som vill (?:jobba|arbeta)|vill du (?:tjana|jobba|arbeta)"
    r"|who (?:want|wants|wish) to work|want to (?:earn|work)|bra lon|good (?:pay|salary)"
    r"|jobb i \w{3,12}|job in \w{3,12}"
    r"|(?:boende|resa|bostad|flyg) (?:ordnas|ingar|betald|betalas|fixas)"
    r"|(?:lediga?|nytt|extra) (?:jobb|arbete)|job offer"
    r"|(?:tjejer|kvinnor|flickor|girls|women|ladies) (?:sokes|wanted|needed)|work (?:abroad|with us|for us|in our)"
    r"|join (?:us|our)|vi ordnar (?:boende|resa|bostad)"
    r"|(?:accommodation|housing|travel) (?:is )?(?:provided|arranged|included)"
    r"|vacanc(?:y|ies)|anstall(?:er|ning)|good (?:income|earnings)|bra (?:inkomst|fortjanst)|hog inkomst"
    r"|arbeta (?:hos|med) oss"
)
_PREMISES = (
    r"uthyres|att hyra|hyr(?:s|a|er)? ut|hyra per|for rent|to let|rent (?:a|our|out|by)"
    r"|ledig(?:t|a)? (?:rum|lagenhet|lokal)"
    r"|(?:rooms?|flat|apartment|studio) (?:is |are )?(?:available|to rent|by the)|dagshyra|veckohyra"
    r"|rum per (?:dag|dygn|vecka)"
    r"|kontakta hyresvarden|deposition"
    r"|(?:behandlings|kontors|massage)?(?:rum|lokal|stol|skrivbord)(?:met|en|et)? (?:ar )?ledigt?\b"
    r"|ledigt? (?:\w{4,12}rum|(?:frisor|klipp)?stol|skrivbord|arbetsplats|kontorsplats)\b|kontorsplats|delad lokal"
    r"|(?:erbjuder|offers?|offering)(?: ett| en| a)? (?:rum|lokal|lagenhet|room|flat|apartment)\b"
    r"|hyr per (?:dag|dygn|vecka|manad)|(?:shop|office|business|commercial|salon) (?:premises|space)"
    r"|(?:desk|chair|treatment room) (?:is )?available"
)
_WANTED = (
    rf"(?:soker|letar efter|onskar(?: traffa)?|vill traffa|looking for|seeking|want to meet)"
    rf"(?: (?:en|a|an|nagon|some|med))?(?: [a-z]{{1,10}})? {_WOMAN}|i (?:can |will )?pay"
    r"|koper tjanster|(?:jag )?betalar (?:bra|val|garna)"
    rf"|(?:erbjuder|offer|offers|offering)(?: \w{{2,10}})? {_FOR_PAY}"
    r"|mot (?:betalning|ersattning)|generous (?:man|gentleman)|will pay|soker du"
)
_OFFER = (
    r"valkommen|welcome|boka (?:tid|mig|en|idag|i dag)|book (?:a|an|me|your|today|now)|meet me|i offer"
    r"|(?:jag |vi )?erbjuder|(?:we|now) offer|offered|jag ger (?:\w{3,10} )?\w{3,12}(?:lektioner|massage|behandling)"
)
# Whoever seeks a paying guest, work or a home asks for nothing that the market sells: such words tell no kind.
_SEEKS = r"(?:sokes:?|soker|letar efter|behover|wanted:|looking for|seeking|i need)"
_NO_KIND = (
    rf"{_SEEKS}(?: \w{{1,12}}){{0,2}} (?:man|men|gentleman|gentlemen|herre|herrar|guy|guys|kille|killar|customers?"
    r"|clients?|kund|kunder|gast|gaster|sponsor|extrajobb|jobb|arbete|job|work|rum|lagenhet|bostad|boende|room|flat"
    r"|apartment|home)\b|(?:rooms?|flats?|apartments?|reward) offered"
)
_HELPER = (
    "(?:dagmamma|barnvakt|hundvakt|stadhjalp|stadare|snickare|malare|tradgardsmastare|skjuts"
    "|nanny|babysitter|cleaner|carpenter|plumber|gardener|tutor|dog walker|lift)"
)
_WANTED_HELP = rf"{_SEEKS}(?: (?:en|ett|nagon|a|an|some|someone|bra|good))? {_HELPER}\b|wanted: someone"
# Two of these say what one alone does not.
_OF_AN_OFFER = (
    r"massage|boka via|tar (?:\w{1,8} )?emot|hos mig|visit me|in-?call|out-?call|hembesok|hotellbesok"
    r"|(?:/|per )(?:h|tim|timme|timmen|hour)\b"
)
_OTHER = r"(?:saljes|saljer|kopes|bortskankes|skankes|for sale|bytes|upphittad|forlorad)\b|garage|begagnad"
_CUES = canonical_pattern(
    rf"\b(?:({_RECRUITMENT})|({_PREMISES})|({_WANTED}|{_WANTED_HELP})|({_OTHER})|(?:{_NO_KIND})|({_OFFER}))"
    rf"|(?:\b|/)({_OF_AN_OFFER})"
)
_KINDS = (AdKind.RECRUITMENT, AdKind.PREMISES, AdKind.WANTED, AdKind.OTHER, AdKind.OFFER, AdKind.OFFER)

_WEAK = len(_KINDS)


def read(ad: AdText) -> Iterable[Finding]:
    """One finding at its first cue. Cues of an offer give way, since every kind of ad may welcome one."""
    units = ad.canonical.units
    first: dict[AdKind, tuple[int, int]] = {}
    count: dict[AdKind, int] = {}
    for match in matches(_CUES, units):
        kind = next((kind for group, kind in enumerate(_KINDS, 1) if match.start(group) >= 0), None)
        if kind is None:
            continue
        first.setdefault(kind, match.span())
        count[kind] = count.get(kind, 0) + (1 if match.start(_WEAK) >= 0 else 2)
    chosen = _chosen(count)
    if chosen is not None:
        confidence = min(0.95, 0.7 + 0.05 * count[chosen])
        yield ad.found("adkind", chosen.value, ad.canonical.span(*first[chosen]), confidence=confidence)


def _chosen(count: dict[AdKind, int]) -> AdKind | None:
    """The kind with the most cues, None on a tie."""
    special = {kind: cues for kind, cues in count.items() if kind is not AdKind.OFFER}
    if not special:
        return AdKind.OFFER if count.get(AdKind.OFFER, 0) > 1 else None
    most = max(special.values())
    best = [kind for kind, cues in special.items() if cues == most]
    return best[0] if len(best) == 1 else None


EXTRACTOR = Extractor(
    read=read,
    version=3,
    fires_on=(
        FiresOn(text="Välkommen till mig, boka tid", values=("offer",)),
        FiresOn(text="Man söker en kvinna, betalar bra", values=("wanted",)),
        FiresOn(text="Vi söker ny personal, vi ordnar boende", values=("recruitment",)),
        FiresOn(text="Room for rent by the day", values=("premises",)),
        FiresOn(text="Erbjuder fönsterputs", values=("offer",)),
        FiresOn(text="Erbjuder bra betalning", values=("wanted",)),
        FiresOn(text="Sökes: dagmamma två dagar", values=("wanted",)),
        FiresOn(text="Behandlingsrum ledigt i vår klinik", values=("premises",)),
        FiresOn(text="Massör sökes till vår salong", values=("recruitment",)),
        FiresOn(text="Cykel säljes", values=("other",)),
    ),
    silent_on=(
        "Vi söker nya kunder",
        "Jag behöver hjälp med hyran",
        "Massör sökes",
        "I need a generous man",
        "Looking for a flat",
        "Fin höst i år",
        "Ring 070-174 06 05",
        "",
    ),
)
