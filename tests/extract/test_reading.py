"""Many texts at once: who reads what in which order, and that nobody's findings go to another."""

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from lykta.extract.adtext import AdText
from lykta.extract.contract import EXAMPLE_TIME, Extractor, FiresOn
from lykta.extract.reading import AT_ONCE, Extractors, load_extractors, read_all, read_many
from lykta.model.finding import Finding

HOUSE = load_extractors()
EXAMPLES = [example.text for extractor in HOUSE.by_name.values() for example in extractor.fires_on]
TEXTS = st.lists(st.lists(st.sampled_from(EXAMPLES), max_size=3).map("\n".join) | st.text(max_size=60), max_size=8)


def _ads(texts: list[str]) -> list[AdText]:
    return [AdText(text=text, place="Malmö", contact="070-174 06 05", seen_at=EXAMPLE_TIME) for text in texts]


@settings(deadline=None)
@given(TEXTS)
def test_texts_read_together_have_the_findings_that_each_has_alone(texts: list[str]) -> None:
    assert read_many(HOUSE, _ads(texts)) == [read_all(HOUSE, ad) for ad in _ads(texts)]


def test_more_texts_than_are_read_at_once_keep_their_order() -> None:
    texts = [f"Ring 070-174 06 {number % 95 + 5:02d}" for number in range(2 * AT_ONCE + 3)]
    found = read_many(HOUSE.only("phone"), [AdText(text=text) for text in texts])
    assert [[one.value for one in each] for each in found] == [
        [f"+467017406{number % 95 + 5:02d}"] for number in range(2 * AT_ONCE + 3)
    ]


def test_the_same_ad_given_twice_has_its_findings_twice() -> None:
    ad = AdText(text="Ring 070-174 06 05")
    first, second = read_many(HOUSE, [ad, ad])
    assert first
    assert first == second


def test_an_extractor_reads_all_texts_before_the_next_one_starts() -> None:
    turns: list[tuple[str, str]] = []

    def noting(name: str) -> Extractor:
        def read(ad: AdText) -> Iterator[Finding]:
            turns.append((name, ad.text))
            yield ad.found(name, ad.text, (0, 1), confidence=1.0)

        return Extractor(read=read, version=1, fires_on=(FiresOn(text="a", values=("a",)),), silent_on=("",))

    extractors = Extractors(by_name={name: noting(name) for name in ("one", "two")})
    found = read_many(extractors, [AdText(text="a"), AdText(text="b")])
    assert turns == [("one", "a"), ("one", "b"), ("two", "a"), ("two", "b")]
    assert [[(one.extractor, one.value) for one in each] for each in found] == [
        [("one", "a"), ("two", "a")],
        [("one", "b"), ("two", "b")],
    ]
