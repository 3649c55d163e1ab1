"""`lykta account`: one function per command. Each loads only what it needs."""

from typing import Annotated

import typer

from lykta.cli.options import Lang, settings_of
from lykta.model.account import Role

account = typer.Typer(no_args_is_help=True, help="Who may work in this home, and in which roles.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="Of the account.")]
Roles = Annotated[list[Role], typer.Option("--role", help="What the person may do; may be repeated.")]


@account.command()
def add(name: Name, role: Roles, lang: Lang = None) -> None:
    """Add a person's account. Its first password is shown once, and opens only the choice of another."""
    from lykta.cli.accounts import run_add

    run_add(settings_of(language=lang), name, role)


@account.command("list")
def list_(lang: Lang = None) -> None:
    """Every account, open and closed, with its roles."""
    from lykta.cli.accounts import print_accounts

    print_accounts(settings_of(language=lang))


@account.command()
def role(name: Name, role: Roles, lang: Lang = None) -> None:
    """Give an account these roles and no others, from now on."""
    from lykta.cli.accounts import run_roles

    run_roles(settings_of(language=lang), name, role)


@account.command()
def password(name: Name, lang: Lang = None) -> None:
    """A new first password for somebody who forgot theirs, shown once. Their log-ins end."""
    from lykta.cli.accounts import run_password

    run_password(settings_of(language=lang), name)


@account.command()
def close(name: Name, lang: Lang = None) -> None:
    """Close an account: every log-in of it ends at once, and its name stays taken."""
    from lykta.cli.accounts import run_close

    run_close(settings_of(language=lang), name)


@account.command()
def sessions(lang: Lang = None) -> None:
    """Every log-in that has not ended."""
    from lykta.cli.accounts import print_sessions

    print_sessions(settings_of(language=lang))


@account.command()
def end(name: Name, lang: Lang = None) -> None:
    """End every log-in of an account."""
    from lykta.cli.accounts import run_end

    run_end(settings_of(language=lang), name)


@account.command()
def own(lang: Lang = None) -> None:
    """Your own account: what you may do, and your log-ins."""
    from lykta.cli.accounts import print_own

    print_own(settings_of(language=lang))


@account.command()
def enter(name: Name, lang: Lang = None) -> None:
    """Sign in at the terminal: export LYKTA_SESSION=$(lykta account enter NAME)."""
    from lykta.cli.accounts import run_enter

    password = typer.prompt("Password", hide_input=True, err=True)
    code = typer.prompt("Code, if your account asks for one", default="", show_default=False, err=True)
    run_enter(settings_of(language=lang), name, password, code)


@account.command()
def leave(lang: Lang = None) -> None:
    """End the log-in in LYKTA_SESSION."""
    from lykta.cli.accounts import run_leave

    run_leave(settings_of(language=lang))
