"""Files: charts that stand in messages, and what is handed to one person.

A chart is uploaded for the app alone, and becomes visible where a message of the app's shows it. The
scope for files is one that the app does without: then a chart's words stand in its place.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

import structlog

from adapters.slack.calls import Calls
from adapters.slack.payloads import text
from bot.domain.content import Chart
from bot.domain.surface import MemberId, Surface, TenantId
from bot.errors import (
    NotDrawn,
    PermissionMissing,
    PlatformError,
    PlatformRateLimited,
    PlatformUnavailable,
    StoreError,
)
from bot.ports.clock import Clock
from bot.ports.printing import Printer

SCOPE = "files:write"
REMEDY = f"Add {SCOPE} to the app and install it again, to see charts as pictures."
UPLOADED = 500
"""Of how many charts the file is known: a message that is posted again or changed has the same."""
TRIES = 3

log = structlog.get_logger(__name__)


@dataclass(slots=True, kw_only=True)
class Files:
    """Uploads what the printer makes."""

    calls: Calls
    clock: Clock
    printer: Printer | None = None
    _charts: OrderedDict[tuple[TenantId, Chart], str] = field(default_factory=OrderedDict)
    _told: set[TenantId] = field(default_factory=set)
    """Where the log has it already that there are no pictures."""

    async def picture(self, team: TenantId, chart: Chart) -> str | None:
        """The file that shows a chart; None where its words have to do."""
        if (known := self._charts.get((team, chart))) is not None:
            return known
        if self.printer is None or not await self._may(team):
            return None
        try:
            png = await self.printer.chart(chart)
            id = await self._waited(team, f"{_file_name(chart.title)}.png", png)
        except PermissionMissing:
            self._tell(team)
            return None
        except (NotDrawn, PlatformError) as error:
            log.warning("slack.no_picture", team=team, problem=str(error))
            return None
        self._charts[team, chart] = id
        if len(self._charts) > UPLOADED:
            self._charts.popitem(last=False)
        return id

    def forget(self, team: TenantId, chart: Chart) -> None:
        """Takes in that a chart's file is none that Slack shows."""
        self._charts.pop((team, chart), None)

    async def data(self, team: TenantId, member: MemberId) -> bytes:
        """All that is stored of a member. Raises PlatformError."""
        if self.printer is None:
            raise PermissionMissing("Files cannot be made here; `chattrain export` writes them.")
        try:
            return await self.printer.data(team, member)
        except StoreError as error:
            raise PlatformUnavailable(str(error)) from error

    async def share(self, team: TenantId, name: str, data: bytes, where: Surface) -> None:
        """Puts a file into a conversation. Raises PlatformError."""
        id = await self._uploaded(team, name, data)
        await self._complete(team, id, name, channel_id=where.channel, thread_ts=where.thread)

    async def _waited(self, team: TenantId, name: str, data: bytes) -> str:
        """Uploads for the app alone; again where Slack asks to wait."""
        for _ in range(TRIES - 1):
            try:
                return await self._private(team, name, data)
            except PlatformRateLimited as limited:
                await self.clock.sleep(limited.retry_after)
        return await self._private(team, name, data)

    async def _private(self, team: TenantId, name: str, data: bytes) -> str:
        id = await self._uploaded(team, name, data)
        await self._complete(team, id, name)
        return id

    async def _uploaded(self, team: TenantId, name: str, data: bytes) -> str:
        """The id of a file whose content is there; it is to be completed."""
        answer = await self.calls.call(
            team, "files.getUploadURLExternal", filename=name, length=len(data)
        )
        id, url = text(answer, "file_id"), text(answer, "upload_url")
        if not id or not url.startswith(("https://", "http://")):
            raise PlatformUnavailable("Slack gave no address for a file.")
        await self.calls.upload(url, data)
        return id

    async def _complete(self, team: TenantId, id: str, name: str, **where: str | None) -> None:
        files = [{"id": id, "title": name}]
        await self.calls.call(team, "files.completeUploadExternal", files=files, **where)

    async def _may(self, team: TenantId) -> bool:
        """Whether files are worth trying: the scopes are granted, or not known."""
        if await self.calls.refuses(team, SCOPE):
            self._tell(team)
            return False
        return True

    def _tell(self, team: TenantId) -> None:
        if team not in self._told:
            self._told.add(team)
            log.warning("slack.no_pictures", team=team, scope=SCOPE, remedy=REMEDY)


def _file_name(title: str) -> str:
    """What a picture is called where it is downloaded."""
    kept = "".join(char if char.isalnum() else "-" for char in title.casefold())
    return "-".join(filter(None, kept.split("-")))[:60] or "chart"
