"""What one step changes, written down: everything or nothing."""

from __future__ import annotations

from sqlalchemy import Connection

from bot.ports.store import Change, Claim, MailboxId
from bot.stores import inbox, mailboxes, posts, sessions


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
        sessions.record(connection, change.scorecard)
    begun = {sessions.begin(connection, begin.session) for begin in change.begun}
    reached = begun | inbox.forward(connection, change.forwarded)
    return tuple(sorted(reached - {claim.mailbox}))
