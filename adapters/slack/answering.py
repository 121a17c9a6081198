"""Where commands and presses can be answered: the addresses that came with them, for half an hour."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

from bot.ports.clock import Clock

SECONDS = 29 * 60
USES = 5
MOST = 4096
"""How many addresses are kept."""


@dataclass(slots=True)
class _Address:
    url: str
    until: float
    uses: int = USES


@dataclass(slots=True, kw_only=True)
class Answers:
    """The addresses, by the key of the event that they came with, and by the session it opens."""

    clock: Clock
    _known: OrderedDict[str, _Address] = field(default_factory=OrderedDict)

    def remember(self, url: str, *names: str) -> None:
        """Takes in an address; the names share its uses."""
        address = _Address(url, self.clock.monotonic() + SECONDS)
        self._known |= dict.fromkeys(names, address)
        while len(self._known) > MOST:
            self._known.popitem(last=False)

    def take(self, key: str) -> str | None:
        """An address for a message of that key, which begins with one of the names; used once
        more by that."""
        while key:
            known = self._known.get(key)
            if known is not None:
                return self._use(key, known)
            key = key.rpartition(":")[0]
        return None

    def _use(self, name: str, known: _Address) -> str | None:
        known.uses -= 1
        if known.uses < 0 or self.clock.monotonic() > known.until:
            del self._known[name]
            return None
        return known.url
