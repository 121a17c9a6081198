"""Drains one mailbox: claims it, loads what belongs to it after the claim, and works on it.

A session's mailbox is an actor's; a member's and a tenant's are received as they come.
"""

from __future__ import annotations

import structlog

from bot.domain.surface import SessionId, Surface
from bot.errors import StaleSession
from bot.ports.runner import Nudge
from bot.ports.store import Claim, MailboxId
from bot.training.actor import SessionActor
from bot.training.engine import Engine
from bot.training.receiving import Receiving

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
            await Receiving(engine=engine, claim=claim, nudge=nudge).run()
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


def _leave(claim: Claim, surface: Surface) -> None:
    """Leaves a mailbox to a process that has its platform: the claim is not given back as done."""
    log.info("mailbox.elsewhere", mailbox=claim.mailbox, platform=surface.platform)
