"""What is due unasked: announcements, reminders, digests, and the deletion of what is too old.

Each look goes through the intake as an event with a key of its own, so that it is taken once
however many processes look, and late rather than never. Whether it is done is the office's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import structlog

from bot.domain import calendar, calling, digest, reminding
from bot.domain.assignment import Assignee, Assignment, AssignmentId
from bot.domain.digest import Digest
from bot.domain.events import Scheduled
from bot.domain.member import Group, GroupId, Person
from bot.domain.surface import MemberId, TenantId
from bot.domain.transcript import HOUR, MINUTE, Micros
from bot.errors import PlatformError
from bot.ports.directory import Directory
from bot.ports.platform import Accept
from bot.training.engine import Engine

GROUPS_EVERY = HOUR
"""How often it is looked who is in a group."""
LONGEST = 10 * MINUTE
"""An assignment is looked at again after so long in any case: zones and people change."""
DAY = 24 * HOUR
_Zoned = dict[MemberId, str]

log = structlog.get_logger(__name__)


@dataclass(slots=True, kw_only=True)
class Scheduling:
    """One process's looks at what is due. Raises StoreError."""

    engine: Engine
    accept: Accept
    _next: dict[AssignmentId, Micros] = field(default_factory=dict)
    """When an assignment is to be looked at again."""
    _groups: dict[tuple[TenantId, GroupId], Micros] = field(default_factory=dict)
    _known: dict[tuple[TenantId, GroupId], Group | None] = field(default_factory=dict)
    _retained: Micros | None = None

    async def call(self) -> int:
        """Has people told of what is assigned to them; gives how many are told now."""
        now, count = self.engine.clock.now(), 0
        open = await self.engine.store.schedule.open_assignments()
        self._next = {one.id: self._next.get(one.id, Micros(0)) for one in open}
        for assignment in open:
            ours = assignment.home.platform in self.engine.platforms
            if not ours or self._next[assignment.id] > now:
                continue
            try:
                count += await self._look(assignment, now)
            except PlatformError as error:
                log.warning("assignment.waits", assignment=assignment.id, problem=str(error))
        return count

    async def send(self) -> int:
        """Has the digests sent that are due; gives how many."""
        count, now = 0, self.engine.clock.now()
        for promised in await self.engine.store.schedule.all_digests():
            period = digest.latest(promised, now)
            if period is None or promised.surface.platform not in self.engine.platforms:
                continue
            if not await self.engine.store.schedule.sent(promised.id, [period.name]):
                count += await self.accept(_digest(promised, period.name, now))
        return count

    async def retain(self) -> None:
        """Deletes what is kept for longer than tenants want, once a day."""
        now = self.engine.clock.now()
        if self._retained is not None and now < self._retained + DAY:
            return
        dropped = await self.engine.store.retain(self.engine.retention_days, now)
        self._retained = now
        if dropped:
            log.info("sessions.retained", dropped=sum(dropped.values()))

    async def _look(self, assignment: Assignment, now: Micros) -> int:
        """Everybody an assignment reaches: whoever has joined a group, is to be told, or reminded."""
        directory = self.engine.platforms[assignment.home.platform].directory
        there = {one.member: one for one in await self._assignees(assignment)}
        groups = await self._in_groups(directory, assignment, now)
        joined = frozenset[MemberId]().union(*(group.members for group in groups))
        for member in joined - there.keys() - {assignment.by}:
            there[member] = Assignee(
                assignment=assignment.id, tenant=assignment.tenant, member=member, since=now
            )
        open = [one for one in there.values() if one.done is None]
        zones = await self._zones(directory, assignment.tenant, open)
        due, next = await asyncio.to_thread(_due, assignment, open, zones, now)
        told, alone = list[Scheduled](), False
        first = not all(group.complete for group in groups)
        for one, event in due:
            if await directory.private(assignment.tenant, one.member) is None:
                by_first = first and one.member in joined  # the first announcement was for them
                alone = alone or (event.what == "announce" and not by_first)
                if one.member not in joined or event.what != "announce":
                    continue
            told.append(event)
        announced = first and await self._first(directory, assignment, now)
        if alone and not announced:
            told.append(await self._channel(directory, assignment, now))
        count = announced + sum([await self.accept(event) for event in told])
        self._next[assignment.id] = min(next, Micros(now + LONGEST))
        return count

    async def _assignees(self, assignment: Assignment) -> Sequence[Assignee]:
        return await self.engine.store.schedule.assignees(assignment.id)

    async def _in_groups(
        self, directory: Directory, assignment: Assignment, now: Micros
    ) -> list[Group]:
        """The groups of an assignment, asked for at most so often; none once it was due."""
        if assignment.due is not None and assignment.due <= now:
            return []
        found = list[Group]()
        for group in assignment.groups:
            key = (assignment.tenant, group)
            if now >= self._groups.get(key, Micros(0)) + GROUPS_EVERY:
                self._known[key] = await directory.group(assignment.tenant, group)
                self._groups[key] = now
            if (known := self._known[key]) is not None:
                found.append(known)
        return found

    async def _zones(
        self, directory: Directory, tenant: TenantId, people: Sequence[Assignee]
    ) -> _Zoned:
        """The zones of those who are here."""
        settings = await self.engine.store.office.settings(tenant)
        others = settings.zone or await directory.zone(tenant) or "UTC"
        found: _Zoned = {}
        for one in people:
            person: Person | None = await directory.person(tenant, one.member)
            if person is not None and person.here:
                zone = person.zone or others
                found[one.member] = zone if calendar.is_zone(zone) else "UTC"
        return found

    async def _channel(
        self, directory: Directory, assignment: Assignment, now: Micros
    ) -> Scheduled:
        """The announcement for all who may not be written to one by one: in the channel, once a day
        at most."""
        day = calling.day_key(now, await self._zone(directory, assignment.tenant))
        return _to_channel(assignment, now, f"{calling.CHANNEL}:{day}")

    async def _first(self, directory: Directory, assignment: Assignment, now: Micros) -> bool:
        """Announces in the channel what is meant for people of whom not all are known, once;
        gives whether that is now."""
        zone = await self._zone(directory, assignment.tenant)
        if reminding.announced_at(assignment, now, zone) > now:
            return False
        return await self.accept(_to_channel(assignment, now, calling.FIRST))

    async def _zone(self, directory: Directory, tenant: TenantId) -> str:
        settings = await self.engine.store.office.settings(tenant)
        zone = settings.zone or await directory.zone(tenant) or "UTC"
        return zone if calendar.is_zone(zone) else "UTC"


def _due(
    assignment: Assignment, open: Sequence[Assignee], zones: _Zoned, now: Micros
) -> tuple[list[tuple[Assignee, Scheduled]], Micros]:
    """Who is to be told what now, and when the next of them is."""
    due, next = list[tuple[Assignee, Scheduled]](), Micros(now + DAY)
    for one in open:
        if (zone := zones.get(one.member)) is None:
            continue
        due += [(one, event) for event in _events(assignment, one, zone, now)]
        at = reminding.next_look(assignment, one, now, zone)
        if at is not None and at > now:
            next = min(next, at)
    return due, next


def _events(assignment: Assignment, one: Assignee, zone: str, now: Micros) -> Iterator[Scheduled]:
    if one.announced is None:
        if reminding.announced_at(assignment, now, zone) <= now:
            yield _to(assignment, one, now, "announce", "")
    elif reminding.is_to_be_reminded(assignment, one, now, zone):
        yield _to(assignment, one, now, "remind", f":{calling.day_key(now, zone)}")


def _to(assignment: Assignment, one: Assignee, now: Micros, what: str, day: str) -> Scheduled:
    return Scheduled(
        key=f"{what}:{assignment.id}:{one.member}{day}",
        surface=assignment.home,
        member=one.member,
        at=now,
        what="announce" if what == "announce" else "remind",
        about=assignment.id,
    )


def _to_channel(assignment: Assignment, now: Micros, period: str) -> Scheduled:
    return Scheduled(
        key=f"announce:{assignment.id}:{period}",
        surface=assignment.home,
        member=assignment.by,
        at=now,
        what="announce",
        about=assignment.id,
        period=period,
    )


def _digest(promised: Digest, period: str, now: Micros) -> Scheduled:
    return Scheduled(
        key=f"digest:{promised.id}:{period}",
        surface=promised.surface,
        member=promised.by,
        at=now,
        what="digest",
        about=promised.id,
        period=period,
    )
