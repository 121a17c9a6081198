"""Has a conversation that is too long to be judged at once read piece by piece, side by side.

Owns how long that may take. What is asked is `domain.gathering`, what is shown of it afterwards
`domain.excerpting`. A piece that is not read is known as such, so that the scorecard can say so.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from bot.domain import excerpting
from bot.domain.acts import HARSH
from bot.domain.excerpting import Lines
from bot.domain.gathering import Gathering
from bot.domain.quoting import Seen
from bot.domain.rubric import Criterion
from bot.domain.scorecard import Evidence
from bot.domain.surface import SessionId
from bot.domain.transcript import Turn
from bot.domain.weighing import found

Found = Mapping[str, list[Evidence]]
"""What bears on a criterion, by its id."""
Ask = Callable[[Gathering], Awaitable[Found | None]]
"""Gives what a reader found in a piece; None where it was not read."""


@dataclass(slots=True, kw_only=True)
class Reading:
    """One long conversation being read."""

    seen: Seen
    session: SessionId
    lines: Lines
    _gathered: dict[str, list[Evidence]] = field(init=False, default_factory=dict)
    _read: set[int] = field(init=False, default_factory=set)

    async def run(self, ask: Ask, patience: float) -> None:
        """Has as much read as can be in as many seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(patience), asyncio.TaskGroup() as tasks:
                for piece in excerpting.pieces(self.lines, self.seen.scene.sightings):
                    tasks.create_task(self._gather(piece, ask))

    async def _gather(self, piece: Lines, ask: Ask) -> None:
        gathering = Gathering(piece, self.seen, self.session)
        gathered = await ask(gathering) if gathering.worth_reading else {}
        if gathered is None:
            return
        self._read |= {line.place for line in piece}
        for criterion, quotes in gathered.items():
            self._gathered.setdefault(criterion, []).extend(quotes)

    def shown(self, criterion: Criterion) -> Lines:
        """What is shown to who judges a criterion: of what code found all that speaks for it, and
        all harm."""
        harm = (one for one in self.seen.scene.sightings if one.shows in HARSH)
        sightings = tuple(dict.fromkeys((*found(criterion, self.seen), *harm)))
        return excerpting.excerpt(self.lines, self._gathered.get(criterion.id, []), sightings)

    def unread(self, shown: Lines) -> tuple[Turn, ...]:
        """The trainee's messages of which not all was read or shown."""
        known = self._read | {line.place for line in shown}
        turns = {one.turn.number: one.turn for one in self.lines if one.place not in known}
        return tuple(turn for turn in turns.values() if turn.speaker == "trainee")
