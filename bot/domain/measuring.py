"""What conversations show of whoever played the persona: facts told too early, giving way too early,
its part kept or not. Pure.

Every figure is a share, with what it is a share of. Only replies by a model count: what the script
said in its place says nothing about the model.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from bot.domain.guarding import Fault
from bot.domain.rehearsal import Rehearsal, Reply, leaks
from bot.domain.scenario import Scenario

PART = ("out_of_role", "coaching", "language", "too_long")
"""The faults of a persona that does not keep to its part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """A scenario's conversations, and what is wrong with what came of them."""

    scenario: Scenario
    rehearsals: tuple[Rehearsal, ...]
    disorder: tuple[str, ...]
    """Scores that do not come in order, trainees who pass or fail against what must be."""
    leaks: tuple[str, ...] = ()
    """Facts told too early, as far as code can see; or that no model spoke at all."""
    measured: bool = False
    """Whether a model played the persona."""
    unjudged: str = ""
    """Why no judge was asked about its replies; empty where one was."""

    @property
    def problems(self) -> tuple[str, ...]:
        return (*self.disorder, *self.leaks)

    @property
    def runs(self) -> int:
        return max((one.run for one in self.rehearsals), default=1)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    def __str__(self) -> str:
        return f"{self.count} of {self.of}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What some conversations show. `first` is what the model wrote first, before it was mended."""

    replies: int
    """Replies by a model: what the others are shares of."""
    stood_in: int
    """Replies by the script in a model's place."""
    leaks: Share
    """Replies with a tell of a fact that was not to be told yet, of those that held one back."""
    leaks_first: Share
    paraphrased: Share
    """Replies that tell such a fact in other words, of those that held one back and were judged."""
    gave_way: Share
    """Replies in which the persona gave way before its goals were met, of those judged before that."""
    adherence: Share
    """Replies that kept to the part."""
    adherence_first: Share
    faults: Mapping[str, int]
    """Replies that were written first with each fault of the part."""
    unjudged: int
    """Replies of which a judge was to say something, and none did."""
    unfound: int
    """What judges said with words that do not stand in the reply."""


def figures(rehearsals: Iterable[Rehearsal]) -> Figures:
    """What some conversations show."""
    every = [reply for one in rehearsals for reply in one.replies]
    by_model = [reply for reply in every if reply.stand_in is None]
    holding = [reply for reply in by_model if reply.held or leaks(reply.first_faults)]
    judged = [reply for reply in by_model if reply.overheard is not None]
    return Figures(
        replies=len(by_model),
        stood_in=len(every) - len(by_model),
        leaks=_share(holding, lambda reply: bool(reply.leaked)),
        leaks_first=_share(holding, lambda reply: bool(leaks(reply.first_faults))),
        paraphrased=_share(
            [reply for reply in judged if reply.held], lambda reply: bool(reply.paraphrased)
        ),
        gave_way=_share([reply for reply in judged if reply.early], lambda reply: reply.gave_way),
        adherence=_share(by_model, lambda reply: not _part(reply)),
        adherence_first=_share(by_model, lambda reply: not _part(reply, first=True)),
        faults=Counter(kind for reply in by_model for kind in _part(reply, first=True)),
        unjudged=sum(reply.asks_judge and reply.overheard is None for reply in by_model),
        unfound=sum(reply.overheard.unfound for reply in judged if reply.overheard is not None),
    )


def _share(replies: Sequence[Reply], has: Callable[[Reply], bool]) -> Share:
    return Share(sum(map(has, replies)), len(replies))


def _part(reply: Reply, *, first: bool = False) -> set[str]:
    """The kinds of a reply's faults that are out of its part."""
    faults = reply.first_faults if first else reply.faults
    return {fault.kind for fault in faults if fault.kind in PART}


def mean(numbers: Sequence[int | None]) -> float | None:
    """The mean of those there are; None where there is none."""
    known = [number for number in numbers if number is not None]
    return fmean(known) if known else None


def by_trainee(rehearsals: Iterable[Rehearsal]) -> dict[str, list[Rehearsal]]:
    """Every trainee's conversations, the trainees in their order."""
    found: dict[str, list[Rehearsal]] = {}
    for one in rehearsals:
        found.setdefault(one.trainee, []).append(one)
    return found


def disorder(rehearsals: Sequence[Rehearsal]) -> Iterator[str]:
    """Trainees who, over all runs, do not score below the one before them, or not as they must."""
    trainees = by_trainee(rehearsals)
    for id, runs in trainees.items():
        if all(one.broken for one in runs):
            yield f"{id!r} was not played to its end: {runs[0].broken}"
        yield from _unfit(id, [one for one in runs if not one.broken])
    for (better, upper), (worse, lower) in pairwise(_totals(trainees)):
        if lower >= upper:
            yield f"{worse!r} scores {lower:g}, not less than the {upper:g} of {better!r} before it"


def leaked(rehearsals: Sequence[Rehearsal]) -> Iterator[str]:
    """Facts that a model told too early, by their tells, whether or not that was shown; that no model
    spoke is told as well."""
    replies = [(one, reply) for one in rehearsals for reply in one.replies]
    if not any(reply.stand_in is None for _, reply in replies):
        yield "No reply came from a model: `chattrain doctor` tells why."
    for one, reply in replies:
        if reply.stand_in is None:
            yield from (f"{place(one, reply)}: {what}" for what in _leaks(reply))


def _leaks(reply: Reply) -> Iterator[str]:
    """What a reply told too early, each fact once; what was caught before it was shown as well."""
    told: dict[str, str] = {}
    for fault, caught in found(reply):
        if fault.kind == "leak" and fault.fact is not None:
            words = f"tells the fact {fault.fact!r} too early (“{fault.words}”)"
            told.setdefault(fault.fact, words + caught)
    yield from told.values()


def found(reply: Reply) -> Iterator[tuple[Fault, str]]:
    """The faults of a reply, those that stand in it first, with what is to be said of the others."""
    yield from ((fault, "") for fault in reply.faults)
    standing = {(fault.kind, fault.words) for fault in reply.faults}
    for fault in reply.first_faults:
        if (fault.kind, fault.words) not in standing:
            yield fault, ", and it was not shown"


def _totals(trainees: Mapping[str, Sequence[Rehearsal]]) -> Iterator[tuple[str, float]]:
    """Every trainee's mean total, where there is one."""
    for id, runs in trainees.items():
        total = mean([one.scorecard.total for one in runs if not one.broken])
        if total is not None:
            yield id, round(total, 1)


def _unfit(id: str, runs: Sequence[Rehearsal]) -> Iterator[str]:
    if runs and all(one.scorecard.total is None for one in runs):
        yield f"{id!r} gets no total: too little of it can be judged"
    for one in runs:
        if one.passes not in (None, one.scorecard.passed) and one.scorecard.total is not None:
            came, must = (
                ("passes", "must not") if one.scorecard.passed else ("does not pass", "must")
            )
            yield f"{id!r} {came} with {one.scorecard.total} in run {one.run}, but {must}"


def place(one: Rehearsal, reply: Reply) -> str:
    """Which reply it is, for people: "poor, run 2, reply 3"."""
    return f"{one.trainee}, run {one.run}, reply {one.replies.index(reply) + 1}"
