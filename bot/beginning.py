"""How a command begins: its settings, the log, the loop it runs on, and what it refuses to begin with."""
# ruff: noqa: PLC0415  # what a command needs is imported when it runs, so that `--help` is quick

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Coroutine, Sequence
from typing import TYPE_CHECKING, TypeVar

import typer

from bot.ending import FINDING, say

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.domain.scenario import Scenario
    from bot.errors import ScenarioError

T = TypeVar("T")


def settings(*, quiet: bool = False) -> Settings:
    """The settings, with the log set up by them; `quiet` keeps to errors: what
    matters beside a conversation is said in it."""
    from bot import config, logs

    for doubt in config.misspelt():
        say(doubt)
    found = config.load()
    level = found.chattrain_log_level
    logs.configure(
        format=found.chattrain_log_format,
        level="error" if quiet and level == "info" else level,
        secrets=found.secrets,
    )
    return found


def run(work: Coroutine[object, object, T]) -> T:
    """Runs `work` to its end, on uvloop where there is one."""
    gc.freeze()
    gc.enable()
    try:
        import uvloop
    except ImportError:
        return asyncio.run(work)
    return uvloop.run(work)


def refuse(problems: Sequence[ScenarioError | str]) -> None:
    """Prints problems, for people with the line they stand in, and ends the command."""
    for problem in problems:
        print(problem)
        if isinstance(problem, str) or not sys.stdout.isatty():
            continue
        if excerpt := problem.excerpt():
            print("    " + excerpt.replace("\n", "\n    "))
    if problems:
        raise typer.Exit(FINDING)


def chosen(wanted: str, settings: Settings) -> Scenario:
    """The scenario of an id or a file, without a problem."""
    (scenario,) = all_chosen([wanted], settings, folders=False)
    return scenario


def all_chosen(
    wanted: Sequence[str], settings: Settings, *, folders: bool = True
) -> list[Scenario]:
    """The scenarios of ids, files and folders, each once and without a problem; of none, all there
    are."""
    from pathlib import Path

    from bot import choosing
    from bot.catalogue import Catalogue, bundled

    among = Catalogue([bundled(), *settings.chattrain_scenarios])
    found: dict[str, Scenario] = {}
    for one in wanted:
        if folders and one not in among.scenarios and Path(one).is_dir():
            inside = Catalogue([Path(one)])
            refuse(inside.problems)
            found |= inside.scenarios
        else:
            choice = choosing.choice(one, among)
            refuse(choice.problems)
            found[choice.id] = choice.scenarios[choice.id]
    if not wanted:
        refuse(among.problems)
        found |= among.scenarios
    if not found:
        raise typer.BadParameter("There is no scenario file (.yaml) there.")
    return list(found.values())
