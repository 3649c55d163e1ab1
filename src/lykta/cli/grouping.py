"""`groups`: texts in, the group of near-duplicates of each out."""

from pathlib import Path

from lykta.cli.filtering import opened
from lykta.cli.lines import NamedLine, read_all
from lykta.cli.resolving import say_lines
from lykta.service.grouping import TextRecord, group_records, template_line
from lykta.service.resolving import write_lines
from lykta.service.settings import Settings


class GroupLine(NamedLine):
    """A line of `lykta groups`."""

    text: str
    source: str | None = None


def run_groups(settings: Settings, source: Path | None, templates: Path | None) -> int:
    with opened(source) as lines:
        found, order = read_all(lines, GroupLine)
    records = [TextRecord(id=line.id, text=line.text, source=line.source) for line in found]
    groups = list(group_records(settings, records, with_templates=templates is not None))
    group_of = {id_: group.ids[0] for group in groups for id_ in group.ids}
    if templates is not None:
        write_lines(templates, map(template_line, groups))
    say_lines({"id": one, "group": group_of[one]} if isinstance(one, str) else one for one in order)
    return 0 if all(isinstance(one, str) for one in order) else 1
