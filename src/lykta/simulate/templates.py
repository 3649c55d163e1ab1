"""Texts that networks share: each is one writer's, with open slots, and unlike the others."""

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from lykta.simulate.grammar import Grammar, Text, compose

_Raw = tuple[str, tuple[str, ...]]

_SV: tuple[_Raw, ...] = (
    ("{name} finns nu i {place}", (
        "Efter en längre tid utomlands är {name} äntligen tillbaka i {place}!",
        "Här väntar doftljus, mjuka filtar och ett leende som stannar kvar i minnet.",
        "Under veckan går besök att ordna när som helst, dygnet runt.",
        "Ett samtal till {number} räcker, resten sköter vi.",
        "Taxan är {price} och ändras aldrig under pågående besök.",
    )),
    ("Exklusivt sällskap: {name}, {place}", (
        "För den kräsne resenären presenterar vi {name}, kultiverad värdinna med smak för opera och god mat.",
        "Hon möter dig i hotellets lobby i {place}, alltid välklädd och i rätt tid.",
        "Bokningen görs genom vårt kontor på {number} och bekräftas inom tio minuter.",
        "Honorar {price}, taxi tillkommer utanför tullarna.",
    )),
    ("Thaimassage {place} - {name}", (
        "Traditionell massage efter gammal metod, utförd av {name}.",
        "Vår salong i {place} har tre rum, klang av vatten och bambu på väggarna.",
        "Drop-in i mån av plats, annars tid på {number}.",
        "Första besöket {price}. Klippkort säljs i kassan.",
        "Stängt endast julafton.",
    )),
    ("NYTT ANSIKTE I STAN! {name}", (
        "Missa inte chansen, {name} stannar bara några få dygn i {place}.",
        "Hon som alla frågar efter reser vidare på söndag, så tveka inte.",
        "Direkttelefon {number}.",
        "Vi kör {price} hela vistelsen. Skynda, tiderna försvinner snabbt.",
    )),
    ("{name} - din oas i {place}", (
        "Stig in, häng av dig rocken och lämna vardagen utanför dörren.",
        "{name} dukar fram frukt och något varmt att dricka medan musiken spelar i bakgrunden.",
        "Ingen klocka tickar här, men ett besök brukar räcka en timme och kostar {price}.",
        "Adressen i {place} lämnas ut på {number} samma dag.",
        "Parkera gärna på baksidan.",
    )),
    ("Ring {name} idag", (
        "Ensam på tjänsteresa? {name} gör kvällen i {place} både kortare och roligare.",
        "Bowling, biljard eller bara en bit mat, du bestämmer programmet.",
        "{number} är öppet till midnatt.",
        "Kostnad: {price}. Kvitto lämnas på begäran.",
        "Ni som inte kan uppföra er behöver inte ringa.",
    )),
    ("{place}: {name} tar emot", (
        "Centralt, rent och snyggt. Trappa upp till vänster, ring på klockan märkt Studio.",
        "{name} har lång vana av trötta axlar och stela ryggar.",
        "Duschen är ledig före och efter.",
        "Vi tar {price} och växlar gärna stora sedlar.",
        "Frågor besvaras på {number}, helst genom sms.",
    )),
    ("Hos {name} är du kung", (
        "Låt dig skämmas bort av {name}, en solstråle från varmare breddgrader.",
        "Hon talar lite svenska men förstår allt som sägs med vänlighet.",
        "Under sin turné besöker hon nu {place} för första gången.",
        "Slå en signal på {number} så får du portkoden.",
        "Pris enligt lista, från {price}.",
    )),
    ("{name} söker inget, hon finns", (
        "Kvällar blir sällan som man tänkt sig, men med {name} blir de bättre.",
        "Hon spelar piano, citerar poeter och kan varenda bar i {place} utantill.",
        "Planera i förväg: assistenten på {number} håller i kalendern.",
        "Ersättning {price} samt middag.",
    )),
)  # fmt: skip
_EN: tuple[_Raw, ...] = (
    ("{name} has landed in {place}", (
        "Straight from the airport and full of energy, {name} is staying at a downtown hotel in {place}.",
        "Gentlemen with good manners are invited to spend an unhurried evening in sparkling company.",
        "The line {number} is open around the clock.",
        "We charge {price} and never ask for a deposit.",
        "Availability is limited, so do not hesitate.",
    )),
    ("Elite hostess {name} / {place}", (
        "Our agency proudly introduces {name}, a hostess of rare elegance.",
        "She has accompanied directors, artists and diplomats to galas throughout Europe.",
        "Reservations for {place} are handled by the desk, {number}.",
        "Rates begin at {price}; longer engagements receive a personal quotation.",
    )),
    ("*** {name} *** {place} ***", (
        "Stop scrolling! You have just discovered the sweetest smile in {place}.",
        "{name} loves board games, karaoke and anything with chocolate.",
        "Pick up your phone, dial {number}, and ask what she is doing tonight.",
        "Regular guests pay {price}, newcomers the same. Fair is fair.",
        "See ya!",
    )),
    ("Wellness studio {place}: ask for {name}", (
        "Tense shoulders, sore feet, too many hours behind the wheel? {name} knows the remedy.",
        "Our studio keeps two heated tables, robes and slippers in every size.",
        "Treatments from {price}. Gift vouchers can be purchased at the counter.",
        "Appointments through {number}; walk-ins are accepted when a table is free.",
        "We moved: the door is now on the corner, beside the bakery.",
    )),
    ("{name}: travelling companion", (
        "Flights, trains, ferries, {name} has packed her suitcase for all of them.",
        "Between journeys she rests in {place} and welcomes acquaintances for cards and gossip.",
        "Her calendar is kept by a secretary, reach him under {number}.",
        "Compensation {price}, expenses are shared.",
    )),
    ("Only few days! {name} {place}", (
        "Last chance this month: {name} leaves {place} on Sunday night and nobody knows when she returns.",
        "Pictures are recent. What you see is who opens the door.",
        "Text the word HELLO to {number} and receive directions.",
        "Donation {price}, exact change appreciated.",
        "No withheld callers, no bargaining, no groups.",
    )),
    ("Your evening with {name}", (
        "Imagine candlelight, a corner table and conversation that makes you forget the hour.",
        "That is an evening with {name}, presently living in {place}.",
        "She appreciates flowers, punctuality and a clean shirt.",
        "Arrangements: {number}. Fee: {price}, handed over in an envelope at the beginning.",
    )),
    ("{name} makes {place} smile", (
        "Sunny, bubbly and always up for an adventure, {name} arrived with the spring boat.",
        "Her English is small but her heart is big.",
        "A friend answers {number} on her behalf and explains the way.",
        "Price list on request, the usual visit comes to {price}.",
        "Thank you for respecting our neighbours in {place} and leaving quietly.",
    )),
)  # fmt: skip
TEMPLATES: Mapping[str, tuple[_Raw, ...]] = {"sv": _SV, "en": _EN}


def network_text(grammar: Grammar, rng: Random, *, order: int) -> Text:
    """A writer's text: the hand-made ones first by `order`, each with two or three lines of its own."""
    hand_made = TEMPLATES[grammar.language]
    own = compose(grammar, rng, shortest=9, longest=13)
    if order >= len(hand_made):
        return own
    title, sentences = hand_made[order]
    extra = [sentence for sentence in own.sentences if "{" not in sentence][: rng.randint(2, 3)]
    woven = list(sentences)
    for sentence in extra:
        woven.insert(rng.randint(1, len(woven)), sentence)
    return replace(own, title=title, sentences=tuple(woven))
