"""The persona without a model: it says the lines its scenario's author wrote for it.

Deterministic: the same scene always gives the same line.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

from bot.domain.scenario import Cue
from bot.domain.seeing import holds, latest
from bot.domain.transcript import Play, Turn
from bot.ports.clock import Clock
from bot.ports.provider import Call, Prompt, Scene, Stream

MODEL = "script"
PACE = 13.0
"""Words per second: a little faster than people read, so that nobody waits."""
THOUGHT = 0.5
"""Seconds before the first word."""


class ScriptedProvider:
    """Plays `scenario.script` word by word; `pace` is in words per second, 0 says all at once."""

    name = "scripted"

    def __init__(self, clock: Clock, *, pace: float = PACE) -> None:
        self._clock = clock
        self._pace = pace

    @asynccontextmanager
    async def stream(self, prompt: Prompt) -> AsyncIterator[Stream]:
        yield _Recital(line(prompt.scene), self._clock, self._pace)


class _Recital:
    """One line on its way."""

    def __init__(self, text: str, clock: Clock, pace: float) -> None:
        self.call = Call(provider=ScriptedProvider.name, model=MODEL)
        self._text = text
        self._clock = clock
        self._pace = pace

    async def __aiter__(self) -> AsyncIterator[str]:
        pause = THOUGHT
        for word in re.findall(r"\S+\s*", self._text):
            if self._pace:
                await self._clock.sleep(pause)
                pause = 1 / self._pace
            yield word
        self.call.outcome = "complete"


def line(scene: Scene) -> str:
    """What the persona says next.

    Its last words where the play has ended; else the first cue that fits and has a variant left;
    else the lines for when none fits, in turn and round again.
    """
    last_words = _last_words(scene)
    if last_words:
        return last_words[_heard(scene) % len(last_words)]
    return next(_fitting(scene), None) or _otherwise(scene)


def _last_words(scene: Scene) -> tuple[str, ...]:
    persona = scene.scenario.persona
    match scene.play.ending:
        case "satisfied":
            return persona.farewell
        case "left":
            return persona.walkout
        case None:
            return ()


def _fitting(scene: Scene) -> Iterator[str]:
    """Every line of a cue that fits and is not used up, in order."""
    scenario, play = scene.scenario, scene.play
    if not _heard(scene):
        return
    seen = latest(scenario, scene.transcript, play)
    for number, cue in enumerate(scenario.script.cues):
        if _may_reveal(cue, play) and holds(cue.when, seen):
            for variant, text in enumerate(cue.say):
                if f"{number}:{variant}" not in play.used and text != _said_last(scene):
                    yield text


def _may_reveal(cue: Cue, play: Play) -> bool:
    return cue.reveals is None or cue.reveals in play.earned - play.revealed


def _otherwise(scene: Scene) -> str:
    """The first unsaid line; once all are said, the one after the line that was said latest."""
    lines, said_last = scene.scenario.script.otherwise, _said_last(scene)
    for variant, text in enumerate(lines):
        if f"otherwise:{variant}" not in scene.play.used and not _begins(text, said_last):
            return text
    latest = next(
        (lines.index(t.text) for t in reversed(_spoken(scene)) if t.text in lines), len(lines) - 1
    )
    following = [*lines[latest + 1 :], *lines[: latest + 1]]
    return next((text for text in following if not _begins(text, said_last)), following[0])


def _begins(text: str, shown: str) -> bool:
    """Whether `shown` is the line, or what of it was shown before it was cut off."""
    return bool(shown) and text.startswith(shown)


def _said_last(scene: Scene) -> str:
    return next((turn.text for turn in reversed(_spoken(scene))), "")


def _spoken(scene: Scene) -> list[Turn]:
    return [turn for turn in scene.transcript if turn.speaker == "persona" and turn.text]


def _heard(scene: Scene) -> int:
    return len(scene.transcript.by("trainee"))
