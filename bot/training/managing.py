"""Loads what the office has to know of an event: from the database, and from the platform's
directory of people.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.domain import assigning, calendar, desk, disputing, owning, promising, reminding, roles
from bot.domain import digest as periods
from bot.domain.assignment import Assigned, Assignment, AssignmentId
from bot.domain.calendar import time
from bot.domain.desk import Seen
from bot.domain.digest import WEEKS, DigestId, Period
from bot.domain.events import Commanded, InboundEvent, Pressed, Scheduled
from bot.domain.everybody import Everybody
from bot.domain.surface import MemberId, TenantId
from bot.domain.transcript import HOUR, Micros
from bot.ports.directory import Directory
from bot.ports.office import Office
from bot.training.engine import Engine
from bot.training.figuring import Figuring
from bot.training.peopling import Peopling

SINCE = 365 * 24 * HOUR
"""How far back the sessions of a report go."""
DAY = 24 * HOUR
STANDING = 90 * 24 * HOUR
"""How long after its due date an assignment is listed."""


class Managing:
    """Loads for one event. Raises StoreError and PlatformError."""

    def __init__(self, engine: Engine, event: InboundEvent) -> None:
        self._engine, self._event = engine, event
        self._now = engine.clock.now()
        self._tenant: TenantId = event.tenant
        self._office: Office = engine.store.office
        self._directory: Directory = engine.platforms[event.surface.platform].directory
        self._people = Peopling(directory=self._directory, tenant=event.tenant)

    async def seen(self) -> Seen:
        """What the office has to know."""
        event = self._event
        seen = await self._anybody()
        match event:
            case Commanded():
                return await self._commanded(seen, event)
            case Pressed():
                return await self._pressed(seen, event)
            case Scheduled(what="digest"):
                return await self._digest(seen, event)
            case Scheduled():
                return await self._scheduled(seen, event)
            case _:
                return seen

    async def _anybody(self) -> Seen:
        """What every event needs: who it concerns, what they may do, and what holds here."""
        tenant, member = self._tenant, self._event.member
        settings = await self._office.settings(tenant)
        granted = tuple(await self._office.granted(tenant))
        asked = not isinstance(self._event, Scheduled)
        role = await self._directory.role(tenant, member) if asked else "trainee"
        named = await self._people.people([member, *(one.member for one in granted)])
        person = next((one for one in named if one.id == member), None)
        return Seen(
            role=roles.of(role, granted, member),
            settings=settings,
            scenarios=self._engine.catalogue.scenarios,
            everybody=Everybody(people={one.id: one for one in named}),
            granted=granted,
            zone=await self._people.zone(person, settings.zone),
            operator_days=self._engine.retention_days,
            operator_budget=self._engine.allowed,
        )

    async def _commanded(self, seen: Seen, event: Commanded) -> Seen:
        if not roles.may(seen.role, event.command):
            return seen
        match event.command:
            case "assign":
                return await self._assign(await self._people.with_all(seen, event), event)
            case "assignments":
                return await self._assignments(seen)
            case "report":
                return await self._report(await self._people.with_all(seen, event), event)
            case "digest":
                return await self._about_digest(seen, event)
            case "managers":
                seen = await self._people.with_all(seen, event)
                meant = owning.whom(seen, event).people
                return replace(seen, roles=await self._people.roles(meant, seen.granted))
            case "settings":
                today = Micros(self._now - self._now % DAY)
                return replace(seen, taken=await self._office.taken(self._tenant, today))
            case "score":
                return await self._own(seen, event.member)
            case _:
                return seen

    async def _assign(self, seen: Seen, event: Commanded) -> Seen:
        ordered = await asyncio.to_thread(assigning.order, seen, event, self._now)
        seen = await self._people.with_members(seen, ordered.who)
        reached = assigning.reaches(seen, ordered, event.member)
        alone = await self._alone(reached)
        if not alone and not assigning.is_partly_known(seen, ordered):
            return seen
        home = replace(event.surface, thread=None)
        return replace(
            seen,
            unreachable=alone,
            shared=await self._directory.is_shared(home),
            refusal=await self._directory.refusal(home),
        )

    async def _alone(self, members: Iterable[MemberId]) -> frozenset[MemberId]:
        """Whom nobody may write to unasked."""
        places = [(one, await self._directory.private(self._tenant, one)) for one in members]
        return frozenset(one for one, place in places if place is None)

    async def _assignments(self, seen: Seen) -> Seen:
        seen = replace(seen, mine=await self._mine(self._event.member))
        if not roles.manages(seen.role):
            return await self._people.known(seen, (one.assignment.by for one in seen.mine))
        listed = await self._office.assignments(self._tenant, since=Micros(self._now - STANDING))
        standings = [
            (one, tuple(await self._office.standings(self._tenant, one.id))) for one in listed
        ]
        disputes = tuple(await self._office.disputes(self._tenant))
        seen = replace(seen, standings=tuple(standings), disputes=disputes)
        members = [one.assignee.member for _, standing in standings for one in standing]
        return await self._people.known(seen, (*members, *(one.member for one in disputes)))

    async def _report(self, seen: Seen, event: Commanded) -> Seen:
        meant = owning.whom(seen, event)
        if meant.troubles:
            return seen
        seen = await self._people.with_members(seen, meant)
        since = Micros(max(0, self._now - SINCE))
        if len(meant.people) == 1 and not meant.groups:
            (member,) = meant.people
            attempts = await self._office.attempts(self._tenant, [member], since=since)
            return replace(seen, attempts=tuple(attempts), mine=await self._mine(member))
        everyone = not meant.people and not meant.groups
        members = None if everyone else owning.team(seen, meant)
        team = await self._office.team(self._tenant, members, since=since, now=self._now)
        seen = replace(seen, team=team)
        return await self._people.known(seen, (one.member for one in team.people))

    async def _own(self, seen: Seen, member: MemberId) -> Seen:
        attempts = tuple(await self._office.attempts(self._tenant, [member]))
        return replace(seen, attempts=attempts, mine=await self._mine(member))

    async def _mine(self, member: MemberId) -> tuple[Assigned, ...]:
        return tuple(await self._office.assigned(self._tenant, member))

    async def _pressed(self, seen: Seen, event: Pressed) -> Seen:
        if not roles.may(seen.role, event.action):
            return seen
        match event.action:
            case "withdraw":
                id = AssignmentId(event.value)
                return replace(seen, assignment=await self._office.assignment(self._tenant, id))
            case "dispute":
                return await self._dispute(seen, event)
            case "decide":
                return await self._decide(seen, event)
            case "share" if event.session is not None:
                return await self._session(seen, event)
            case _:
                return seen

    async def _session(self, seen: Seen, event: Pressed) -> Seen:
        """With the session that the event names, where it is of this tenant."""
        found = None if event.session is None else await self._engine.store.session(event.session)
        mine = found is not None and found.tenant == self._tenant
        return replace(seen, session=found if mine else None)

    async def _dispute(self, seen: Seen, event: Pressed) -> Seen:
        seen = await self._session(seen, event)
        session = seen.session
        if session is None or session.member != event.member:
            return seen
        id = disputing.dispute_id(session.id, disputing.criterion_of(event.value))
        assignment = (
            None
            if session.assignment is None
            else await self._office.assignment(self._tenant, AssignmentId(session.assignment))
        )
        by = None if assignment is None else assignment.by
        wanted = [*([by] if by else []), *(one.member for one in seen.granted)]
        found = await self._people.roles(wanted, seen.granted)
        decider = disputing.decider(event.member, by, seen.granted, found)
        at = None if decider is None else await self._directory.private(self._tenant, decider)
        seen = replace(
            seen,
            assignment=assignment,
            dispute=await self._office.dispute(self._tenant, id),
            decider=decider,
            decider_at=at,
        )
        return await self._people.known(seen, [decider] if decider else [])

    async def _decide(self, seen: Seen, event: Pressed) -> Seen:
        id, _ = disputing.decision_of(event.value)
        found = await self._office.dispute(self._tenant, id)
        if found is None:
            return seen
        about = await self._session(seen, replace(event, session=found.session))
        people = [found.member, *([found.decided_by] if found.decided_by else [])]
        return await self._people.known(replace(about, dispute=found), people)

    async def _scheduled(self, seen: Seen, event: Scheduled) -> Seen:
        mine = await self._mine(event.member)
        id = AssignmentId(event.about)
        alone = not event.period  # else it is a channel's
        private = await self._directory.private(self._tenant, event.member) if alone else None
        assignment = await self._office.assignment(self._tenant, id)
        seen = replace(
            seen,
            mine=mine,
            assignment=assignment,
            private=private,
        )
        if assignment is None:
            return seen
        if event.period:
            seen = await self._of_channel(seen, assignment)
        return await self._people.known(seen, [assignment.by])

    async def _of_channel(self, seen: Seen, assignment: Assignment) -> Seen:
        """With those who can be told in the channel alone."""
        standings = tuple(await self._office.standings(self._tenant, assignment.id))
        waiting = [one.assignee.member for one in reminding.waiting(standings)]
        alone = await self._alone(waiting)
        return replace(seen, standings=((assignment, standings),), unreachable=alone)

    async def _about_digest(self, seen: Seen, event: Commanded) -> Seen:
        """With this channel's digest, and figures where one is wanted now."""
        surface = promising.channel(event.surface)
        id = promising.digest_id(surface)
        seen = replace(
            seen,
            digest=await self._office.digest(self._tenant, id),
            refusal=await self._directory.refusal(surface),
        )
        if promising.read(desk.line(event.arguments)).doing != "now":
            return seen
        promised = promising.standing(seen, event, self._now)
        return await self._figures(seen, promising.until_now(promised, self._now, WEEKS))

    async def _digest(self, seen: Seen, event: Scheduled) -> Seen:
        promised = await self._office.digest(self._tenant, DigestId(event.about))
        if promised is None or promised.off is not None:
            return seen
        noon = calendar.moment(periods.first_day(event.period), time(12), promised.zone)
        period = periods.holding(promised, noon)
        seen = replace(seen, digest=promised)
        return await self._figures(seen, (*periods.before(period, promised, WEEKS - 1), period))

    async def _figures(self, seen: Seen, asked: Sequence[Period]) -> Seen:
        figuring = Figuring(office=self._office, directory=self._directory, tenant=self._tenant)
        figures = await figuring.figures(asked, seen.settings, self._now)
        seen = replace(seen, figures=figures, period=asked[-1])
        return await self._people.known(seen, figures.past_due if seen.settings.names else ())
