"""The commands for whoever looks after a team and its data: report, digest, export, forget, retain.

Each is written down in the audit of its tenant, done by "command line".
"""
# ruff: noqa: PLC0415  # what a command needs is imported when it runs, so that `--help` is quick

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal

import typer

from bot import beginning
from bot.ending import FINDING, say

if TYPE_CHECKING:
    from bot.domain.content import Chart
    from bot.retaining import Stored

Tenant = Annotated[
    str | None,
    typer.Option("--tenant", help="A workspace or server by its id, where there are several."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print everything as JSON.")]
Days = Annotated[
    int | None,
    typer.Option("--days", min=1, max=36_500, help="Days to keep; in place of what is set."),
]


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    examples: dict[Callable[..., None], str] = {
        report: "chattrain report U012ABC",
        digest: "chattrain digest --chart week.png",
        export: "chattrain export --out attempts.csv",
        forget: "chattrain forget U012ABC",
        retain: "chattrain retain --dry-run",
    }
    for command, example in examples.items():
        app.command(epilog=f"Example: {example}")(command)


def report(
    who: Annotated[
        str | None,
        typer.Argument(metavar="PERSON or GROUP", help="An id; without one, everyone."),
    ] = None,
    *,
    tenant: Tenant = None,
    as_json: AsJson = False,
) -> None:
    """Print the results of a person or a team.

    Shows what managers see: scores of sessions that were assigned or shared, and of others only
    that they were completed.
    """
    from bot import overseeing, reports
    from bot.ports.clock import SystemClock

    settings = beginning.settings(quiet=True)
    made = beginning.run(overseeing.reported(settings, SystemClock(), who=who, tenant=tenant))
    typer.echo(reports.as_json(made) if as_json else reports.as_text(made))


def digest(
    *,
    tenant: Tenant = None,
    weeks: Annotated[
        int, typer.Option("--weeks", min=1, max=104, help="Weeks that the trend shows.")
    ] = 12,
    chart: Annotated[
        Path | None, typer.Option("--chart", metavar="FILE.png", help="Draw the chart there.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Print the digest of the last seven days.

    What `/chattrain digest now` shows; where a channel has a monthly digest, of thirty days.
    """
    from bot import overseeing, reports
    from bot.ports.clock import SystemClock

    settings = beginning.settings(quiet=True)
    made = beginning.run(overseeing.digested(settings, SystemClock(), tenant=tenant, weeks=weeks))
    typer.echo(reports.as_json(made) if as_json else reports.as_text(made))
    if chart is not None:
        _draw(made.chart, chart)


def _draw(chart: Chart | None, file: Path) -> None:
    from bot import overseeing

    if chart is None:
        say("There is nothing to draw yet.")
        raise typer.Exit(FINDING)
    file.write_bytes(beginning.run(overseeing.drawn(chart)))
    say(f"The chart is in {file}.")


def export(
    *,
    tenant: Tenant = None,
    format: Annotated[
        Literal["csv", "jsonl", "xapi"],
        typer.Option("--format", help="CSV, JSON lines, or statements of the Experience API."),
    ] = "csv",
    what: Annotated[
        Literal["attempts", "marks"],
        typer.Option("--what", help="A row for each session, or for each criterion judged."),
    ] = "attempts",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write there; else print.")
    ] = None,
) -> None:
    """Write all results of a tenant to a file.

    Holds what managers see: scores of sessions that were assigned or shared, and of others only
    that they were begun and completed. Statements are of sessions, with all they came to.
    """
    from bot import overseeing
    from bot.ports.clock import SystemClock

    if format == "xapi" and what != "attempts":
        raise typer.BadParameter("Statements are of sessions: leave `--what` out.")
    settings = beginning.settings(quiet=True)
    with _opened(out) as file:
        work = overseeing.exported(
            settings, SystemClock(), file, tenant=tenant, format=format, what=what
        )
        rows = beginning.run(work)
    if out is not None:
        say(f"{rows:,} {'row' if rows == 1 else 'rows'} in {out}")


@contextmanager
def _opened(out: Path | None) -> Iterator[BinaryIO]:
    """Where to write; a file stands there once it is whole."""
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if out.is_dir():
        raise typer.BadParameter(f"{str(out)!r} is a folder: name a file in it.")
    if out.exists() and not out.is_file():  # a pipe or a device
        with out.open("wb") as file:
            yield file
        return
    half = out.with_name(f"{out.name}.part")
    try:
        with half.open("wb") as file:
            yield file
        half.replace(out)
    finally:
        half.unlink(missing_ok=True)


def forget(
    member: Annotated[str, typer.Argument(help="The person's id on their platform.")],
    *,
    tenant: Tenant = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Delete all that is stored of a person.

    Sessions with what was said, scorecards, marks, disputes, assignments and the log of model calls.
    There is no way back.
    """
    from bot import retaining
    from bot.ports.clock import SystemClock

    settings = beginning.settings(quiet=True)
    found = beginning.run(retaining.known(settings, member, tenant))
    if not yes:
        _ask(found)
    beginning.run(retaining.forget(settings, found, SystemClock()))
    typer.echo(f"All of {found.member} in {found.tenant} was deleted: {found}.")


def _ask(found: Stored) -> None:
    if not sys.stdin.isatty():
        raise typer.BadParameter(f"That would delete {found}: say so with `--yes`.")
    question = f"Delete all that is stored of {found.member} in {found.tenant}: {found}?"
    if not typer.confirm(question, err=True):
        say("Nothing was deleted.")
        raise typer.Exit(FINDING)


def retain(
    *,
    tenant: Tenant = None,
    days: Days = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be deleted.")
    ] = False,
) -> None:
    """Delete sessions that were closed too long ago.

    The days are those an admin set for the tenant, else CHATTRAIN_RETENTION_DAYS. A server that
    runs does the same every day.
    """
    from bot import retaining
    from bot.ports.clock import SystemClock

    settings, clock = beginning.settings(quiet=True), SystemClock()
    work = retaining.retain(settings, clock, typer.echo, wanted=tenant, days=days, dry_run=dry_run)
    beginning.run(work)
