"""Sessions and events to store, and short ways to store them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.domain.content import Notice
from bot.domain.effects import Begin
from bot.domain.events import Commanded, Pressed, Said
from bot.domain.scorecard import Scorecard
from bot.domain.session import Session, begin
from bot.domain.surface import MemberId, SessionId, Surface, TenantId
from bot.domain.transcript import Micros, Speaker, Turn, TurnState
from bot.ports.store import Change, Claim, MailboxId, Post
from bot.stores import SqlStore
from bot.stores.rows import member_mailbox, session_mailbox
from tests.fakes.scenarios import scenario

TENANT = TenantId("local")
ANNA = MemberId("anna")
BERND = MemberId("bernd")
HOME = Surface("here", TENANT, "anna")
THREAD = Surface("here", TENANT, "anna", "1")
OWNER = "worker-1"
NOW = Micros(1_000_000)
LATER = Micros(31_000_000)
"""When a lease taken at NOW ends."""
LOBBY = member_mailbox(TENANT, ANNA)


def said(key: str, **changes: Any) -> Said:
    told: dict[str, Any] = {
        "key": key,
        "surface": HOME,
        "member": ANNA,
        "at": NOW,
        "text": f"text of {key}",
        "message": key,
    }
    return Said(**told | changes)


def pressed(key: str, session: SessionId | None, surface: Surface = HOME) -> Pressed:
    return Pressed(
        key=key, surface=surface, member=ANNA, at=NOW, session=session, action="finish", value="x"
    )


def commanded(key: str, surface: Surface = HOME) -> Commanded:
    return Commanded(
        key=key,
        surface=surface,
        member=ANNA,
        at=NOW,
        command="start",
        arguments={"scenario": "late-lamp"},
    )


def new_session(id: str = "s1", *, member: MemberId = ANNA, **parts: Any) -> Session:
    home = replace(HOME, channel=member)
    return begin(scenario(**parts), id=SessionId(id), member=member, home=home, now=NOW)


def notice(key: str, text: str = "A sentence.", **changes: Any) -> Post:
    post = Post(key=key, surface=HOME, content=Notice(text=text))
    return replace(post, **changes)


def scorecard(session: Session, total: int = 80, at: int = NOW) -> Scorecard:
    return Scorecard(
        session=session.id,
        title=session.scenario.title,
        scores=(),
        of_criteria=2,
        pass_mark=70,
        total=total,
        judged=1.0,
        band="good",
        passed=total >= 70,
        at=Micros(at),
    )


def saying(
    session: Session, text: str, speaker: Speaker = "trainee", state: TurnState = "delivered"
) -> Session:
    """The session with one more turn."""
    turn = Turn(
        number=session.transcript.next_number,
        speaker=speaker,
        text=text,
        state=state,
        at=NOW,
        play=session.play,
    )
    return replace(session, phase="roleplay", transcript=session.transcript.adding(turn))


async def claim(
    store: SqlStore, mailbox: MailboxId, owner: str = OWNER, now: int = NOW
) -> Claim | None:
    async with store.begin() as transaction:
        return await transaction.claim(mailbox, owner, Micros(now), Micros(now + LATER - NOW))


async def claimed(store: SqlStore, mailbox: MailboxId, owner: str = OWNER, now: int = NOW) -> Claim:
    got = await claim(store, mailbox, owner, now)
    assert got is not None
    return got


async def commit(store: SqlStore, claim: Claim, change: Change) -> tuple[MailboxId, ...]:
    async with store.begin() as transaction:
        return await transaction.commit(claim, change)


async def accept(store: SqlStore, *events: Said | Pressed | Commanded) -> list[tuple[str, bool]]:
    async with store.begin() as transaction:
        accepted = await transaction.accept(events)
    return [(place.mailbox, place.fresh) for place in accepted]


async def begun(store: SqlStore, *sessions: Session) -> None:
    """Lets each session begin, from its member's lobby."""
    for session in sessions:
        await accept(store, said(f"start {session.id}", member=session.member))
        lobby = await claimed(store, member_mailbox(session.tenant, session.member))
        await commit(store, lobby, Change(begun=(Begin(session=session),)))


async def changed(store: SqlStore, before: Session, after: Session, **more: Any) -> None:
    """Writes a session's next state, under a claim of its own."""
    mine = await claimed(store, session_mailbox(after.id))
    await commit(store, mine, Change(before=before, after=after, **more))


async def keys(store: SqlStore, mailbox: MailboxId) -> list[str]:
    return [received.event.key for received in await store.pending(mailbox, limit=10_000)]
