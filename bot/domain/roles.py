"""Who may do what: one question, asked in one place for every command and button on every path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import get_args

from bot.domain.events import Action, Command
from bot.domain.member import Granted, Role
from bot.domain.surface import MemberId

_ORDER: tuple[Role, ...] = get_args(Role)
_NEEDED: Mapping[Command | Action, Role] = {
    "assign": "manager",
    "withdraw": "manager",
    "decide": "manager",
    "report": "manager",
    "digest": "manager",
    "managers": "admin",
    "settings": "admin",
}
"""What not everybody may do; `assignments` shows trainees their own."""


def of(platform: Role, granted: Iterable[Granted], member: MemberId) -> Role:
    """What somebody is: the more of what the platform makes of them and what they were given."""
    given = (one.role for one in granted if one.member == member)
    return max((platform, *given), key=_ORDER.index)


def needed(what: Command | Action) -> Role:
    """Who can do something, and all above them."""
    return _NEEDED.get(what, "trainee")


def may(role: Role, what: Command | Action) -> bool:
    return _ORDER.index(role) >= _ORDER.index(needed(what))


def manages(role: Role) -> bool:
    """Whether somebody sees what managers see."""
    return role != "trainee"
