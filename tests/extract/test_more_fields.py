"""Wallets, accounts, payments, stays and places abroad: what counts, and what must not."""

from datetime import UTC, datetime

import pytest

from lykta.extract._patterns import canonical_pattern, matches
from lykta.extract.adtext import AdText
from lykta.extract.fields.wallet import MOST_TRIES
from lykta.extract.reading import load_extractors, read_all
from lykta.kit.checksums import BASE58
from lykta.kit.keccak import keccak_256
from lykta.model.finding import IDENTIFIER_KINDS, Finding

EXTRACTORS = load_extractors()
TUESDAY = datetime(2026, 11, 24, 12, tzinfo=UTC)
SEGWIT = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"


def _only(name: str, text: str, seen_at: datetime | None = TUESDAY) -> tuple[Finding, ...]:
    found = read_all(EXTRACTORS.only(name), AdText(text=text, seen_at=seen_at))
    assert all(text[one.start : one.end] == one.written for one in found)
    return found


def _monero() -> str:
    data = b"\x12" + bytes(64)
    data += keccak_256(data)[:4]
    written = ""
    for at in range(0, len(data), 8):
        block = data[at : at + 8]
        number = int.from_bytes(block, "big")
        digits = ""
        for _ in range((0, 2, 3, 5, 6, 7, 9, 10, 11)[len(block)]):
            number, rest = divmod(number, 58)
            digits = BASE58[rest] + digits
        written += digits
    return written


def test_wallets_and_accounts_can_link() -> None:
    assert {"wallet", "account"} <= IDENTIFIER_KINDS


def test_a_segwit_address_in_capitals_is_the_same_wallet_and_mixed_case_is_none() -> None:
    assert [one.value for one in _only("wallet", SEGWIT.upper())] == [f"bitcoin:{SEGWIT}"]
    assert _only("wallet", SEGWIT.replace("q", "Q", 1)) == ()


def test_a_wallet_hidden_by_zero_width_spaces_is_found() -> None:
    hidden = "\u200b".join((SEGWIT[:10], SEGWIT[10:20], SEGWIT[20:]))
    assert [one.value for one in _only("wallet", f"BTC {hidden} tack")] == [f"bitcoin:{SEGWIT}"]


def test_an_ethereum_address_without_capitals_is_less_sure() -> None:
    checked, unchecked = (
        _only("wallet", text)[0]
        for text in ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed")
    )
    assert checked.value == unchecked.value
    assert checked.confidence > unchecked.confidence


def test_a_monero_address_is_found_and_one_changed_sign_is_not() -> None:
    address = _monero()
    assert [one.value for one in _only("wallet", f"XMR: {address}")] == [f"monero:{address}"]
    assert _only("wallet", address[:-1] + ("2" if address[-1] != "2" else "3")) == ()


def test_a_text_of_wallets_stops_at_the_cap() -> None:
    assert len(_only("wallet", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed " * 500)) == MOST_TRIES


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("IBAN: DE89 3704 0044 0532 0130 00, tack", ["iban:DE89370400440532013000"]),
        ("NO93-8601-1117-947", ["iban:NO9386011117947"]),
        ("FI2112345600000785 och bg 0012-3455", ["iban:FI2112345600000785", "bankgiro:0012-3455"]),
        ("Bankgironr: 00123455", ["bankgiro:0012-3455"]),
        ("pg 001234-4", ["plusgiro:001234-4"]),
        ("DE88 3704 0044 0532 0130 00", []),
        ("bg 0012-3454", []),
        ("0012-3455", []),
    ],
)
def test_an_account_is_read_when_its_check_digits_hold(text: str, values: list[str]) -> None:
    assert [one.value for one in _only("account", text)] == values


def test_an_account_in_the_contact_field_has_its_span_there() -> None:
    ad = AdText(text="Hej", contact="bg 0012-3455")
    (found,) = read_all(EXTRACTORS.only("account"), ad)
    assert (found.value, found.extra["field"], found.start) == ("bankgiro:0012-3455", "contact", 3)


def test_a_number_beside_swish_has_the_purpose_payment_and_the_other_has_not() -> None:
    text = "Ring 070-174 06 05. Swish till 070-174 06 99 går bra."
    found = [one for one in read_all(EXTRACTORS, AdText(text=text)) if one.kind == "phone"]
    assert [(one.value, one.extra.get("purpose")) for one in found] == [
        ("+46701740605", None),
        ("+46701740699", None),
        ("+46701740699", "payment"),
    ]


@pytest.mark.parametrize(
    ("seen", "text", "value"),
    [
        (datetime(2026, 11, 27, 1, tzinfo=UTC), "till fredag", "../2026-11-27"),
        (datetime(2026, 11, 28, 1, tzinfo=UTC), "till fredag", "../2026-12-04"),
        (datetime(2026, 12, 30, tzinfo=UTC), "till 3/1", "../2027-01-03"),
        (datetime(2027, 1, 2, tzinfo=UTC), "29/12 - 3/1", "2026-12-29/2027-01-03"),
        (datetime(2028, 2, 20, tzinfo=UTC), "until 29 February", "../2028-02-29"),
        (datetime(2026, 12, 30, tzinfo=UTC), "vecka 1", "2027-01-04/2027-01-10"),
        (datetime(2026, 11, 24, tzinfo=UTC), "till den 3:e", "../2026-12-03"),
        (datetime(2026, 11, 24, tzinfo=UTC), "2026-11-25 - 2026-11-28", "2026-11-25/2026-11-28"),
        (datetime(2026, 11, 26, tzinfo=UTC), "onsdag till fredag", "2026-11-25/2026-11-27"),
    ],
)
def test_a_stay_counts_from_when_the_ad_was_seen(seen: datetime, text: str, value: str) -> None:
    assert [one.value for one in _only("stay", text, seen)] == [value]


@pytest.mark.parametrize("text", ["31/11 - 33/11", "30/2-31/2", "until 31 June", "vecka 60", "1/1-31/12", "40-45/13"])
def test_days_that_do_not_exist_or_a_whole_year_are_no_stay(text: str) -> None:
    assert _only("stay", text) == ()


def test_without_a_time_no_stay_is_read() -> None:
    assert _only("stay", "I stan till fredag", None) == ()


def test_a_town_abroad_is_never_a_place() -> None:
    found = read_all(EXTRACTORS.only("abroad", "place"), AdText(text="Köpenhamn i dag, Malmö imorgon"))
    assert [(one.kind, one.value) for one in found] == [("abroad", "DK Copenhagen"), ("place", "1280")]


def test_a_word_that_may_be_a_place_is_one_beside_other_places_only() -> None:
    assert [one.value for one in _only("place", "Malmö, Lund och Halmstad")] == ["1280", "1281", "1380"]
    assert _only("place", "Anna Lund och Mark Berg") == ()


def test_a_price_without_a_currency_says_that_it_is_assumed() -> None:
    (bare,) = _only("price", "30 min 1000")
    assert bare.extra == {"amount": 1000, "currency": "SEK", "currency_assumed": 1, "unit": "minute", "minutes": 30}
    assert read_all(EXTRACTORS.only("price"), AdText(text="30 min 1000", region="TH")) == ()


def test_a_name_and_an_age_that_open_a_line_state_the_age() -> None:
    assert [one.value for one in _only("age", "Lisa, 17, i Lund")] == ["17"]
    assert _only("age", "Storgatan, 17, Lund") == ()
    assert _only("age", "lisa, 17, 18") == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("signal.me/#p/x och signal: anna_ek", "signal:anna_ek"),
        ("https://linktr.ee/anna_ek", "profile:linktr.ee/anna_ek"),
        ("Kik: anna_ek", "kik:anna_ek"),
        ("wickr: anna_ek", "wickr:anna_ek"),
        ("snapchat.com/add/anna_ek", "snapchat:anna_ek"),
    ],
)
def test_a_handle_is_named_by_its_service(text: str, value: str) -> None:
    assert value in [one.value for one in _only("handle", text)]


def test_a_light_match_tells_what_the_librarys_own_tells() -> None:
    pattern = canonical_pattern(r"(a+)(b)?(c)")
    units = b"xaabc ac"
    for light, own in zip(matches(pattern, units), pattern.finditer(units), strict=True):
        for group in range(4):
            assert light.span(group) == own.span(group) == (light.start(group), light.end(group))
            assert light.group(group) == (own.group(group) or b"")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("En timma 1800", "1800 SEK"),
        ("1500 för en timme", "1500 SEK"),
        ("2000 svenska kronor", "2000 SEK"),
        ("200 euros for one hour", "200 EUR"),
    ],
)
def test_a_price_in_the_words_of_speech_is_read(text: str, value: str) -> None:
    assert [one.value for one in _only("price", text)] == [value]


@pytest.mark.parametrize(
    ("text", "prices"),
    [
        ("30 min 600 kr, 60 min 1 000 kr", [("600 SEK", 30), ("1000 SEK", 60)]),
        ("60 min 1000 kr 30 min 600 kr", [("1000 SEK", 60), ("600 SEK", 30)]),
        ("1000 kr 60 min 600 kr 30 min", [("1000 SEK", 60), ("600 SEK", 30)]),
        ("45 min: 500kr / 75 min: 800kr", [("500 SEK", 45), ("800 SEK", 75)]),
        ("1500 kr per timme, 800 kr halvtimme", [("1500 SEK", 60), ("800 SEK", 30)]),
        ("45min 900kr - 60min 1100kr", [("900 SEK", 45), ("1100 SEK", 60)]),
        ("800 kr (60 min)", [("800 SEK", 60)]),
        ("1½ timme 1400 kr", [("1400 SEK", 90)]),
        ("1h 30min costs 1350 SEK", [("1350 SEK", 90)]),
        ("Trekvart 700:-, kvart 300:-", [("700 SEK", 45), ("300 SEK", 15)]),
        ("two hundred sek for 20 minutes", [("200 SEK", 20)]),
        ("tvåtusen femhundra kronor", [("2500 SEK", None)]),
        ("1,2 tusen kr för en och en halv timme", [("1200 SEK", 90)]),
        ("2k för två timmar", [("2000 SEK", 120)]),
        ("half hour 800", [("800 SEK", 30)]),
        ("hel natt 8000 kr", [("8000 SEK", None)]),
        ("svarar inom 30 min, 800 kr", [("800 SEK", None)]),
        ("Om en timme, 800 kr", [("800 SEK", None)]),
        ("5 min från stan, 800 kr", [("800 SEK", None)]),
        ("öppet 10-22h 1000 kr", [("1000 SEK", None)]),
        ("Jour 24h 5000 kr", [("5000 SEK", None)]),
        ("2k skärm, 4k film", []),
    ],
)
def test_a_price_says_the_time_it_buys_wherever_that_stands(text: str, prices: list[tuple[str, int | None]]) -> None:
    assert [(one.value, one.extra.get("minutes")) for one in _only("price", text)] == prices


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("nästa vecka mån-tors", "2026-11-30/2026-12-03"),
        ("Monday to Wednesday next week", "2026-11-30/2026-12-02"),
        ("today and tomorrow", "2026-11-24/2026-11-25"),
        ("imorgon till lördag", "2026-11-25/2026-11-28"),
        ("Kommer till Lund den 11/12 och åker hem den 15/12", "2026-12-11/2026-12-15"),
        ("Arriving on Friday, leaving on Tuesday", "2026-11-27/2026-12-01"),
        ("från och med torsdag", "2026-11-26/.."),
        ("I leave on December 3rd", "../2026-12-03"),
        ("2026-12-10/2026-12-11", "2026-12-10/2026-12-11"),
    ],
)
def test_a_stay_told_by_coming_and_going_is_read(text: str, value: str) -> None:
    assert [one.value for one in _only("stay", text)] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Vi är ett glatt par", ["2"]), ("My wife and I", ["2"]), ("Team of six", ["6"]), ("String quartet", ["4"]),
        ("Three tutors", ["3"]), ("I work by myself", ["1"]), ("Välkommen till två tjejer", ["2"]),
        ("Ett par timmar", []), ("För en kvartett", []), ("Two cleaners needed", []), ("Söker en trio", []),
        ("Max team of six", []),
    ],
)  # fmt: skip
def test_whom_an_ad_speaks_for_is_counted_and_whom_it_seeks_is_not(text: str, value: list[str]) -> None:
    assert [one.value for one in _only("persons", text)] == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("kvar till på söndag", "../2026-11-29"),
        ("leaving on Friday", "../2026-11-27"),
        ("fram tills 30 nov", "../2026-11-30"),
        ("10.12-15.12", "2026-12-10/2026-12-15"),
        ("24.11 – 28.11.2026", "2026-11-24/2026-11-28"),
        ("mellan den 10 och 15 december", "2026-12-10/2026-12-15"),
        ("between 10 and 15 December", "2026-12-10/2026-12-15"),
        ("Stockholm 25, 26, 27 november", "2026-11-25/2026-11-27"),
    ],
)
def test_a_stay_between_two_named_or_dotted_days_is_read(text: str, value: str) -> None:
    assert [one.value for one in _only("stay", text)] == [value]


@pytest.mark.parametrize("text", ["10.00-22.00", "9.30-11.30", "1,5-2 timmar", "1.5-2.5 h"])
def test_dotted_times_are_no_stay(text: str) -> None:
    assert _only("stay", text) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Söker tjejer som vill jobba hos oss, bra lön", "recruitment"),
        ("Vill du tjäna pengar? Boende ordnas, hör av dig", "recruitment"),
        ("Chaufför sökes till två tjejer", "recruitment"),
        ("Jobb i Sverige, resa betald", "recruitment"),
        ("Köper tjänster av tjej i Malmö", "wanted"),
        ("Massage i lugn miljö, boka via sms", "offer"),
        ("Tjej erbjuder sällskap", "offer"),
        ("Erbjuder rum", "premises"),
        ("Erbjuder boende och bra lön", "recruitment"),
        ("Kille erbjuder ersättning", "wanted"),
        ("Vi söker fler tjejer", "recruitment"),
        ("Wanted: someone to walk two dogs", "wanted"),
        ("Ledig stol för naglar", "premises"),
    ],
)
def test_the_kind_of_an_ad_is_read_from_more_than_one_wording(text: str, kind: str) -> None:
    assert [one.value for one in _only("adkind", text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Söker generös man", "Looking for a generous man", "Vi söker nya kunder", "Looking for work",
        "Söker lägenhet", "Jag behöver hjälp med hyran", "Massör sökes", "Rooms offered", "Tider lediga",
    ],
)  # fmt: skip
def test_whoever_seeks_a_guest_work_or_a_home_is_no_demand(text: str) -> None:
    assert _only("adkind", text) == ()
