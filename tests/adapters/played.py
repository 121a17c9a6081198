"""What a whole day is made of on any platform: the scenarios, and who says the script's lines."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.app import Running
from bot.catalogue import Catalogue, bundled
from bot.domain import reciting
from bot.domain.scenario import Scenario
from bot.ports.printing import Printer
from bot.ports.provider import Call, Prompt
from bot.stores import SqlStore
from tests.fakes.scenarios import scenario

QUEUED = "queued-lamp"
"""A scenario in which what is said during a reply is answered after it."""
SORRY = {"when": {"says": ("sorry",)}, "say": ("Thank you for saying that.",)}
LINES = tuple(
    f"{first} {' '.join(['There is more to it than that.'] * 5)}"
    for first in ("Go on.", "And now?", "I am listening.")
)
PAUSE = 0.003
"""Seconds between two words of a line that was held."""
ALL_AT_ONCE = 10_000
"""More words than any line has."""
Printed = Callable[[SqlStore], Printer]
"""How a process prints what its database has."""


class Narrator:
    """Says the script's lines at once; `holding` has it stop in the middle until the context is
    left."""

    name = "scripted"

    def __init__(self) -> None:
        self.held = ALL_AT_ONCE
        self.go_on = asyncio.Event()

    @asynccontextmanager
    async def holding(self, words: int) -> AsyncIterator[None]:
        """What is begun from now on stops after so many words."""
        self.held, self.go_on = words, asyncio.Event()
        try:
            yield
        finally:
            self.held = ALL_AT_ONCE
            self.go_on.set()

    @asynccontextmanager
    async def stream(self, prompt: Prompt) -> AsyncIterator[Recital]:
        scene = prompt.scene
        yield Recital(self, reciting.line(scene.scenario, scene.transcript, scene.play))


@dataclass
class Recital:
    narrator: Narrator
    text: str
    call: Call = field(default_factory=lambda: Call(provider="scripted", model="script"))

    async def __aiter__(self) -> AsyncIterator[str]:
        held, go_on = self.narrator.held, self.narrator.go_on
        for number, word in enumerate(re.findall(r"\S+\s*", self.text)):
            if number == held:
                await go_on.wait()
            if number >= held:
                await asyncio.sleep(PAUSE)
            yield word
        self.call.outcome = "complete"


class Shelf:
    """The bundled scenarios, and one more."""

    problems = ()

    def __init__(self) -> None:
        queued = scenario(
            id=QUEUED,
            title="A lamp in a queue",
            interruption="queue",
            limits={"turns": 40},
            facts=(),
            script={"cues": (SORRY,), "otherwise": LINES},
        )
        self.scenarios: dict[str, Scenario] = {**Catalogue([bundled()]).scenarios, QUEUED: queued}

    def refresh(self) -> None: ...


async def idle(*processes: Running) -> None:
    """Waits until none of them works on anything."""
    while any(one.runner.busy for one in processes):
        for one in processes:
            await one.idle()
