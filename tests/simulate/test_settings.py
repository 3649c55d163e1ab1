from dataclasses import FrozenInstanceError, fields

import pytest

from lykta.errors import BadInputError
from lykta.simulate.settings import DEFAULT, HARD, PRESETS, preset


def test_a_preset_is_found_by_its_name() -> None:
    assert PRESETS == {"default": DEFAULT, "hard": HARD}
    assert preset("hard") is HARD


def test_an_unknown_preset_is_refused_with_the_known_ones() -> None:
    with pytest.raises(BadInputError, match="default, hard"):
        preset("easy")


def test_the_hard_world_hides_more_and_glues_more() -> None:
    harder = ("obscured_share", "number_change_share", "copycat_share", "scammers", "boilerplate_share")
    assert all(getattr(HARD, name) > getattr(DEFAULT, name) for name in harder)
    assert HARD.organised_ad_share == DEFAULT.organised_ad_share


@pytest.mark.parametrize("settings", [DEFAULT, HARD], ids=lambda settings: settings.name)
def test_every_share_is_a_part_of_one(settings: object) -> None:
    shares = [field.name for field in fields(DEFAULT) if field.name.endswith("_share")]
    assert len(shares) > 20
    assert all(0 <= getattr(settings, name) <= 1 for name in shares)


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        DEFAULT.minors = 0  # type: ignore[misc]
