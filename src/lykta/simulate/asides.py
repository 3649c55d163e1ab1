"""Lines that stand in ads beside the writer's own text: other languages, ages, boilerplate, names."""

from collections.abc import Mapping

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
