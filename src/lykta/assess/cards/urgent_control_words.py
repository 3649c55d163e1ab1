"""Words that somebody is held, watched, in debt, or without own documents. Help may be needed at once."""

from lykta.assess import examples
from lykta.assess.contract import Hit, RuleCard
from lykta.assess.counting import AD, count, sentence
from lykta.assess.phrases import Lexicon, quotes_in
from lykta.model.desk import NetworkView
from lykta.model.signal import Direction, Grade, Tier
from lykta.model.words import Said

# Few and sober: means of control named in ILO's operational indicators (2009): confiscated documents,
# restricted movement, debt, confinement, threats. Longer lists teach evasion and catch ordinary talk.
_WORDS = Lexicon(
    "mitt/hennes/hans/våra/deras pass/id-kort/legitimation/dokument/papper ... hos/av",
    "pass/passet/passen/dokumenten/papperen/id-handlingarna hålls/behålls/förvaras ... hos/av",
    "har/tog/tagit/behåller/håller hennes/hans/deras pass/dokument/papper/id-handlingar",
    "tog/tagit/behåller/håller ... mitt/mina/våra pass/dokument/papper/id-handlingar",
    "får/kan inte/ej/aldrig gå/lämna ... ensam/ensamma/själv/själva",
    "får inte/ej/aldrig lämna lägenheten/rummet/huset/bostaden",
    "får inte/ej/aldrig gå härifrån",
    "skuld/skulden/skulder ... att/måste/ska betala*",
    "betala/betalar/arbeta/arbetar/jobba/jobbar av ... skuld/skulden/skulder",
    "hålls/hållas kvar/inlåst/inlåsta",
    "här mot min/hennes/hans/sin/deras vilja",
    "keep/keeps/kept/took/takes/hold/holds my/her/his/our/their passport/passports/documents/papers",
    "passport/passports/documents/papers is/are/were/was kept/held/taken",
    "not allowed to ... out/outside/leave ... alone",
    "not allowed to leave",
    "cannot/can't go out/outside alone",
    "debt/debts to pay/repay",
    "pay/pays/paying/work/works/working off ... debt/debts",
    "is/being/are held here/there/inside/against",
)


def check(view: NetworkView) -> Hit | None:
    quotes, ads = quotes_in(view, _WORDS)
    if not quotes:
        return None
    said = count(ads, AD)
    return Hit(
        says=sentence(
            sv=f"{said.sv} har ord om kontroll: ”{_short(quotes[0].written)}”",
            en=f"{said.en} with words about control: “{_short(quotes[0].written)}”",
        ),
        quotes=quotes,
    )


def _short(written: str, most: int = 60) -> str:
    words = " ".join(written.split())
    return words if len(words) <= most else words[: most - 1] + "…"


CARD = RuleCard(
    check=check,
    version=1,
    direction=Direction.FOR,
    grade=Grade.C,
    tier=Tier.URGENT,
    source="ILO operational indicators of trafficking, 2009 (coercion at destination); the word list is ours",
    jurisdiction="international expert list, not tested in Sweden",
    family="control",
    languages=("sv", "en"),
    false_alarms=Said(
        sv="Skämt, rykten om andra, pass i betydelsen tid, vanliga lån.",
        en="Jokes, talk about others, ordinary loans.",
    ),
    abstains=Said(
        sv="Kontroll syns sällan i en annons. Att orden saknas säger ingenting.",
        en="Control is seldom visible in an ad. That the words are missing says nothing.",
    ),
    fires_on=(
        examples.one(examples.ad("Hennes pass förvaras av chefen.")),
        examples.one(examples.ad("Får inte gå ut ensam.")),
        examples.one(examples.ad("Har en stor skuld att betala.")),
        examples.one(examples.ad("She is not allowed to go out alone.")),
        examples.one(examples.ad("They keep my passport. There is a debt to pay.")),
    ),
    silent_on=(
        examples.one(examples.ad("Betala kontant. Ett pass är 30 minuter.")),
        examples.one(examples.ad("Jag bor ensam och går gärna ut och äter.")),
        examples.one(examples.ad("Please be on time. No debt, no drama.")),
    ),
)
