"""What is to be done, as data: written down with the state, or carried out after the commit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.content import Content, Opening
from bot.domain.events import InboundEvent
from bot.domain.scorecard import Scorecard
from bot.domain.surface import MemberId, SessionId, Surface, TenantId
from bot.domain.transcript import Micros, TurnNumber

if TYPE_CHECKING:
    from bot.domain.keeping import Kept
    from bot.domain.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Announce:
    """Show `content` under `key`: post it, or edit the message already posted under that key.

    `surface` is None for the session's own thread.
    """

    key: str
    content: Content
    surface: Surface | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Begin:
    """Write down a new session and wake its mailbox."""

    session: Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Forward:
    """Put an event into a session's mailbox: into that of a closed one only where `closed` says
    so, else into its member's."""

    session: SessionId
    event: InboundEvent
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Write down the session's one scorecard."""

    scorecard: Scorecard
    revised: bool = False
    """Whether it takes the place of the one there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """Write something down that is kept besides sessions, in place of the one of its name."""

    what: Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Erase:
    """Delete all that is stored of a member."""

    tenant: TenantId
    member: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenThread:
    """Open the session's thread with its first message."""

    opening: Opening


@dataclass(frozen=True, slots=True, kw_only=True)
class Speak:
    """Let the persona write this turn, or show it where it is already written."""

    turn: TurnNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class Interrupt:
    """Stop the reply being written and keep what was shown."""

    turn: TurnNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """Stop the reply being written only if nothing of it can have been seen; else let it go on."""

    turn: TurnNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Wait for messages that belong together."""

    until: Micros


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """Score the session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Abandon:
    """Stop scoring the session."""


Write = Announce | Begin | Forward | Record | Keep | Erase
"""Effects that are committed together with the state."""
Work = OpenThread | Speak | Interrupt | Recall | Wait | Grade | Abandon
"""Effects that are carried out after the commit, and again after a crash."""
Effect = Write | Work
