"""A manager's week, the same on every platform: assigned, practised, disputed, decided, reminded,
reported, forgotten.

The bot runs in three processes on one PostgreSQL, and the last one is down when the digest is due.
Ann passes; Ben does not, and is right about it; Cem fails; Dora, Emil and Finn never begin.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, aclosing, asynccontextmanager
from dataclasses import dataclass
from typing import Self

import psycopg
from psycopg import sql

from bot.app import Running
from bot.domain.surface import MemberId
from bot.printing import Draftsman, Printing
from bot.training.scheduling import Scheduling
from tests.adapters.played import Printed
from tests.training.team import SetClock

NAMES = {
    "ann": "ann.asher",
    "ben": "ben.quist",
    "cem": "cem.yildiz",
    "dora": "dora.vance",
    "emil": "emil.zorn",
    "finn": "finn.okoro",
    "boss": "bo.sterling",
}
TRAINEES = tuple(NAMES)[:-1]
MONDAY = "2026-11-23 14:00"
"""In UTC: nine in the morning in New York."""
NEW_YORK, BERLIN = "America/New_York", "Europe/Berlin"
SAID = {
    "ann": "I am sorry about your marigold lamp, it comes tomorrow.",
    "ben": "It comes tomorrow, as surely as the heron does.",
    "cem": "I know nothing of any walnut.",
}
MARKS = {"ann": "marigold", "ben": "heron", "cem": "walnut"}
"""A word that nobody else uses."""
DISPUTED = "Apologises"
REASON = "I said so in other words; a heron would have heard it."
DECISION = "It was meant so."
PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One as it stands in the channel."""

    shown: str
    picture: bytes
    alt: str


@asynccontextmanager
async def printing() -> AsyncIterator[Printed]:
    """Charts as people get them; one process draws for all."""
    async with aclosing(Draftsman()) as draftsman:
        yield lambda store: Printing(store.exported, draftsman)


class Office(ABC):
    """A team of one group with their manager on a platform, where the bot has several processes."""

    def __init__(self, clock: SetClock, database: str) -> None:
        self.clock, self.database = clock, database
        self._further: list[AsyncExitStack] = []

    @property
    @abstractmethod
    def processes(self) -> Sequence[Running]: ...

    @abstractmethod
    def another(self) -> AbstractAsyncContextManager[None]:
        """A further process, as long as it is entered."""

    @abstractmethod
    async def still(self) -> None:
        """Waits until all that happened is answered, by whichever process."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        while self._further:
            await self.stops()

    async def starts(self) -> None:
        """One more process comes up."""
        stack = AsyncExitStack()
        await stack.enter_async_context(self.another())
        self._further.append(stack)

    async def stops(self) -> None:
        """The process that came up last goes down."""
        await self._further.pop().aclose()

    async def tick(self) -> None:
        """Every process looks at what is due, all at once, and again."""
        looks = [Scheduling(engine=one.engine, accept=one.accept) for one in self.processes]
        for _ in range(2):
            await asyncio.gather(*(one.call() for one in looks), *(one.send() for one in looks))
            await self.still()

    async def at(self, moment: str) -> None:
        """It is that moment in UTC, and everybody looks."""
        self.clock.set(moment)
        await self.tick()

    # What people do

    @abstractmethod
    async def assigns(self) -> str:
        """The manager asks the group for 100 points of 100 in the late lamp until Friday, 17:00."""

    @abstractmethod
    async def asks(self, typed: str) -> str:
        """The manager gives a command; gives the answer, which nobody else sees."""

    @abstractmethod
    async def begins(self, name: str) -> None:
        """By the button of what was announced."""

    @abstractmethod
    async def practises(self, name: str, line: str) -> None:
        """Says it, and has it scored."""

    @abstractmethod
    async def disputes(self, name: str, title: str, reason: str) -> None:
        """By the button of their scorecard and a form."""

    @abstractmethod
    async def decides(self, level: str, reason: str) -> None:
        """The manager decides on what was asked last, by a button and a form."""

    @abstractmethod
    async def forgets(self, name: str) -> Sequence[str]:
        """By `forget-me`, and the button that asks once more; gives what is said then."""

    # What they see

    @abstractmethod
    def member(self, name: str) -> MemberId: ...

    def called(self, name: str) -> str:
        """As others read it."""
        return NAMES[name]

    @abstractmethod
    def announced(self, name: str) -> Sequence[str]: ...

    @abstractmethod
    def reminded(self, name: str) -> Sequence[str]: ...

    @abstractmethod
    def card(self, name: str) -> str:
        """Their scorecard, as it stands now."""

    @abstractmethod
    def told(self, name: str) -> Sequence[str]:
        """What they were told where they practise, besides the scorecard."""

    @abstractmethod
    def asked(self) -> str:
        """What the manager's own direct message said last."""

    @abstractmethod
    def digests(self) -> Sequence[Digest]: ...


async def managers_week(office: Office) -> None:
    await office.starts()
    await office.starts()
    assert len(office.processes) == 3
    await _assigned(office)
    await _practised(office)
    await _disputed(office)
    await _reminded(office)
    await _reported(office)
    await _forgotten(office)


async def _assigned(office: Office) -> None:
    assert "reaches 6" in await office.assigns()
    await office.tick()
    for name in TRAINEES:
        assert len(office.announced(name)) == 1, name


async def _practised(office: Office) -> None:
    for name, line in SAID.items():
        await office.begins(name)
        await office.practises(name, line)
    given = [office.card(name).partition("Score: ")[2].partition("/")[0] for name in SAID]
    assert given == ["100", "50", "0"]


async def _disputed(office: Office) -> None:
    """The manager reads the reason and none of what was said besides; both see what was decided."""
    await office.disputes("ben", DISPUTED, REASON)
    question = office.asked()
    assert DISPUTED in question
    assert REASON in question
    assert SAID["ben"] not in question
    await office.decides("there", DECISION)
    assert "Score: 100/100" in office.card("ben")
    assert DECISION in office.card("ben")
    assert any(DECISION in told for told in office.told("ben"))
    assert f"“{DISPUTED}” of {office.called('ben')} is now “there”" in office.asked()
    standing = await office.asks("assignments")
    assert "Passed: *2 of 6*" in standing.replace("**", "*")


async def _reminded(office: Office) -> None:
    """Two days before it is due, at an hour at which they work; of those who passed, nobody."""
    await office.at("2026-11-25 12:30")  # half past seven in New York
    assert not office.reminded("cem")
    await office.at("2026-11-25 15:00")
    assert len(office.reminded("cem")) == 1
    await office.at("2026-11-26 15:00")
    assert len(office.reminded("cem")) == 1
    assert not office.reminded("ann")
    assert not office.reminded("ben")


async def _reported(office: Office) -> None:
    """By two of three processes, and not again by the one that was down at the hour."""
    await office.asks("settings names on")
    await office.asks("settings group 3")
    assert "2026-11-30 09:00" in await office.asks("digest here weekly Monday 9 Europe/Berlin")
    await office.at("2026-11-30 07:59")
    assert not office.digests()
    await office.stops()
    await office.at("2026-11-30 08:00")
    (digest,) = office.digests()
    await office.starts()
    assert len(office.processes) == 3
    for moment in ("2026-11-30 08:01", "2026-11-30 08:40", "2026-12-06 22:00"):
        await office.at(moment)
        assert office.digests() == [digest]
    _tells_the_week(digest, [office.called(name) for name in ("dora", "emil", "finn")])


def _tells_the_week(digest: Digest, late: Sequence[str]) -> None:
    told = digest.shown.replace("*", "")
    assert "Practice, 23 to 29 November" in told
    assert "3 people practised in 3 sessions" in told
    assert "Average: 67 of 100 (3 people, 3 scores, 95 % range 0 to 100)" in told
    assert "“The late lamp” trains it." in told
    assert "Done: 2 of 6 (2 passed)" in told
    assert f"Past due: 3 people ({late[0]}, {late[1]} and {late[2]})" in told
    assert digest.picture.startswith(PNG)
    assert "67" in digest.alt


async def _forgotten(office: Office) -> None:
    """Who was reminded, who was named in the channel, the manager who decided, and who disputed."""
    for name in ("cem", "dora", "boss", "ben"):
        traces = [office.member(name), *MARKS.get(name, "").split()]
        for trace in traces:
            assert await rows_that_hold(office.database, trace), (name, trace)
        (said,) = await office.forgets(name)
        assert "All that was stored of you is deleted" in said
        traces.append(office.called(name))
        assert await rows_that_hold(office.database, *traces) == [], name
    kept = await rows_that_hold(office.database, MARKS["ann"])
    assert kept, "what is another's stays"


async def rows_that_hold(database: str, *words: str) -> list[str]:
    """Rows of any table of a PostgreSQL that hold one of some words."""
    rows = await asyncio.to_thread(_rows, database)
    return [row for row in rows if any(word in row for word in words)]


def _rows(database: str) -> list[str]:
    """Every row of every table, after its table's name."""
    with psycopg.connect(database) as connection:
        tables = connection.execute(
            "SELECT schemaname, tablename FROM pg_tables"
            " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
        return [
            f"{table[1]} {row}"
            for table in tables
            for (row,) in connection.execute(
                sql.SQL("SELECT one::text FROM {} one").format(sql.Identifier(*table))
            )
        ]
