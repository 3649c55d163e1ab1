from itertools import combinations, product

import numpy as np
import pytest

from lykta.link.minhash import jaccard, near_groups
from lykta.link.settings import LinkSettings
from lykta.link.shingles import Shingles, shingle
from lykta.link.table import tabulate
from lykta.link.texts import group_sets, group_texts
from lykta.link.words import DIGIT_WORDS, NUMBER, cut_words, read_texts
from tests.link.evidence import FOREST, HARBOUR, ad
from tests.link.market import Maker


def _groups(*texts: str, contacts: tuple[int, ...] | None = None) -> list[int]:
    table = tabulate([ad(f"a{number:03d}", day=number, text=text) for number, text in enumerate(texts)])
    contact = np.array(contacts if contacts is not None else range(len(texts)), dtype=np.int64)
    return [int(group) for group in group_texts(table, contact, LinkSettings()).group]


def test_words_keep_swedish_letters_and_other_scripts() -> None:
    assert cut_words("Åre! Ö-ring, привет", 100) == ["åre", "\x00", "ö", "ring", "привет"]


def test_a_script_without_spaces_gives_one_word_a_character() -> None:
    assert cut_words("สวย", 100) == ["ส", "ว", "ย"]


def test_a_full_stop_inside_a_number_ends_no_sentence() -> None:
    assert cut_words("070.174.06.05 nu. Ring", 100) == ["070", "174", "06", "05", "nu", "\x00", "ring"]


def test_only_the_first_characters_are_read() -> None:
    assert cut_words("abc " * 10, 5) == ["abc", "a"]


def test_texts_that_differ_in_numbers_only_are_one_group() -> None:
    assert _groups(f"{HARBOUR} Ring 070-174 06 05.", f"{HARBOUR} Ring 0701740699.") == [0, 0]


def test_a_number_in_words_is_the_same_slot_as_one_in_digits() -> None:
    assert _groups(f"Ring 070 1740605. {HARBOUR}", f"Ring noll sju noll ett sju. {HARBOUR}") == [0, 0]


def test_different_texts_are_different_groups() -> None:
    assert _groups(HARBOUR, FOREST) == [0, 1]


def test_a_text_of_a_few_words_is_not_compared() -> None:
    assert _groups("Ring mig nu", "Ring mig nu") == [-1, -1]


def test_near_duplicates_in_thai_and_cyrillic_are_found() -> None:
    thai = "สวัสดีค่ะ ยินดีที่ได้รู้จัก ติดต่อได้ทุกวัน"
    russian = "Здравствуйте пишите мне в любое время я отвечаю быстро и всегда рада новым знакомствам"
    assert _groups(thai, thai + " นะ", russian, russian + " вечером") == [0, 0, 2, 2]


def test_a_line_that_a_site_writes_on_many_ads_does_not_make_texts_alike() -> None:
    line = "\nDenna annons är granskad av redaktionen och följer våra regler för annonser på sidan sedan start."
    maker = Maker(3)
    own = [maker.text(4) for _ in range(40)]
    assert len(set(_groups(*(text + line for text in own)))) == 40


def test_the_line_of_one_busy_contact_is_not_taken_for_the_sites() -> None:
    texts = [HARBOUR] * 30 + [Maker(4).text(3)] * 10
    assert _groups(*texts, contacts=(0,) * 30 + tuple(range(1, 11)))[:30] == [0] * 30


def test_the_compiled_reader_cuts_as_plain_string_methods_do() -> None:
    texts = [
        "Åre! Ö-ring, привет",
        "070.174.06.05 nu. Ring\r\nmig!",
        "สวย ๑๒ ใหม่ 東京 straße ﬁn ½ e\u0301 \u200bx",
        "a\x00b \ud800 . c.  d",
        "",
        "noll sjutton fem",
        "x" * 50,
    ]
    words, segments = read_texts(texts, cap_chars=40)
    for number, text in enumerate(texts):
        plain = cut_words(text, 40)
        codes = words.code[words.start[number] : words.start[number + 1]].tolist()
        shown = [word for word in plain if word != "\x00"]
        assert len(codes) == len(shown), text
        masked = [word in DIGIT_WORDS or any(letter.isnumeric() for letter in word) for word in shown]
        assert [code == NUMBER for code in codes] == masked, text
        lines = [line for line in " ".join(plain).split("\x00") if line.strip()]
        assert np.count_nonzero(segments.ad == number) == len(lines), text


def test_equal_words_have_equal_codes_and_others_do_not() -> None:
    words, _ = read_texts(
        [" ".join(f"ord{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(600)), "ORDaa"], cap_chars=9000
    )
    assert len(set(words.code[:600].tolist())) == 600
    assert words.code[600] == words.code[0]


def test_jaccard_is_exact_and_gives_up_below_the_least() -> None:
    random = np.random.default_rng(2)
    for _ in range(200):
        a, b = (np.unique(random.integers(0, 60, random.integers(1, 50), dtype=np.uint32)) for _ in range(2))
        exact = len(np.intersect1d(a, b)) / len(np.union1d(a, b))
        least = float(random.uniform(0, 1))
        assert jaccard(a, b, 0.0) == pytest.approx(exact)
        assert jaccard(a, b, least) == pytest.approx(exact if exact >= least else 0.0)


def _parts(sets: list[set[int]], least: float) -> list[int]:
    """The components over all pairs, found the slow way."""
    label = list(range(len(sets)))
    for a, b in combinations(range(len(sets)), 2):
        if len(sets[a] & sets[b]) >= least * len(sets[a] | sets[b]):
            old, new = max(label[a], label[b]), min(label[a], label[b])
            label = [new if one == old else one for one in label]
    return label


def test_near_groups_are_those_of_all_pairs() -> None:
    random = np.random.default_rng(1)
    rows = []
    for _ in range(12):  # families of sets that share most of a base
        base = random.integers(0, 2**32, 60, dtype=np.uint32)
        for number in range(5):
            own = random.integers(0, 2**32, number, dtype=np.uint32)
            rows.append(np.unique(np.concatenate((base[number:], own))))
    sets = Shingles(hashes=np.concatenate(rows), start=np.concatenate(([0], np.cumsum([len(r) for r in rows]))))
    settings = LinkSettings(text_jaccard=0.6)
    found = near_groups(sets, np.arange(60), settings)
    assert found.tolist() == _parts([set(row.tolist()) for row in rows], 0.6)


def test_fifty_thousand_copies_and_a_text_of_two_megabytes_are_read() -> None:
    texts = [HARBOUR] * 50_000 + ["a" * 2_000_000, "x", FOREST]
    words, segments = read_texts(texts, cap_chars=20_000)
    group = group_sets(shingle(words, segments, np.zeros(len(segments.ad), dtype=np.bool_)), LinkSettings())
    assert set(group[:50_000].tolist()) == {0}
    assert group[50_000:].tolist() == [-1, -1, 50_002]


def test_shingles_are_each_once_and_ascending_in_texts_of_any_length() -> None:
    random = np.random.default_rng(5)
    vocabulary = ["".join(letters) for letters in product("bdfgklmnprstv", repeat=3)]
    texts = [" ".join(random.choice(vocabulary, length)) for length in (0, 1, 3, 40, 3000)]
    words, segments = read_texts(texts, cap_chars=99_000)
    sets = shingle(words, segments, np.zeros(len(segments.ad), dtype=np.bool_))
    for number, text in enumerate(texts):
        parts = text.split()
        own = sets.hashes[sets.start[number] : sets.start[number + 1]]
        assert np.all(np.diff(own.astype(np.int64)) > 0)
        assert len(own) == len({tuple(parts[at : at + 3]) for at in range(len(parts) - 2)})
