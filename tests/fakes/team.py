"""A team in a database: people who practised for some weeks, with scorecards and assignments.

Written by the same transactions as the engine's, and the same for the same seed. Everything lies
before `until`. Who is who:

* `u01`, `u02`, ... are the people; the last of three or more has begun nothing;
* `boss` has assigned `everyone` the first scenario, and the first half of them a path of two;
* each week a person has none to two sessions: assigned, shared, or nobody's business;
* in the last week the first of them has one open, and the second one without a scorecard.
"""

from __future__ import annotations

import random  # noqa: TID251  # seeded: the same from run to run
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.domain import scorecard as cards
from bot.domain.assignment import Assignee, Assignment, AssignmentId
from bot.domain.content import Notice
from bot.domain.effects import Begin
from bot.domain.events import Commanded
from bot.domain.keeping import Kept, Shared
from bot.domain.member import EVERYONE
from bot.domain.scenario import Scenario
from bot.domain.scorecard import Evidence, Score, Scorecard
from bot.domain.session import Session, begin
from bot.domain.surface import MemberId, SessionId, Surface, TenantId
from bot.domain.transcript import HOUR, MINUTE, Micros, Transcript, Turn, TurnNumber
from bot.ports.clock import uuid7
from bot.ports.store import Change, Claim, MailboxId, Post, Store, Transaction
from bot.stores.rows import session_mailbox
from tests.fakes.scenarios import scenario
from tests.fakes.virtual_time import NEW_YEAR

DAY = 24 * HOUR
WEEK = 7 * DAY
BOSS = MemberId("boss")
SCENARIOS = (
    scenario(),
    scenario(id="wrong-size", title="The wrong size", difficulty=2),
    scenario(id="raise", title="A raise, please", category="leading", difficulty=4),
)
SAID = "I am sorry about that; it comes tomorrow."


def members(people: int) -> list[MemberId]:
    """The ids of a team's people."""
    return [MemberId(f"u{number:02}") for number in range(1, people + 1)]


async def fill(
    store: Store,
    *,
    tenant: TenantId,
    people: int,
    weeks: int,
    seed: int = 0,
    until: Micros = NEW_YEAR,
    platform: str = "test",
) -> None:
    """Writes a team with all it did in the weeks before `until`."""
    team = _Team(tenant, members(people), weeks, until, platform, random.Random(f"{tenant}{seed}"))
    async with store.begin() as transaction:
        await _assign(transaction, team)
    for number in range(people):
        async with store.begin() as transaction:
            await _practise(transaction, team, number)


@dataclass(frozen=True, slots=True)
class _Team:
    tenant: TenantId
    people: list[MemberId]
    weeks: int
    until: Micros
    platform: str
    chance: random.Random

    @property
    def since(self) -> Micros:
        return Micros(self.until - self.weeks * WEEK)

    def home(self, member: MemberId) -> Surface:
        return Surface(self.platform, self.tenant, f"with-{member}")

    def assignments(self) -> tuple[Assignment, Assignment]:
        """One for everyone, that is due at the end; and a path that was due a day ago."""
        first, second, _ = SCENARIOS
        every = Assignment(
            id=AssignmentId(f"{self.tenant}-all"),
            tenant=self.tenant,
            by=BOSS,
            at=self.since,
            home=self.home(BOSS),
            groups=(EVERYONE,),
            scenarios=(first.id,),
            titles=(first.title,),
            due=Micros(self.until + DAY),
        )
        half = tuple(self.people[: (len(self.people) + 1) // 2])
        path = replace(
            every,
            id=AssignmentId(f"{self.tenant}-path"),
            groups=(),
            people=half,
            scenarios=(first.id, second.id),
            titles=(first.title, second.title),
            due=Micros(self.until - DAY),
            pass_mark=60,
            most=3,
        )
        return every, path


async def _claim(transaction: Transaction, mailbox: MailboxId, now: Micros) -> Claim:
    claim = await transaction.claim(mailbox, "team", now, now)
    assert claim is not None
    return claim


async def _lobby(
    transaction: Transaction, team: _Team, member: MemberId, at: Micros, command: str
) -> Claim:
    """The member's mailbox, with a command of theirs in it."""
    asked = Commanded(
        key=f"{team.tenant}:{member}:{command}",
        surface=team.home(member),
        member=member,
        at=at,
        command="assign" if command == "assign" else "start",
    )
    (accepted,) = await transaction.accept([asked])
    return await _claim(transaction, accepted.mailbox, at)


async def _assign(transaction: Transaction, team: _Team) -> None:
    every, path = team.assignments()
    kept: list[Kept] = [every, path]
    for assignment in (every, path):
        kept += [
            Assignee(
                assignment=assignment.id,
                tenant=team.tenant,
                member=member,
                since=assignment.at,
                announced=assignment.at,
            )
            for member in assignment.people or team.people
        ]
    claim = await _lobby(transaction, team, BOSS, team.since, "assign")
    await transaction.commit(claim, Change(handled=(1,), kept=tuple(kept)))
    await transaction.release(claim)


async def _practise(transaction: Transaction, team: _Team, number: int) -> None:
    member = team.people[number]
    if number == len(team.people) - 1 and number >= 2:
        return
    sessions = list(_sessions(team, number))
    claim = await _lobby(transaction, team, member, team.since, "start")
    begun = tuple(Begin(session=session) for session in sessions)
    await transaction.commit(claim, Change(handled=(1,), begun=begun))
    talent = team.chance.gauss(0.6, 0.15)
    for session in sessions:
        last = session is sessions[-1]
        if last and number == 0:
            await _go_on(transaction, _talked(session, session.phase), None)
        else:
            grown = talent + 0.2 * (session.opened_at - team.since) / (team.until - team.since)
            done = _talked(session, "closed")
            card = None if last and number == 1 else _card(done, grown, team.chance)
            await _go_on(transaction, done, card)
        if session.assignment is None and session.opened_at // DAY % 3 == 0:
            shared = Shared(session=session.id, shared=True)
            await transaction.commit(claim, Change(kept=(shared,)))
    await transaction.release(claim)


def _sessions(team: _Team, number: int) -> Iterator[Session]:
    """A person's sessions as they began, the earliest first."""
    every, path = team.assignments()
    for week in range(team.weeks):
        last = week == team.weeks - 1
        for turn in range(max(team.chance.randint(0, 2), int(last))):
            at = Micros(team.since + week * WEEK + (2 * turn + 1) * DAY + number * MINUTE)
            chosen = team.chance.choice(SCENARIOS)
            asked = path if team.people[number] in path.people else every
            yield replace(
                begin(
                    chosen,
                    id=SessionId(uuid7(at // 1000, team.chance.randbytes(10))),
                    member=team.people[number],
                    home=team.home(team.people[number]),
                    now=at,
                ),
                assignment=str(asked.id) if chosen.id in asked.scenarios else None,
            )


def _talked(session: Session, phase: str) -> Session:
    """The session once its trainee has said one thing, some minutes later."""
    at = Micros(session.opened_at + 5 * MINUTE)
    turn = Turn(
        number=session.transcript.next_number,
        speaker="trainee",
        text=SAID,
        state="delivered",
        at=at,
        play=session.play,
    )
    spoken = replace(
        session,
        surface=replace(session.home, thread=session.id),
        phase="roleplay",
        began_at=at,
        heard_at=at,
        transcript=session.transcript.adding(turn),
    )
    if phase != "closed":
        return spoken
    return replace(spoken, phase="closed", ending="finished", closed_at=Micros(at + 5 * MINUTE))


def _card(session: Session, quality: float, chance: random.Random) -> Scorecard:
    scores = tuple(_scores(session.scenario, quality, chance))
    total, judged = cards.total(scores)
    assert session.closed_at is not None
    return Scorecard(
        session=session.id,
        title=session.scenario.title,
        scores=scores,
        of_criteria=len(scores),
        pass_mark=session.scenario.rubric.pass_mark,
        total=total,
        judged=judged,
        band=cards.band(total),
        passed=(total or 0) >= session.scenario.rubric.pass_mark,
        scenario=session.scenario.id,
        version=session.scenario.version,
        fingerprint=session.scenario.fingerprint,
        at=session.closed_at,
    )


def _scores(scenario: Scenario, quality: float, chance: random.Random) -> Iterator[Score]:
    for criterion in scenario.rubric.criteria:
        level = sum(chance.random() < quality for _ in criterion.levels[1:])
        given = criterion.levels[level]
        yield Score(
            criterion=criterion.id,
            title=criterion.title,
            weight=criterion.weight,
            skill=criterion.skill,
            level=level,
            level_title=given.title,
            points=given.score,
            reason=given.text,
            evidence=(_cited(criterion.id),) if level else (),
            of_levels=len(criterion.levels),
        )


def _cited(shows: str) -> Evidence:
    return Evidence(turn=TurnNumber(2), quote=SAID, start=0, end=len(SAID), shows=shows)


async def _go_on(transaction: Transaction, session: Session, card: Scorecard | None) -> None:
    """Writes a session's next state down, and a message about it."""
    claim = await _claim(transaction, session_mailbox(session.id), session.heard_at)
    assert session.surface is not None
    told = Post(
        key=f"{session.id}:told",
        surface=session.surface,
        content=Notice(text="It is noted.", session=session.id),
        shown=True,
    )
    change = Change(
        before=replace(session, transcript=Transcript(session.transcript.turns[:1])),
        after=session,
        posts=(told,),
        scorecard=card,
    )
    await transaction.commit(claim, change)
    await transaction.release(claim)
