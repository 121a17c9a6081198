"""How the persona takes what is said to it: mood, facts earned and told, and its leaving."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.acts import HARSH
from bot.domain.phrases import find, readable
from bot.domain.scenario import Scenario
from bot.domain.seeing import Scene, holds, latest, sight
from bot.domain.transcript import Play, Transcript, Turn

LOWEST, HIGHEST = 0, 10
"""Bounds of every gauge of the mood."""


def beginning(scenario: Scenario) -> Play:
    """How the play stands before the first word."""
    return Play(mood={name: gauge.start for name, gauge in scenario.persona.mood.items()})


def heard(scenario: Scenario, play: Play, transcript: Transcript) -> Play:
    """The play after the trainee's latest message: mood moved, facts earned, perhaps an ending."""
    persona = scenario.persona
    scene = latest(scenario, transcript, play)
    moved = replace(play, mood=_moved(scenario, scene))
    scene = replace(scene, play=moved)
    earned = moved.earned | {f.id for f in scenario.facts if holds(f.reveal_when, scene)}
    ending = play.ending
    if (persona.leaves_when is not None and holds(persona.leaves_when, scene)) or _out_of_patience(
        scenario, transcript
    ):
        ending = "left"
    elif persona.satisfied_when is not None and holds(persona.satisfied_when, scene):
        ending = "satisfied"
    return replace(moved, earned=earned, ending=ending)


def _moved(scenario: Scenario, scene: Scene) -> dict[str, int]:
    """The mood after every reaction that holds; no gauge by more than one message can move it."""
    before, mood = scene.play.mood, dict(scene.play.mood)
    for reaction in scenario.persona.reactions:
        if holds(reaction.when, scene):
            for gauge, change in reaction.mood.items():
                mood[gauge] = _within(LOWEST, mood.get(gauge, 0) + change, HIGHEST)
    most = scenario.difficulty.concessions
    return {
        gauge: _within(before.get(gauge, 0) - most, stands, before.get(gauge, 0) + most)
        for gauge, stands in mood.items()
    }


def _within(low: int, value: int, high: int) -> int:
    return max(low, min(value, high))


def _out_of_patience(scenario: Scenario, transcript: Transcript) -> bool:
    """Whether the latest messages, as many as the persona bears, had nothing to their credit."""
    patience = scenario.difficulty.patience
    if patience is None:
        return False
    heard, lately = scenario.persona.opening, []
    for turn in transcript:
        if turn.speaker == "persona" and turn.text:
            heard = turn.text
        elif turn.speaker == "trainee" and turn.text:
            lately.append((turn, heard))
    latest = lately[-patience:]
    return len(latest) == patience and not any(_credited(scenario, *said) for said in latest)


def _credited(scenario: Scenario, turn: Turn, heard: str) -> bool:
    return any(seen.shows not in HARSH for seen in sight(scenario, turn, heard))


def tellable(scenario: Scenario, transcript: Transcript, play: Play) -> frozenset[str]:
    """Facts that are earned, not told yet, and may be told in the next reply."""
    waiting = play.earned - play.revealed
    pause = scenario.difficulty.disclosure - 1
    if not waiting or not pause:
        return waiting
    told = [t.play.revealed for t in transcript if t.speaker == "persona" and t.text]
    lately = [frozenset[str](), *told][-pause - 1 :]
    return waiting if lately[0] == lately[-1] else frozenset()


def spoke(scenario: Scenario, play: Play, text: str) -> Play:
    """The play after the persona's words: facts told, and the line of the script used up.

    A fact is told when one of its tells was said, whoever played the persona.
    """
    said = readable(text)
    told = {fact.id for fact in scenario.facts if find(fact.tells, said)}
    used = next((f"{of}:{n}" for of, n, line in script_lines(scenario) if line == text), None)
    return replace(
        play,
        revealed=play.revealed | told,
        used=play.used if used is None or used in play.used else (*play.used, used),
    )


def script_lines(scenario: Scenario) -> Iterator[tuple[int | str, int, str]]:
    """Every line of the script with its cue and variant, which make its name."""
    for number, cue in enumerate(scenario.script.cues):
        for variant, line in enumerate(cue.say):
            yield number, variant, line
    for variant, line in enumerate(scenario.script.otherwise):
        yield "otherwise", variant, line
