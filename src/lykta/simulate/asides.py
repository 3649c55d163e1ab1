"""Lines that stand in ads beside the writer's own text: other languages, ages, boilerplate, other kinds."""

from collections.abc import Mapping

from lykta.model.ad import AdKind

FOREIGN_LINES = (
    "Vorbesc și limba română.",
    "Bine ați venit, vă aștept cu drag la o cafea.",
    "Program zilnic, sunați înainte.",
    "Hablo español, bienvenidos.",
    "Atiendo con cita previa todos los días.",
    "Un rato tranquilo y buena charla.",
    "ยินดีต้อนรับ นวดผ่อนคลาย",
    "พูดภาษาไทยได้ โทรมาได้ทุกวัน",
    "เปิดทุกวัน กรุณาโทรจอง",
    "Говорю по-русски, добро пожаловать.",
    "Массаж спины и приятная беседа.",
    "Запись по телефону каждый день.",
)

# Only a stated age, nothing else; every such ad goes to a human reader first.
MINOR_CUES: Mapping[str, tuple[str, ...]] = {
    "sv": (
        "Jag är 17 år.",
        "17 år, bor hos en vän.",
        "Fyller sjutton år nu, snart arton.",
        "Är sjutton år.",
        "16 år.",
    ),
    "en": (
        "I am 17 years old.",
        "17 years, staying with a friend.",
        "Just seventeen years old.",
        "17 yo.",
        "Age: 16.",
    ),
}
AGE_DECOYS: Mapping[str, tuple[str, ...]] = {
    "sv": (
        "Har 17 års erfarenhet av massage.", "Endast över 18 år.", "Mottagningen har funnits i 17 år.",
        "Öppet till 17 på lördagar.", "Buss 17 stannar utanför.", "Åldersgräns 18 år gäller för alla gäster.",
        "Rum 17 en trappa upp.", "Jag har bott här sedan jag var sjutton, i tjugo år alltså.",
    ),
    "en": (
        "With 17 years of experience.", "Only for guests over 18.", "Our studio has been here for 17 years.",
        "Closing at 17 on Saturdays.", "Take bus 17 and get off at the square.", "No one under 18 is admitted.",
        "Room 17, first floor.", "I moved here at seventeen, that is twenty years ago.",
    ),
}  # fmt: skip
BOILERPLATE: Mapping[str, tuple[str, ...]] = {
    "sv": (
        "Annonsen är granskad enligt {site}s regler och visas så länge annonsören vill.",
        "Tänk på att aldrig betala i förskott till någon du inte känner. Hälsningar {site}.",
        "Denna annons lades in gratis på {site}. Lägg in din egen redan idag.",
    ),
    "en": (
        "This ad was checked against the rules of {site} and is shown as long as the advertiser wishes.",
        "Remember never to pay in advance to a person you do not know. Greetings from {site}.",
        "This ad was posted free of charge at {site}. Post your own today.",
    ),
}
SUPPORT: Mapping[str, str] = {
    "sv": "Fel i annonsen? Kontakta {site}: {email} eller {phone}.",
    "en": "Anything wrong with this ad? Contact {site}: {email} or {phone}.",
}
FOOTER: Mapping[str, str] = {
    "sv": "{site} ansvarar inte för annonsernas innehåll. Kundtjänst {phone}, {email}.",
    "en": "{site} takes no responsibility for the ads. Support {phone}, {email}.",
}
OTHER_ADS: Mapping[str, Mapping[AdKind, tuple[tuple[str, str], ...]]] = {
    "sv": {
        AdKind.WANTED: (
            (
                "Söker sällskap i {place}",
                "Herre på tjänsteresa söker trevligt middagssällskap i {place}. Jag betalar "
                "{price} för en kväll. Svara med några rader om dig själv till {number}.",
            ),
            (
                "Köper massage",
                "Jag söker någon som kan ge mig massage i {place} nästa vecka, gärna kväll. Budget "
                "{price}. Hör av dig på {number}, jag svarar samma dag.",
            ),
            (
                "Önskas: resesällskap",
                "Vem vill följa med på en weekend? Man, 50 plus, bjuder på resa och hotell och "
                "ger {price}. Jag bor i {place}. Sms till {number}.",
            ),
        ),
        AdKind.RECRUITMENT: (
            (
                "Vi söker medarbetare i {place}",
                "Vår salong i {place} växer och söker flera medarbetare. Ingen "
                "erfarenhet krävs, boende och resa ordnas. Du tjänar från {price} per kund. Ring {number}.",
            ),
            (
                "Jobb: värdinnor",
                "Söker värdinnor för uppdrag i {place} och andra städer. Fria tider, logi ingår, lön "
                "{price}. Skicka namn och bild till {number}.",
            ),
            (
                "Massörer sökes",
                "Nyöppnad studio i {place} behöver massörer omgående. Vi hjälper dig med rum och "
                "annonser. Ersättning {price}. Kontakt {number}.",
            ),
        ),
        AdKind.PREMISES: (
            (
                "Rum uthyres per dag i {place}",
                "Möblerat rum med egen ingång i {place}. Uthyrning per dag eller vecka, "
                "{price} per dag, sängkläder ingår. Visning efter samtal till {number}.",
            ),
            (
                "Lägenhet för korttid",
                "Diskret lägenhet i {place}, två rum och kök, ledig varannan vecka. Pris "
                "{price}. Nycklar hämtas på plats. Telefon {number}.",
            ),
            (
                "Massagelokal ledig",
                "Komplett lokal med två bänkar och dusch i {place}. Hyr per dag, {price}. Ring "
                "{number} så berättar jag mer.",
            ),
        ),
    },
    "en": {
        AdKind.WANTED: (
            (
                "Looking for company in {place}",
                "Businessman in {place} seeks pleasant company for dinner. I offer "
                "{price} for the evening. Tell me a little about yourself at {number}.",
            ),
            (
                "Massage wanted",
                "I am looking for someone who gives massage in {place} next week, evenings preferred. "
                "My budget is {price}. Write to {number}.",
            ),
        ),
        AdKind.RECRUITMENT: (
            (
                "We are hiring in {place}",
                "Busy studio in {place} needs new colleagues. No experience required, we "
                "arrange travel and a place to stay. Earn {price} per customer. Call {number}.",
            ),
            (
                "Hostess jobs",
                "Hostesses wanted for assignments in {place} and other towns. Choose your hours, lodging "
                "included, pay from {price}. Send name and photo to {number}.",
            ),
        ),
        AdKind.PREMISES: (
            (
                "Room by the day, {place}",
                "Furnished room with a private entrance in {place}, {price} a day with "
                "linen. Weekly rent on request. Viewing by phone {number}.",
            ),
            (
                "Short stay flat",
                "Quiet flat in {place}, two rooms and a kitchen, free every other week for {price}. "
                "Keys on the spot. Phone {number}.",
            ),
        ),
    },
}
PRICE_FORMS: Mapping[str, tuple[str, ...]] = {
    "sv": ("{amount} kr", "{amount}:-", "{amount} SEK", "{amount} kronor"),
    "en": ("{amount} SEK", "{amount} kr", "SEK {amount}"),
}
HANDLE_LINES = ("Telegram @{handle}", "WhatsApp/Telegram: @{handle}", "Snap: {handle}")
EMAIL_LINES: Mapping[str, tuple[str, ...]] = {
    "sv": ("Mejl: {email}", "E-post {email}", "Skriv till {email}"),
    "en": ("Mail: {email}", "E-mail {email}", "Write to {email}"),
}
FIRST_NAMES = (
    "Alma", "Anja", "Astrid", "Bea", "Britt", "Carla", "Cleo", "Dana", "Disa", "Edit", "Elin", "Ella",
    "Elsa", "Emmy", "Eva", "Fia", "Frida", "Gina", "Greta", "Hanna", "Hedda", "Ida", "Ines", "Iris", "Isa",
    "Jana", "Jenny", "Julia", "Kaja", "Karin", "Kim", "Klara", "Lana", "Lea", "Lena", "Lina", "Lisa", "Liv",
    "Lova", "Lykke", "Maja", "Mara", "Maria", "Mia", "Mila", "Mira", "Moa", "Molly", "My", "Nadja", "Nea",
    "Nelly", "Nina", "Noa", "Nora", "Olga", "Olivia", "Pia", "Petra", "Ronja", "Rosa", "Ruth", "Sally",
    "Sara", "Selma", "Signe", "Siri", "Sofia", "Stella", "Stina", "Susanna", "Svea", "Tanja", "Tea",
    "Tilda", "Tina", "Tora", "Tova", "Tuva", "Ulla", "Vera", "Vilma", "Viola", "Wilma", "Ylva", "Ylva-Li",
    "Zara", "Zoe", "Alex", "Robin", "Charlie", "Sam", "Love", "Kit", "Mika", "Erik", "Leo", "Max", "Oskar",
    "Viktor",
)  # fmt: skip
