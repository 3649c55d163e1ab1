from random import Random

import pytest

from lykta.model.ad import AdKind
from lykta.simulate.ground import GRAMMARS
from lykta.simulate.other_ads import compose_other

KINDS = [AdKind.WANTED, AdKind.RECRUITMENT, AdKind.PREMISES]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_an_ad_of_another_kind_has_one_place_for_the_number(language: str, kind: AdKind) -> None:
    for seed in range(100):
        assert compose_other(GRAMMARS[language], kind, Random(seed)).body.count("{number}") == 1


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_hardly_two_writers_of_one_kind_write_alike(language: str, kind: AdKind) -> None:
    texts = [set(compose_other(GRAMMARS[language], kind, Random(seed)).body.split()) for seed in range(60)]
    alike = sum(len(one & other) / len(one | other) > 0.7 for at, one in enumerate(texts) for other in texts[:at])
    assert alike <= 2
