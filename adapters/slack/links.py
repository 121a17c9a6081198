"""How a message's address is asked for."""

from __future__ import annotations

from typing import Protocol

from bot.domain.surface import Surface


class Links(Protocol):
    """Gives a message's address by its name; None where it has none."""

    def __call__(self, message: str | None, at: Surface | None = None, /) -> str | None:
        """Of a message in the conversation; `at` names another one."""
