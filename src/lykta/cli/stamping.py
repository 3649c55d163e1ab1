"""`stamp`: what each authority stamped, and which of them must be asked again."""

from rich.console import Console

from lykta.model.counting import ARCHIVE_FILE, count_in_digits
from lykta.model.words import Language, Said
from lykta.service.faults import fault_in
from lykta.service.settings import Settings
from lykta.service.stamping import StampReport, stamp_all
from lykta.service.standing import open_desk


def run_stamp(settings: Settings) -> int:
    with open_desk(settings) as desk:
        report = stamp_all(desk)
    show_stamps(Console(highlight=False, soft_wrap=True), report, settings.language)
    return 1 if report.waiting else 0


def show_stamps(console: Console, report: StampReport, language: Language) -> None:
    for one in report.stamped:
        files, at = count_in_digits(one.files, ARCHIVE_FILE), f"{one.at:%Y-%m-%d %H:%M:%S} UTC"
        made = Said(sv=f"{one.authority}: {files.sv} stämplade {at}", en=f"{one.authority}: {files.en} stamped {at}")
        console.print(made.in_(language), markup=False)
    for authority, why in report.waiting:
        failed = Said(
            sv=f"{authority}: ingen stämpel: {fault_in(why, 'sv')} Prövas igen nästa gång.",
            en=f"{authority}: no stamp: {why} It is tried again next time.",
        )
        console.print(failed.in_(language), markup=False)
    if not report.stamped and not report.waiting:
        nothing = Said(sv="Allt som är bevarat är stämplat.", en="All that is kept is stamped.")
        console.print(nothing.in_(language))
