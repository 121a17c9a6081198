"""Has the figures of a digest computed, and the lines that may be quoted in it masked."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import structlog

from bot.domain.desk import Seen
from bot.domain.digest import Digest, Figures, Part, Period
from bot.domain.keeping import TenantSettings
from bot.domain.masking import redacted
from bot.domain.member import Person
from bot.domain.surface import TenantId
from bot.domain.transcript import Micros
from bot.errors import PlatformError, PlatformRateLimited, PlatformUnavailable
from bot.ports.directory import Directory
from bot.ports.office import Office
from bot.training.engine import Engine

log = structlog.get_logger(__name__)

CITED = 3
"""Of the strongest and of the weakest criteria, so many have lines that can be quoted."""

QUOTED = 3
"""Lines of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figuring:
    """The figures of one tenant. Raises StoreError and PlatformError."""

    office: Office
    directory: Directory
    tenant: TenantId

    async def figures(
        self, asked: Sequence[Period], settings: TenantSettings, now: Micros
    ) -> Figures:
        """Of the last period, with the others for its trend, and with words where they are wanted."""
        found = await self._without_those_gone(await self.office.figures(self.tenant, asked, now))
        if not settings.words:
            return found
        return await self._with_words(found, asked[-1], settings.least_group)

    async def _without_those_gone(self, figures: Figures) -> Figures:
        """Whoever has left will do nothing any more."""
        if not figures.past_due:
            return figures
        gone = {one.id for one in await self._people() if not one.here}
        late = tuple(member for member in figures.past_due if member not in gone)
        return replace(figures, past_due=late)

    async def _people(self) -> Sequence[Person]:
        """Nobody where the platform tells of nobody: a digest is not held up by that."""
        try:
            return await self.directory.people(self.tenant)
        except (PlatformUnavailable, PlatformRateLimited):
            raise  # it is tried again
        except PlatformError as error:
            log.warning("digest.nobody_known", tenant=self.tenant, problem=str(error))
            return ()

    async def _with_words(self, figures: Figures, period: Period, least: int) -> Figures:
        """With lines of the strongest and the weakest criteria, masked."""
        enough = [part for part in figures.criteria if part.now.people >= least]
        ranked = sorted(enough, key=lambda part: part.now.means / part.now.people)
        cited = {(part.id, part.title) for part in (*ranked[:CITED], *ranked[-CITED:])}
        names = [one.name for one in await self._people()] if cited else []
        if not names:  # then nobody's could be masked
            return figures
        parts = list[Part]()
        for part in figures.criteria:
            words = list[str]()
            if (part.id, part.title) in cited:
                words = await self.office.words(self.tenant, part, period, limit=least)
                # Of fewer people everybody would know whose line it is.
                few = len(words) < least
                words = [] if few else await asyncio.to_thread(_masked, words[:QUOTED], names)
            parts.append(replace(part, words=tuple(words)))
        return replace(figures, criteria=tuple(parts))


def _masked(words: Sequence[str], names: Sequence[str]) -> list[str]:
    return [redacted(word, names=names) for word in words]


async def digest_in_trouble(engine: Engine, promised: Digest) -> Seen:
    """What has to be known to tell a digest's manager that it could not be posted, and why: in their
    language as far as the platform tells."""
    directory = engine.platforms[promised.surface.platform].directory
    private, refusal = None, None
    with suppress(PlatformError):
        private = await directory.private(promised.tenant, promised.by)
        refusal = await directory.refusal(promised.surface)
    settings = await engine.store.office.settings(promised.tenant)
    return Seen(settings=settings, private=private, refusal=refusal)
