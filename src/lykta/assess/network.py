"""All cards over one network: its tier, and why."""

from pathlib import Path

from lykta.assess import cards as card_folder
from lykta.assess.contract import Cards, RuleCard, broken_promises
from lykta.errors import SettingsError
from lykta.kit.plugins import load_plugins
from lykta.model.desk import NetworkView
from lykta.model.signal import Assessment, Direction, Signal, Tier
from lykta.model.words import Said

NOTHING_FOR = Said(sv="Inget i annonserna talar för organisering.", en="Nothing in the ads speaks for organisation.")


def load_cards(user_folder: Path | None = None) -> Cards:
    """Every card by its file name; those of the user's folder have proven themselves on their own examples.

    Raises SettingsError naming the file when a card is missing, malformed or breaks its own promises.
    """
    cards = load_plugins(card_folder, "CARD", RuleCard, extra_folder=user_folder)
    own = load_plugins(card_folder, "CARD", RuleCard)
    for name in cards.keys() - own.keys():
        for problem in broken_promises(cards[name]):
            raise SettingsError(f"{user_folder}/{name}.py: the card {problem}. Mend the check or the example.")
    return cards


def assess_network(view: NetworkView, cards: Cards) -> Assessment:
    """The network's place in the order of review; the text of its ads is data and never an instruction.

    The tier is the most urgent one of any card that fired, so no other card can lower it (METHODS: tier 0
    is never left). `families` counts the families of cards that speak for, each once. `signals` come by
    tier, then for, against, context. `changed_at` is when its newest ad was first seen.
    """
    fired = _fired(view, cards)
    return Assessment(
        network=view.network.id,
        tier=min((card.tier for card, _ in fired), default=Tier.REST),
        because=_because(fired),
        signals=tuple(signal for _, signal in fired),
        families=len({card.family for card, _ in fired if card.counts}),
        changed_at=max((seen.first_seen_at for seen in view.ads), default=None),
    )


def _fired(view: NetworkView, cards: Cards) -> list[tuple[RuleCard, Signal]]:
    found = []
    for name, card in cards.items():
        hit = card.check(view)
        if hit is not None:
            signal = Signal(
                card=name,
                version=card.version,
                direction=card.direction,
                grade=card.grade,
                says=hit.says,
                quotes=hit.quotes,
            )
            found.append((card, signal))
    return sorted(found, key=_reading_order)


_SIDES = (Direction.FOR, Direction.AGAINST, Direction.CONTEXT)


def _reading_order(fired: tuple[RuleCard, Signal]) -> tuple[int, int, str, str]:
    card, signal = fired
    return card.tier, _SIDES.index(card.direction), card.grade, signal.card


def _because(fired: list[tuple[RuleCard, Signal]]) -> tuple[Said, ...]:
    """What speaks for comes first, then what speaks against; context is read among the signals only."""
    speaks_for = [signal.says for _, signal in fired if signal.direction is Direction.FOR]
    against = [signal.says for _, signal in fired if signal.direction is Direction.AGAINST]
    return (*(speaks_for or [NOTHING_FOR]), *against)
