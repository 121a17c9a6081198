"""What is handed over as a file: charts as pictures, and a person's own data."""

from __future__ import annotations

from typing import Protocol

from bot.domain.content import Chart
from bot.domain.surface import MemberId, TenantId


class Printer(Protocol):
    """Makes files of contents, beside the event loop."""

    async def chart(self, chart: Chart) -> bytes:
        """A PNG that is legible on a phone, on a light and on a dark ground. Raises NotDrawn: then
        what it was for is shown without it, with `chart.alt` in its place."""

    async def data(self, tenant: TenantId, member: MemberId) -> bytes:
        """All that is stored of a member, as JSON lines in UTF-8. Raises StoreError."""
