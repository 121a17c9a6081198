"""What one step changes, written down: everything or nothing."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from bot.domain.keeping import Audited, Kept
from bot.ports.store import Change, Claim, MailboxId
from bot.stores import erasing, inbox, keeping, mailboxes, posts, sessions


def write(connection: Connection, claim: Claim, change: Change) -> tuple[MailboxId, ...]:
    """Writes a change inside the caller's transaction; see `bot.ports.store.Transaction.commit`.

    The fence comes first: where the claim is old, nothing is written.
    """
    mailboxes.fence(connection, claim, unfinished=change.unfinished)
    if change.after is not None:
        sessions.write(connection, change.before, change.after)
    inbox.handle(connection, claim.mailbox, change.handled)
    posts.write(connection, claim.mailbox, change.posts)
    if change.scorecard is not None:
        sessions.record(connection, change.scorecard, revised=change.revised)
    begun = {sessions.begin(connection, begin.session) for begin in change.begun}
    reached = begun | inbox.forward(connection, change.forwarded)
    keeping.keep(connection, claim.mailbox, _nameless(change))
    for erase in change.erased:
        erasing.erase(connection, erase.tenant, erase.member)
    return tuple(sorted(reached - {claim.mailbox}))


def _nameless(change: Change) -> tuple[Kept, ...]:
    """What is kept, with lines about whoever is erased without their name."""
    gone = {erase.member for erase in change.erased}
    return tuple(
        replace(one, by=erasing.NOBODY, about="", details={})
        if isinstance(one, Audited) and (one.by in gone or one.about in gone)
        else one
        for one in change.kept
    )
