"""How Discord refuses a call: its codes, and the tree of errors of a form that is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NoReturn

CODES: dict[int, tuple[int, str]] = {
    0: (404, "404: Not Found"),
    10002: (404, "Unknown Application"),
    10003: (404, "Unknown Channel"),
    10004: (404, "Unknown Guild"),
    10007: (404, "Unknown Member"),
    10008: (404, "Unknown Message"),
    10013: (404, "Unknown User"),
    10015: (404, "Unknown Webhook"),
    10062: (404, "Unknown interaction"),
    10063: (404, "Unknown application command"),
    10065: (404, "Unknown Application Command Permissions"),
    30032: (400, "Maximum number of application commands reached (100)"),
    30034: (400, "Max number of daily application command creates has been reached (200)"),
    30046: (429, "Maximum number of edits to messages older than 1 hour reached. Try again later"),
    40001: (401, "Unauthorized. Provide a valid token and try again."),
    40003: (400, "You are opening direct messages too fast"),
    40005: (413, "Request entity too large. Try sending something smaller in size"),
    40060: (400, "Interaction has already been acknowledged."),
    40094: (400, "This interaction has hit the maximum number of follow up messages"),
    50001: (403, "Missing Access"),
    50005: (403, "Cannot edit a message authored by another user"),
    50006: (400, "Cannot send an empty message"),
    50007: (403, "Cannot send messages to this user"),
    50013: (403, "Missing Permissions"),
    50021: (403, "Cannot execute action on a system message"),
    50024: (400, "Cannot execute action on this channel type"),
    50027: (401, "Invalid Webhook Token"),
    50035: (400, "Invalid Form Body"),
    50083: (400, "Thread is archived"),
    50109: (400, "The request body contains invalid JSON."),
    50278: (403, "Cannot send messages to this user due to having no mutual guilds"),
    160002: (400, "Cannot reply without permission to read message history"),
    160004: (400, "A thread has already been created for this message"),
    160005: (400, "Thread is locked"),
    160006: (400, "Maximum number of active threads reached"),
}


class Refused(Exception):
    """The answer to a call that Discord does not carry out."""

    def __init__(self, code: int, status: int | None = None, **fields: Any) -> None:
        usual, message = CODES.get(code, (400, f"error {code}"))
        super().__init__(f"{code} {message} {fields or ''}")
        self.code, self.status = code, status or usual
        self.body = {"message": message, "code": code, **fields}


def refuse(code: int, **fields: Any) -> NoReturn:
    raise Refused(code, **fields)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a field; its place has the names on the way, as `embeds/0/title`."""

    place: str
    code: str
    message: str


def demand(problems: Iterable[Problem]) -> None:
    """Refuses a form with all that is wrong with it."""
    found = list(problems)
    if found:
        refuse(50035, errors=tree(found))


def tree(problems: Iterable[Problem]) -> dict[str, Any]:
    """Problems nested by their places, as Discord answers them."""
    root: dict[str, Any] = {}
    for problem in problems:
        node = root
        for name in filter(None, problem.place.split("/")):
            node = node.setdefault(name, {})
        error = {"code": problem.code, "message": problem.message}
        node.setdefault("_errors", []).append(error)
    return root
