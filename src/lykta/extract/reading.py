"""All extractors over one ad."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from lykta.extract import fields
from lykta.extract._waking import Waking
from lykta.extract.adtext import AdText
from lykta.extract.contract import Extractor
from lykta.kit.plugins import load_plugins
from lykta.model.finding import Finding

PAGE_FIELDS = ("place", "price", "contact")
AT_ONCE = 250  # texts that one extractor reads before the next: some 200 KB, which the cache holds too
MOST_CALLS_KEPT = 4_096  # mixtures of triggers; ads share a few hundred


@dataclass(frozen=True, slots=True, kw_only=True)
class Extractors:
    """Extractors by name; the name is the file's."""

    by_name: dict[str, Extractor]
    _waking: Waking = field(init=False, repr=False, compare=False)
    _called: dict[tuple[int, bool, bool, bool], tuple[str, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        wakes_on = {name: extractor.wakes_on for name, extractor in self.by_name.items()}
        object.__setattr__(self, "_waking", Waking(wakes_on))

    def called_for(self, ad: AdText) -> tuple[str, ...]:
        """The names of those that may find something in the text or in a field of the page."""
        key = (self._waking.met(ad.canonical.units), bool(ad.place), bool(ad.price), bool(ad.contact))
        called = self._called.get(key)
        if called is None:
            if len(self._called) == MOST_CALLS_KEPT:
                self._called.clear()
            awake = self._waking.awake(key[0])
            fields_there = {name for name, is_there in zip(PAGE_FIELDS, key[1:], strict=True) if is_there}
            called = tuple(
                name
                for name, extractor in self.by_name.items()
                if name in awake or fields_there & set(extractor.also_reads)
            )
            self._called[key] = called
        return called

    def only(self, *names: str) -> "Extractors":
        return Extractors(by_name={name: self.by_name[name] for name in names})


def load_extractors(user_folder: Path | None = None) -> Extractors:
    """The house's extractors and those of the user's folder. Raises SettingsError naming a wrong file."""
    return Extractors(by_name=load_plugins(fields, "EXTRACTOR", Extractor, extra_folder=user_folder))


def read_all(extractors: Extractors, ad_text: AdText) -> tuple[Finding, ...]:
    """Every finding, signed by its extractor, by place in the text; findings in a page's field come last."""
    return read_many(extractors, (ad_text,))[0]


def read_many(extractors: Extractors, ad_texts: Sequence[AdText]) -> list[tuple[Finding, ...]]:
    """The findings of each text, as `read_all` gives them.

    An extractor reads AT_ONCE texts before the next one starts, since its patterns are then still in the processor's
    cache; with all extractors in turn over each text, reading takes half as long again.
    """
    found: list[tuple[Finding, ...]] = []
    for at in range(0, len(ad_texts), AT_ONCE):
        found += _read_at_once(extractors, ad_texts[at : at + AT_ONCE])
    return found


def _read_at_once(extractors: Extractors, ad_texts: Sequence[AdText]) -> Iterator[tuple[Finding, ...]]:
    found: list[list[Finding]] = [[] for _ in ad_texts]
    calls: dict[str, list[int]] = {}
    for number, ad_text in enumerate(ad_texts):
        for name in extractors.called_for(ad_text):
            calls.setdefault(name, []).append(number)
    for name, numbers in calls.items():
        extractor = extractors.by_name[name]
        for number in numbers:
            ad_texts[number].sign(name, extractor.version)
            found[number] += [_signed(one, name, extractor.version) for one in extractor.read(ad_texts[number])]
    return (tuple(sorted(one, key=_place)) for one in found)


def _signed(one: Finding, name: str, version: int) -> Finding:
    """The finding, signed also where an extractor made an AdText of its own."""
    return one if one.extractor else replace(one, extractor=name, version=version)


def _place(finding: Finding) -> tuple[str, int, int, str, str]:
    return str(finding.extra.get("field", "")), finding.start, finding.end, finding.kind, finding.value
