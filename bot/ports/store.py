"""What the engine asks of its database: one transaction for each thing that must hold together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import NewType, Protocol

from bot.domain.content import Content
from bot.domain.effects import Begin, Erase, Forward
from bot.domain.events import InboundEvent
from bot.domain.keeping import Kept
from bot.domain.lobby import OpenSession, Result
from bot.domain.scenario import Scenario
from bot.domain.scorecard import Scorecard
from bot.domain.session import Session
from bot.domain.surface import MemberId, MessageRef, SessionId, Surface, TenantId
from bot.domain.transcript import Micros
from bot.ports.office import Office, Schedule
from bot.ports.provider import Purpose, Usage

MailboxId = NewType("MailboxId", str)
"""`session:<id>`, `member:<tenant>:<member>` or `tenant:<tenant>`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """An event's place. `fresh` is False where the event was known already."""

    mailbox: MailboxId
    fresh: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """An event in its mailbox, in the order of `seq`."""

    seq: int
    event: InboundEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The right to write a mailbox's state, until another claim raises the epoch."""

    mailbox: MailboxId
    epoch: int
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A message that is to stand on a platform under its key.

    `content` is None for a page of a reply, whose text is in its turn. `ref` is None until the
    platform has named the message. `shown` says whether `content` stands there.
    """

    key: str
    surface: Surface
    content: Content | None
    ref: MessageRef | None = None
    shown: bool = False
    called: bool = False
    """Whether the platform was asked to post it: then it may stand there without a reference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one step changes. Everything is written, or nothing."""

    before: Session | None = None
    after: Session | None = None
    handled: tuple[int, ...] = ()
    posts: tuple[Post, ...] = ()
    begun: tuple[Begin, ...] = ()
    forwarded: tuple[Forward, ...] = ()
    scorecard: Scorecard | None = None
    revised: bool = False
    """Whether the scorecard takes the place of the one there is."""
    kept: tuple[Kept, ...] = ()
    erased: tuple[Erase, ...] = ()
    """Whose data is deleted, with their mailboxes: the claim is void after it."""
    unfinished: bool = False
    """Whether the mailbox's owner still has work in hand, to be taken up by another after a crash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCall:
    """One line of the log of model calls. Times in microseconds, cost in US dollars or unknown."""

    session: SessionId
    tenant: TenantId
    member: MemberId | None = None
    purpose: Purpose
    provider: str
    model: str
    usage: Usage
    at: Micros
    first_token: int | None
    duration: int
    outcome: str
    streamed: bool = True
    cost: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What one member's calls took: tokens in and out, and US dollars where the price is known."""

    tenant: TenantId
    member: MemberId | None
    tokens: int
    cost: float


class Transaction(Protocol):
    """One unit of writing. Each method may raise StoreError; StaleSession where the claim is old."""

    async def accept(self, events: Sequence[InboundEvent]) -> list[Accepted]:
        """Puts each event into its mailbox under the mailbox's next number, unless it is known."""

    async def claim(
        self, mailbox: MailboxId, owner: str, now: Micros, until: Micros
    ) -> Claim | None:
        """Raises the epoch and takes the lease; None while another owner's lease is running."""

    async def renew(self, claim: Claim, until: Micros) -> None: ...

    async def release(self, claim: Claim) -> bool:
        """Gives the lease back with no work in hand, unless events are pending: then False."""

    async def commit(self, claim: Claim, change: Change) -> tuple[MailboxId, ...]:
        """Writes a change down; gives the other mailboxes it put something into."""

    async def log_call(self, call: ModelCall) -> None: ...

    def after_commit(self, then: Callable[[], None]) -> None:
        """Calls `then` once this is committed, and never where it fails."""


class Store(Protocol):
    """The database. Reading methods see what is committed and raise StoreError."""

    def begin(self) -> AbstractAsyncContextManager[Transaction]: ...

    async def pending(self, mailbox: MailboxId, limit: int = 100) -> list[Received]: ...

    async def session(self, id: SessionId) -> Session | None: ...

    async def scorecard(self, session: SessionId) -> Scorecard | None: ...

    async def posts(self, session: SessionId) -> list[Post]:
        """A session's messages in the order in which they were first written down."""

    async def unshown(self, mailbox: MailboxId) -> list[Post]: ...

    async def post(self, key: str) -> Post | None: ...

    async def open_session(self, tenant: TenantId, member: MemberId) -> OpenSession | None: ...

    async def closed_on(self, surface: Surface, member: MemberId) -> Session | None:
        """The member's latest session that was closed there."""

    async def results(self, tenant: TenantId, member: MemberId, limit: int) -> list[Result]: ...

    async def unfinished(self, now: Micros) -> list[MailboxId]:
        """Mailboxes with pending events or work in hand whose lease is not running."""

    async def due(self, now: Micros, limit: int = 1000) -> list[Session]:
        """Open sessions whose timer is due."""

    async def calls(self, session: SessionId) -> list[ModelCall]: ...

    async def calls_since(self, at: Micros) -> list[ModelCall]:
        """The calls of all sessions from a moment on, in the order in which they were logged."""

    async def spent(self, since: Micros) -> list[Spent]:
        """What was taken from a moment on, by tenant and member."""

    async def open_surfaces(self, platform: str) -> list[tuple[SessionId, Surface]]: ...

    async def retain(self, default_days: int | None, now: Micros) -> dict[TenantId, int]:
        """Deletes sessions that were closed longer ago than their tenant keeps them, or so many
        days where it does not say; None keeps them. Says how many of each tenant."""

    async def scenario(self, fingerprint: str) -> Scenario | None: ...

    @property
    def office(self) -> Office: ...

    @property
    def schedule(self) -> Schedule: ...
