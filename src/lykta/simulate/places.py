"""Where ads are posted: municipalities with shares, and the part of the country a site serves."""

from collections.abc import Mapping
from random import Random

# New ads a day of eight towns, 260 down to 4 (METHODS W5), the smallest spread over more towns: an assumption.
SHARES: Mapping[str, float] = {
    "Stockholm": 260, "Göteborg": 70, "Malmö": 60, "Uppsala": 18, "Örebro": 12, "Linköping": 12,
    "Västerås": 10, "Umeå": 9, "Helsingborg": 9, "Norrköping": 9, "Luleå": 7, "Jönköping": 7,
    "Sundsvall": 6, "Gävle": 6, "Lund": 6, "Borås": 5, "Karlstad": 5, "Växjö": 4, "Halmstad": 4,
    "Östersund": 4, "Skellefteå": 3, "Kiruna": 3, "Kalmar": 3, "Falun": 2, "Visby": 2, "Trollhättan": 2,
    "Piteå": 2, "Kristianstad": 2,
}  # fmt: skip
NORTH = ("Umeå", "Luleå", "Sundsvall", "Östersund", "Skellefteå", "Kiruna", "Piteå", "Gävle")
SOUTH = ("Malmö", "Helsingborg", "Lund", "Kristianstad", "Växjö", "Kalmar", "Halmstad")
WEST = ("Göteborg", "Borås", "Trollhättan", "Karlstad", "Halmstad", "Jönköping")
REGIONS: Mapping[str, tuple[str, ...]] = {"norrannonser": NORTH, "sydlistan": SOUTH, "vastlistan": WEST}


def draw_place(rng: Random, among: tuple[str, ...] = ()) -> str:
    """A municipality by its share of the market, of the whole country or of the places named."""
    towns = among or tuple(SHARES)
    return rng.choices(towns, weights=[SHARES[town] for town in towns])[0]


def serves(site: str, place: str) -> bool:
    return place in REGIONS.get(site, (place,))
