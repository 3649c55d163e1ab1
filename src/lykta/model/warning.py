"""The one table of warning codes: what must be read beside a number, in Swedish and English. No number goes without."""

from collections.abc import Mapping
from dataclasses import dataclass

from lykta.model.figures import in_english, in_swedish
from lykta.model.words import Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """A code, which stays the same over the years, and its sentence with this case's numbers."""

    code: str
    says: Said


def warned(code: str, **values: float | str | Said) -> Warned:
    """The code's sentence with its blanks filled; numbers are written as each language does. KeyError: no such code."""
    sentence = SENTENCES[code]
    return Warned(
        code=code,
        says=Said(
            sv=sentence.sv.format(**{name: _in_swedish(value) for name, value in values.items()}),
            en=sentence.en.format(**{name: _in_english(value) for name, value in values.items()}),
        ),
    )


def _in_swedish(value: float | str | Said) -> str:
    if isinstance(value, Said):
        return value.sv
    return value if isinstance(value, str) else in_swedish(value)


def _in_english(value: float | str | Said) -> str:
    if isinstance(value, Said):
        return value.en
    return value if isinstance(value, str) else in_english(value)


# Codes are stable: a sentence may be bettered, a code is never given another meaning.
SENTENCES: Mapping[str, Said] = {
    "SIZE-LB": Said(sv="Minst omkring {bound}.", en="At least about {bound}."),
    "SIZE-MODELS": Said(
        sv="{count} modeller passar ungefär lika bra; de ger {low} till {high}.",
        en="{count} models fit about equally well; they give {low} to {high}.",
    ),
    "SIZE-SPARSE": Said(sv="För lite att räkna på: {what}.", en="Too little to go by: {what}."),
    "SIZE-NEGDEP": Said(
        sv="{lists} utesluter varandra: den som finns på den ena finns sällan på den andra. "
        "Den nedre gränsen kan vara för hög.",
        en="{lists} exclude each other: whoever is on one is seldom on the other. The bound may be too high.",
    ),
    "SIZE-NOEXIST": Said(
        sv="Ingen skattning finns för någon modell av listorna: bara den nedre gränsen anges.",
        en="No estimate exists for any model of the lists: bound only.",
    ),
    "SIZE-NOTIDENT": Said(
        sv="Uppgifterna kan inte avgöra antalet: rimliga modeller ger {low} till {high}. Bara den nedre gränsen anges.",
        en="The data cannot tell the number: reasonable models give {low} to {high}. Bound only.",
    ),
    "SIZE-REGULAR": Said(
        sv="Samma aktörer syns jämnare än slumpen skulle ge, som efter ett schema. Då säger antalet gånger inget om "
        "dem som aldrig sågs: säkert är bara att {seen} sågs.",
        en="The same advertisers are seen more evenly than chance would have it, as by a schedule. How often then "
        "tells nothing of those never seen: certain is only that {seen} were seen.",
    ),
    "SIZE-SAME": Said(
        sv="Nästan alla på den ena listan finns också på den andra: {lists}. Om den ena gjorts av den andra säger de "
        "inget om dem som inte finns på någon.",
        en="Nearly all on one list are on the other too: {lists}. If one was made from the other, they tell nothing of "
        "those on neither.",
    ),
    "SIZE-TWO": Said(
        sv="Med två listor går det inte att pröva om de är oberoende. Talet blir för lågt om samma aktörer brukar "
        "finnas på båda, för högt om de väljer en av dem.",
        en="With two lists it cannot be tested whether they are independent. The number is too low if the same "
        "advertisers tend to be on both, too high if they choose one of them.",
    ),
    "SIZE-OPEN": Said(
        sv="Annonsörer kom och gick: fönstret är {window} dagar, en vanlig vistelse {stay}. Räkna vecka för vecka.",
        en="People came and went: the window is {window} days, a usual stay {stay}. Use weekly estimates.",
    ),
    "SIZE-HET": Said(
        sv="Att samma återkommer sker långt ifrån slumpmässigt: en del syns mycket lättare än andra.",
        en="Repeat sightings are far from random: some are much easier to see than others.",
    ),
    "SIZE-UNVISITED": Said(sv="Platser som aldrig besöktes ingår inte.", en="Sites never visited are not included."),
    "SIZE-LINK": Said(
        sv="Talet beror på hur annonser kopplas ihop: {low} till {high} beroende på tröskel.",
        en="The number depends on linking: {low} to {high} by threshold.",
    ),
    "SIZE-SELFTEST": Said(
        sv="På era egna listor, där svaret är känt, kom metoden inom 25 % i {near} av {lists}.",
        en="On your own lists, where the answer is known, the method came within 25 % in {near} of {lists}.",
    ),
    "SIZE-CONTROVERSY": Said(
        sv="Metoden är omtvistad för dolda grupper (Whitehead m.fl. 2021; svar: Silverman 2020).",
        en="This method is disputed for hidden groups (Whitehead et al. 2021; an answer: Silverman 2020).",
    ),
    "SIZE-SPLIT": Said(
        sv="Allt utom modellerna är delat med {factor}, för att byten av nummer som inte kopplats gör samma aktör till "
        "två.",
        en="All but the models is divided by {factor}, because number changes that were not linked count one "
        "advertiser as two.",
    ),
    "SIZE-GROUPS": Said(
        sv="Grupperna används bara för att folk syns olika lätt. Inga tal ges för en grupp.",
        en="The groups only allow for people being seen more or less easily. No number is given for a group.",
    ),
    "COV-MODEL": Said(
        sv="Vilar på en modell av hur länge annonser ligger uppe.", en="Rests on a model of how long ads stay."
    ),
    "COV-UPPER": Said(
        sv="Bara en övre gräns: det båda missar syns inte.", en="An upper bound only: what both miss is not seen."
    ),
    "COV-FEW": Said(
        sv="För få besök för egna tal, ett antaget används: {sources}.",
        en="Too few visits for rates of their own, an assumed one is used: {sources}.",
    ),
    "COV-UNKNOWN": Said(
        sv="Inte besökta, så täckningen är okänd och inte noll: {sources}.",
        en="Not visited, so the coverage is unknown and not zero: {sources}.",
    ),
    "NEW-UNCORRECTED": Said(
        sv="Inte rättat för det som inte sågs: fler är återkommande än det ser ut.",
        en="Not corrected for what was not seen: more are returning than it looks.",
    ),
    "NEW-LINK": Said(sv="Beror på hur annonser kopplas ihop.", en="Depends on how ads are linked."),
    "NEW-CLIPPED": Said(
        sv="Fler kopplades än vad som borde kunna kännas igen: andelen är satt till 1.",
        en="More were linked than should be recognisable: the share is set to 1.",
    ),
    "MOVE-COVERAGE": Said(
        sv="För få observationer för att påstå gemensamma resor: bara en ordning.",
        en="Too few sightings to claim joint movement: an order only.",
    ),
    "SYNC-SITEBATCH": Said(
        sv="{minutes} minuter hade så många annonser att webbplatsen själv måste ha publicerat dem; de räknas inte.",
        en="{minutes} minutes had so many ads that the site itself must have posted them; they are left out.",
    ),
    "TREND-COVERAGE": Said(
        sv="Rättat för vår egen insamling, som såg {low} till {high} av annonserna per dag.",
        en="Corrected for our own collection, which saw {low} to {high} of the ads a day.",
    ),
    "TREND-SHORT": Said(
        sv="För kort: {days} dagar varav {looked} med besök; en trend behöver {least} dagar med besök minst varannan.",
        en="Too short: {days} days, {looked} of them visited; a trend needs {least} days, every other visited.",
    ),
    "TREND-GAP": Said(sv="Dagar utan besök: {days}.", en="Days without a visit: {days}."),
    "CP-COVERAGE": Said(
        sv="Sammanfaller med en ändring i vår egen insamling: {days}.",
        en="Coincides with a change in our own collection: {days}.",
    ),
    "PLAN-DROPPED": Said(
        sv="Besöks bara så ofta att vi märker om de växer: {sources}.",
        en="Visited only often enough to notice if they grow: {sources}.",
    ),
    "PLAN-STALE": Said(
        sv="Färre än fem besök, så det är antaget vad de är värda: {sources}.",
        en="Fewer than five visits, so what they are worth is assumed: {sources}.",
    ),
    "PLAN-BIAS": Said(
        sv="Planen räknar annonser: små webbplatser och orter får färre besök, vad som än händer där.",
        en="The plan counts ads: small sites and places get fewer visits, whatever happens there.",
    ),
    "PLAN-SPARE": Said(
        sv="Fler timmar än planen kan använda: varje webbplats besöks redan en gång i timmen.",
        en="More hours than the plan can use: every site is visited once an hour already.",
    ),
    "ALLOC-ASSUMED": Said(
        sv="Antaget, inte mätt: {minutes} minuter för varje nätverk.",
        en="Assumed, not measured: {minutes} minutes for each network.",
    ),
    "ALLOC-NOPLACE": Said(
        sv="{networks} nätverk utan ort står för sig.", en="{networks} networks without a place stand by themselves."
    ),
}
