"""From WARC to stored findings, beside warcio reading the same files and doing nothing else."""

import shutil
import tempfile
import time
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from bench.worlds import DAYS, SEED, pin_to_one_core, presets, world
from lykta.service.importing import ImportReport, import_files
from lykta.service.settings import Settings
from lykta.service.standing import open_desk
from lykta.store.server import remove_cluster

GOAL_ADS_PER_S = 1000


def run() -> None:
    core = pin_to_one_core()
    print(f"importing: one core (number {core}) for program and database together, seed {SEED}, {DAYS} days")
    for preset in presets():
        with world(preset) as (_, captures):
            read_s, records = _warcio_alone(captures)
            import_s, processor_s, report = _import(captures)
        rate = report.ads / import_s
        print(
            f"  {preset}: {report.ads} ads, {report.pages} pages, {report.findings} findings in {import_s:.1f} s: "
            f"{rate:,.0f} ads/s (goal {GOAL_ADS_PER_S}); of that {processor_s:.1f} s processor time of the program, "
            "without database and picture reader; "
            f"warcio reading alone {records} records in {read_s:.1f} s; ratio {import_s / read_s:.1f}"
        )


def _warcio_alone(captures: list[Path]) -> tuple[float, int]:
    began = time.perf_counter()
    records = 0
    for capture in captures:
        with capture.open("rb") as file:
            for record in ArchiveIterator(file):
                record.content_stream().read()
                records += 1
    return time.perf_counter() - began, records


def _import(captures: list[Path]) -> tuple[float, float, ImportReport]:
    """Seconds, seconds of this process's processor time, and what was imported."""
    home = Path(tempfile.mkdtemp(prefix="lykta-bench-home-"))
    try:
        with open_desk(Settings(home=home, database_url=None)) as desk:
            began, began_processor = time.perf_counter(), time.process_time()
            report = import_files(desk, captures)
            return time.perf_counter() - began, time.process_time() - began_processor, report
    finally:
        remove_cluster(home)
        shutil.rmtree(home, ignore_errors=True)
