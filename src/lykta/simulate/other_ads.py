"""Ads that offer nothing: buyers who seek company, recruiters who seek people, landlords with rooms."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from lykta.model.ad import AdKind
from lykta.simulate.grammar import Grammar, Text, fill


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """A text is one opening, two to four middles and one line to answer to, with the slots of its language."""

    titles: tuple[str, ...]
    openings: tuple[str, ...]
    middles: tuple[str, ...]
    answers: tuple[str, ...]


def compose_other(grammar: Grammar, kind: AdKind, rng: Random) -> Text:
    """A text of this kind; many writers, so hardly two alike."""
    pieces = PIECES[grammar.language][kind]
    middles = rng.sample(pieces.middles, k=rng.randint(2, 4))
    patterns = [rng.choice(pieces.openings), *middles, rng.choice(pieces.answers)]
    end = rng.choice((".", ".", "!", ".."))
    sentences = (fill(pattern, grammar.slots, rng) + end for pattern in patterns)
    return Text(
        language=grammar.language,
        title=fill(rng.choice(pieces.titles), grammar.slots, rng),
        sentences=tuple(sentence[:1].upper() + sentence[1:] for sentence in sentences),
        joint=rng.choice((" ", "\n")),
    )


PIECES: Mapping[str, Mapping[AdKind, Pieces]] = {
    "sv": {
        AdKind.WANTED: Pieces(
            titles=(
                "Söker sällskap i {place}",
                "Köper massage {when}",
                "Önskas: {outing} i {place}",
                "Sökes {when}",
            ),
            openings=(
                "Man på tjänsteresa söker {adjective} sällskap till {outing} i {place}",
                "Jag söker någon som kan ge mig {treatment} i {place} {when}",
                "Vem vill följa med på {outing}? Jag finns i {part} av {place}",
                "Ny i {place} efter {strain} och vill gärna betala för {need}",
                "Är i {place} till {weekday} och köper gärna {treatment}",
            ),
            middles=(
                "Jag betalar {price} för en timme",
                "Min budget är {price}, {payment}",
                "Du får gärna tycka om {hobby} och kunna prata om {subject}",
                "Bor på hotell {distance} från {spot}",
                "Tider som passar mig är {days} {hours}",
                "Själv arbetar jag med {work} och är {adjective}",
                "Jag bjuder på {drink} och {outing}",
                "Helst {daytime}, men säg vad som passar",
            ),
            answers=(
                "Svara till {number}",
                "Skriv några rader till {number}",
                "Sms till {number}, jag svarar före {early}",
                "Hör av dig på {number} med din tid och ditt pris",
            ),
        ),
        AdKind.RECRUITMENT: Pieces(
            titles=(
                "Vi söker medarbetare i {place}",
                "Jobb: värdinnor",
                "Massörer sökes {when}",
                "Tjäna bra i {place}",
            ),
            openings=(
                "Vår {adjective} salong i {place} växer och söker flera medarbetare",
                "Söker värdinnor för uppdrag i {place} och {town}",
                "Nyöppnad studio {distance} från {spot} behöver folk omgående",
                "Vill du tjäna extra {when}? Vi behöver dig i {place}",
                "Person som kan ge {treatment} sökes till {place}",
            ),
            middles=(
                "Ingen erfarenhet krävs, vi lär upp dig på {minutes} minuter",
                "Boende och resa ordnas, rummet har {detail}",
                "Du tjänar från {price} per kund, {payment}",
                "Lön {price} i timmen och logi ingår",
                "Arbetstiden är {days} {hours}",
                "Vi hjälper dig med annonser och bilder",
                "Du är {adjective} och gärna intresserad av {work}",
                "Uppdrag finns också i {town} och {town}",
            ),
            answers=(
                "Ring {number}",
                "Skicka namn och bild till {number}",
                "Kontakt {number}, fråga efter {name}",
                "Anmäl dig före {weekday} på {number}",
            ),
        ),
        AdKind.PREMISES: Pieces(
            titles=(
                "Rum uthyres i {place}",
                "Lägenhet för korttid, {place}",
                "Lokal ledig {when}",
                "Massagerum {place}",
            ),
            openings=(
                "Möblerat rum med egen ingång i {part} av {place}",
                "{adjective} lägenhet {distance} från {spot}, ledig {when}",
                "Komplett lokal för {treatment} i {place}",
                "Två rum och kök i {place}, hyrs ut per dag",
                "Dela lokal med oss i {place}, plats ledig {days}",
            ),
            middles=(
                "Det finns {detail} och {detail}",
                "Hyran är {price} per dag, {payment}",
                "Pris {price}, vecka efter överenskommelse",
                "Sängkläder, {drink} och städning ingår",
                "Nycklar hämtas {hours} vid {spot}",
                "Passar den som arbetar med {work}",
                "Inga fester och lugnt efter {late}",
                "Kontrakt i {minutes} dagar går också bra",
            ),
            answers=(
                "Visning efter samtal till {number}",
                "Telefon {number}",
                "Ring {number} så berättar jag mer",
                "Frågor till {name}, {number}",
            ),
        ),
    },
    "en": {
        AdKind.WANTED: Pieces(
            titles=(
                "Looking for company in {place}",
                "Massage wanted {when}",
                "Wanted: {outing}",
                "Searching, {place}",
            ),
            openings=(
                "Businessman in {place} seeks {adjective} company for {outing}",
                "I am looking for someone who gives {treatment} in {place} {when}",
                "Who would like to join me for {outing} in {part} of {place}",
                "New in {place} after {strain}, and happy to pay for {need}",
                "In {place} until {weekday} and hoping to buy {treatment}",
            ),
            middles=(
                "I offer {price} for an hour",
                "My budget is {price}, {payment}",
                "You may like {hobby} and talking about {subject}",
                "My hotel is {distance} from {spot}",
                "Times that suit me are {days} {hours}",
                "I work with {work} and people say I am {adjective}",
                "You are my guest for {drink} and {outing}",
                "Preferably {daytime}, but tell me what suits you",
            ),
            answers=(
                "Answer to {number}",
                "Write a few lines to {number}",
                "Text {number}, I reply before {early}",
                "Get back to me at {number} with your time and price",
            ),
        ),
        AdKind.RECRUITMENT: Pieces(
            titles=(
                "We are hiring in {place}",
                "Hostess jobs",
                "Staff for {treatment}",
                "Earn well in {place}",
            ),
            openings=(
                "Our {adjective} studio in {place} is growing and needs new colleagues",
                "Hostesses wanted for assignments in {place} and {town}",
                "A new studio {distance} from {spot} needs people at once",
                "Would you like to earn extra {when}? We need you in {place}",
                "Someone who can give {treatment} is wanted in {place}",
            ),
            middles=(
                "No experience required, we teach you in {minutes} minutes",
                "Travel and lodging are arranged, your room has {detail}",
                "You earn from {price} per customer, {payment}",
                "Pay is {price} an hour and lodging is included",
                "The work is {days} {hours}",
                "We help you with ads and photographs",
                "You are {adjective} and perhaps interested in {work}",
                "There are assignments in {town} and {town} too",
            ),
            answers=(
                "Call {number}",
                "Send name and photo to {number}",
                "Contact {number} and ask for {name}",
                "Apply before {weekday} at {number}",
            ),
        ),
        AdKind.PREMISES: Pieces(
            titles=(
                "Room by the day, {place}",
                "Short stay flat in {place}",
                "Premises free {when}",
                "Massage room {place}",
            ),
            openings=(
                "Furnished room with a private entrance in {part} of {place}",
                "{adjective} flat {distance} from {spot}, free {when}",
                "Complete premises for {treatment} in {place}",
                "Two rooms and a kitchen in {place}, let by the day",
                "Share our premises in {place}, free {days}",
            ),
            middles=(
                "There is {detail} and {detail}",
                "The rent is {price} a day, {payment}",
                "Price {price}, weekly by agreement",
                "Linen, {drink} and cleaning are included",
                "Keys are handed over {hours} near {spot}",
                "Made for someone working with {work}",
                "No parties, and quiet after {late}",
                "A contract for {minutes} days is possible",
            ),
            answers=(
                "Viewing by phone {number}",
                "Phone {number}",
                "Call {number} and I will tell you more",
                "Questions to {name}, {number}",
            ),
        ),
    },
}
