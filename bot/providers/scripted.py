"""The persona without a model: it says the lines its scenario's author wrote for it.

Deterministic: the same scene always gives the same line.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.domain import reciting
from bot.ports.clock import Clock
from bot.ports.provider import Call, Prompt, Stream

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
        scene = prompt.scene
        line = reciting.line(scene.scenario, scene.transcript, scene.play)
        yield _Recital(line, self._clock, self._pace)


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
