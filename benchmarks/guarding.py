"""Minding a persona's words: what it costs, and how much of a good reply has to wait for it.

    python -m benchmarks.guarding [REPEATS]

The lines of the scenarios that ship are played by a model in memory, in tokens of about five
letters and replies of 100, through all that stands around a model (limits, log, mask, fallback), with the guard and
without, in turn. Prints JSON: milliseconds of processor time for 100 tokens, for the first text of
a reply and of the first reply in a process; the share of tokens that waited for the next one; and
how many of the good lines were taken for faulty.
"""

from __future__ import annotations

import asyncio
import json
import re
import statistics
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from time import process_time
from typing import Any

from bot.catalogue import bundled, files_in, library, load
from bot.domain import guarding
from bot.domain import play as playing
from bot.domain.guarding import Guard
from bot.domain.scenario import Scenario
from bot.domain.transcript import Micros
from bot.ports.clock import SystemClock
from bot.ports.provider import Answer, Call, Judging, Prompt, Provider, Question, Schema, Stream
from bot.ports.store import ModelCall, Spent
from bot.providers.calls import LoggedModel
from bot.providers.fallback import Fallback
from bot.providers.guarded import Guarded
from bot.providers.limits import Budget, Limited, Limits
from bot.providers.masked import Masked
from bot.training.prompting import going_on, persona_prompt
from tests.fakes.talks import talk

TOKENS = 100
GOAL_CPU_MS = 3
"""For 100 tokens, over all that is ours."""
GOAL_FIRST_MS = 20
Make = Callable[["Reciter"], Provider]


class Reciter:
    """A model that says what it is given."""

    name = "reciter"

    def __init__(self) -> None:
        self.pieces: list[str] = []

    @asynccontextmanager
    async def stream(self, prompt: Prompt) -> AsyncIterator[Stream]:
        yield _Recital(self.pieces)

    def judge(self, question: Question, schema: Schema) -> Judging:
        async def work() -> Answer:
            return {}

        return Judging(call=Call(provider=self.name, model=self.name), work=work)


class _Recital:
    def __init__(self, pieces: list[str]) -> None:
        self.call = Call(provider="reciter", model="reciter")
        self._pieces = pieces

    async def __aiter__(self) -> AsyncIterator[str]:
        for piece in self._pieces:
            yield piece
        self.call.outcome = "complete"


def scenarios() -> list[Scenario]:
    personas = library([bundled()])
    read = (load(file, personas).scenario for file in files_in(bundled()))
    return [scenario for scenario in read if scenario is not None]


def lines(scenario: Scenario) -> Iterator[list[str]]:
    """What a persona says that tells nothing, each line in tokens."""
    persona, script = scenario.persona, scenario.script
    said = [line for cue in script.cues if cue.reveals is None for line in cue.say]
    hidden = playing.beginning(scenario)
    for line in (persona.opening, *persona.walkout, *script.otherwise, *said):
        wrong = guarding.faults(scenario, hidden, line, whole=True)
        if not any(fault.kind == "leak" for fault in wrong):
            yield re.findall(r"\s*\S{1,5}", line)


def replies(scenario: Scenario) -> Iterator[list[str]]:
    """The same in replies of 100 tokens, which is as long as they are asked for at most."""
    tokens = [token for line in lines(scenario) for token in (*line[:-1], f"{line[-1]} ")]
    for start in range(0, len(tokens) - TOKENS, TOKENS):
        yield tokens[start : start + TOKENS]


def around(model: Reciter) -> Fallback:
    """All that stands around a model, without the guard."""

    async def write(line: ModelCall) -> None:
        limits.note(line)

    async def nothing(since: Micros) -> list[Spent]:
        return []

    clock = SystemClock()
    limits = Limits(Budget(), clock, nothing)
    return Fallback([Limited(LoggedModel(Masked(model), clock, write), limits)], clock=clock)


def minded(model: Reciter) -> Guarded:
    return Guarded(around(model), models=around(model), script=None, again=going_on)


def bare(model: Reciter) -> Provider:
    return model


async def cost(
    make: Make, played: list[Scenario], texts: dict[str, list[list[str]]]
) -> tuple[float, float]:
    """Seconds of processor time for a token, and until the first text of a reply at the median."""
    model = Reciter()
    provider, tokens, spent, firsts = make(model), 0, 0.0, []
    for scenario in played:
        prompt = persona_prompt(talk("Hm.", of=scenario))
        for pieces in texts[scenario.id]:
            model.pieces = pieces
            begun, first = process_time(), 0.0
            async with provider.stream(prompt) as reply:
                async for _ in reply:
                    first = first or process_time() - begun
            spent += process_time() - begun
            tokens += len(pieces)
            firsts.append(first)
    return spent / tokens, statistics.median(firsts)


def first_reply(scenario: Scenario) -> float:
    """Seconds until the first piece of the first reply in a process."""
    begun = process_time()
    Guard(scenario, playing.beginning(scenario)).hear("Well")
    return process_time() - begun


def waiting(played: list[Scenario]) -> dict[str, Any]:
    """Of good lines: how many tokens waited, and which lines were taken for faulty."""
    count = waited = wrong = said = 0
    for scenario in played:
        for pieces in lines(scenario):
            guard = Guard(scenario, playing.beginning(scenario))
            waited += sum(not guard.hear(piece) for piece in pieces)
            guard.end()
            count, said, wrong = count + len(pieces), said + 1, wrong + (guard.fault is not None)
    return {
        "tokens": count,
        "waited_for_the_next": round(waited / count, 4),
        "good_lines": said,
        "taken_for_faulty": wrong,
    }


def measure(repeats: int) -> dict[str, Any]:
    played = scenarios()
    cold = first_reply(played[0])
    texts = {scenario.id: list(replies(scenario)) for scenario in played}
    taken: dict[str, list[tuple[float, float]]] = {"bare": [], "around": [], "guarded": []}
    makes: dict[str, Make] = {"bare": bare, "around": around, "guarded": minded}
    for _ in range(repeats + 1):
        for name, make in makes.items():
            taken[name].append(asyncio.run(cost(make, played, texts)))
    warm = {name: rounds[1:] for name, rounds in taken.items()}
    each = {name: statistics.median(cpu for cpu, _ in rounds) for name, rounds in warm.items()}
    first = statistics.median(first for _, first in warm["guarded"])
    chain = (each["guarded"] - each["bare"]) * 100_000
    return {
        "benchmark": "guarding",
        "cpu_ms_per_100_tokens": {
            "all_that_is_around_a_model": round(chain, 2),
            "of_it_the_guard": round((each["guarded"] - each["around"]) * 100_000, 2),
        },
        "cpu_ms_to_the_first_text": round(first * 1000, 2),
        "cpu_ms_of_the_guard_in_the_first_reply_of_a_process": round(cold * 1000, 1),
        **waiting(played),
        "goal": f"under {GOAL_CPU_MS} ms for 100 tokens, under {GOAL_FIRST_MS} ms to the first text",
        "met": chain < GOAL_CPU_MS and max(first, cold) * 1000 < GOAL_FIRST_MS,
    }


def main() -> None:
    print(json.dumps(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 5), indent=2))


if __name__ == "__main__":
    main()
