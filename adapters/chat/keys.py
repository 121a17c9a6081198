"""What the engine's keys of messages tell: of which session they are, and what they answer. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.showing import cause
from bot.domain.surface import SessionId

_PAGE = re.compile(r".+:turn:[0-9]+:[0-9]+(~[0-9]+)?")


def session_of(key: str) -> SessionId:
    """The session whose message has this key; of another message's, one that there is not."""
    return SessionId(key.partition(":")[0])


def is_page(key: str) -> bool:
    """Whether a message's key is that of a page of a reply."""
    return _PAGE.fullmatch(key) is not None


def answered(key: str) -> Iterator[str]:
    """The names by which may be known what a message of that key answers, the longest first: it is
    an answer to the event of that name, or begins with it."""
    name = cause(key)
    while name:
        yield name
        name = name.rpartition(":")[0]
