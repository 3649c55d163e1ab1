"""`estimate`: a table of counts in, a size with its warnings out, or why there is none."""

import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from lykta.cli.filtering import opened
from lykta.cli.lines import answer_each, documents, stdout
from lykta.service.estimating import Counted, estimate_size


class CountsLine(BaseModel):
    """The counts at another linking threshold. They are judged by the service, which can say what is wrong."""

    model_config = ConfigDict(extra="forbid")

    lists: list[str] | dict[str, Any] | None = None
    cells: dict[str, Any] | None = None
    overlaps: dict[str, Any] | None = None
    counts: dict[str, Any] | None = None


class SizeLine(CountsLine):
    """A question of `lykta estimate`. A key that is not known is an error: a misspelt one would change the answer."""

    id: str | int | None = None
    about: Any = None
    seen: Any = None
    occasions: Any = None
    covariate_columns: list[str] | None = None
    covariate_cells: list[list[Any]] | None = None
    window_days: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    median_stay_days: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    unlinked_share: float = Field(default=0.0, ge=0, le=1, allow_inf_nan=False)
    link_thresholds: dict[str, CountsLine] | None = None


def run_estimate(source: Path | None, *, resamples: int, seed: int) -> int:
    def answer(line: SizeLine) -> dict[str, Any]:
        counted = Counted(**{name: getattr(line, name) for name in Counted.__dataclass_fields__ if name != "elsewhere"})
        for threshold, other in (line.link_thresholds or {}).items():
            counted.elsewhere[threshold] = Counted(**{**other.model_dump(), "lists": other.lists or line.lists})
        said = estimate_size(counted, resamples=resamples, seed=seed, progress=_progress())
        return said if line.id is None else {"id": line.id, **said}

    with opened(source) as lines:
        return 0 if answer_each(documents(lines), SizeLine, answer, out=stdout(), keys_once=True) else 1


def _progress() -> Any:
    """A line on the terminal while resampling; nothing when nobody watches."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, of: int) -> None:
        end = "\n" if done == of else ""
        sys.stderr.write(f"\rresampling {100 * done // of} %{end}")
        sys.stderr.flush()

    return show
