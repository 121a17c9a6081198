"""A content as a message with its files: what a printer makes of charts and of a person's data."""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from adapters.chat.languages import Languages
from adapters.discord.addressing import Permalinks
from adapters.discord.files import ALT, LARGEST, File, handed
from adapters.discord.limits import ELLIPSIS, shortened
from adapters.discord.rendering import Rendered, rendered
from bot.domain.content import Chart, Content, Handout, Report
from bot.domain.surface import MemberId, Surface
from bot.errors import NotDrawn, PlatformUnavailable, StoreError
from bot.ports.printing import Printer

CHART = "chart.png"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dressing:
    """Renders what is to be shown. Without a printer charts are told in words."""

    printer: Printer | None = None
    languages: Languages | None = None

    async def of(self, surface: Surface, content: Content) -> Rendered:
        """Raises PlatformError."""
        links, language = Permalinks(surface), self._language(surface, content)
        match content:
            case Report() if content.chart is not None:
                picture = await self._drawn(content.chart)
                return rendered(content, links=links, file=picture, language=language)
            case Handout():
                file = await self._handed(surface, content)
                return rendered(content, links=links, file=file, language=language)
            case _:
                return rendered(content, links=links, language=language)

    def _language(self, surface: Surface, content: Content) -> str:
        """The content's, where it has one; else its reader's."""
        found: str | None = getattr(content, "language", None)
        if found is not None or self.languages is None:
            return found or ""
        member: MemberId | None = getattr(content, "only_for", None)
        return self.languages.at_once(surface.tenant, member or MemberId(""))

    async def _drawn(self, chart: Chart) -> File | None:
        """A chart's picture; None where its words have to do."""
        if self.printer is None:
            return None
        try:
            png = await self.printer.chart(chart)
        except NotDrawn as error:
            log.warning("discord.no_picture", problem=str(error))
            return None
        if len(png) > LARGEST:
            return None
        alt = shortened(" ".join(chart.alt.split()), ALT) or ELLIPSIS
        return File(name=CHART, data=png, kind="image/png", description=alt)

    async def _handed(self, surface: Surface, handout: Handout) -> File | None:
        if self.printer is None:
            return None
        try:
            data = await self.printer.data(surface.tenant, handout.only_for)
        except StoreError as error:
            raise PlatformUnavailable(str(error)) from error
        return handed(handout.name, data)
