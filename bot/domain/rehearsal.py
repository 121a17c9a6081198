"""A conversation held outside any session, to see how a scenario plays: values only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.guarding import Fault
from bot.domain.overhearing import Overheard
from bot.domain.scenario import Scenario
from bot.domain.scorecard import Scorecard
from bot.domain.simulating import Simulated
from bot.domain.transcript import Play, StandIn, Transcript, TurnNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One reply of the persona, with what was found in it."""

    turn: TurnNumber
    by: str
    """The provider and the model that wrote it."""
    stand_in: StandIn | None = None
    """Why the script spoke in a model's place."""
    replaced: bool = False
    """Whether somebody else's line stands in its place, because nothing of it could be shown."""
    held: frozenset[str] = frozenset()
    """The facts that were neither earned nor told when it was begun."""
    first: str
    """What the model wrote first, before it was minded: up to its first fault."""
    first_faults: tuple[Fault, ...] = ()
    faults: tuple[Fault, ...] = ()
    """What is wrong with it as it stands in the transcript."""
    early: bool = True
    """Whether the persona was not to give way yet, because its goals were not met."""
    overheard: Overheard | None = None
    """What a judge says of it; None where none was asked or none answered."""

    @property
    def leaked(self) -> frozenset[str]:
        """The facts, by id, one of whose tells stands in it too early."""
        return leaks(self.faults)

    @property
    def paraphrased(self) -> frozenset[str]:
        """The facts that it tells in other words too early, as a judge has it."""
        told = () if self.overheard is None else self.overheard.told
        return frozenset(claim.what for claim in told) - self.leaked

    @property
    def gave_way(self) -> bool:
        """Whether it gave way too early, as a judge has it."""
        return self.overheard is not None and bool(self.overheard.gave_way)

    @property
    def asks_judge(self) -> bool:
        """Whether there is something in it that only a judge can tell."""
        by_model = self.stand_in is None and not self.replaced
        return by_model and (self.early or bool(self.held))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """One trainee's conversation, as far as it came, and what came of it."""

    trainee: str
    script: int | None
    """The messages of a scripted trainee; None where a model played it."""
    passes: bool | None = None
    """Whether it must pass; None for either."""
    run: int = 1
    transcript: Transcript
    play: Play
    scorecard: Scorecard
    replies: tuple[Reply, ...] = ()
    """The persona's, where a model played it."""
    broken: str = ""
    """Why it ended before its time, where a model did not answer."""

    @property
    def said(self) -> int:
        """How many messages the trainee said."""
        return len(self.transcript.by("trainee"))

    @classmethod
    def of(cls, one: Simulated) -> Rehearsal:
        """A scripted trainee's conversation with the script."""
        return cls(
            trainee=one.trainee.id,
            script=len(one.trainee.says),
            passes=one.trainee.passes,
            transcript=one.transcript,
            play=one.play,
            scorecard=one.scorecard,
        )


def held(scenario: Scenario, play: Play) -> frozenset[str]:
    """The facts, by id, that are neither earned nor told."""
    return frozenset(fact.id for fact in scenario.facts) - play.earned - play.revealed


def early(scenario: Scenario, play: Play) -> bool:
    """Whether the persona is not to give way: `satisfied_when` says when it is, and has not held."""
    return scenario.persona.satisfied_when is not None and play.ending != "satisfied"


def leaks(faults: tuple[Fault, ...]) -> frozenset[str]:
    """The facts that faults say were told too early."""
    return frozenset(_leaks(faults))


def _leaks(faults: tuple[Fault, ...]) -> Iterator[str]:
    for fault in faults:
        if fault.kind == "leak" and fault.fact:
            yield fault.fact
