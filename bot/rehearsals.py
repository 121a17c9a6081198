"""`chattrain simulate`: plays the trainees of scenarios, with scripts or with models, and measures them."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from adapters.terminal.inbound import HOME, MEMBER
from bot.config import Settings
from bot.domain import measuring, simulating
from bot.domain.measuring import Simulation
from bot.domain.rehearsal import Rehearsal
from bot.domain.scenario import Scenario, Trainee
from bot.domain.session import Session, begin
from bot.domain.surface import SessionId
from bot.ending import say
from bot.ports.clock import Clock, SystemClock
from bot.ports.provider import Judge, Provider
from bot.providers.guarded import Guarded
from bot.providers.scripted import ScriptedProvider
from bot.training.impersonating import QUALITIES, Impersonating
from bot.training.rehearsing import Reciting, Rehearsing, Taped

if TYPE_CHECKING:
    from bot.casting import Cast

Player = Literal["script", "model"]
ASKED = 2
"""Calls for one reply at most: what must not be shown of it is asked for once more."""
AT_ONCE = 2
"""Conversations that are held at the same time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Players:
    """Who plays whom, how often, and whether a judge is asked about the persona's replies."""

    persona: Player = "script"
    trainee: Player = "script"
    runs: int = 1
    judged: bool = True

    @property
    def asks_models(self) -> bool:
        return "model" in (self.persona, self.trainee)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One conversation to be held."""

    scenario: Scenario
    trainee: Trainee | str
    """A scripted one, or a quality that a model is to play."""
    run: int
    session: Session

    @property
    def id(self) -> str:
        return self.trainee if isinstance(self.trainee, str) else self.trainee.id

    @property
    def turns(self) -> int:
        """The trainee's messages at most."""
        most = self.scenario.limits.turns
        return most if isinstance(self.trainee, str) else min(most, len(self.trainee.says))


def unplayable(scenarios: Sequence[Scenario], players: Players) -> str:
    """Why these cannot be played so; empty where they can."""
    if players.runs > 1 and not players.asks_models:
        return "The script plays alike each time; --runs is for --persona model or --trainee model."
    if players.trainee == "script":
        for scenario in scenarios:
            if not scenario.trainees:
                return f"{scenario.id} has no scripted trainees; write a list `trainees:`."
    return ""


def by_script(scenario: Scenario) -> Simulation:
    """A scenario's scripted trainees against its script."""
    return Simulation(
        scenario=scenario,
        rehearsals=tuple(
            Rehearsal.of(simulating.simulate(scenario, trainee)) for trainee in scenario.trainees
        ),
        disorder=tuple(finding.problem for finding in simulating.out_of_order(scenario)),
    )


async def with_models(
    settings: Settings, scenarios: Sequence[Scenario], players: Players
) -> list[Simulation]:
    """The same with models in the place of the script. Says before what it may take, and after, even
    where it is broken off, what it took. Raises ConfigError where there is no model."""
    from bot.spending import at_most, need_a_model, opened  # noqa: PLC0415  # a while, for models only

    await need_a_model(settings)
    clock = SystemClock()
    settings = settings.model_copy(update={"chattrain_script_pace": 0.0})
    async with opened(settings, clock) as (cast, purse):
        stage = _Stage(players, cast, clock)
        parts = [part for scenario in scenarios for part in stage.parts(scenario)]
        say(at_most(stage.calls(parts)))
        try:
            rehearsals = await stage.held(parts)
        finally:
            await purse.tell(part.session.id for part in parts)
    return [
        stage.simulation(scenario, [r for part, r in rehearsals if part.scenario is scenario])
        for scenario in scenarios
    ]


@dataclass(frozen=True, slots=True)
class _Stage:
    """Who plays, and in what."""

    players: Players
    cast: Cast
    clock: Clock

    def parts(self, scenario: Scenario) -> Iterator[_Part]:
        """Every trainee's conversations, in order."""
        scripted = self.players.trainee == "script"
        for trainee in scenario.trainees if scripted else QUALITIES:
            for run in range(1, self.players.runs + 1):
                yield _Part(
                    scenario=scenario, trainee=trainee, run=run, session=self._session(scenario)
                )

    def calls(self, parts: Sequence[_Part]) -> dict[str, int]:
        """Calls by what for."""
        turns = sum(part.turns for part in parts)
        measured = self.players.persona == "model"
        return {
            "for the persona": turns * ASKED if measured else 0,
            "for the trainees": turns if self.players.trainee == "model" else 0,
            "for the judge": turns if measured and self._judge is not None else 0,
        }

    async def held(self, parts: Sequence[_Part]) -> list[tuple[_Part, Rehearsal]]:
        """All conversations, a few at a time."""
        places = asyncio.Semaphore(AT_ONCE)
        async with asyncio.TaskGroup() as tasks:
            under_way = [tasks.create_task(self._hold(part, places)) for part in parts]
        return [(part, task.result()) for part, task in zip(parts, under_way, strict=True)]

    def simulation(self, scenario: Scenario, rehearsals: Sequence[Rehearsal]) -> Simulation:
        measured = self.players.persona == "model"
        return Simulation(
            scenario=scenario,
            rehearsals=tuple(rehearsals),
            disorder=tuple(measuring.disorder(rehearsals)),
            leaks=tuple(measuring.leaked(rehearsals)) if measured else (),
            measured=measured,
            unjudged=self._unjudged,
        )

    async def _hold(self, part: _Part, places: asyncio.Semaphore) -> Rehearsal:
        async with places:
            persona, tape = self._persona()
            work = Rehearsing(
                session=part.session,
                trainee=self._trainee(part),
                persona=persona,
                tape=tape,
                judge=self._judge,
            )
            await work.run()
        scripted = None if isinstance(part.trainee, str) else part.trainee
        rehearsal = work.told(
            part.id,
            script=None if scripted is None else len(scripted.says),
            passes=None if scripted is None else scripted.passes,
            run=part.run,
        )
        self._progress(part, rehearsal)
        return rehearsal

    def _trainee(self, part: _Part) -> Reciting | Impersonating:
        if isinstance(part.trainee, str):
            return Impersonating(part.trainee, part.session, self.cast.player)
        return Reciting.of(part.trainee.says)

    def _persona(self) -> tuple[Provider, Taped | None]:
        """Who plays the persona, minded as in a session, with a tape of what a model writes first."""
        if self.players.persona == "script":
            return ScriptedProvider(self.clock, pace=0), None
        persona = self.cast.persona
        if not isinstance(persona, Guarded):
            tape = Taped(persona)
            return tape, tape
        tape = Taped(persona.provider)
        minded = Guarded(tape, models=persona.models, script=persona.script, again=persona.again)
        return minded, tape

    @property
    def _judge(self) -> Judge | None:
        return self.cast.judge if self.players.judged else None

    @property
    def _unjudged(self) -> str:
        if not self.players.judged:
            return "no judge was asked"
        return "" if self.cast.judge is not None else "no judge is configured"

    def _session(self, scenario: Scenario) -> Session:
        """Calls count for whoever sits at the terminal."""
        id = SessionId(self.clock.new_id())
        return begin(scenario, id=id, member=MEMBER, home=HOME, now=self.clock.now())

    def _progress(self, part: _Part, rehearsal: Rehearsal) -> None:
        """Says that a conversation is done, to a person who waits."""
        if sys.stderr.isatty():
            run = f", run {part.run}" if self.players.runs > 1 else ""
            say(f"{part.scenario.id}: {part.id}{run}: {rehearsal.said} messages")
