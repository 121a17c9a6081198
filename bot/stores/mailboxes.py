"""Who may write a mailbox's state: claims, leases and the fence.

Every function runs inside the caller's transaction.
"""

from __future__ import annotations

from sqlalchemy import Connection, and_, bindparam, exists, not_, or_, select, update

from bot.domain.transcript import Micros
from bot.errors import StaleSession
from bot.ports.store import Claim, MailboxId
from bot.stores.schema import inbox, mailboxes

_PENDING = exists().where(inbox.c.mailbox == mailboxes.c.id, not_(inbox.c.handled))
_CLAIMED = and_(mailboxes.c.id == bindparam("mailbox"), mailboxes.c.epoch == bindparam("held"))
_FENCE = update(mailboxes).where(_CLAIMED).values(unfinished=bindparam("work_in_hand"))
_RENEW = update(mailboxes).where(_CLAIMED).values(lease_until=bindparam("until"))
_HOLD = select(mailboxes.c.epoch).where(mailboxes.c.id == bindparam("mailbox")).with_for_update()
_RELEASE = (
    update(mailboxes)
    .where(_CLAIMED, not_(_PENDING))
    .values(owner=None, lease_until=None, unfinished=False)
)


def claim(
    connection: Connection, mailbox: MailboxId, owner: str, now: Micros, until: Micros
) -> Claim | None:
    free = or_(
        mailboxes.c.lease_until.is_(None),
        mailboxes.c.lease_until <= now,
        mailboxes.c.owner == owner,
    )
    taken = (
        update(mailboxes)
        .where(mailboxes.c.id == mailbox, free)
        .values(epoch=mailboxes.c.epoch + 1, owner=owner, lease_until=until)
        .returning(mailboxes.c.epoch)
    )
    epoch = connection.scalar(taken)
    return None if epoch is None else Claim(mailbox=mailbox, epoch=epoch, owner=owner)


def fence(connection: Connection, claim: Claim, *, unfinished: bool) -> None:
    """Makes this transaction the only one to write the mailbox's state, or raises StaleSession."""
    fenced = connection.execute(_FENCE, _names(claim) | {"work_in_hand": unfinished})
    if not fenced.rowcount:
        raise StaleSession


def renew(connection: Connection, claim: Claim, until: Micros) -> None:
    if not connection.execute(_RENEW, _names(claim) | {"until": until}).rowcount:
        raise StaleSession


def release(connection: Connection, claim: Claim) -> bool:
    # Held first, then looked at in a statement of its own: PostgreSQL lets a statement that had
    # to wait for the row see the inbox as it was before it waited, and an event would be missed.
    epoch = connection.scalar(_HOLD, {"mailbox": claim.mailbox})
    if epoch != claim.epoch:
        raise StaleSession
    return bool(connection.execute(_RELEASE, _names(claim)).rowcount)


def clear_leases(connection: Connection) -> None:
    connection.execute(update(mailboxes).values(owner=None, lease_until=None))


def unfinished(connection: Connection, now: Micros) -> list[MailboxId]:
    wanted = (
        select(inbox.c.mailbox)
        .where(not_(inbox.c.handled))
        .union(select(mailboxes.c.id).where(mailboxes.c.unfinished))
    )
    leased = mailboxes.c.lease_until > now
    idle = select(mailboxes.c.id).where(
        mailboxes.c.id.in_(wanted), or_(mailboxes.c.lease_until.is_(None), not_(leased))
    )
    return [MailboxId(id) for id in connection.scalars(idle.order_by(mailboxes.c.id))]


def _names(claim: Claim) -> dict[str, str | int]:
    return {"mailbox": claim.mailbox, "held": claim.epoch}
