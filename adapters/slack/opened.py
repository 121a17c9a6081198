"""What is shown to somebody who opens one of the app's tabs: their home, or what they might say."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from adapters.slack import home
from adapters.slack.addressing import permalink
from adapters.slack.calls import Calls
from adapters.slack.inbound import HomeOpened
from adapters.slack.records import Catalogue, Records
from bot.domain.content import Offered
from bot.domain.lobby import OpenSession
from bot.domain.scenario import Scenario
from bot.domain.surface import MemberId, TenantId
from bot.ports.clock import Clock

RESULTS = 10
HOUR = 3600.0
MOST = 10_000
"""Of how many members it is known when they were last shown prompts."""
PROMPTS = (
    {"title": "What can I practise?", "message": "Which scenarios are there?"},
    {"title": "How does this work?", "message": "!help"},
)


@dataclass(slots=True, kw_only=True)
class Tabs:
    """The app's own tabs, for each member."""

    calls: Calls
    records: Records
    catalogue: Catalogue
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
                    prompts=list(PROMPTS),
                )

    async def _home(self, team: TenantId, member: MemberId) -> home.Home:
        open = await self.records.open_session(team, member)
        return home.Home(
            running=None if open is None else await self._running(team, open),
            scenarios=tuple(_offered(self.catalogue.scenarios)),
            results=await self.records.results(team, member, RESULTS),
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


def _offered(scenarios: Mapping[str, Scenario]) -> Iterator[Offered]:
    for scenario in sorted(scenarios.values(), key=lambda s: (s.difficulty.level, s.title)):
        yield Offered(
            id=scenario.id,
            title=scenario.title,
            category=scenario.category,
            difficulty=scenario.difficulty.level,
            language=scenario.language,
        )
