"""Many texts at once say the same as one ad at a time, and a sleeping extractor misses nothing."""

import pytest
from bench.phones import family_items
from hypothesis import given
from hypothesis import strategies as st

from lykta.errors import SettingsError
from lykta.extract._loops import LONGEST_DIGITS
from lykta.extract._waking import Waking, WordTable, known_words
from lykta.extract.adtext import AdText, canonicalise
from lykta.extract.bulk import resolve, scan_numbers
from lykta.extract.contract import Extractor, FiresOn
from lykta.extract.reading import Extractors, load_extractors, read_all
from lykta.model.finding import Finding
from tests.extract.sober_lines import LINES

SEED = 23  # the benchmark has another
EXTRACTORS = load_extractors()
ALWAYS_AWAKE = Extractors(
    by_name={
        name: Extractor(
            read=one.read,
            version=one.version,
            fires_on=one.fires_on,
            silent_on=one.silent_on,
            wakes_on=(),
            also_reads=(),
        )
        for name, one in EXTRACTORS.by_name.items()
    }
)
ITEMS = family_items(SEED, each=4)
PHONE = EXTRACTORS.only("phone")


def _phones(text: str) -> tuple[Finding, ...]:
    return read_all(PHONE, AdText(text=text))


def test_every_way_of_writing_is_read() -> None:
    missed = [(family, text) for _, family, text, number in ITEMS if [f.value for f in _phones(text)] != [number]]
    assert len(missed) <= len(ITEMS) // 100


def test_the_scan_of_many_texts_finds_what_one_ad_at_a_time_finds() -> None:
    texts = [text for _, _, text, _ in ITEMS]
    candidates = scan_numbers(texts)
    dialled = resolve(candidates)
    known = {
        (int(candidates.text[row]), telephone.e164, candidates.family_name(row), int(candidates.end[row]))
        for row, telephone in enumerate(dialled)
        if telephone is not None
    }
    read = [
        (number, found.value, found.obscured, canonical_end)
        for number, text in enumerate(texts)
        for found in _phones(text)
        for canonical_end in range(found.end - 3, found.end + 1)  # marks and brackets after the last digit
    ]
    together = {one[:3] for one in read} - {one[:3] for one in read if one in known}
    assert not together


def test_zeros_in_front_of_a_candidate_are_kept() -> None:
    candidates = scan_numbers(["", "Ring 0046701740605", "hej"])
    assert set(candidates.text.tolist()) == {1}
    assert next(one.e164 for one in resolve(candidates) if one) == "+46701740605"


def test_no_texts_have_no_candidates() -> None:
    assert resolve(scan_numbers([])) == []


@pytest.mark.parametrize(
    "text", ["7" * 20_000, "0701740605 " * 3_000, "n o l l " * 5_000, "\ud800" * 5_000, "\0" * 500]
)
def test_hostile_texts_among_many_are_scanned_within_the_caps(text: str) -> None:
    candidates = scan_numbers(["Ring 070-174 06 05", text, "Ring 070-174 06 05"])
    assert {0, 2} <= set(candidates.text.tolist())
    assert len(candidates.text) < 20_000


@pytest.mark.parametrize("text", [text for text, _ in LINES] + [text for _, _, text, _ in ITEMS[::7]])
def test_what_would_be_found_is_never_slept_through(text: str) -> None:
    assert read_all(EXTRACTORS, AdText(text=text)) == read_all(ALWAYS_AWAKE, AdText(text=text))


@pytest.mark.parametrize("name", list(EXTRACTORS.by_name))
def test_an_extractors_own_examples_wake_it_also_in_capitals(name: str) -> None:
    for example in EXTRACTORS.by_name[name].fires_on:
        ad = AdText(
            text=example.text.upper(), region=example.region, place=example.place, price=example.price,
            contact=example.contact, seen_at=example.seen_at,
        )  # fmt: skip
        assert read_all(EXTRACTORS.only(name), ad) == read_all(ALWAYS_AWAKE.only(name), ad)


def _awake(wakes_on: tuple[frozenset[str], ...], text: str) -> bool:
    waking = Waking({"one": wakes_on})
    return "one" in waking.awake(waking.met(canonicalise(text).units))


@pytest.mark.parametrize(
    ("trigger", "wakes", "sleeps"),
    [
        ("kronor", "100 Kronor!", "100 kronorna"),
        ("kr", "100kr/h", "krona"),
        ("@", "a @ b", "a at b"),
        (":-", "100:-", "100: -"),
        (".", "a.se", "Slut. Början ."),
        ("99", "är 18 nu", "år 1850"),
        ("€", "€5", "$5"),
    ],
)
def test_a_trigger_is_a_word_a_sign_or_a_length_of_digits(trigger: str, wakes: str, sleeps: str) -> None:
    assert _awake((frozenset((trigger,)),), wakes)
    assert not _awake((frozenset((trigger,)),), sleeps)


def test_one_trigger_of_every_set_is_needed() -> None:
    sets = (frozenset(("a", "b")), frozenset(("9",)))
    assert _awake(sets, "b 7")
    assert not _awake(sets, "a b")


@pytest.mark.parametrize("trigger", ["", "Kr", "å b", "a1", "9" * (LONGEST_DIGITS + 1), "@ "])
def test_a_trigger_that_could_never_stand_is_refused(trigger: str) -> None:
    with pytest.raises(SettingsError, match="wakes_on"):
        Waking({"one": (frozenset((trigger,)),)})


def test_a_users_extractor_without_triggers_reads_every_text() -> None:
    own = Extractor(
        read=lambda ad: [ad.found("word", "x", (0, 1), confidence=0.5)],
        version=1,
        fires_on=(FiresOn(text="x", values=("x",)),),
        silent_on=("",),
    )
    (found,) = read_all(Extractors(by_name={"own": own}), AdText(text="anything"))
    assert (found.extractor, found.version) == ("own", 1)


@given(st.lists(st.text("abc", min_size=1, max_size=6), max_size=20), st.text("abc ", max_size=60))
def test_the_words_of_a_list_are_found_where_they_stand(words: list[str], text: str) -> None:
    table = WordTable({word.encode(): 1 for word in words})
    units = text.encode()
    found = [units[start:end].decode() for start, end in known_words(units, table)]
    assert found == [word for word in text.split() if word in words]
