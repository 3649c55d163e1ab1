import numpy as np
import pytest

from lykta.link.minhash import jaccard, near_pairs
from lykta.link.settings import LinkSettings
from lykta.link.shingles import Shingles
from lykta.link.table import tabulate
from lykta.link.texts import group_texts
from lykta.link.words import cut_words
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


def test_jaccard_is_exact() -> None:
    sets = Shingles(hashes=np.array([1, 2, 3, 2, 3, 4], dtype=np.uint64), start=np.array([0, 3, 6]))
    assert jaccard(sets, np.array([0]), np.array([1])) == pytest.approx(0.5)


def test_near_pairs_find_what_all_pairs_would() -> None:
    random = np.random.default_rng(1)
    base = random.integers(0, 2**40, 60, dtype=np.uint64)
    rows = []
    for number in range(40):  # each shares a falling part of the base
        own = random.integers(0, 2**40, number, dtype=np.uint64)
        rows.append(np.unique(np.concatenate((base[number:], own))))
    sets = Shingles(hashes=np.concatenate(rows), start=np.concatenate(([0], np.cumsum([len(r) for r in rows]))))
    settings = LinkSettings(text_jaccard=0.6, bucket_window=40)
    a, b = np.triu_indices(40, 1)
    sure = jaccard(sets, a, b) >= 0.6
    expected = set(zip(a[sure].tolist(), b[sure].tolist(), strict=True))
    found = set(zip(*(part.tolist() for part in near_pairs(sets, settings)), strict=True))
    assert found <= expected
    assert len(found) >= 0.95 * len(expected)
