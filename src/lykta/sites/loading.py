"""Adapters from their TOML files: those that come with Lykta, and the user's own folder."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lykta.errors import SettingsError
from lykta.kit.toml_files import find_toml, read_toml
from lykta.model.source import Source
from lykta.sites.adapter import Adapter, Domain
from lykta.sites.compiled import CompiledSite

OUR_FOLDER = Path(__file__).parent / "adapters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapters:
    """Every site that can be read, by id; `notes` are sentences on what the user's files replaced."""

    by_id: Mapping[str, CompiledSite]
    notes: tuple[str, ...]
    domains: Mapping[str, tuple[tuple[Domain, str], ...]]

    def sources(self) -> tuple[Source, ...]:
        return tuple(
            Source(
                id=site.id,
                name=site.adapter.name,
                domains=tuple(domain.name for domain in site.adapter.domain),
                languages=site.adapter.languages,
                adapter=site.id,
            )
            for site in self.by_id.values()
        )

    def claiming(self, host: str, day: date) -> CompiledSite | None:
        """The site that answered under this host on this day."""
        for domain, site in self.domains.get(host, ()):
            if domain.serves_on(day):
                return self.by_id[site]
        return None


def load_adapters(user_folder: Path | None, *, our_folder: Path = OUR_FOLDER) -> Adapters:
    """Every adapter, ready to read; a user's file wins over ours of the same name, and `notes` says so.

    Raises SettingsError naming the file and the key for what is not understood, and for two files that claim
    one domain on one day.
    """
    files = find_toml(our_folder, user_folder)
    notes = [f"{path} is read instead of the adapter of that name that came with Lykta." for path in files.replaced]
    sites = {stem: CompiledSite(stem, path, read_adapter(path)) for stem, path in files.paths.items()}
    return Adapters(by_id=sites, notes=tuple(notes), domains=_by_domain(list(sites.values())))


def read_adapter(path: Path) -> Adapter:
    """One file, checked. Raises SettingsError with one line for each thing that is wrong."""
    return read_toml(path, Adapter)


def _by_domain(sites: Sequence[CompiledSite]) -> dict[str, tuple[tuple[Domain, str], ...]]:
    found: dict[str, tuple[tuple[Domain, str], ...]] = {}
    for site in sites:
        for domain in site.adapter.domain:
            for other, its_site in found.get(domain.name, ()):
                if _overlap(domain, other):
                    raise SettingsError(
                        f"{site.path}: {domain.name} is claimed by {its_site} at the same time. "
                        "Give one of them a day in `to`, or take the domain out of one file."
                    )
            found[domain.name] = (*found.get(domain.name, ()), (domain, site.id))
    return found


def _overlap(a: Domain, b: Domain) -> bool:
    return (a.starts or date.min) < (b.ends or date.max) and (b.starts or date.min) < (a.ends or date.max)
