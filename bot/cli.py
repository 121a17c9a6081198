"""The command line: what each command is called, takes, prints and exits with.

Exit status 0, 1 (a finding) or 2 (wrong use); an error is one sentence on standard error. What a
command needs is imported when it runs, so that `--help` is quick.
"""
# ruff: noqa: PLC0415  # see above

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer

from bot import __version__, ending
from bot.ending import FINDING, INTERRUPTED, WRONG_USE

if TYPE_CHECKING:
    from bot.catalogue import Catalogue
    from bot.config import Settings
    from bot.domain.scenario import Scenario
    from bot.errors import ScenarioError

T = TypeVar("T")

app = typer.Typer(
    name="chattrain",
    help="Conversation training in chat: practise with a persona, get scored feedback.",
    epilog="Example: chattrain run",
    add_completion=False,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> NoReturn:
    """The program `chattrain`."""
    ending.prepare_streams()
    sys.exit(ending.status(lambda: app(prog_name="chattrain", standalone_mode=False)))


def _version(wanted: bool) -> None:  # noqa: FBT001  # typer's form
    if wanted:
        print(f"chattrain {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    *,
    version: Annotated[  # noqa: ARG001  # its callback does it all
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        print(context.get_help(), file=sys.stderr)
        raise typer.Exit(WRONG_USE)


@app.command(epilog="Example: PORT=8080 chattrain run")
def run() -> None:
    """Serve everything that is configured, in one process."""
    settings = _settings()

    from bot.app import serve

    _run(serve(settings, lambda address: print(f"ChatTrain is at {address}", flush=True)))


@app.command(epilog="Example: printf 'hello\\nbye\\n' | chattrain play late-delivery")
def play(
    scenario: Annotated[
        str | None, typer.Argument(help="An id from the catalogue, or a scenario file.")
    ] = None,
    *,
    fast: Annotated[
        bool, typer.Option("--fast", help="Show the script's replies at once, not word by word.")
    ] = False,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep the session in the database of DATABASE_URL.")
    ] = False,
) -> None:
    """Practise in the terminal.

    Piped input is one message a line; its end finishes the conversation and scores it.
    """
    from bot.catalogue import Catalogue, bundled

    settings = _settings(quiet=True)
    if fast:
        settings = settings.model_copy(update={"chattrain_script_pace": 0.0})
    among = Catalogue([bundled(), *settings.chattrain_scenarios])
    choice = _choice(scenario or _asked(among), among)

    from bot.practice import practise

    if not _run(practise(settings, choice.id, choice, keep=keep)):
        raise typer.Exit(INTERRUPTED)


@app.command(epilog="Example: chattrain check scenarios/late-delivery.yaml")
def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Files or folders; without any, all scenarios."),
    ] = None,
) -> None:
    """Check scenario files.

    Prints a line for each problem, `file:line:column: path: problem`, and exits with 1 if there
    is one.
    """
    from bot import catalogue

    for path in paths or ():
        if not path.exists():
            raise typer.BadParameter(f"There is no file or folder {str(path)!r}.")
    checked = catalogue.check(paths or [catalogue.bundled(), *_settings().chattrain_scenarios])
    _refuse(checked.problems)
    if not checked.files:
        raise typer.BadParameter("There is no scenario file (.yaml) there.")
    print(f"{_counted(checked.files, 'file')}, no problems")


@app.command(epilog="Example: chattrain schema > scenario.schema.json")
def schema() -> None:
    """Print the scenario format as JSON Schema.

    Editors complete and check scenario files with it.
    """
    from bot.domain.scenario_schema import json_text

    print(json_text(), end="")


@app.command(epilog="Example: chattrain doctor")
def doctor() -> None:
    """Say what is wrong and what to do about it.

    Checks settings, scenarios, database, model endpoints and the address to serve on, a line
    each, and exits with 1 if there is a problem.
    """
    from bot import doctor

    found = False
    for finding in doctor.findings():
        print(finding, flush=True)
        found = found or finding.is_problem
    if found:
        raise typer.Exit(FINDING)


@app.command(epilog="Example: DATABASE_URL=postgresql://user@host/name chattrain migrate")
def migrate() -> None:
    """Bring the database to this version's schema.

    `run` does so by itself for an SQLite file, after copying it.
    """
    from bot import stores

    settings = _settings(quiet=True)
    stores.migrate(settings.database_url)
    print(f"{settings.database} has the schema of this version")


def _refuse(problems: Sequence[ScenarioError]) -> None:
    """Prints problems, for people with the line they stand in, and ends the command."""
    for problem in problems:
        print(problem)
        if sys.stdout.isatty() and (excerpt := problem.excerpt()):
            print("    " + excerpt.replace("\n", "\n    "))
    if problems:
        raise typer.Exit(FINDING)


@dataclass(frozen=True, slots=True)
class Choice:
    """The scenario to practise, and those that can be started beside it, as they are now."""

    id: str
    scenarios: Mapping[str, Scenario]

    def refresh(self) -> None:
        """Does nothing: a practice ends with the scenarios it began with."""


def _choice(wanted: str, among: Catalogue) -> Choice:
    """The scenario of an id, or of a file."""
    from bot import catalogue

    if wanted in among.scenarios:
        return Choice(wanted, among.scenarios)
    path = Path(wanted)
    if path.is_file():
        reading = catalogue.load(path)
        _refuse(reading.problems)
        assert reading.scenario is not None  # noqa: S101  # without a problem there is one
        return Choice(reading.scenario.id, {reading.scenario.id: reading.scenario})
    if path.suffix in catalogue.SUFFIXES or path.name != wanted:
        raise typer.BadParameter(f"There is no scenario file {wanted!r}.")
    near = " or ".join(among.nearest(wanted))
    hint = f"Did you mean {near}?" if near else "`chattrain play` lists them."
    raise typer.BadParameter(f"There is no scenario {wanted!r}. {hint}")


def _asked(among: Catalogue) -> str:
    """Lists the scenarios, and asks for one where there is somebody to ask."""
    from adapters.terminal.keyboard import at_terminal

    offered = sorted(among.scenarios.values(), key=lambda s: (s.difficulty, s.title))
    width = max((len(scenario.id) for scenario in offered), default=0)
    for number, scenario in enumerate(offered, 1):
        print(f"{number:3}  {scenario.id:{width}}  {scenario.title}")
    if not at_terminal() or not offered:
        raise typer.BadParameter("Say which scenario, as in `chattrain play ID`.")
    try:
        answer = input("Which one? ").strip()
    except EOFError:
        raise typer.Exit(WRONG_USE) from None
    chosen = answer.isdecimal() and 1 <= int(answer) <= len(offered)
    return offered[int(answer) - 1].id if chosen else answer


def _settings(*, quiet: bool = False) -> Settings:
    """The settings, with the log set up by them; `quiet` keeps to warnings."""
    from bot import config, logs

    settings = config.load()
    level = settings.chattrain_log_level
    logs.configure(
        format=settings.chattrain_log_format,
        level="warning" if quiet and level == "info" else level,
        secrets=settings.secrets,
    )
    for doubt in config.doubts(settings):
        ending.say(doubt)
    return settings


def _run(work: Coroutine[object, object, T]) -> T:
    """Runs `work` to its end, on uvloop where there is one."""
    try:
        import uvloop
    except ImportError:
        return asyncio.run(work)
    return uvloop.run(work)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
