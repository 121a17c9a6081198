"""Asks somebody who writes to the bot, and might mean several servers, which one; and keeps what they
said until they have answered. Pure but for what it keeps.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from adapters.discord.payloads import Json
from adapters.discord.wording import Wording
from bot.domain.surface import MemberId, TenantId

PREFIX = "cts:"
"""Begins what a button sends that stands for a server."""
CHOICES = 25
ROW = 5
LABEL = 80
MOST = 1000
"""People whose answer is waited for."""
KEPT = 20
"""Of what somebody says until then, at most."""


@dataclass(slots=True)
class Asking:
    """What people said whose server is not known yet."""

    _waiting: OrderedDict[MemberId, list[Json]] = field(default_factory=OrderedDict)

    def keep(self, member: MemberId, said: Json) -> bool:
        """Keeps what somebody said; gives whether they are to be asked now."""
        new = member not in self._waiting
        waiting = self._waiting.setdefault(member, [])
        if len(waiting) < KEPT:
            waiting.append(said)
        if len(self._waiting) > MOST:
            self._waiting.popitem(last=False)
        return new

    def change(self, member: MemberId, said: Json) -> None:
        """Takes in that something they said is not as it was."""
        waiting = self._waiting.get(member, [])
        waiting[:] = [said if one.get("id") == said.get("id") else one for one in waiting]

    def forget(self, ids: Collection[object]) -> None:
        """Takes in that messages were taken back."""
        for waiting in self._waiting.values():
            waiting[:] = [one for one in waiting if one.get("id") not in ids]

    def kept(self, member: MemberId) -> tuple[Json, ...]:
        """What somebody has said until now."""
        return tuple(self._waiting.get(member, ()))

    def answered(self, member: MemberId) -> None:
        """Takes in that nothing is waited for any more."""
        self._waiting.pop(member, None)


def question(found: Sequence[TenantId], words: Wording) -> str:
    """What somebody is asked or told who may mean these servers."""
    if not found:
        return words.no_server
    return words.which_server if len(found) <= CHOICES else words.many_servers


def choices(found: Sequence[TenantId], names: Mapping[TenantId, str]) -> list[dict[str, object]]:
    """A button for each server, where they are not too many."""
    if len(found) > CHOICES:
        return []
    buttons = [
        {
            "type": 2,
            "style": 2,
            "label": (names.get(one) or one)[:LABEL],
            "custom_id": f"{PREFIX}{one}",
        }
        for one in found
    ]
    rows = (buttons[first : first + ROW] for first in range(0, len(buttons), ROW))
    return [{"type": 1, "components": row} for row in rows]
