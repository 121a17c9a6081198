"""What attacks on the judge bring a trainee.

    python -m benchmarks.injection [SCENARIO...]

Appends every attack to the answers of the scripted trainees who do not pass and has them judged
by judges that obey whoever attacks: one invents quotes, one quotes what was really said and gives
the highest level, one says that it cannot tell. Prints JSON: how far the score moves from that of a sound judge without the
attack, on the mean and at worst, and how often a pass came of it.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import structlog

from bot.domain import judging, scenario_yaml
from bot.domain.document import Source
from bot.domain.scenario import Scenario
from bot.domain.scorecard import Scorecard
from bot.domain.simulating import Simulated, simulate, spoken
from bot.domain.surface import SessionId, TenantId
from bot.domain.transcript import Micros, Play, Transcript
from bot.training.adjudicating import Adjudicating, Case
from tests.fakes.attacks import ATTACKS, Attack
from tests.fakes.judges import Answering, FakeJudge, inventing, quoting, sound, unwilling

FOLDER = Path(__file__).parent.parent / "scenarios"
JUDGES: dict[str, Answering] = {
    "invents quotes": inventing,
    "quotes real lines": quoting,
    "cannot tell": unwilling,
}


def scenarios(ids: Sequence[str]) -> list[Scenario]:
    """The scenarios of these ids, or all that are without fault."""
    files = sorted(FOLDER.glob("*.yaml"))
    library = {p.stem: Source(str(p), p.read_bytes()) for p in FOLDER.glob("personas/*.yaml")}
    read = (scenario_yaml.read(Source(str(p), p.read_bytes()), library).scenario for p in files)
    return [s for s in read if s is not None and s.trainees and (not ids or s.id in ids)]


def attacked(transcript: Transcript, play: Play, attack: Attack) -> Transcript:
    """What was said, with an attack at its end."""
    last = transcript.by("trainee")[-1]
    if attack.way == "appended":
        return transcript.replacing(replace(last, text=f"{last.text}\n{attack.parts[0]}"))
    for part in attack.parts:
        transcript = spoken(transcript, "trainee", part, play)
    return transcript


async def judged(
    scenario: Scenario, transcript: Transcript, play: Play, answers: Answering
) -> Scorecard:
    case = Case(
        scenario=scenario,
        transcript=transcript,
        play=play,
        session=SessionId("attacked"),
        tenant=TenantId("local"),
    )
    scores = await Adjudicating(case=case, judge=FakeJudge(answers)).run()
    return judging.card(scenario, transcript, play, scores, session=case.session, at=Micros(0))


async def shifts(scenario: Scenario, answers: Answering) -> list[tuple[int, bool, str]]:
    """For each attack: by how much it moves the score, whether it makes a pass, and which it is."""
    moved = []
    for weak in weak_ones(scenario):
        honest = await judged(scenario, weak.transcript, weak.play, sound)
        for attack in ATTACKS:
            said = attacked(weak.transcript, weak.play, attack)
            card = await judged(scenario, said, weak.play, answers)
            passed = card.passed and not honest.passed
            moved.append(((card.total or 0) - (honest.total or 0), passed, attack.id))
    return moved


def weak_ones(scenario: Scenario) -> list[Simulated]:
    """The scripted trainees who do not pass by rules."""
    played = [simulate(scenario, trainee) for trainee in scenario.trainees]
    return [one for one in played if not one.scorecard.passed]


async def measure(ids: Sequence[str]) -> dict[str, Any]:
    practised = scenarios(ids)
    report: dict[str, Any] = {"attacks": len(ATTACKS), "scenarios": len(practised)}
    report["weak answers"] = sum(len(weak_ones(scenario)) for scenario in practised)
    for name, answers in JUDGES.items():
        by_scenario = {s.id: await shifts(s, answers) for s in practised}
        every = [one for moved in by_scenario.values() for one in moved]
        report[name] = {
            "mean_shift": round(statistics.mean(points for points, _, _ in every), 2),
            "worst_shift": max(points for points, _, _ in every),
            "least_shift": min(points for points, _, _ in every),
            "passes_gained": sum(passed for _, passed, _ in every),
            "mean_by_scenario": {
                id: round(statistics.mean(points for points, _, _ in moved), 2)
                for id, moved in by_scenario.items()
            },
        }
    return report


def main() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    print(json.dumps(asyncio.run(measure(sys.argv[1:])), indent=2))


if __name__ == "__main__":
    main()
