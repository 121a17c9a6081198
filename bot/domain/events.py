"""What happened: inbound events from platforms and timers, and outcomes of the work a session
asked for. Values only; every event names the thing that happened, never its delivery.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal, get_args

from pydantic import Field, TypeAdapter

from bot.domain.scorecard import Scorecard
from bot.domain.surface import MemberId, MessageRef, SessionId, Surface, TenantId
from bot.domain.transcript import Micros, StandIn, TurnNumber

Action = Literal[
    "hint",
    "stop",
    "finish",
    "retry",
    "help",
    "again",
    "start",
    "leave_and_start",
    "leave_and_retry",
    "leave_and_assigned",
    "leave",
    "keep",
    "close",
    "next",
    "score",
    "rate",
    "assigned",
    "withdraw",
    "dispute",
    "decide",
    "share",
    "forget",
]
"""What a button or a `!word` can ask for; `value` says of what."""

Command = Literal[
    "start",
    "list",
    "score",
    "stop",
    "help",
    "export-me",
    "forget-me",
    "assign",
    "assignments",
    "report",
    "digest",
    "managers",
    "settings",
    "hello",
]
"""What a member can ask for; `hello` is the bot's name said where it does not talk."""
TYPED: tuple[Command, ...] = tuple(name for name in get_args(Command) if name != "hello")
"""The commands that can be typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Inbound:
    key: str
    """Names the thing that happened, for ever and on every route it may come by."""
    surface: Surface
    member: MemberId
    at: Micros
    """When the intake took it."""
    session: SessionId | None = None
    """The session it speaks of, where the platform says so; it may be closed by now."""
    opens: SessionId | None = None
    """The id for a session that it may open."""
    direct: bool = False
    """Whether it was written to the bot itself, in the direct message that the member has with it."""

    @property
    def tenant(self) -> TenantId:
        return self.surface.tenant


@dataclass(frozen=True, slots=True, kw_only=True)
class Said(_Inbound):
    """The member wrote a message; `message` is the platform's name of it."""

    text: str
    message: str
    kind: Literal["said"] = "said"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited(_Inbound):
    """The member changed a message."""

    text: str
    message: str
    kind: Literal["edited"] = "edited"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted(_Inbound):
    """The member took a message back."""

    message: str
    kind: Literal["deleted"] = "deleted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed(_Inbound):
    """The member pressed a button, or wrote its `!word`."""

    action: Action
    value: str = ""
    text: str = ""
    """What was written in the form that the button opened; see `bot.domain.asking`."""
    kind: Literal["pressed"] = "pressed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commanded(_Inbound):
    """The member gave a command.

    `arguments` are named (`scenario`, `who`, `due`, ...) where the platform has fields for them; a
    line of text is `text`. People and groups in either stand as `<member:ID>` and `<group:ID>`.
    """

    command: Command
    arguments: Mapping[str, str] = field(default_factory=dict)
    kind: Literal["commanded"] = "commanded"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerFired(_Inbound):
    """A session's due time has passed; `number` is the timer's, stale ones are ignored."""

    number: int
    kind: Literal["timer_fired"] = "timer_fired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheduled(_Inbound):
    """An hour that was set has come; `member` is whom it concerns.

    Keys: `announce:<assignment>:<member>`, `remind:<assignment>:<member>:<day>`,
    `digest:<digest>:<period>`; `done:<assignment>:<session>` is no hour, but a session that counts
    and has been scored. Each is taken once, however many processes see the hour.
    """

    what: Literal["announce", "remind", "digest", "done"]
    about: str
    """The assignment's or the digest's id."""
    period: str = ""
    kind: Literal["scheduled"] = "scheduled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided(_Inbound):
    """A manager's decision on a disputed score, on its way to the session; `member` decided.

    `level` is None where the score stays as it was given.
    """

    dispute: str
    criterion: str
    level: int | None
    reason: str
    who: str
    """What the manager is called."""
    kind: Literal["decided"] = "decided"


InboundEvent = Said | Edited | Deleted | Pressed | Commanded | TimerFired | Scheduled | Decided


_INBOUND: TypeAdapter[InboundEvent] = TypeAdapter(
    Annotated[InboundEvent, Field(discriminator="kind")]
)


def to_json(event: InboundEvent) -> str:
    """The stored form of an event."""
    return _INBOUND.dump_json(event).decode()


def from_json(text: str) -> InboundEvent:
    """Reads the stored form back."""
    return _INBOUND.validate_json(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The session's thread stands and shows briefing and opening."""

    surface: Surface
    ref: MessageRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The model has finished a reply; nothing more of it will come."""

    turn: TurnNumber
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoodIn:
    """The script spoke a reply in a model's place."""

    why: StandIn


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """The whole of a written reply stands on the platform."""

    turn: TurnNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class Halted:
    """A reply was stopped on request; `shown` is what of it stands on the platform."""

    turn: TurnNumber
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """A reply was stopped on request before anything of it could be seen."""

    turn: TurnNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A reply could not be finished; `shown` is what of it stands on the platform."""

    turn: TurnNumber
    shown: str
    reason: str
    why: StandIn = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """The scorecard is made."""

    scorecard: Scorecard


@dataclass(frozen=True, slots=True, kw_only=True)
class Abandoned:
    """Scoring was stopped on request, before there was a scorecard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waited:
    """The time for messages that belong together has passed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """The session's place is gone: channel deleted, bot removed, member left."""

    reason: str


Outcome = (
    Opened
    | Written
    | StoodIn
    | Delivered
    | Halted
    | Recalled
    | Failed
    | Graded
    | Abandoned
    | Waited
    | Lost
)
Event = InboundEvent | Outcome
