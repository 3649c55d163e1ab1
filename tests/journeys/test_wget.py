"""A capture that another program made of the simulated sites is read like our own."""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from lykta.service.desk import Desk
from lykta.service.importing import import_files
from lykta.service.looking import unread_view
from lykta.service.simulating import make_world
from lykta.simulate.market import Market
from lykta.simulate.serve import SiteServer
from lykta.store import ads as ads_store

WGET = shutil.which("wget")
pytestmark = pytest.mark.skipif(WGET is None, reason="wget is not installed: apt-get install wget")


@pytest.fixture(scope="module")
def market() -> Market:
    return make_world(preset="default", seed=11, days=6, scale=0.15)


@pytest.fixture(scope="module")
def sites(market: Market) -> Iterator[SiteServer]:
    with SiteServer(market, 0) as server:
        server.clock.move(market.settings.start + timedelta(days=3, hours=12))
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_a_capture_by_wget_gives_the_ads_under_their_own_site(
    desk: Desk, market: Market, sites: SiteServer, tmp_path: Path
) -> None:
    subprocess.run(
        [str(WGET), "--quiet", "--recursive", "--level=2", "--warc-file=board", "--directory-prefix=pages",
         "http://annonstorget.example/"],
        cwd=tmp_path, check=False, timeout=120,
        env={"http_proxy": f"http://127.0.0.1:{sites.port}", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    report = import_files(desk, [tmp_path / "board.warc.gz"])
    assert report.damaged == []
    with desk.store.reading() as connection:
        found = [key for _, key in ads_store.ad_keys(connection)]
    assert found
    assert {source for source, _ in found} == {"annonstorget"}
    assert {key for _, key in found} <= {ad.posting.key for ad in market.ads if ad.site == "annonstorget"}
    assert unread_view(desk).pages == ()
