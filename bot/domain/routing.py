"""Whose an event is: the session's it happened in, the lobby's, or the office's. Pure."""

from __future__ import annotations

from bot.domain.events import Action, Command, Commanded, InboundEvent, Pressed, Scheduled

LOBBY: frozenset[Action] = frozenset(
    {
        "start",
        "next",
        "retry",
        "leave_and_start",
        "leave_and_retry",
        "leave_and_assigned",
        "keep",
        "rate",
        "assigned",
        "withdraw",
        "dispute",
        "decide",
        "share",
        "forget",
    }
)
"""Actions that are the lobby's wherever they are pressed: they are about which session is open."""
OFFICE: frozenset[Command | Action] = frozenset(
    {
        "score",
        "export-me",
        "forget-me",
        "assign",
        "assignments",
        "report",
        "digest",
        "managers",
        "settings",
        "withdraw",
        "dispute",
        "decide",
        "share",
        "forget",
    }
)
"""Commands and actions that need what is kept besides sessions: `bot.domain.office` answers them."""


def is_for_lobby(event: InboundEvent) -> bool:
    """Whether an event goes to its member's mailbox even where a session is open."""
    if isinstance(event, Pressed):
        return event.action in LOBBY
    return isinstance(event, Commanded | Scheduled)


def is_for_office(event: InboundEvent) -> bool:
    """Whether an event needs what is kept besides sessions."""
    match event:
        case Commanded():
            return event.command in OFFICE
        case Pressed():
            return event.action in LOBBY and event.action in OFFICE
        case _:
            return isinstance(event, Scheduled)
