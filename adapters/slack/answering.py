"""Where commands and presses can be answered: the addresses that came with them, for half an hour."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

from adapters.chat import keys
from bot.domain.surface import Surface
from bot.ports.clock import Clock

SECONDS = 29 * 60
USES = 5
MOST = 4096
"""How many addresses are kept."""


@dataclass(slots=True)
class _Address:
    url: str
    channel: str
    until: float
    uses: int = USES


@dataclass(slots=True, kw_only=True)
class Answers:
    """The addresses, by the key of the event that they came with, and by the session it opens."""

    clock: Clock
    _known: OrderedDict[str, _Address] = field(default_factory=OrderedDict)

    def remember(self, url: str, at: Surface, *names: str) -> None:
        """Takes in an address, by which something is said in that channel; the names share its
        uses."""
        address = _Address(url, at.channel, self.clock.monotonic() + SECONDS)
        self._known |= dict.fromkeys(names, address)
        while len(self._known) > MOST:
            self._known.popitem(last=False)

    def take(self, key: str, at: Surface) -> str | None:
        """An address for a message of that key in that channel: the key is an answer to one of the
        names, or begins with it. Used once more by that."""
        for name in keys.answered(key):
            if (known := self._known.get(name)) is not None:
                return self._use(name, known) if known.channel == at.channel else None
        return None

    def _use(self, name: str, known: _Address) -> str | None:
        known.uses -= 1
        if known.uses < 0 or self.clock.monotonic() > known.until:
            del self._known[name]
            return None
        return known.url
