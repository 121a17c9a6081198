"""The command line: what each command is called, takes, prints and exits with.

Exit status 0, 1 (a finding) or 2 (wrong use); an error is one sentence on standard error. What a
command needs is imported when it runs, so that `--help` is quick.
"""
# ruff: noqa: PLC0415  # see above

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import typer

from bot import __version__, beginning, ending, managing
from bot.ending import FINDING, INTERRUPTED, WRONG_USE

Player = Literal["script", "model"]

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
    # What a start makes is kept: looking through it for garbage takes a tenth of the start.
    gc.disable()
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
    from bot import config

    settings = beginning.settings()

    from bot.app import serve

    for doubt in config.without_effect(settings):
        ending.say(doubt)
    beginning.run(serve(settings, _announce))


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
    from bot import choosing
    from bot.catalogue import Catalogue, bundled

    settings = beginning.settings(quiet=True)
    if fast:
        settings = settings.model_copy(update={"chattrain_script_pace": 0.0})
    among = Catalogue([bundled(), *settings.chattrain_scenarios])
    choice = choosing.choice(scenario or choosing.ask(among), among)
    beginning.refuse(choice.problems)

    from bot.practice import practise

    if not beginning.run(practise(settings, choice.id, choice, keep=keep)):
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
    from bot import catalogue, proofreading

    for path in paths or ():
        if not path.exists():
            raise typer.BadParameter(f"There is no file or folder {str(path)!r}.")
    folders = paths or [catalogue.bundled(), *beginning.settings().chattrain_scenarios]
    checked = proofreading.check(folders)
    beginning.refuse(checked.problems)
    if not checked.files:
        raise typer.BadParameter("There is no scenario file (.yaml) there.")
    print(f"{_counted(checked.files, 'file')}, no problems")


@app.command(epilog="Example: chattrain grade late-delivery talk.jsonl")
def grade(
    scenario: Annotated[str, typer.Argument(help="An id from the catalogue, or a file.")],
    transcript: Annotated[
        Path, typer.Argument(help="JSON lines of `speaker` and `text`; - for standard input.")
    ],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the scorecard as JSON.")] = False,
    offline: Annotated[bool, typer.Option("--offline", help="Use no language model.")] = False,
) -> None:
    """Score a conversation.

    Each line of the transcript is an object such as {"speaker": "trainee", "text": "Hello"}; the
    speaker is trainee or persona. The judge that is configured scores it, else rules alone.
    """
    from bot import trials

    settings = beginning.settings(quiet=True)
    chosen = beginning.chosen(scenario, settings)
    if str(transcript) != "-" and not transcript.is_file():
        raise typer.BadParameter(f"There is no file {str(transcript)!r}.")
    told = trials.read(transcript)
    beginning.refuse(told.problems)
    card = (
        trials.by_rules(chosen, told)
        if offline
        else beginning.run(trials.judged(settings, chosen, told))
    )
    print(trials.shown(card, as_json=as_json))


@app.command(epilog="Example: chattrain simulate late-delivery --persona model --runs 3")
def simulate(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SCENARIO]...", help="Ids from the catalogue, files or folders."),
    ] = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="All scenarios of the catalogue.")] = False,
    persona: Annotated[
        Player | None, typer.Option("--persona", help="Who plays the persona.")
    ] = None,
    trainee: Annotated[
        Player,
        typer.Option("--trainee", help="Who plays the trainees; a model also plays the persona."),
    ] = "script",
    runs: Annotated[
        int, typer.Option("--runs", min=1, max=100, help="Conversations with each trainee.")
    ] = 1,
    no_judge: Annotated[
        bool, typer.Option("--no-judge", help="Ask no judge about the persona's replies.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    talk: Annotated[bool, typer.Option("--talk", help="Print the conversations too.")] = False,
) -> None:
    """Play the scripted trainees of scenarios, and score them.

    They are played against the script, or a model, and scored by rules. With a model as the persona,
    what it tells too early, where it gives way and whether it keeps to its part is measured. Exits
    with 1 where scores do not come in the order of the trainees, or a fact is told too early.
    """
    from bot import figures, rehearsals

    if bool(scenarios) == every:
        raise typer.BadParameter("Name scenarios, or all of them with --all.")
    settings = beginning.settings(quiet=True)
    chosen = beginning.all_chosen(scenarios or (), settings)
    players = rehearsals.Players(
        persona=persona or trainee, trainee=trainee, runs=runs, judged=not no_judge
    )
    if problem := rehearsals.unplayable(chosen, players):
        raise typer.BadParameter(problem)
    if players.asks_models:
        played = beginning.run(rehearsals.with_models(settings, chosen, players))
    else:
        played = [rehearsals.by_script(scenario) for scenario in chosen]
    print(figures.as_json(played) if as_json else figures.as_text(played, talk=talk))
    if any(one.problems for one in played):
        raise typer.Exit(FINDING)


@app.command(epilog="Example: chattrain schema > scenario.schema.json")
def schema(
    *,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print tables for people instead.")
    ] = False,
) -> None:
    """Print the scenario format as JSON Schema.

    Editors complete and check scenario files with it.
    """
    from bot.domain import scenario_reference, scenario_schema

    print(scenario_reference.markdown() if markdown else scenario_schema.json_text(), end="")


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


@app.command(epilog="Example: chattrain usage --days 30")
def usage(
    *,
    days: Annotated[
        int, typer.Option("--days", min=1, max=3660, help="How many days, today included.")
    ] = 7,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Print what calls of language models took.

    Calls, tokens, cost and the time to the first word, by day, provider, purpose and member.
    """
    from bot import usage
    from bot.ports.clock import SystemClock

    report = beginning.run(usage.usage(beginning.settings(quiet=True), SystemClock(), days))
    print(usage.as_json(report) if as_json else usage.as_text(report))


managing.add_to(app)


@app.command(epilog="Example: DATABASE_URL=postgresql://user@host/name chattrain migrate")
def migrate() -> None:
    """Bring the database to this version's schema.

    `run` does so by itself for an SQLite file, after copying it.
    """
    from bot import stores

    settings = beginning.settings(quiet=True)
    stores.migrate(settings.database_url)
    print(f"{settings.database} has the schema of this version")


def _announce(addresses: Sequence[str]) -> None:
    """Says where the page is: on this machine first, then for others."""
    here, *others = addresses or ("",)
    beside = "".join(f", from other machines at {address}" for address in others)
    print(f"ChatTrain is at {here}{beside}" if here else "ChatTrain runs, without its page")
    sys.stdout.flush()


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
