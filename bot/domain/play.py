"""How the persona takes what is said to it: mood, facts earned and told, and its leaving."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.scenario import Scenario
from bot.domain.seeing import holds, latest, pattern, plain
from bot.domain.transcript import Play, Transcript

LOWEST, HIGHEST = 0, 10
"""Bounds of every gauge of the mood."""


def beginning(scenario: Scenario) -> Play:
    """How the play stands before the first word."""
    return Play(mood={name: gauge.start for name, gauge in scenario.persona.mood.items()})


def heard(scenario: Scenario, play: Play, transcript: Transcript) -> Play:
    """The play after the trainee's latest message: mood moved, facts earned, perhaps an ending."""
    persona = scenario.persona
    scene = latest(scenario, transcript, play)
    mood = dict(play.mood)
    for reaction in persona.reactions:
        if holds(reaction.when, scene):
            for gauge, change in reaction.mood.items():
                mood[gauge] = min(HIGHEST, max(LOWEST, mood.get(gauge, 0) + change))
    moved = replace(play, mood=mood)
    scene = replace(scene, play=moved)
    earned = moved.earned | {f.id for f in scenario.facts if holds(f.reveal_when, scene)}
    ending = play.ending
    if persona.leaves_when is not None and holds(persona.leaves_when, scene):
        ending = "left"
    elif persona.satisfied_when is not None and holds(persona.satisfied_when, scene):
        ending = "satisfied"
    return replace(moved, earned=earned, ending=ending)


def spoke(scenario: Scenario, play: Play, text: str) -> Play:
    """The play after the persona's words: facts told, and the line of the script used up.

    A fact is told when one of its tells was said, whoever played the persona.
    """
    readable = plain(text)
    told = {
        fact.id
        for fact in scenario.facts
        if any(pattern(tell).search(readable) for tell in fact.tells)
    }
    used = next((name for name, line in script_lines(scenario) if line == text), None)
    return replace(
        play,
        revealed=play.revealed | told,
        used=play.used if used is None or used in play.used else (*play.used, used),
    )


def script_lines(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Every line of the script with its name, `cue:variant`."""
    for number, cue in enumerate(scenario.script.cues):
        for variant, line in enumerate(cue.say):
            yield f"{number}:{variant}", line
    for variant, line in enumerate(scenario.script.otherwise):
        yield f"otherwise:{variant}", line
