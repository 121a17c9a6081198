"""The messages of one reply, those of before a crash among them, and whether any can have been seen."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from bot.domain.surface import MessageRef
from bot.ports.platform import Platform
from bot.replies.sheets import Press, Sheet


class Sheaf:
    """A reply's sheets, by the number of their page."""

    __slots__ = ("_platform", "_press", "_sheets")

    def __init__(
        self,
        platform: Platform,
        press: Press,
        pages: Mapping[int, MessageRef],
        unsure: Collection[int],
    ) -> None:
        self._platform, self._press = platform, press
        self._sheets = {number: Sheet(number=number, unsure=True) for number in unsure}
        for number, ref in pages.items():
            left_open = platform.capabilities.streams
            self._sheets[number] = Sheet(number=number, ref=ref, left_open=left_open)

    def __getitem__(self, page: int) -> Sheet:
        """The sheet of a page, taken from the pile where there is none yet."""
        return self._sheets.setdefault(page, Sheet(number=page))

    def __iter__(self) -> Iterator[Sheet]:
        return iter(tuple(self._sheets.values()))

    def unneeded(self, count: int) -> list[Sheet]:
        """Those of an earlier try that a text of so many pages has no use for."""
        return [sheet for sheet in self if sheet.number >= count and sheet.shown is None]

    async def seen(self) -> bool:
        """Whether anything of the reply stands on the platform, or may stand there. Looks for what an
        earlier process may have posted. Raises PlatformError."""
        for sheet in self:
            if sheet.ref is None and sheet.unsure:
                await self._press.find(sheet)
        return any(
            sheet.ref is not None or sheet.tried is not None or sheet.unsure or sheet.lost
            for sheet in self
        )
