"""Lines with one fact each, generated from a seed; the frames are of the same project as the rules: upper bounds."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

from lykta.extract._gazetteer import forms_by_first_word

SEEN_AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
Line = tuple[str, tuple[str, ...]]

_AT_PLACE = (
    "Jag finns i {0}", "Ny i {0}", "Bor nära {0}", "I am in {0} this week", "Visiting {0} soon",
    "Hotell i {0}, egen ingång",
    "{1} centrum", "Nära {1} station", "i centrala {0}", "{0} city", "Kommer till {0} på tisdag", "{0}: ring först",
    "from {0} or by train", "Mitt i {1} centrum, andra våningen", "utanför {0}",
)  # fmt: skip
_ABROAD = (
    "Oslo",
    "Köpenhamn",
    "Helsingfors",
    "Berlin",
    "London",
    "Bucharest",
    "Madrid",
    "Riga",
    "Warszawa",
    "Budapest",
)
_ABROAD_FRAMES = ("På väg till {0}", "I am from {0}", "{0} i helgen", "nästa vecka i {0}")


def places(seed: int, count: int) -> Iterator[Line]:
    """Municipalities, towns and districts in the forms of running text; one line in eight names a town abroad."""
    chance = Random(seed)
    known = sorted({(form.place.name, form.place.code) for forms in forms_by_first_word().values() for form in forms})
    for number in range(count):
        if number % 8 == 7:
            yield chance.choice(_ABROAD_FRAMES).format(chance.choice(_ABROAD)), ()
            continue
        name, code = chance.choice(known)
        genitive = name if name[-1] in "sxz" else f"{name}s"
        if chance.random() < 0.1:
            yield f"i {name.upper()}, {name.upper()}" if len(name) < 4 else f"I {name.upper()} NU", (code,)
        else:
            yield chance.choice(_AT_PLACE).format(name, genitive), (code,)


_TENS_SV = {20: "tjugo", 30: "trettio", 40: "fyrtio", 50: "femtio"}
_ONES_SV = ("", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio")
_TENS_EN = {20: "twenty", 30: "thirty", 40: "forty", 50: "fifty"}
_ONES_EN = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_AGE_FRAMES = (
    "Jag är {n} år", "{n} år och lugn", "Anna, {n} år", "Kvinna {n} år", "I am {n} years old", "{n}yo from the city",
    "Age: {n}", "Ålder {n}", "en {n}-årig kvinna", "fyllda {n}", "nyss fyllt {n}", "I'm {n}, new here",
    "Jag är {sv} år",
    "I am {en} years old", "{n} years young", "Lisa, {n}, i stan",
    "Linda ({n}) från stan", "Age - {n}", "Ålder = {n}", "My age is {n}", "Fyllde {n} i våras", "Man {n} söker vän",
    "Kille på {n}", "jag e {n} och ny", "Vid {n} års ålder skriver jag", "Woman of {n}", "she is {n}",
    "min kompis är {n}",
    "Glad {n} åring som lagar mat", "Jag ({n}) bor här", "At {n} I know what I want", "{n} bast", "{sv}årig kvinna",
    "fyllde {sv} igår",
)  # fmt: skip
_NOT_AGES = (
    "{n} års erfarenhet", "öppet i {n} år", "endast över {n} år", "{n} minuter från stationen", "{n} kg",
    "no one under {n}",
    "{n} rum", "buss {n} till torget", "Storlek {n}", "Paket ({n}) 500 kr", "skor {n}", "Söker kvinna på {n}",
    "priset är {n}", "Rum ({n})", "öppet till {n}", "Seeking a man aged {n} to 65", "Du ska ha fyllt {n} år",
    "Min mamma är {n} år", "lokalen är {n} kvm", "she is {n} minutes away",
)  # fmt: skip


def ages(seed: int, count: int) -> Iterator[Line]:
    """Stated ages in figures and words; one line in five counts something else."""
    chance = Random(seed)
    for number in range(count):
        age = chance.randrange(20, 60)
        if number % 5 == 4:
            yield chance.choice(_NOT_AGES).format(n=age), ()
            continue
        tens, ones = age // 10 * 10, age % 10
        swedish, english = _TENS_SV[tens] + _ONES_SV[ones], _TENS_EN[tens] + ("-" + _ONES_EN[ones] if ones else "")
        yield chance.choice(_AGE_FRAMES).format(n=age, sv=swedish, en=english), (str(age),)


_PRICE_FRAMES = (
    "{a} kr", "{a}:-", "{a} kronor per timme", "{a} SEK/h", "SEK {a}", "pris {p}", "{p} kr för 45 min", "60 min {a} kr",
    "från {a} kr", "{p}/h", "en timme kostar {a} kr", "price: {a} kr", "{a} kr/tim, kontant",
)  # fmt: skip
_NOT_PRICES = ("{p} meter till stationen", "lägenhet {p}", "168 cm, 60 kg", "öppet 10-22", "sedan {y}", "rum 12")


def prices(seed: int, count: int) -> Iterator[Line]:
    """Amounts plain and with a space or dot; one line in five counts something else."""
    chance = Random(seed)
    for number in range(count):
        amount = chance.randrange(6, 60) * 100
        if number % 5 == 4:
            yield chance.choice(_NOT_PRICES).format(p=amount, y=chance.randrange(1995, 2024)), ()
            continue
        grouped = (
            str(amount) if amount < 1000 else f"{amount // 1000}{chance.choice((' ', '.', ''))}{amount % 1000:03d}"
        )
        yield chance.choice(_PRICE_FRAMES).format(a=grouped, p=amount), (f"{amount} SEK",)


_DAYS_SV = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_DAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS_SV = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
_MONTHS_EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_NOT_STAYS = ("Ring till mig", "1/2 timme", "Mån-fre 10-18", "Stängt på söndag", "Sedan 2019", "buss 12-15", "24/7")


def _until_weekday(first: date, last: date, chance: Random) -> Line:
    del first
    day = SEEN_AT.date() + timedelta((last.weekday() - SEEN_AT.weekday()) % 7)
    frames = (
        "I stan till {0}",
        "stannar till och med {0}",
        "here until {1}",
        "till {0} kväll",
        "in town until {1} night",
    )
    return chance.choice(frames).format(_DAYS_SV[day.weekday()], _DAYS_EN[day.weekday()]), (f"../{day}",)


def _numeric(first: date, last: date, chance: Random) -> Line:
    if first.month == last.month and chance.random() < 0.6:
        return f"Malmö {first.day}-{last.day}/{last.month}", (f"{first}/{last}",)
    frame = chance.choice(("{0}/{1} - {2}/{3}", "{0}/{1}-{2}/{3} i stan", "från {0}/{1} till {2}/{3}"))
    return frame.format(first.day, first.month, last.day, last.month), (f"{first}/{last}",)


def _named(first: date, last: date, chance: Random) -> Line:
    names = [(_MONTHS_SV[day.month - 1], _MONTHS_EN[day.month - 1]) for day in (first, last)]
    frame = chance.choice(
        ("{0} {1} till {3} {4}", "från den {0} {1} till den {3} {4}", "{2} {0} to {5} {3}", "{0} {2} - {3} {5}")
    )
    return frame.format(first.day, *names[0], last.day, *names[1]), (f"{first}/{last}",)


def _until_date(first: date, last: date, chance: Random) -> Line:
    del first
    names = _MONTHS_SV[last.month - 1], _MONTHS_EN[last.month - 1]
    frame = chance.choice(("fram till {0} {1}", "until {2} {0}", "t.o.m. {0}/{3}", "until {0} {2}", "till den {0} {1}"))
    return frame.format(last.day, *names, last.month), (f"../{last}",)


def _week(first: date, last: date, chance: Random) -> Line:
    del last
    week = first.isocalendar().week
    monday = first - timedelta(first.weekday())
    return chance.choice(("vecka {0}", "v. {0} i Lund", "week {0}")).format(week), (
        f"{monday}/{monday + timedelta(6)}",
    )


_STAYS: tuple[Callable[[date, date, Random], Line], ...] = (_until_weekday, _numeric, _named, _until_date, _week)


def stays(seed: int, count: int) -> Iterator[Line]:
    """Stays that begin up to ten days before or sixty after SEEN_AT and last two to nine days; a fifth are none."""
    chance = Random(seed)
    for number in range(count):
        if number % 5 == 4:
            yield chance.choice(_NOT_STAYS), ()
            continue
        first = SEEN_AT.date() + timedelta(chance.randrange(-10, 60))
        yield chance.choice(_STAYS)(first, first + timedelta(chance.randrange(2, 10)), chance)


_BEGIN_AND_END = {
    "sv": (("Jag är en lugn person", "Välkommen till vår salong", "Vi arbetar två tillsammans",
            "Här är det alltid rent"),
           ("som ligger nära stationen", "och svarar på alla dagar", "med gott om tid för samtal",
            "i en liten stad vid havet")),
    "en": (("I am a calm person", "Welcome to our small salon", "We are two who work", "My flat is always clean"),
           ("which is close to the station", "and I answer every single day", "with plenty of time to talk",
            "in a small town by the sea")),
    "ro": (("Sunt o persoană foarte calmă", "Bine ați venit la noi", "Lucrăm împreună în același loc",
            "Aici este mereu curat"),
           ("care se află lângă gară", "și răspund în fiecare zi", "cu mult timp pentru discuții",
            "într-un oraș mic de la mare")),
    "es": (("Soy una persona muy tranquila", "Bienvenido a nuestro pequeño salón", "Somos dos y trabajamos juntas",
            "Mi piso está siempre limpio"),
           ("que está cerca de la estación", "y contesto todos los días", "con mucho tiempo para hablar",
            "en una ciudad pequeña junto al mar")),
    "ru": (("Я очень спокойный человек", "Добро пожаловать в наш салон", "Мы работаем вдвоём каждый день",
            "У нас всегда очень чисто"),
           ("который находится рядом с вокзалом", "и отвечаю почти каждый день", "и у нас много времени",
            "в маленьком городе у моря")),
    "th": (("ฉัน เป็น คน ใจเย็น", "ยินดี ต้อนรับ สู่ ร้าน", "เรา ทำงาน ด้วย กัน", "ที่นี่ สะอาด อยู่ เสมอ"),
           ("และ อยู่ ใกล้ สถานี รถไฟ", "ตอบ ข้อความ ได้ ทุก วัน", "มี เวลา พูด คุย มาก",
            "ใน เมือง เล็ก ริม ทะเล")),
    "pl": (("Jestem bardzo spokojną osobą", "Zapraszamy do naszego małego salonu", "Pracujemy we dwie każdego dnia",
            "Moje mieszkanie jest zawsze czyste"),
           ("które znajduje się blisko dworca", "i odpowiadam każdego dnia", "i mamy dużo czasu na rozmowę",
            "w małym mieście nad morzem")),
    "hu": (("Nagyon nyugodt ember vagyok", "Üdvözöljük kis szalonunkban minden nap", "Ketten dolgozunk itt minden nap",
            "A lakásom mindig nagyon tiszta"),
           ("az állomás közelében a városban", "és minden nap válaszolok önnek", "és van időnk egy beszélgetésre",
            "egy kis városban a tenger mellett")),
    "de": (("Ich bin ein ruhiger Mensch", "Willkommen in unserem kleinen Salon", "Wir arbeiten hier zu zweit"),
           ("in der Nähe vom Bahnhof", "und antworte jeden Tag gern", "mit viel Zeit für Gespräche")),
    "fi": (("Olen hyvin rauhallinen ihminen", "Tervetuloa meidän pieneen salonkiin",
            "Me työskentelemme täällä kahdestaan"),
           ("joka on lähellä asemaa kaupungissa", "ja vastaan joka päivä viesteihin", "ja meillä on paljon aikaa")),
}  # fmt: skip


def languages(seed: int, count: int) -> Iterator[Line]:
    """Lines of eight words or more in ten languages, a beginning and an end each."""
    chance = Random(seed)
    made = 0
    while made < count:
        language = chance.choice(list(_BEGIN_AND_END))
        begins, ends = _BEGIN_AND_END[language]
        text = f"{chance.choice(begins)} {chance.choice(ends)}"
        if len(text.split()) >= 8:
            made += 1
            yield text, (language,)


GENERATORS: dict[str, Callable[[int, int], Iterator[Line]]] = {
    "place": places,
    "age": ages,
    "price": prices,
    "stay": stays,
    "language": languages,
}
