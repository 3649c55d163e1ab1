"""`account`: who may work in this home, in a terminal."""

from collections.abc import Sequence
from dataclasses import replace

import typer
from rich.console import Console

from lykta.errors import BadInputError
from lykta.kit.text import printable
from lykta.model.account import ROLE_NAMES, Role, SessionLine
from lykta.model.audit import Actor, Door
from lykta.model.words import Language, Said
from lykta.service import accounts, own_accounts
from lykta.service.settings import Settings
from lykta.service.signing_in import UNKNOWN_ACCOUNT, sign_in, sign_out
from lykta.service.standing import open_desk, open_home


def run_add(settings: Settings, name: str, roles: Sequence[Role]) -> None:
    with open_desk(settings) as desk:
        passphrase = accounts.add_account(desk, name, roles)
    _tell_password(settings.language, name, passphrase)


def run_password(settings: Settings, name: str) -> None:
    with open_desk(settings) as desk:
        passphrase = accounts.new_first_password(desk, name)
    _tell_password(settings.language, name, passphrase)


def print_accounts(settings: Settings) -> None:
    with open_desk(settings) as desk:
        lines = accounts.all_accounts(desk)
    for one in lines:
        closed = Said(sv="öppet", en="open")
        if one.closed_at is not None:
            closed = Said(sv=f"stängt {one.closed_at:%Y-%m-%d}", en=f"closed {one.closed_at:%Y-%m-%d}")
        code = Said(sv="med koder", en="with codes") if one.has_code else Said(sv="utan koder", en="without codes")
        told = (_roles(one.roles, settings.language), closed.in_(settings.language), code.in_(settings.language))
        counted = Said(sv=f"inloggningar: {one.sessions}", en=f"log-ins: {one.sessions}")
        _say(f"{one.name}  {'; '.join(told)}; {counted.in_(settings.language)}")
    if not lines:
        nobody = Said(sv="Inget konto än: hemmet är ditt ensamt.", en="No account yet: the home is yours alone.")
        _say(nobody.in_(settings.language))


def run_roles(settings: Settings, name: str, roles: Sequence[Role]) -> None:
    with open_desk(settings) as desk:
        accounts.set_roles(desk, name, roles)
    now = _roles(roles, settings.language)
    _say(Said(sv=f"{name} är nu {now}.", en=f"{name} is now {now}.").in_(settings.language))


def run_close(settings: Settings, name: str) -> None:
    with open_desk(settings) as desk:
        accounts.close_account(desk, name)
    _say(Said(sv=f"Kontot {name} är stängt.", en=f"The account {name} is closed.").in_(settings.language))


def print_sessions(settings: Settings) -> None:
    with open_desk(settings) as desk:
        _print_sessions(accounts.all_sessions(desk), settings.language)


def run_end(settings: Settings, name: str) -> None:
    with open_desk(settings) as desk:
        ended = accounts.end_sessions(desk, name)
    _say(Said(sv=f"{ended} inloggningar avslutade.", en=f"{ended} log-ins ended.").in_(settings.language))


def print_own(settings: Settings) -> None:
    with open_desk(settings) as desk:
        own = own_accounts.own_account(desk)
    _say(f"{own.name}  {_roles(own.roles, settings.language)}")
    _print_sessions(own.sessions, settings.language)


def run_enter(settings: Settings, name: str, password: str, code: str) -> None:
    """The token alone is printed, so that a shell can keep it."""
    with open_home(settings) as desk:
        at_terminal = replace(desk, actor=Actor(name=UNKNOWN_ACCOUNT, door=Door.TERMINAL, purpose=settings.purpose))
        token = sign_in(at_terminal, name, password, code)
        if token is None:
            raise BadInputError(
                "Account, password and code do not fit together, or it was tried too often. Try again, in a quarter of "
                "an hour at the latest.",
                sv="Konto, lösenord och kod hör inte ihop, eller så har det provats för ofta. Försök igen, senast om "
                "en kvart.",
            )
    typer.echo(token)


def run_leave(settings: Settings) -> None:
    with open_desk(settings) as desk:
        sign_out(desk)


def _tell_password(language: Language, name: str, passphrase: str) -> None:
    told = Said(
        sv=f"Konto {name}, första lösenord {passphrase} (visas bara nu). Det öppnar bara valet av ett eget, på "
        "sidorna.",
        en=f"Account {name}, first password {passphrase} (shown only now). It opens only the choice of an own one, in "
        "the pages.",
    )
    _say(told.in_(language))


def _print_sessions(lines: Sequence[SessionLine], language: Language) -> None:
    for one in lines:
        since = Said(
            sv=f"sedan {one.began_at:%Y-%m-%d %H:%M} UTC, senast {one.last_seen_at:%Y-%m-%d %H:%M}",
            en=f"since {one.began_at:%Y-%m-%d %H:%M} UTC, last used {one.last_seen_at:%Y-%m-%d %H:%M}",
        )
        _say(f"{one.id}  {one.account}  {since.in_(language)}")


def _roles(roles: Sequence[Role], language: Language) -> str:
    return ", ".join(ROLE_NAMES[one].in_(language) for one in roles)


def _say(line: str) -> None:
    Console(highlight=False, soft_wrap=True).print(printable(line), markup=False)
