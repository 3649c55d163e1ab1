"""Time stamps over manifests: what they prove, and every way in which they must not be believed."""

import json
import random
from pathlib import Path

import pytest

from lykta.archive import keep, verify
from lykta.archive.shelf import manifests
from lykta.archive.stamping import LIST, STAMPS, Trusted, joined, list_unstamped, read_trusted, stamp
from lykta.errors import BadInputError
from lykta.kit.hashing import sha256_of
from tests.archive.made import noon, warc
from tests.authority import OPENSSL, Authority

pytestmark = pytest.mark.skipif(OPENSSL is None, reason="openssl is not installed: apt-get install openssl")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("stranger"), "stranger")


@pytest.fixture(scope="module")
def trusted(authority: Authority) -> Trusted:
    return read_trusted(authority.root.read_bytes(), "root.pem")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    archive = tmp_path / "archive"
    keep(warc(tmp_path / "a.warc.gz"), archive, now=noon)
    return archive


def _failed(archive: Path, trusted: Trusted | None) -> list[str]:
    return [f"{check.name}: {check.detail}" for check in verify(archive, trusted=trusted) if not check.passed]


def _token(archive: Path) -> Path:
    return next((archive / STAMPS).rglob("*.tsr"))


def _renamed(path: Path, data: bytes) -> Path:
    """Other bytes under the name that fits them, as one who may write into the folder would do it."""
    path.unlink()
    place = path.with_name(f"{path.name.split('.')[0]}.{sha256_of(data)}.tsr")
    place.write_bytes(data)
    return place


def test_what_was_kept_is_stamped_once_and_later_files_in_a_batch_of_their_own(
    archive: Path, authority: Authority, trusted: Trusted, tmp_path: Path
) -> None:
    made = stamp(archive, "ours", trusted, authority.answer)
    assert made is not None
    assert made.files == 1
    assert _failed(archive, trusted) == []
    assert stamp(archive, "ours", trusted, authority.answer) is None
    keep(warc(tmp_path / "b.warc.gz", pages=3), archive, now=noon)
    assert [line for line in _failed(archive, trusted) if "without a stamp" in line]
    later = stamp(archive, "ours", trusted, authority.answer)
    assert later is not None
    assert (later.files, later.root) != (made.files + 1, made.root)
    assert _failed(archive, trusted) == []


def test_each_authority_stamps_for_itself(
    archive: Path, authority: Authority, stranger: Authority, trusted: Trusted
) -> None:
    stamp(archive, "ours", trusted, authority.answer)
    assert len(list_unstamped(archive, "other")) == 1
    stamp(archive, "other", read_trusted(stranger.root.read_bytes(), "x"), stranger.answer)
    assert len(list((archive / STAMPS).rglob("*.tsr"))) == 2
    assert [line for line in _failed(archive, trusted) if "trusted authority" in line]  # the other's, to our eyes
    both = joined([trusted, read_trusted(stranger.root.read_bytes(), "x")])
    assert _failed(archive, both) == []


def test_without_anybody_to_believe_a_stamp_is_told_and_proves_nothing(
    archive: Path, authority: Authority, trusted: Trusted
) -> None:
    stamp(archive, "ours", trusted, authority.answer)
    (told,) = (check for check in verify(archive) if check.name.startswith("stamp"))
    assert "proves no time" in told.detail


def test_an_authority_that_is_not_ours_is_refused_and_nothing_is_kept(
    archive: Path, stranger: Authority, trusted: Trusted
) -> None:
    with pytest.raises(BadInputError, match="trusted authority"):
        stamp(archive, "ours", trusted, stranger.answer)
    assert not (archive / STAMPS).exists()


def test_an_answer_to_another_request_is_refused(archive: Path, authority: Authority, trusted: Trusted) -> None:
    earlier: list[bytes] = []

    def remember(request: bytes) -> bytes:
        earlier.append(authority.answer(request))
        return earlier[0]

    stamp(archive, "ours", trusted, remember)
    for path in (archive / STAMPS).rglob("*.*"):
        path.unlink()
    with pytest.raises(BadInputError, match="Nonce"):
        stamp(archive, "ours", trusted, remember)


@pytest.mark.parametrize("answer", [b"", b"<html>not found</html>", b"\x30\x03\x02\x01\x02", b"\0" * 300_000])
def test_what_is_no_time_stamp_is_told_in_words(archive: Path, trusted: Trusted, answer: bytes) -> None:
    with pytest.raises(BadInputError, match="ours"):
        stamp(archive, "ours", trusted, lambda _: answer)
    assert list_unstamped(archive, "ours") != []


def test_every_change_of_what_was_stamped_is_found(archive: Path, authority: Authority, trusted: Trusted) -> None:
    stamp(archive, "ours", trusted, authority.answer)
    listed = _token(archive).with_name(LIST)
    whole = listed.read_bytes()
    (manifest,) = manifests(archive)
    kept = manifest.read_bytes()
    listed.write_bytes(whole.replace(b'": "', b'": "0', 1))
    assert any("not the one that was stamped" in line for line in _failed(archive, trusted))
    listed.write_bytes(whole)
    changed = json.loads(kept) | {"kept_at": "2020-01-01T00:00:00+00:00"}
    manifest.chmod(0o600)
    manifest.write_text(json.dumps(changed))
    assert any("is not the one that was stamped" in line for line in _failed(archive, trusted))
    manifest.write_bytes(kept)
    assert _failed(archive, trusted) == []
    _token(archive).unlink()
    assert any("no token" in line for line in _failed(archive, trusted))


def test_a_token_with_a_turned_bit_is_found_and_under_a_fitting_name_it_never_says_another_time(
    archive: Path, authority: Authority, trusted: Trusted
) -> None:
    stamp(archive, "ours", trusted, authority.answer)
    token = _token(archive)
    whole = token.read_bytes()
    said = [check.detail for check in verify(archive, trusted=trusted) if check.name.endswith(" ours")]
    rng = random.Random(7)
    for _ in range(150):
        bit = rng.randrange(len(whole) * 8)
        changed = bytearray(whole)
        changed[bit // 8] ^= 1 << bit % 8
        token.write_bytes(changed)
        assert _failed(archive, trusted)
        renamed = _renamed(token, bytes(changed))
        checks = [check for check in verify(archive, trusted=trusted) if check.name.endswith(" ours")]
        assert [check.detail for check in checks if check.passed] in ([], said)
        renamed.unlink()
        token.write_bytes(whole)


def test_a_list_made_again_for_other_files_fits_no_token(
    archive: Path, authority: Authority, trusted: Trusted, tmp_path: Path
) -> None:
    stamp(archive, "ours", trusted, authority.answer)
    keep(warc(tmp_path / "b.warc.gz", pages=3), archive, now=noon)
    token = _token(archive)
    manifests_now = {path.stem: sha256_of(path.read_bytes()) for path in manifests(archive)}
    data = json.dumps({"manifests": manifests_now}).encode()
    forged = archive / STAMPS / sha256_of(data)
    forged.mkdir()
    (forged / LIST).write_bytes(data)
    (forged / token.name).write_bytes(token.read_bytes())
    assert any("trusted authority" in line for line in _failed(archive, trusted))
    assert any("without a stamp" in line for line in _failed(archive, trusted))


@pytest.mark.parametrize("pem", [b"", b"nonsense", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_a_file_without_a_root_is_refused_in_words(pem: bytes) -> None:
    with pytest.raises(BadInputError, match=r"root\.pem"):
        read_trusted(pem, "root.pem")


def test_a_signer_without_its_root_is_no_root(authority: Authority) -> None:
    with pytest.raises(BadInputError, match="no certificate in it signs itself"):
        read_trusted(authority.root.with_name("signer.pem").read_bytes(), "signer.pem")
