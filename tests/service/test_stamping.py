"""`lykta stamp` over a home: authorities on this machine that answer, lie, or are down."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from lykta.cli.stamping import run_stamp
from lykta.errors import BadInputError, SettingsError
from lykta.service import looking
from lykta.service.desk import Desk
from lykta.service.importing import import_files
from lykta.service.stamping import stamp_all
from lykta.service.verifying import verify_path
from tests.authority import OPENSSL, Authority, served

pytestmark = pytest.mark.skipif(OPENSSL is None, reason="openssl is not installed: apt-get install openssl")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


def _plan(desk: Desk, authority: Authority, **ports: int) -> None:
    (desk.settings.home / "root.pem").write_bytes(authority.root.read_bytes())
    hosts = ", ".join(f'"127.0.0.1:{port}"' for port in ports.values())
    lines = [f"test_hosts = [{hosts}]", "total_s = 5"]
    for name, port in ports.items():
        lines += ["[[authority]]", f'name = "{name}"', f'url = "http://127.0.0.1:{port}/tsr"', 'roots = "root.pem"']
    (desk.settings.home / "stamp.toml").write_text("\n".join(lines))


@pytest.fixture
def kept(desk: Desk, tmp_path: Path) -> Desk:
    table = tmp_path / "ads.csv"
    table.write_text("id,text\n1,Hej\n")
    import_files(desk, [table])
    return desk


def test_two_authorities_stamp_and_a_third_that_is_down_is_asked_again(kept: Desk, authority: Authority) -> None:
    with served(authority.answer) as one, served(authority.answer) as two:
        _plan(kept, authority, one=one, two=two, down=9)
        report = stamp_all(kept)
        assert [(made.authority, made.files) for made in report.stamped] == [("one", 1), ("two", 1)]
        ((name, why),) = report.waiting
        assert name == "down"
        assert "127.0.0.1:9" in why
        again = stamp_all(kept)
    assert again.stamped == ()
    assert [name for name, _ in again.waiting] == ["down"]
    checks = verify_path(kept.settings.archive, authorities=[kept.settings.home / "root.pem"])
    assert all(check.passed for check in checks)


@pytest.mark.parametrize(("status", "body"), [(500, b"broken"), (200, b"<html>"), (302, b"")])
def test_an_authority_that_gives_no_stamp_leaves_the_capture_kept_and_unstamped(
    kept: Desk, authority: Authority, status: int, body: bytes
) -> None:
    with served(lambda _: body, status=status) as port:
        _plan(kept, authority, one=port)
        report = stamp_all(kept)
    assert report.stamped == ()
    assert report.waiting[0][0] == "one"
    assert all(check.passed for check in verify_path(kept.settings.archive))


def test_today_tells_of_files_that_were_not_stamped_for_a_day(kept: Desk, authority: Authority) -> None:
    _plan(kept, authority, down=9)
    assert not [alarm for alarm in looking.today(kept).alarms if "time stamp" in alarm.says.en]
    later = replace(kept, now=lambda: kept.now() + timedelta(days=2))
    (alarm,) = (alarm for alarm in looking.today(later).alarms if "time stamp" in alarm.says.en)
    assert alarm.says.en == "Without a time stamp by down: 1 archive file. Run: lykta stamp"


def test_a_home_without_authorities_says_what_to_write(kept: Desk) -> None:
    with pytest.raises(SettingsError, match=r"stamp\.toml"):
        stamp_all(kept)


def test_a_root_that_is_missing_is_told_with_its_path(kept: Desk, authority: Authority) -> None:
    _plan(kept, authority, one=9)
    (kept.settings.home / "root.pem").unlink()
    with pytest.raises(SettingsError, match=r"root\.pem: cannot be read"):
        stamp_all(kept)


def test_an_authority_is_named_for_folders_only(kept: Desk, authority: Authority) -> None:
    (file,) = kept.settings.archive.glob("??/*.warc.gz")
    with pytest.raises(BadInputError, match="Leave it out"):
        verify_path(file, authorities=[authority.root])


@pytest.mark.parametrize(("language", "said"), [("sv", "1 arkivfil stämplade"), ("en", "1 archive file stamped")])
def test_the_terminal_says_what_was_stamped(
    kept: Desk, authority: Authority, language: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with served(authority.answer) as port:
        _plan(kept, authority, one=port)
        assert run_stamp(kept.settings.model_copy(update={"language": language})) == 0
    assert said in capsys.readouterr().out
