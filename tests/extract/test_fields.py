"""Facts beside the value: what a price buys, where a place lies, how much of an ad a language takes."""

from lykta.extract._gazetteer import forms_by_first_word
from lykta.extract.adtext import AdText
from lykta.extract.reading import load_extractors, read_all
from lykta.model.finding import Finding

EXTRACTORS = load_extractors()


def _only(name: str, ad: AdText) -> tuple[Finding, ...]:
    return read_all(EXTRACTORS.only(name), ad)


def test_a_price_tells_its_currency_and_minutes() -> None:
    half, hours, night = _only("price", AdText(text="800 kr/30 min, 3.000 SEK per 2 timmar, €900/natt"))
    assert half.extra == {"amount": 800, "currency": "SEK", "unit": "minute", "minutes": 30}
    assert hours.extra == {"amount": 3000, "currency": "SEK", "unit": "hour", "minutes": 120}
    assert night.extra == {"amount": 900, "currency": "EUR", "unit": "night"}


def test_a_district_tells_its_municipality_and_county() -> None:
    (found,) = _only("place", AdText(text="Nära Rosengårds centrum"))
    assert found.value == "1280"
    assert found.extra["name"] == "Malmö"
    assert (found.extra["county"], found.extra["county_name"]) == ("12", "Skåne län")
    assert (found.extra["level"], found.extra["place"]) == ("district", "Rosengård")


def test_a_place_of_the_pages_own_field_has_its_span_in_that_field() -> None:
    in_text, in_field = _only("place", AdText(text="Bor i Kiruna", place="Sverige, Luleå"))
    assert (in_text.value, "field" in in_text.extra) == ("2584", False)
    assert (in_field.value, in_field.extra["field"], in_field.start, in_field.written) == (
        "2580",
        "place",
        9,
        "Luleå",
    )


def test_a_common_word_is_a_place_only_where_places_stand() -> None:
    assert _only("place", AdText(text="Vara snäll. Mark ligger bar. Lund är mitt namn")) == ()
    assert [f.value for f in _only("place", AdText(text="Jag bor i Vara"))] == ["1470"]


def test_places_are_found_without_their_dots_unless_that_is_a_word() -> None:
    assert [f.value for f in _only("place", AdText(text="hotel in Malmo, Goteborg"))] == ["1280", "1480"]
    assert _only("place", AdText(text="we are in are")) == ()


def test_a_longer_name_hides_the_shorter_within_it() -> None:
    assert [f.value for f in _only("place", AdText(text="i Upplands-Bro"))] == ["0139"]


def test_all_290_municipalities_and_21_counties_are_known() -> None:
    places = {form.place for forms in forms_by_first_word().values() for form in forms}
    assert len({place.code for place in places if place.level == "municipality"}) == 290
    assert len({place.county_name for place in places}) == 21


def test_a_language_tells_its_share_and_first_line() -> None:
    text = "Lugn och trevlig stund hos mig i stan\nI am here until next Friday evening\nJag svarar när jag kan"
    swedish, english = _only("language", AdText(text=text))
    assert (swedish.value, swedish.written) == ("sv", "Lugn och trevlig stund hos mig i stan")
    assert english.value == "en"
    assert 0.5 < float(swedish.extra["share"]) < 0.7


def test_a_whatsapp_link_is_a_handle_and_a_number() -> None:
    found = _only("handle", AdText(text="wa.me/46701740605"))
    assert [(f.kind, f.value) for f in found] == [("handle", "whatsapp:46701740605"), ("phone", "+46701740605")]


def test_findings_come_in_the_order_of_the_text() -> None:
    found = read_all(EXTRACTORS, AdText(text="Jag är 24 år, i Malmö\n1500 kr\n070-174 06 05"))
    assert [f.kind for f in found if f.kind != "language"] == ["age", "place", "price", "phone"]


def test_a_price_of_the_pages_own_field_has_its_span_in_that_field() -> None:
    in_text, in_field = _only("price", AdText(text="1500 kr", price="från 1200 kr"))
    assert (in_text.value, in_text.start) == ("1500 SEK", 0)
    assert (in_field.value, in_field.extra["field"], in_field.start) == ("1200 SEK", "price", 5)


def test_a_contact_of_the_pages_own_field_has_its_span_in_that_field() -> None:
    ad = AdText(text="Ring numret under Kontakt", contact="Anna: 070-174 06 05, anna@post.example, Telegram @anna_ek")
    found = read_all(EXTRACTORS.only("phone", "email", "handle"), ad)
    assert [(one.value, one.written) for one in found] == [
        ("+46701740605", "070-174 06 05"),
        ("anna@post.example", "anna@post.example"),
        ("telegram:anna_ek", "anna_ek"),
    ]
    assert all(one.extra["field"] == "contact" for one in found)
    assert ad.contact is not None
    assert [ad.contact[one.start : one.end] for one in found] == [one.written for one in found]


def test_a_contact_field_that_repeats_the_text_adds_nothing() -> None:
    (found,) = _only("phone", AdText(text="Ring 070-174 06 05", contact="0701740605"))
    assert (found.start, "field" in found.extra) == (5, False)


def test_a_contact_field_without_a_number_gives_none() -> None:
    assert _only("phone", AdText(text="Hej", contact="Visa kontakt, 1500 kr, öppet 08:00-22:00")) == ()
