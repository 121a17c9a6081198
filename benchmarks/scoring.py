"""Scoring without a model: what a scorecard and a message cost.

    python -m benchmarks.scoring [REPEATS]

Prints JSON: milliseconds for a 20-turn transcript judged from nothing kept in memory, for the same
again, and for one message of 2,000 characters; each the median and the worst of the processor time.
"""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

from bot.domain import acts, judging, scenario_yaml, seeing
from bot.domain.document import Source
from bot.domain.play import beginning
from bot.domain.scenario import Scenario
from bot.domain.surface import SessionId
from bot.domain.transcript import Micros, Play, Transcript, Turn, TurnNumber

SCENARIO = Path(__file__).parent.parent / "scenarios" / "late-delivery.yaml"
LIMIT_MS = 30
SAID = (
    "Hi Mara, thanks for writing. Three days of waiting with a birthday coming up is really stressful.",
    "I'm sorry about the delay, that is our fault. What happened when the courier came on Tuesday?",
    "Did I get that right, you need it in your hands by Friday evening and not on Saturday?",
    "You should have checked the tracking page, sorry, but that is how it works here.",
    "I'll order a second one by express now and write to you before six today with the number.",
)
ANSWERS = (
    "It has said out for delivery for three days and nobody rings. My daughter's birthday is close.",
    "Nobody came. I took the morning off and then the page said attempted delivery.",
)


def scenario() -> Scenario:
    read = scenario_yaml.read(Source(file=str(SCENARIO), data=SCENARIO.read_bytes()))
    assert read.scenario is not None, read.problems
    return read.scenario


def transcript(turns: int) -> Transcript:
    return Transcript(tuple(_turn(number) for number in range(1, turns + 1)))


def _turn(number: int) -> Turn:
    trainee = number % 2 == 0
    lines = SAID if trainee else ANSWERS
    return Turn(
        number=TurnNumber(number),
        speaker="trainee" if trainee else "persona",
        text=f"{lines[number // 2 % len(lines)]} ({number})",
        state="complete",
        at=Micros(0),
        play=Play(),
    )


def timed(work: Callable[[], object], repeats: int) -> dict[str, float]:
    taken = []
    for _ in range(repeats):
        begun = process_time()
        work()
        taken.append((process_time() - begun) * 1000)
    return {"median_ms": round(statistics.median(taken), 2), "worst_ms": round(max(taken), 2)}


def measure(repeats: int) -> dict[str, Any]:
    practised, talk = scenario(), transcript(20)
    play = beginning(practised)

    def scored() -> object:
        scores = tuple(judging.judge(practised, talk, play))
        return judging.card(practised, talk, play, scores, session=SessionId("s"), at=Micros(0))

    def afresh() -> object:
        seeing.forget()
        return scored()

    long = (" ".join(SAID) * 10)[:2000]
    cold = timed(afresh, repeats)
    return {
        "turns": len(talk),
        "limit_ms": LIMIT_MS,
        "scored": cold,
        "scored_again": timed(scored, repeats),
        "message_of_2000": timed(lambda: acts.find(long, language="en", heard=ANSWERS[0]), repeats),
        "holds": cold["median_ms"] < LIMIT_MS,
    }


def main() -> None:
    print(json.dumps(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 50), indent=2))


if __name__ == "__main__":
    main()
