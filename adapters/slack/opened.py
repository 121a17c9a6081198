"""What is shown to somebody who opens one of the app's tabs: their home, or what they might say."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from adapters.chat.languages import Languages
from adapters.slack import home, wording
from adapters.slack.addressing import permalink
from adapters.slack.calls import Calls
from adapters.slack.inbound import HomeOpened
from adapters.slack.records import Catalogue, Records
from bot.domain import assignment as assigning
from bot.domain import strengths, transcript
from bot.domain.assignment import Assigned, Status
from bot.domain.attempt import Attempt
from bot.domain.content import Offered
from bot.domain.lobby import OpenSession
from bot.domain.scenario import Scenario
from bot.domain.surface import MemberId, TenantId
from bot.domain.transcript import Micros
from bot.domain.wording import managing
from bot.ports.clock import Clock

RESULTS = 10
HOUR = 3600.0
OPEN: frozenset[Status] = frozenset({"not started", "in progress", "past due"})
LATELY = 30 * 24 * transcript.HOUR
"""How long what was done is still shown."""
MOST = 10_000
"""Of how many members it is known when they were last shown prompts."""


@dataclass(slots=True, kw_only=True)
class Tabs:
    """The app's own tabs, for each member."""

    calls: Calls
    records: Records
    catalogue: Catalogue
    languages: Languages
    clock: Clock
    _prompted: OrderedDict[tuple[TenantId, MemberId], float] = field(default_factory=OrderedDict)

    async def opened(self, by: HomeOpened) -> None:
        """Shows what belongs on the tab. Raises PlatformError and StoreError."""
        match by.tab:
            case "home":
                view = home.view(await self._home(by.team, by.member))
                await self.calls.call(by.team, "views.publish", user_id=by.member, view=view)
            case "messages" if self._is_due(by.team, by.member):
                await self.calls.call(
                    by.team,
                    "assistant.threads.setSuggestedPrompts",
                    channel_id=by.channel,
                    prompts=prompts(await self.languages.of(by.team, by.member)),
                )

    async def _home(self, team: TenantId, member: MemberId) -> home.Home:
        open, now = await self.records.open_session(team, member), self.clock.now()
        language = await self.languages.of(team, member)
        return home.Home(
            language=language,
            running=None if open is None else await self._running(team, open),
            scenarios=tuple(_offered(self.catalogue.scenarios)),
            results=await self.records.results(team, member, RESULTS),
            skills=tuple(
                _skills(await self.records.office.attempts(team, [member]), now, language)
            ),
            assignments=_assignments(
                await self.records.office.assigned(team, member), now, language
            ),
        )

    async def _running(self, team: TenantId, open: OpenSession) -> home.Running:
        url, surface = (await self.calls.installed(team)).url, open.surface
        if not url or surface is None or surface.thread is None:
            return home.Running(title=open.title)
        address = permalink(url, surface, surface.thread)
        return home.Running(title=open.title, address=address)

    def _is_due(self, team: TenantId, member: MemberId) -> bool:
        now = self.clock.monotonic()
        if now - self._prompted.get((team, member), -HOUR) < HOUR:
            return False
        self._prompted[team, member] = now
        if len(self._prompted) > MOST:
            self._prompted.popitem(last=False)
        return True


def prompts(language: str) -> list[dict[str, str]]:
    """What is proposed to somebody who has nothing said yet."""
    asked = wording.of(language).prompts
    return [{"title": title, "message": message} for title, message in asked]


def _assignments(
    asked: Sequence[Assigned], now: Micros, language: str
) -> tuple[home.Assignment, ...]:
    """What is still to be done first; of the rest what was done lately."""
    rows = [(assigning.status(one, now), one) for one in asked]
    open = [row for row in rows if row[0] in OPEN]
    done = [row for row in rows if row[0] not in OPEN and _lately(row[1], now)]
    return tuple(_assignment(one, status, now, language) for status, one in (*open, *done))


def _lately(assigned: Assigned, now: Micros) -> bool:
    done, due = assigned.assignee.done, assigned.assignment.due
    return max(done or 0, due or 0, assigned.assignee.since) > now - LATELY


def _assignment(assigned: Assigned, status: Status, now: Micros, language: str) -> home.Assignment:
    asked = assigned.assignment
    return home.Assignment(
        title=" → ".join(asked.titles),
        state=managing.of(language).reports.statuses[status],
        due=asked.due,
        start=asked.id if assigning.next_scenario(assigned, now) is not None else "",
    )


def _skills(attempts: Sequence[Attempt], now: Micros, language: str) -> Iterator[home.Skill]:
    for skill in strengths.skills(attempts, now):
        if skill.mean is not None:
            yield home.Skill(
                title=managing.of(language).skill(skill.id).title,
                points=round(skill.mean),
                before=None if skill.before is None else round(skill.before),
                sessions=skill.sessions,
            )


def _offered(scenarios: Mapping[str, Scenario]) -> Iterator[Offered]:
    for scenario in sorted(scenarios.values(), key=lambda s: (s.difficulty.level, s.title)):
        yield Offered(
            id=scenario.id,
            title=scenario.title,
            category=scenario.category,
            difficulty=scenario.difficulty.level,
            language=scenario.language,
        )
