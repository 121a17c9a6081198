"""A tenant full of what the managers' side keeps, and short ways to write it down."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.domain.assignment import Assignee, Assignment, AssignmentId
from bot.domain.digest import Digest, DigestId, Part, Period, Spread
from bot.domain.dispute import Dispute, DisputeId
from bot.domain.effects import Begin
from bot.domain.events import Commanded
from bot.domain.keeping import Audited, Kept, Sent, Shared, TenantSettings
from bot.domain.member import Granted, GroupId
from bot.domain.scorecard import Evidence, Score, Scorecard
from bot.domain.session import Session, begin
from bot.domain.surface import MemberId, SessionId, Surface, TenantId
from bot.domain.transcript import HOUR, Micros, TurnNumber
from bot.ports.provider import Usage
from bot.ports.store import Change, Claim, ModelCall
from bot.stores import SqlStore
from bot.stores.rows import member_mailbox
from tests.fakes.scenarios import scenario
from tests.stores.values import accept, changed, claimed, commit, saying

ACME = TenantId("acme")
ADA = MemberId("ada")
BOSS = MemberId("boss")
DAY = 24 * HOUR
START = Micros(1_000 * DAY)
WEEK = Period(name="w2", begins=START, ends=Micros(START + 7 * DAY), due=Micros(START + 7 * DAY))
BEFORE = Period(name="w1", begins=Micros(START - 7 * DAY), ends=START, due=START)
AFTER = Micros(START + 8 * DAY)


def home(tenant: TenantId, member: MemberId) -> Surface:
    return Surface("here", tenant, f"of-{member}")


def session(
    id: str, member: MemberId = ADA, tenant: TenantId = ACME, at: int = START, **changes: Any
) -> Session:
    started = begin(
        scenario(),
        id=SessionId(id),
        member=member,
        home=home(tenant, member),
        now=Micros(at),
    )
    return replace(started, **changes)


def scored(session: Session, *points: int | None, at: int = START, **changes: Any) -> Scorecard:
    """A scorecard whose criteria c0, c1, ... have these points, and that cites a line for each."""
    scores = tuple(
        Score(
            criterion=f"c{n}",
            title=f"Criterion {n}",
            weight=10 * (n + 1),
            skill="empathy" if n < 2 else "clarity",
            level=None if worth is None else worth // 50,
            level_title="some",
            points=worth,
            reason="because",
            evidence=(
                Evidence(
                    turn=TurnNumber(2),
                    quote=f"{session.member} said {n}",
                    start=0,
                    end=3,
                    shows="x",
                ),
            ),
        )
        for n, worth in enumerate(points)
    )
    given = [worth for worth in points if worth is not None]
    total = sum(given) // len(given) if given else None
    card = Scorecard(
        session=session.id,
        title=session.scenario.title,
        scores=scores,
        of_criteria=len(scores),
        pass_mark=70,
        total=total,
        judged=1.0,
        band=None,
        passed=(total or 0) >= 70,
        at=Micros(at),
    )
    return replace(card, **changes)


async def lobby(store: SqlStore, member: MemberId, tenant: TenantId) -> Claim:
    """A claim of a member's mailbox, which has something pending."""
    asked = Commanded(
        key=f"asked by {member} of {tenant}",
        surface=home(tenant, member),
        member=member,
        at=START,
        command="help",
    )
    await accept(store, asked)
    return await claimed(store, member_mailbox(tenant, member))


async def begun(store: SqlStore, started: Session) -> None:
    mine = await lobby(store, started.member, started.tenant)
    await commit(store, mine, Change(begun=(Begin(session=started),)))


async def practised(
    store: SqlStore, started: Session, *points: int | None, at: int = START, **changes: Any
) -> Session:
    """Writes down a session that was begun, spoken in, and scored."""
    await begun(store, started)
    spoken = saying(started, f"words of {started.member} in {started.id}")
    done = replace(spoken, phase="closed", closed_at=Micros(at), ending="finished")
    await changed(store, started, done, scorecard=scored(started, *points, at=at, **changes))
    return done


def criterion(number: int = 0) -> Part:
    """One of `scored`, as figures name it."""
    none = Spread()
    return Part(id=f"c{number}", title=f"Criterion {number}", now=none, before=none)


async def keep(store: SqlStore, member: MemberId, tenant: TenantId, *kept: Kept) -> None:
    """Writes things down from a member's mailbox."""
    await commit(store, await lobby(store, member, tenant), Change(kept=kept))


def assignment(id: str = "a1", tenant: TenantId = ACME, **changes: Any) -> Assignment:
    asked = Assignment(
        id=AssignmentId(id),
        tenant=tenant,
        by=BOSS,
        at=START,
        home=home(tenant, BOSS),
        scenarios=("late-lamp",),
        titles=("The late lamp",),
    )
    return replace(asked, **changes)


def assignee(asked: Assignment, member: MemberId = ADA, **changes: Any) -> Assignee:
    one = Assignee(assignment=asked.id, tenant=asked.tenant, member=member, since=START)
    return replace(one, **changes)


def digest(tenant: TenantId = ACME, **changes: Any) -> Digest:
    surface = Surface("here", tenant, "team")
    promised = Digest(
        id=DigestId(str(surface)), tenant=tenant, surface=surface, by=BOSS, since=START
    )
    return replace(promised, **changes)


def dispute(id: str, session: Session, **changes: Any) -> Dispute:
    asked = Dispute(
        id=DisputeId(id),
        tenant=session.tenant,
        session=session.id,
        member=session.member,
        criterion="c0",
        title="Criterion 0",
        scenario="The late lamp",
        level=0,
        levels=("missing", "there"),
        points=(0, 100),
        why="because",
        reason="I did say so",
        evidence=(Evidence(turn=TurnNumber(2), quote="I am sorry", start=0, end=3, shows="x"),),
        at=START,
        decider=BOSS,
    )
    return replace(asked, **changes)


def audited(what: str, by: MemberId = BOSS, tenant: TenantId = ACME, **changes: Any) -> Audited:
    return replace(Audited(tenant=tenant, by=by, at=START, what=what), **changes)


async def fill(store: SqlStore, tenant: TenantId, member: MemberId) -> None:
    """Everything that a tenant can have, about one member, with names that tell whose it is."""
    asked = assignment(
        f"a-{tenant}", tenant, people=(member, BOSS), groups=(GroupId("g"),), due=AFTER
    )
    first = session(f"s1-{tenant}", member, tenant, assignment=asked.id, quoted=True)
    await practised(store, first, 50, 100, at=START + HOUR)
    await practised(store, session(f"s2-{tenant}", member, tenant), 0, None, at=START + 2 * HOUR)
    await begun(store, session(f"s3-{tenant}", member, tenant, at=START + 3))
    await keep(
        store,
        member,
        tenant,
        asked,
        assignee(asked, member),
        Granted(tenant=tenant, member=member, role="manager", by=BOSS, at=START),
        digest(tenant),
        Sent(digest=digest(tenant).id, period="w1", at=START),
        dispute(f"d1-{tenant}", first),
        dispute(f"d2-{tenant}", first),
        dispute(f"d2-{tenant}", first, decided_at=START, decided_by=BOSS, outcome=1),
        Shared(session=SessionId(f"s2-{tenant}"), shared=True),
        TenantSettings(tenant=tenant, language="de", retention_days=30, changed=START),
        audited("report", tenant=tenant, about=member),
    )
    async with store.begin() as transaction:
        await transaction.log_call(call(first))


def call(session: Session) -> ModelCall:
    return ModelCall(
        session=session.id,
        tenant=session.tenant,
        member=session.member,
        purpose="persona",
        provider="openai",
        model="m",
        usage=Usage(tokens_in=3, tokens_out=5),
        at=START,
        first_token=None,
        duration=900,
        outcome="ok",
        cost=0.25,
    )
