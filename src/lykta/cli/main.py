"""`lykta`: one function per command. Each loads only what it needs, so that `lykta --help` is instant."""

import sys
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import typer

from lykta import __version__
from lykta.cli.account_commands import account
from lykta.cli.case_commands import case
from lykta.cli.options import Lang
from lykta.cli.options import settings_of as _settings
from lykta.errors import LyktaError
from lykta.model.ad import AdKind
from lykta.model.words import Language

app = typer.Typer(
    help="Maps the online market for bought sex so that a small unit can find who is behind it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Files = Annotated[list[Path], typer.Argument(help="WARC, WARC.gz, WACZ, a folder of HTML, CSV or JSONL of ads.")]
Source = Annotated[Path | None, typer.Argument(help="A file; standard input when left out.")]


def main() -> None:
    """The program's door: an error of ours is one sentence and exit status 1, never a trace."""
    try:
        app()
    except LyktaError as error:
        typer.echo(f"lykta: {_in_words(error)}", err=True)
        sys.exit(1)
    except BrokenPipeError:  # the reader of our lines went away, as `head` does
        sys.stderr.close()
        sys.exit(1)


def _in_words(error: LyktaError) -> str:
    """The error in the language asked for; nothing that colleagues wrote is obeyed by the terminal."""
    from lykta.kit.text import printable
    from lykta.service.faults import in_language

    told = in_language(error, _language(dict(pairwise(sys.argv)).get("--lang")))
    return "\n".join(map(printable, told.split("\n")))


def _language(asked: str | None) -> Language:
    """The language asked for, else the home's; English where the settings are what is wrong."""
    try:
        found: Language = _settings(language=asked).language
    except LyktaError:
        return "en"
    return found


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"lykta {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print and end.")
    ] = False,
) -> None:
    del version


@app.command()
def demo(
    days: Annotated[int, typer.Option(min=2, max=365, help="Simulated days.")] = 60,
    seed: Annotated[int, typer.Option(help="The same seed gives the same world.")] = 7,
    preset: Annotated[str, typer.Option(help="default or hard.")] = "default",
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Open the pages at the end.")] = True,
    lang: Lang = None,
) -> None:
    """A simulated market goes the whole path, with a summary against the truth at the end."""
    from lykta.cli.demo import run_demo

    run_demo(_settings(language=lang), days=days, seed=seed, preset=preset, then_serve=serve)


@app.command("import")
def import_(
    files: Files,
    link: Annotated[bool, typer.Option("--link/--no-link", help="Link and assess afterwards.")] = True,
    charset: Annotated[
        str | None, typer.Option(help="Of CSV and JSONL, when it is not found rightly: windows-1250, utf-16, ...")
    ] = None,
    lang: Lang = None,
) -> None:
    """Keep captures or tables of ads in the archive, then read them. Repeating adds nothing."""
    from lykta.cli.importing import run_import

    sys.exit(run_import(_settings(language=lang), files, then_link=link, charset=charset))


@app.command()
def watch(
    once: Annotated[bool, typer.Option("--once", help="Make the visits that are due now, then end.")] = False,
    lang: Lang = None,
) -> None:
    """Visit the sources in watch.toml at their rates until stopped. Repeating and killing are safe."""
    from lykta.cli.watching import run_watch

    sys.exit(run_watch(_settings(language=lang), once=once))


@app.command()
def coverage(
    days: Annotated[int, typer.Option(min=1, max=3660, help="How far back.")] = 30,
    lang: Lang = None,
) -> None:
    """Which visits were made and which were not: what we did not look at, and why."""
    from lykta.cli.watching import print_coverage

    print_coverage(_settings(language=lang), days=days)


@app.command()
def rebuild(
    despite_missing: Annotated[
        bool, typer.Option("--despite-missing", help="What was read from archive files that are gone may go too.")
    ] = False,
    lang: Lang = None,
) -> None:
    """Make everything right of the archive anew from it. Nothing is emptied while archive files are missing."""
    from lykta.cli.importing import run_rebuild

    sys.exit(run_rebuild(_settings(language=lang), despite_missing=despite_missing))


@app.command()
def link(lang: Lang = None) -> None:
    """Join all ads into advertisers and networks and put them in order of review."""
    from lykta.cli.importing import run_link

    run_link(_settings(language=lang))


@app.command()
def today(lang: Lang = None) -> None:
    """Where to look first and why: suspected minors, then what changed."""
    from lykta.cli.looking import print_today

    print_today(_settings(language=lang))


@app.command()
def network(id: Annotated[str, typer.Argument(help="As printed by today or find.")], lang: Lang = None) -> None:  # noqa: A002
    """One network: why it is linked, its signals, its places."""
    from lykta.cli.looking import print_network

    print_network(_settings(language=lang), id)


@app.command()
def law(
    network: Annotated[str | None, typer.Argument(help="As printed by today or find; all offences without it.")] = None,
    lang: Lang = None,
) -> None:
    """Offences and their elements: what in a network speaks for, against, and what nobody knows."""
    from lykta.cli.law import print_law, print_offences

    if network is None:
        print_offences(_settings(language=lang))
    else:
        print_law(_settings(language=lang), network)


@app.command()
def find(
    query: Annotated[str, typer.Argument(help="A number written in any way, an address, a phrase.")],
    lang: Lang = None,
) -> None:
    """Networks that hold what is asked for."""
    from lykta.cli.looking import print_found

    print_found(_settings(language=lang), query)


@app.command()
def judge(
    decision: Annotated[str, typer.Argument(metavar="together|apart", help="Do the two belong together?")],
    first: Annotated[str, typer.Argument(help="An ad, an advertiser or a network.")],
    second: Annotated[str, typer.Argument(help="The other one.")],
    by: Annotated[str, typer.Option(help="Your name: a judgement is a person's.")],
    why: Annotated[str, typer.Option(help="The reason, in words.")],
    network: Annotated[
        bool, typer.Option("--network", help="One organiser or not; without it, one contact or not.")
    ] = False,
    link: Annotated[bool, typer.Option("--link/--no-link", help="Link again afterwards.")] = True,
    lang: Lang = None,
) -> None:
    """Say that two ads have one contact or not. Every linking obeys; nothing is lost when it is withdrawn."""
    from lykta.cli.judging import run_judge

    run_judge(_settings(language=lang), decision, first, second, by=by, why=why, of_network=network, then_link=link)


@app.command()
def withdraw(
    judgement: Annotated[str, typer.Argument(help="As printed by judge and judgements.")],
    by: Annotated[str, typer.Option(help="Your name.")],
    why: Annotated[str, typer.Option(help="The reason, in words.")],
    link: Annotated[bool, typer.Option("--link/--no-link", help="Link again afterwards.")] = True,
    lang: Lang = None,
) -> None:
    """Take a judgement back. It stays on record and no longer holds."""
    from lykta.cli.judging import run_withdraw

    run_withdraw(_settings(language=lang), judgement, by=by, why=why, then_link=link)


@app.command()
def judgements(lang: Lang = None) -> None:
    """Every judgement on a pair, who made it and why, and whether it is obeyed."""
    from lykta.cli.judging import print_judgements

    print_judgements(_settings(language=lang))


@app.command()
def export(
    id: Annotated[str, typer.Argument(help="A network, as printed by today or find.")],  # noqa: A002
    out: Annotated[Path, typer.Option(help="The file to write; it must not exist.")],
    format: Annotated[str, typer.Option("--format", help="csv, jsonl, or a format of your own.")] = "csv",  # noqa: A002
    lang: Lang = None,
) -> None:
    """Write one network to a file: its ads, findings and reasons."""
    from lykta.cli.exporting import run_export

    run_export(_settings(language=lang), id, format, out)


@app.command()
def wacz(
    id: Annotated[str, typer.Argument(help="A network, as printed by today or find.")],  # noqa: A002
    out: Annotated[Path, typer.Option(help="The file to write; it must not exist.")],
    pictures: Annotated[bool, typer.Option("--pictures", help="With pictures; never of a suspected minor.")] = False,
    lang: Lang = None,
) -> None:
    """Write every capture of one network's ads to a sealed WACZ file that others can check and replay."""
    from lykta.cli.exporting import run_wacz

    run_wacz(_settings(language=lang), id, out, with_pictures=pictures)


@app.command()
def unread(
    everything: Annotated[bool, typer.Option("--all", help="Also what is older than the newest 500 of each.")] = False,
    lang: Lang = None,
) -> None:
    """Pages, records and lines that nobody could read: kept, counted, listed."""
    from lykta.cli.looking import print_unread
    from lykta.service.looking import UNREAD_LIMIT

    print_unread(_settings(language=lang), most=None if everything else UNREAD_LIMIT)


@app.command()
def serve(
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="On 127.0.0.1 only.")] = None,
    lang: Lang = None,
) -> None:
    """The pages, on this machine only."""
    from lykta.cli.serving import run_server

    run_server(_settings(port=port, language=lang))


@app.command()
def simulate(
    out: Annotated[Path | None, typer.Option(help="Folder for warc/ and truth.jsonl.")] = None,
    days: Annotated[int, typer.Option(min=2, max=365)] = 60,
    seed: Annotated[int, typer.Option()] = 7,
    preset: Annotated[str, typer.Option(help="default or hard.")] = "default",
    serve: Annotated[
        int | None, typer.Option("--serve", min=1, max=65535, metavar="PORT", help="Serve the sites instead.")
    ] = None,
    lang: Lang = None,
) -> None:
    """A synthetic market with known truth, as captures in a folder or served over HTTP on this machine."""
    from lykta.cli.simulating import run_simulation

    run_simulation(_settings(language=lang), out=out, days=days, seed=seed, preset=preset, port=serve)


@app.command()
def phones(source: Source = None) -> None:
    """Filter: {"id","text","region"} a line in, the phone numbers in the text out."""
    from lykta.cli.filtering import run_phones

    sys.exit(run_phones(_settings(), source))


@app.command()
def extract(source: Source = None) -> None:
    """Filter: {"id","text","region","posted_at"} a line in, findings of all kinds out."""
    from lykta.cli.filtering import run_extract

    sys.exit(run_extract(_settings(), source))


@app.command("hash")
def hash_(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Pictures; paths on standard input, one a line, when left out.")
    ] = None,
    pdq: Annotated[bool, typer.Option("--pdq", help="PDQ hashes too; needs the extra lykta[pdq].")] = False,
    text: Annotated[bool, typer.Option("--text", help="Text on them too; needs the extra lykta[ocr].")] = False,
) -> None:
    """Filter: picture paths in, perceptual hashes and quality out."""
    from lykta.cli.filtering import run_hash

    sys.exit(run_hash(paths or [], with_pdq=pdq, with_text=text))


@app.command()
def resolve(
    source: Source = None,
    links: Annotated[Path | None, typer.Option(help="Also write links with reasons and bits here.")] = None,
    columns: Annotated[
        Path | None, typer.Option(help="A TOML file that says how the columns of any other table compare.")
    ] = None,
) -> None:
    """Filter: ads in (JSONL, CSV, Parquet), the advertiser and network of each out. Or any table, with --columns."""
    from lykta.cli.resolving import run_resolve, run_resolve_table

    if columns is not None:
        sys.exit(run_resolve_table(source, columns, links))
    sys.exit(run_resolve(_settings(), source, links))


@app.command()
def groups(
    source: Source = None,
    templates: Annotated[
        Path | None, typer.Option(help="Also write each group's template with its slots here.")
    ] = None,
) -> None:
    """Filter: {"id","text","source"} a line in, the group of near-duplicate texts of each out."""
    from lykta.cli.grouping import run_groups

    sys.exit(run_groups(_settings(), source, templates))


@app.command()
def estimate(
    source: Source = None,
    resamples: Annotated[int, typer.Option(min=0, max=10_000, help="For the interval of three lists or more.")] = 1000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same bytes.")] = 1,
) -> None:
    """Filter: a table of counts as JSON in; "at least" how many, the range and its warnings out, or a refusal.

    Lists that overlap: {"lists": ["A", "B", "C"], "cells": {"100": 60, "110": 9, ...}}, a digit a list; or their sizes
    and overlaps: {"lists": {"A": 948, "B": 421}, "overlaps": {"A:B": 167}}.

    How often each was seen: {"counts": {"1": 1645, "2": 183}, "occasions": 12}; occasions if they were equal.

    The same with groups: {"covariate_columns": ["times", "men", "people"], "covariate_cells": [[1, 0, 57], ...]}.
    """
    from lykta.cli.estimating import run_estimate

    sys.exit(run_estimate(source, resamples=resamples, seed=seed))


@app.command()
def verify(
    path: Annotated[Path, typer.Argument(help="An archive folder, one file in it, or a package written by wacz.")],
    key: Annotated[str | None, typer.Option(help="Who must have sealed a package: name+id+key.")] = None,
    authority: Annotated[
        list[Path] | None, typer.Option(help="A PEM file with the root of an authority whose time stamps are believed.")
    ] = None,
    lang: Lang = None,
) -> None:
    """Is every kept byte still what it was? Exit status 0 only if every check holds."""
    from lykta.cli.verifying import run_verify

    sys.exit(run_verify(path, key, authority or [], _language(lang)))


@app.command()
def stamp(lang: Lang = None) -> None:
    """Ask the authorities in stamp.toml for time stamps over what was kept since. Exit status 1 when one fails."""
    from lykta.cli.stamping import run_stamp

    sys.exit(run_stamp(_settings(language=lang)))


app.add_typer(account, name="account")
app.add_typer(case, name="case")
market = typer.Typer(no_args_is_help=True, help="The market as a whole, each figure with what was not seen.")
app.add_typer(market, name="market")
Back = Annotated[int, typer.Option(min=1, max=3660, help="How many days back from the newest sighting.")]


@market.command("seen")
def market_seen(days: Back = 30, lang: Lang = None) -> None:
    """Of the ads published on the watched sites, the share that was seen, by site and in all."""
    from lykta.cli.market import print_seen

    print_seen(_settings(language=lang), days=days)


@market.command("trend")
def market_trend(
    days: Back = 365,
    ahead: Annotated[int, typer.Option(min=0, max=90, help="Days to forecast; 0: none.")] = 28,
    kind: Annotated[AdKind | None, typer.Option(help="Only ads of this kind.")] = None,
    county: Annotated[
        str | None, typer.Option(metavar="CODE", help="Only ads that name a place there: 01 Stockholm, 12 Skåne, ...")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of the forecast; the same seed gives the same.")] = 1,
    lang: Lang = None,
) -> None:
    """Ads published a day: growth, steps and forecast, corrected for our own collection."""
    from lykta.cli.market import print_trend

    print_trend(_settings(language=lang), days=days, ahead=ahead, seed=seed, kind=kind, county=county)


@market.command("returning")
def market_returning(
    days: Back = 7,
    linked: Annotated[
        float | None, typer.Option(min=0, max=1, help="Share of returners that linking knows again, where it is known.")
    ] = None,
    lang: Lang = None,
) -> None:
    """Of the advertisers seen now, how many were there before, corrected for what was not seen."""
    from lykta.cli.market import print_returning

    print_returning(_settings(language=lang), days=days, linked=linked)


@market.command("movement")
def market_movement(days: Back = 90, lang: Lang = None) -> None:
    """Contacts whose ads move from place to place together more often than by chance."""
    from lykta.cli.market import print_movement

    print_movement(_settings(language=lang), days=days)


@app.command()
def plan(
    hours: Annotated[float, typer.Option(min=0, max=1000, help="Of visiting sites a day.")],
    review_hours: Annotated[
        float | None, typer.Option(min=0, max=1000, help="Also hours of review today, by county.")
    ] = None,
    least_share: Annotated[
        float, typer.Option(min=0, max=0.99, help="Of every county's networks, reviewed at the least.")
    ] = 0.5,
    minutes_each: Annotated[float, typer.Option(min=1, max=480, help="Assumed for one network.")] = 10,
    lang: Lang = None,
) -> None:
    """Where to look next with the hours there are, why, and what an hour more or less would change."""
    from lykta.cli.planning import print_plan

    print_plan(
        _settings(language=lang),
        hours=hours,
        review_hours=review_hours,
        least_share=least_share,
        minutes_each=minutes_each,
    )


audit = typer.Typer(no_args_is_help=True, help="The audit log: who looked at what, and proof that it was not changed.")
app.add_typer(audit, name="audit")


@audit.command("log")
def audit_log(
    most: Annotated[int, typer.Option(min=1, max=100_000, help="How many of the newest entries.")] = 50,
    lang: Lang = None,
) -> None:
    """The newest entries. Reading them is logged too."""
    from lykta.cli.auditing import print_log

    print_log(_settings(language=lang), most)


@audit.command("searched")
def audit_searched(
    words: Annotated[str, typer.Argument(help="What may have been searched for.")], lang: Lang = None
) -> None:
    """Who searched for these words, or the number in them. The log does not hold them, so they can only be tried."""
    from lykta.cli.auditing import print_searched

    print_searched(_settings(language=lang), words)


@audit.command("key")
def audit_key(lang: Lang = None) -> None:
    """The public key with which anybody checks this log's checkpoints."""
    from lykta.cli.auditing import print_key

    print_key(_settings(language=lang))


@audit.command("checkpoint")
def audit_checkpoint(
    out: Annotated[Path | None, typer.Option(help="A file to keep elsewhere; standard output when left out.")] = None,
    lang: Lang = None,
) -> None:
    """Sign the log as it is now. Keep it where whoever may change the database may not write."""
    from lykta.cli.auditing import run_checkpoint

    run_checkpoint(_settings(language=lang), out)


@audit.command("prove")
def audit_prove(
    number: Annotated[int, typer.Argument(min=0, help="Of the entry.")],
    since: Annotated[int | None, typer.Option(min=0, help="Also that the log of this size is its start.")] = None,
    lang: Lang = None,
) -> None:
    """As JSON: an entry, the proof that it is in the log, and a fresh checkpoint."""
    from lykta.cli.auditing import print_proof

    print_proof(_settings(language=lang), number, since)


@audit.command("verify")
def audit_verify(
    against: Annotated[list[Path] | None, typer.Option(help="A checkpoint that was kept elsewhere.")] = None,
    key: Annotated[str | None, typer.Option(help="The log's key as it was noted elsewhere.")] = None,
    lang: Lang = None,
) -> None:
    """Read the whole log and compare it with its checkpoints. Exit status 0 only if every check holds."""
    from lykta.cli.auditing import run_verify_log

    sys.exit(run_verify_log(_settings(language=lang), against or [], key))


@app.command(hidden=True)
def prepare() -> None:
    """Compile what is compiled once; part of the set-up."""
    from lykta.service.preparing import prepare as compile_kernels

    compile_kernels()
