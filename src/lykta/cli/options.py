"""What commands have in common: the language, and the settings that they work with."""

from typing import Annotated, Any

import typer

Lang = Annotated[str | None, typer.Option("--lang", help="sv or en; the home's language when left out.")]


def settings_of(**given: Any) -> Any:
    """The settings of this start; what is None was not given."""
    from lykta.service.settings import read_settings

    return read_settings(**{name: value for name, value in given.items() if value is not None})
