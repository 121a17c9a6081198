"""Which scenario is practised in the terminal: named, or chosen from a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from adapters.terminal.keyboard import at_terminal
from bot import catalogue
from bot.catalogue import Catalogue
from bot.domain.scenario import Scenario
from bot.ending import WRONG_USE
from bot.errors import ScenarioError


@dataclass(frozen=True, slots=True)
class Choice:
    """The scenario to practise, and those that can be started beside it, as they are now."""

    id: str
    scenarios: Mapping[str, Scenario]
    problems: Sequence[ScenarioError] = ()
    """What is wrong with the file that was named; then there is nothing to practise."""

    def refresh(self) -> None:
        """Does nothing: a practice ends with the scenarios it began with."""


def choice(wanted: str, among: Catalogue) -> Choice:
    """The scenario of an id, or of a file."""
    if wanted in among.scenarios:
        return Choice(wanted, among.scenarios)
    path = Path(wanted)
    if path.is_file():
        reading = catalogue.load(path)
        if reading.scenario is None or reading.problems:
            return Choice(wanted, {}, reading.problems)
        return Choice(reading.scenario.id, {reading.scenario.id: reading.scenario})
    if path.suffix in catalogue.SUFFIXES or path.name != wanted:
        raise typer.BadParameter(f"There is no scenario file {wanted!r}.")
    near = " or ".join(among.nearest(wanted))
    hint = f"Did you mean {near}?" if near else "`chattrain play` lists them."
    raise typer.BadParameter(f"There is no scenario {wanted!r}. {hint}")


def ask(among: Catalogue) -> str:
    """Lists the scenarios, and asks for one until there is an answer, where somebody can answer."""
    offered = sorted(among.scenarios.values(), key=lambda s: (s.difficulty.level, s.title))
    width = max((len(scenario.id) for scenario in offered), default=0)
    for number, scenario in enumerate(offered, 1):
        print(f"{number:3}  {scenario.id:{width}}  {scenario.title}")
    if not at_terminal() or not offered:
        raise typer.BadParameter("Say which scenario, as in `chattrain play ID`.")
    ids = [scenario.id for scenario in offered]
    for answer in _answers():
        if answer.isdecimal() and 1 <= int(answer) <= len(ids):
            return ids[int(answer) - 1]
        if answer in ids or Path(answer).is_file():
            return answer
        near = "".join(f" Did you mean {id}?" for id in among.nearest(answer)[:1])
        refused = f"There is no {answer!r} here.{near} " if answer else ""
        print(f"{refused}Type a number from 1 to {len(ids)}, or an id; Ctrl-D leaves.")
    print()
    raise typer.Exit(WRONG_USE)


def _answers() -> Iterator[str]:
    while True:
        try:
            yield input("Which one? ").strip()
        except EOFError:
            return
