"""How long after the judge's last word the scorecard is complete, and how criteria share the wait.

    python -m benchmarks.judge [SESSIONS]

Whole sessions through the engine, the database and a chat that takes 0.1 s for each call; the judge
takes 0.2 to 0.6 s for a criterion. Prints JSON: seconds from the judge's last word to the complete
card in the chat, and of the whole judging against the sum of its calls. Limit: 1 s.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

import structlog

from benchmarks.injection import scenarios
from bot import app, stores
from bot.domain.scenario import Scenario
from bot.ports.clock import SystemClock
from bot.ports.platform import Capabilities
from bot.ports.provider import Answer, Call, Judge, Judging, Question, Schema
from bot.providers.scripted import ScriptedProvider
from tests.fakes.chat import Chat
from tests.fakes.judges import quoting
from tests.training.stage import Persona, Scenarios, Stage

LIMIT = 1.0
CALL = 0.1
SHORTEST, STEP, STEPS = 0.2, 0.1, 5
SAID = (
    "I'm sorry, three days without your parcel is a long wait. What is it for, if I may ask?",
    "When do you need it at the latest?",
    "I order a second one by express today and write to you before six with its number.",
)


@dataclass
class Waiting:
    """A judge that takes its time: between 0.2 and 0.6 s, by turns."""

    name: str = "waiting"
    ended: list[float] = field(default_factory=list)
    took: float = 0.0
    began: float | None = None
    count: int = 0

    def judge(self, question: Question, schema: Schema) -> Judging:
        call = Call(provider=self.name, model="judge-1")
        return Judging(call=call, work=partial(self._judge, question, schema))

    def begin_again(self) -> None:
        self.ended.clear()
        self.took, self.began = 0.0, None

    async def _judge(self, question: Question, schema: Schema) -> Answer:
        self.began = self.began or perf_counter()
        self.count += 1
        seconds = SHORTEST + STEP * (self.count % STEPS)
        self.took += seconds
        await asyncio.sleep(seconds)
        self.ended.append(perf_counter())
        return quoting(question, schema)


@asynccontextmanager
async def engine(
    url: str, judge: Judge, scenario: Scenario, *, latency: float = CALL, chat: Chat | None = None
) -> AsyncIterator[Stage]:
    """An engine with a judge, around one chat."""
    clock = SystemClock()
    chat = chat or Chat(
        clock, Capabilities(page=2000, cadence=1.0, limits={}), latency=lambda: latency
    )
    async with stores.connect(url) as store:
        await store.clear_leases()
        async with app.engine(
            store=store,
            platforms=[chat],
            persona=ScriptedProvider(clock, pace=0),
            judge=judge,
            catalogue=Scenarios(scenario),
            clock=clock,
        ) as running:
            yield Stage(store, chat, Persona(), running, clock)


async def session(on: Stage, judge: Waiting, scenario: Scenario, id: str) -> dict[str, float]:
    """One session from start to scorecard."""
    await on.start(scenario.id, id)
    for text in SAID:
        await on.say(text)
        await on.settled()
    judge.begin_again()
    await on.press("finish")
    await on.until(lambda: (card := on.card()) is not None and card.scorecard.complete)
    complete = perf_counter()
    assert judge.began is not None
    last = max(judge.ended)
    await on.settled()
    return {
        "after_last_word": complete - last,
        "judging": last - judge.began,
        "calls_in_all": judge.took,
        "criteria": len(judge.ended),
    }


async def measure(sessions: int) -> dict[str, Any]:
    (scenario,) = scenarios(["late-delivery"])
    judge = Waiting()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'judge.db'}"
        stores.migrate(url)
        async with engine(url, judge, scenario) as on:
            made = [await session(on, judge, scenario, f"s{n}") for n in range(sessions)]
    after = [one["after_last_word"] for one in made]
    return {
        "sessions": sessions,
        "limit_s": LIMIT,
        "after_last_word_s": {
            "median": round(statistics.median(after), 3),
            "worst": round(max(after), 3),
        },
        "judging_s": round(statistics.median(one["judging"] for one in made), 3),
        "sum_of_calls_s": round(statistics.median(one["calls_in_all"] for one in made), 3),
        "calls": round(statistics.mean(one["criteria"] for one in made), 1),
        "holds": max(after) < LIMIT,
    }


def main() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    sessions = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    print(json.dumps(asyncio.run(measure(sessions)), indent=2))


if __name__ == "__main__":
    main()
