"""Packages of captured pages: how many changed ones are accepted, and what checking costs."""

import json
import shutil
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

from tests.service.packages import entries_of, mutations

from bench.worlds import SEED, world
from lykta.errors import BadInputError
from lykta.model.signal import Tier
from lykta.service import looking
from lykta.service.importing import import_files
from lykta.service.linking import link_all
from lykta.service.packing import pack_network
from lykta.service.settings import Settings
from lykta.service.standing import open_desk
from lykta.service.verifying import verify_path
from lykta.share import wacz
from lykta.store.server import remove_cluster

MUTATIONS = 2_400
FILES = 12  # of the default world: one network of some size is enough


def run() -> None:
    home = Path(tempfile.mkdtemp(prefix="lykta-bench-home-"))
    try:
        with world("default") as (_, captures), open_desk(Settings(home=home, database_url=None)) as desk:
            import_files(desk, captures[:FILES])
            link_all(desk)
            items = [one for one in looking.today(desk).items if one.tier is not Tier.SUSPECTED_MINOR]
            package = home / "network.wacz"
            packed = pack_network(desk, max(items, key=lambda one: one.ads).network, package, with_pictures=True)
        print(f"packing: {packed.pages} pages and {packed.pictures} pictures, {packed.length} bytes, seed {SEED}")
        _change(package, home)
    finally:
        remove_cluster(home)
        shutil.rmtree(home, ignore_errors=True)


def _change(package: Path, folder: Path) -> None:
    signer = json.loads(entries_of(package)[wacz.DIGEST])["signedData"]["signer"]
    began = time.process_time()
    whole = verify_path(package, signer=signer)
    took_s = time.process_time() - began
    holds = all(check.passed for check in whole)
    print(
        f"  unchanged: {len(whole)} checks, all hold: {holds}; {_packed_mb(package) / took_s:.0f} MB checked a second"
    )
    accepted: Counter[str] = Counter()
    made: Counter[str] = Counter()
    changed = folder / "changed.wacz"
    for way, data in mutations(package, Random(SEED), MUTATIONS):
        changed.write_bytes(data)
        made[way] += 1
        try:
            accepted[way] += all(check.passed for check in verify_path(changed, signer=signer))
        except BadInputError:
            continue
    ways = ", ".join(f"{way} {count}" for way, count in sorted(made.items()))
    print(f"  {made.total()} changed in {len(made)} ways ({ways}): {accepted.total()} accepted (goal 0 of 2,000)")


def _packed_mb(package: Path) -> float:
    return package.stat().st_size / 1e6
