"""What managers see, put together for the page: the same figures, by the same functions, as are
shown in a chat.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from adapters.playground import rendering
from adapters.playground.people import name
from adapters.playground.platform import Playground
from bot.domain import calendar, promising
from bot.domain.attempt import Attempt
from bot.domain.content import Report
from bot.domain.digest import WEEKS, Digest, DigestId
from bot.domain.digesting import digest_report
from bot.domain.keeping import TenantSettings
from bot.domain.results import assignments_report, person_report, team_report
from bot.domain.sample import is_sample
from bot.domain.surface import MemberId, Surface, TenantId
from bot.domain.transcript import HOUR, Micros

Json = dict[str, object]

SEEN = 366 * 24 * HOUR
"""How far back the page looks."""


class Results:
    """The results of one tenant, as its managers may see them. Every method raises StoreError."""

    def __init__(
        self, playground: Playground, settings: TenantSettings, names: Mapping[MemberId, str]
    ) -> None:
        self._playground, self._settings, self._names = playground, settings, names
        self._office, self._tenant = playground.records.office, settings.tenant
        self._sample = is_sample(settings.tenant)
        self._zone = settings.zone or "UTC"

    @classmethod
    async def of(cls, playground: Playground, tenant: TenantId, zone: str) -> Results:
        """`zone` is the viewer's, for where the tenant has none of its own."""
        settings = await playground.records.office.settings(tenant)
        names = {person.id: person.name for person in await playground.people.people(tenant)}
        self = cls(playground, settings, names)
        self._zone = settings.zone or (zone if calendar.is_zone(zone) else "UTC")
        return self

    async def shown(self, member: MemberId | None, viewer: MemberId | None) -> Json:
        """Everything the page shows at once; of one person too, where one is looked at."""
        now = self._playground.clock.now()
        attempts = await self._office.attempts(self._tenant, since=Micros(now - SEEN))
        reports = {"team": self._team(attempts, now), "digest": await self._digest(now)}
        if self._sample:  # of people who are there, commands tell, and who saw it is written down
            reports["assignments"] = await self._assignments(now)
            if member in self._names:
                reports["person"] = await self._person(member, attempts, now)
        return {
            "people": self._people(attempts, viewer),
            "practised": bool(attempts),
            **{place: self._rendered(report) for place, report in reports.items()},
        }

    def _team(self, attempts: Sequence[Attempt], now: Micros) -> Report:
        return team_report(
            attempts,
            names=self._names,
            now=now,
            language=self._settings.language,
            zone=self._zone,
            sample=self._sample,
        )

    async def _person(
        self, member: MemberId | None, attempts: Sequence[Attempt], now: Micros
    ) -> Report:
        assert member is not None  # noqa: S101  # it is among the names
        return person_report(
            [attempt for attempt in attempts if attempt.member == member],
            await self._office.assigned(self._tenant, member),
            name=self._names[member],
            now=now,
            language=self._settings.language,
            zone=self._zone,
            sample=self._sample,
        )

    async def _assignments(self, now: Micros) -> Report:
        """Without the buttons: nobody is there who could be told that something is withdrawn."""
        asked = await self._office.assignments(self._tenant)
        standings = [(one, await self._office.standings(self._tenant, one.id)) for one in asked]
        report = assignments_report(
            standings,
            names=self._names,
            now=now,
            language=self._settings.language,
            sample=self._sample,
        )
        return replace(report, sections=tuple(replace(s, buttons=()) for s in report.sections))

    async def _digest(self, now: Micros) -> Report:
        """What a digest of the last seven days would say."""
        asked = Digest(
            id=DigestId("preview"),
            tenant=self._tenant,
            surface=Surface("playground", self._tenant, "preview"),
            by=MemberId("preview"),
            zone=self._zone,
            language=self._settings.language,
            since=Micros(0),
        )
        trend = promising.until_now(asked, now, WEEKS)
        figures = await self._office.figures(self._tenant, trend, now)
        late = {who: self._called(who) for who in figures.past_due} if self._settings.names else {}
        scenarios = self._playground.catalogue.scenarios
        return digest_report(
            asked, figures, self._settings, trend[-1], late, scenarios, sample=self._sample
        )

    def _called(self, member: MemberId) -> str:
        return self._names.get(member) or name(member)

    def _people(self, attempts: Sequence[Attempt], viewer: MemberId | None) -> list[Json]:
        begun: dict[MemberId, int] = {}
        for attempt in attempts:
            begun[attempt.member] = begun.get(attempt.member, 0) + 1
        return [
            {"id": id, "name": name, "sessions": begun.get(id, 0), "you": id == viewer}
            for id, name in sorted(self._names.items(), key=lambda one: one[1].casefold())
        ]

    def _rendered(self, report: Report) -> Json:
        self._playground.remember(report)
        return dict(rendering.report(report))
