"""A package holds the archived bytes and no others, replays as they were, and nobody changes it unseen."""

import json
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from warcio.archiveiterator import ArchiveIterator

from lykta.errors import BadInputError, DamagedError, NotFoundError, RefusedError
from lykta.model.signal import Tier
from lykta.service import looking
from lykta.service.auditing import log_entries
from lykta.service.desk import Desk
from lykta.service.importing import import_files
from lykta.service.linking import link_all
from lykta.service.packing import pack_network
from lykta.service.settings import Settings
from lykta.service.standing import open_desk
from lykta.service.verifying import verify_path
from lykta.share import wacz
from lykta.store.server import remove_cluster
from tests.service.packages import CHANGES, entries_of, mutations, sealed_by_another, written


@pytest.fixture(scope="module")
def desk_with_ads(small_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A home with a small market, linked; these tests only read it."""
    home = tmp_path_factory.mktemp("home")
    with open_desk(Settings(home=home, database_url=None, language="en")) as desk:
        import_files(desk, sorted((small_world / "warc").iterdir()))
        link_all(desk)
        yield desk
    remove_cluster(home)


@pytest.fixture(scope="module")
def adult_network(desk_with_ads: Desk) -> str:
    items = looking.today(desk_with_ads).items
    return max((one for one in items if one.tier is not Tier.SUSPECTED_MINOR), key=lambda one: one.ads).network


@pytest.fixture(scope="module")
def package(desk_with_ads: Desk, adult_network: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("package") / "network.wacz"
    pack_network(desk_with_ads, adult_network, path, with_pictures=True)
    return path


def holds(path: Path, signer: str | None = None) -> bool:
    checks = verify_path(path, signer=signer)
    return bool(checks) and all(check.passed for check in checks)


def responses(path: Path) -> dict[tuple[str, str], bytes]:
    """Address and time to the body, as warcio reads the package's WARC."""
    records = ArchiveIterator(BytesIO(entries_of(path)[wacz.WARC]))
    return {
        (one.rec_headers["WARC-Target-URI"], one.rec_headers["WARC-Date"]): one.content_stream().read()
        for one in records
    }


def test_a_package_holds_every_capture_of_the_networks_ads_as_another_reader_reads_them(
    desk_with_ads: Desk, adult_network: str, package: Path
) -> None:
    page = looking.network_page(desk_with_ads, adult_network, ads_per_page=None)
    captured = {url for url, _ in responses(package)}
    assert {seen.ad.url for seen in page.ads} <= captured
    assert captured <= {seen.ad.url for seen in page.ads} | {url for seen in page.ads for url in seen.ad.pictures}
    index = [json.loads(line.split(b" ", 2)[2]) for line in entries_of(package)[wacz.INDEX].splitlines()]
    assert len(index) == len(responses(package))
    warc = entries_of(package)[wacz.WARC]
    for row in index:
        at, length = int(row["offset"]), int(row["length"])
        (record,) = ArchiveIterator(BytesIO(warc[at : at + length]))
        assert record.rec_headers["WARC-Target-URI"] == row["url"]


def test_an_untouched_package_holds_without_the_home_and_under_its_signer_alone(
    desk_with_ads: Desk, adult_network: str, tmp_path: Path
) -> None:
    packed = pack_network(desk_with_ads, adult_network, tmp_path / "a.wacz", with_pictures=False)
    assert holds(tmp_path / "a.wacz")
    assert holds(tmp_path / "a.wacz", packed.signer)
    assert (packed.pictures, packed.left_out > 0) == (0, True)
    sealed_again = entries_of(tmp_path / "a.wacz")
    sealed_by_another(sealed_again)
    (tmp_path / "b.wacz").write_bytes(written(sealed_again))
    assert holds(tmp_path / "b.wacz"), "right in itself, which is why the signer must be asked for"
    assert not holds(tmp_path / "b.wacz", packed.signer)


def test_no_changed_package_holds(package: Path, tmp_path: Path) -> None:
    signer = json.loads(entries_of(package)[wacz.DIGEST])["signedData"]["signer"]
    assert holds(package, signer)
    changed = tmp_path / "changed.wacz"
    for way, data in mutations(package, Random(4), 6 * (5 + len(CHANGES))):
        changed.write_bytes(data)
        try:
            accepted = holds(changed, signer)
        except BadInputError:
            continue
        assert not accepted, way


def test_a_missing_seal_is_told_and_is_never_valid(package: Path, tmp_path: Path) -> None:
    entries = entries_of(package)
    CHANGES["signature stripped"](entries, Random(0))
    (tmp_path / "bare.wacz").write_bytes(written(entries))
    (failed,) = [check for check in verify_path(tmp_path / "bare.wacz") if not check.passed]
    assert "unsealed is not valid" in failed.detail


def test_the_same_network_at_the_same_time_gives_the_same_bytes(
    desk_with_ads: Desk, adult_network: str, tmp_path: Path
) -> None:
    for name in "ab":
        pack_network(desk_with_ads, adult_network, tmp_path / f"{name}.wacz", with_pictures=False)
    first, second = (entries_of(tmp_path / f"{name}.wacz") for name in "ab")
    assert first[wacz.WARC] == second[wacz.WARC]
    assert (tmp_path / "a.wacz").stat().st_mode & 0o077 == 0


def test_pictures_of_a_network_with_a_suspected_minor_are_exported_to_nobody(
    desk_with_ads: Desk, tmp_path: Path
) -> None:
    (minor, *_) = [one for one in looking.today(desk_with_ads).items if one.tier is Tier.SUSPECTED_MINOR]
    with pytest.raises(RefusedError, match="suspected minor"):
        pack_network(desk_with_ads, minor.network, tmp_path / "m.wacz", with_pictures=True)
    assert list(tmp_path.glob("*.wacz")) == []
    pack_network(desk_with_ads, minor.network, tmp_path / "m.wacz", with_pictures=False)
    assert not any(name.endswith((".jpg", ".png")) for name, _ in responses(tmp_path / "m.wacz"))


def test_an_export_is_in_the_log_also_one_of_nothing(desk_with_ads: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        pack_network(desk_with_ads, "0" * 20, tmp_path / "a.wacz", with_pictures=False)
    assert "export" in {entry.act.value for entry in log_entries(desk_with_ads, limit=5)}


def test_nothing_is_overwritten_and_a_failed_package_leaves_no_trace(
    desk_with_ads: Desk, adult_network: str, tmp_path: Path
) -> None:
    taken = tmp_path / "taken.wacz"
    taken.write_text("mine")
    with pytest.raises(BadInputError, match="nothing is overwritten"):
        pack_network(desk_with_ads, adult_network, taken, with_pictures=False)
    assert taken.read_text() == "mine"
    out = tmp_path / "folder"
    out.mkdir()
    damaged = replace(desk_with_ads, settings=desk_with_ads.settings.model_copy(update={"home": tmp_path / "home"}))
    shutil.copytree(desk_with_ads.settings.archive, damaged.settings.archive)
    for kept in damaged.settings.archive.glob("??/*.warc.gz"):
        kept.write_bytes(kept.read_bytes()[:-9])
    with pytest.raises(DamagedError):
        pack_network(damaged, adult_network, out / "a.wacz", with_pictures=False)
    assert list(out.iterdir()) == []


def test_a_key_is_for_packages_and_must_be_one(package: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="only a package"):
        verify_path(tmp_path, signer="lykta-package-1+00000000+AAAA")
    with pytest.raises(BadInputError, match="no verifier key"):
        verify_path(package, signer="nobody")


def test_what_is_no_package_is_refused_or_fails(tmp_path: Path) -> None:
    path = tmp_path / "x.wacz"
    path.write_bytes(b"no zip")
    with pytest.raises(BadInputError):
        verify_path(path)
    with zipfile.ZipFile(path, "w") as other:
        other.writestr("datapackage.json", "{}")
    assert not holds(path)
    entries = dict.fromkeys(wacz.IN_ORDER, b"[" * 100_000)
    path.write_bytes(written(entries))
    assert not holds(path)
