"""What is known of a network, offence by offence and element by element."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from lykta.assess.network import load_cards
from lykta.extract import fields
from lykta.kit.plugins import plugin_names
from lykta.law.loading import Known, Offences, load_offences
from lykta.law.matrix import matrix_of
from lykta.law.page import offences_page
from lykta.model.desk import NetworkView
from lykta.model.judgement import JudgementView
from lykta.model.law import OffenceMatrix
from lykta.model.signal import Assessment
from lykta.service.settings import Settings


def open_offences(settings: Settings) -> Offences:
    """The package's offences and the home's own, loaded once per process. Raises SettingsError for a wrong file."""
    return _loaded(settings.own_offences, settings.own_cards, settings.own_extractors)


@lru_cache(maxsize=4)
def _loaded(own_offences: Path, own_cards: Path, own_extractors: Path) -> Offences:
    known = Known(
        cards={name: card.direction for name, card in load_cards(own_cards).items()},
        kinds=plugin_names(fields, extra_folder=own_extractors),
    )
    return load_offences(own_offences, known)


def law_of(
    settings: Settings, view: NetworkView, assessment: Assessment, judgements: Sequence[JudgementView]
) -> tuple[OffenceMatrix, ...]:
    return matrix_of(view, assessment, judgements, open_offences(settings).every)


def law_page(settings: Settings) -> str:
    """Every offence as a page in Markdown, in both languages."""
    return offences_page(open_offences(settings).every)


def check_plugins(settings: Settings) -> None:
    """Raises SettingsError when a card or an offence of the home is wrong."""
    open_offences(settings)
