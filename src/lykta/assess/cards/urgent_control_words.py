"""Words that somebody is held, watched, in debt, or without own documents. Help may be needed at once."""

from lykta.assess import examples
from lykta.assess.contract import Hit, RuleCard
from lykta.assess.facts import count_ads
from lykta.assess.phrases import Lexicon, quotes_in
from lykta.model.counting import AD, count, sentence
from lykta.model.desk import NetworkView
from lykta.model.signal import Direction, Grade, Tier
from lykta.model.words import Said

# Few and sober: means of control named in ILO's operational indicators (2009). Longer lists teach evasion
# and catch ordinary talk; "against my will" alone is left out, for ads say that nothing happens against it.
_THEMES = (
    (
        Said(sv="att någon annan håller i pass eller papper", en="somebody else keeping passport or papers"),
        Lexicon(
            "mitt/hennes/hans/våra/deras pass/id-kort/legitimation/dokument/papper ... hos/av",
            "pass/passet/passen/dokumenten/papperen/id-handlingarna hålls/behålls/förvaras ... hos/av",
            "har/tog/tagit/behåller/håller hennes/hans/deras pass/dokument/papper/id-handlingar",
            "tog/tagit/behåller/håller ... mitt/mina/våra pass/dokument/papper/id-handlingar",
            "keep/keeps/kept/took/takes/hold/holds my/her/his/our/their passport/passports/documents/papers",
            "passport/passports/documents/papers is/are/were/was kept/held/taken",
        ),
    ),
    (
        Said(sv="att inte få gå ut ensam", en="not being allowed out alone"),
        Lexicon(
            "får/kan inte/ej/aldrig gå/lämna ... ensam/ensamma/själv/själva",
            "får inte/ej/aldrig lämna lägenheten/rummet/huset/bostaden",
            "får inte/ej/aldrig gå härifrån",
            "not allowed to ... out/outside/leave ... alone",
            "not allowed to leave",
            "cannot/can't go out/outside alone",
        ),
    ),
    (
        Said(sv="en skuld som måste betalas", en="a debt that must be paid"),
        Lexicon(
            "skuld/skulden/skulder ... att/måste/ska betala*",
            "betala/betalar/arbeta/arbetar/jobba/jobbar av ... skuld/skulden/skulder",
            "debt/debts to pay/repay",
            "pay/pays/paying/working/works/work off ... debt/debts",
        ),
    ),
    (
        Said(sv="att någon hålls kvar", en="somebody being held"),
        Lexicon(
            "hålls/hållas kvar/inlåst/inlåsta",
            "här mot min/hennes/hans/sin/deras vilja",
            "is/being/are held here/there/inside/against",
        ),
    ),
)


def check(view: NetworkView) -> Hit | None:
    """Names the first theme found; the words themselves stay among the quotes, out of the sentence."""
    found = [(theme, quotes_in(view, lexicon)) for theme, lexicon in _THEMES]
    present = [(theme, quotes) for theme, (quotes, _) in found if quotes]
    if not present:
        return None
    theme = present[0][0]
    quotes = tuple(quote for _, quotes in present for quote in quotes)
    quoted = {quote.ad for quote in quotes}
    number = count_ads(seen for seen in view.ads if seen.ad.id in quoted)
    ads, speaks = count(number, AD), "speaks" if number == 1 else "speak"
    return Hit(says=sentence(sv=f"{ads.sv} talar om {theme.sv}", en=f"{ads.en} {speaks} of {theme.en}"), quotes=quotes)


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
        sv="Skämt, tal om andra, pass i betydelsen tid, vanliga lån.",
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
