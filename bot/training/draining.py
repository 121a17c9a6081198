"""Drains one mailbox: claims it, loads what belongs to it after the claim, and works on it.

A session's mailbox is an actor's; a member's is the lobby's.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace

import structlog

from bot.domain.effects import Announce, Begin, Forward
from bot.domain.events import InboundEvent, Said
from bot.domain.lobby import Lobby
from bot.domain.session import Session
from bot.domain.surface import SessionId, Surface
from bot.errors import ChatTrainError, PermissionMissing, StaleSession, SurfaceGone
from bot.ports.runner import Nudge
from bot.ports.store import Change, Claim, MailboxId, Post, Received
from bot.training.actor import SessionActor
from bot.training.engine import Engine
from bot.training.taking import receive

RESULTS = 10
"""How many of a member's results the lobby shows."""

log = structlog.get_logger(__name__)


async def drain(engine: Engine, mailbox: MailboxId, nudge: Nudge) -> None:
    """Works on a mailbox until nothing is left to do, or another worker has it.

    Raises StoreError where the database fails; the runner tries again.
    """
    async with engine.store.begin() as transaction:
        claim = await transaction.claim(
            mailbox, engine.owner, engine.clock.now(), engine.lease_end()
        )
    if claim is None:
        return
    try:
        kind, _, name = mailbox.partition(":")
        if kind == "session":
            await _drain_session(engine, claim, nudge, SessionId(name))
        else:
            await _drain_lobby(engine, claim)
    except* StaleSession:
        log.info("mailbox.taken_over", mailbox=mailbox)


async def _drain_session(engine: Engine, claim: Claim, nudge: Nudge, id: SessionId) -> None:
    session = await engine.store.session(id)
    if session is None:
        log.error("session.missing", session=id)
        return
    if session.home.platform not in engine.platforms:
        _leave(claim, session.home)
        return
    posts = {post.key: post for post in await engine.store.posts(id)}
    await SessionActor(engine=engine, claim=claim, nudge=nudge, session=session, posts=posts).run()


async def _drain_lobby(engine: Engine, claim: Claim) -> None:
    for post in await engine.store.unshown(claim.mailbox):
        if post.surface.platform not in engine.platforms:
            _leave(claim, post.surface)
            return
        await _show(engine, claim, post, unsure=True)
    while True:
        for received in await engine.store.pending(claim.mailbox):
            if received.event.surface.platform not in engine.platforms:
                _leave(claim, received.event.surface)
                return
            await _receive(engine, claim, received)
        async with engine.store.begin() as transaction:
            if await transaction.release(claim):
                return


def _leave(claim: Claim, surface: Surface) -> None:
    """Leaves a mailbox to a process that has its platform: the claim is not given back as done."""
    log.info("mailbox.elsewhere", mailbox=claim.mailbox, platform=surface.platform)


async def _receive(engine: Engine, claim: Claim, received: Received) -> None:
    event = received.event
    await asyncio.to_thread(engine.catalogue.refresh)
    about = await _about(engine, event)
    seen = Lobby(
        open=await engine.store.open_session(event.tenant, event.member),
        about=about if about is not None and about.member == event.member else None,
        scenarios=engine.catalogue.scenarios,
        results=tuple(await engine.store.results(event.tenant, event.member, RESULTS)),
    )
    effects = receive(seen, event, engine.clock.now())
    posts = tuple(
        Post(key=e.key, surface=e.surface or event.surface, content=e.content, called=True)
        for e in effects
        if isinstance(e, Announce)
    )
    change = Change(
        handled=(received.seq,),
        posts=posts,
        begun=tuple(e for e in effects if isinstance(e, Begin)),
        forwarded=tuple(e for e in effects if isinstance(e, Forward)),
        unfinished=bool(posts),
    )
    async with engine.store.begin() as transaction:
        woken = await transaction.commit(claim, change)
        engine.runner.wake(woken, transaction)
    for post in posts:
        await _show(engine, claim, post)


async def _about(engine: Engine, event: InboundEvent) -> Session | None:
    """The session that an event names; of what was said where one was, that one."""
    if event.session is not None:
        return await engine.store.session(event.session)
    if isinstance(event, Said):
        return await engine.store.closed_on(event.surface, event.member)
    return None


async def _show(engine: Engine, claim: Claim, post: Post, *, unsure: bool = False) -> None:
    try:
        shown = await engine.posting.show(post, unsure=unsure)
    except (SurfaceGone, PermissionMissing) as error:
        log.error("post.not_shown", key=post.key, problem=str(error))
        shown = replace(post, shown=True)
    except ChatTrainError:
        raise  # the runner tries again, and what is not shown is found then
    except Exception:  # a message that cannot be shown must not hold up all others
        log.exception("post.broke", key=post.key)
        shown = replace(post, shown=True)
    async with engine.store.begin() as transaction:
        await transaction.commit(claim, Change(posts=(shown,), unfinished=True))
