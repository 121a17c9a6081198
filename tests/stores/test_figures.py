"""Figures that the database makes are those that are counted by hand, on random data."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from random import Random  # noqa: TID251  # seeded
from statistics import fmean

import pytest
from sqlalchemy import Connection, Table, select

from bot.domain import team
from bot.domain.assignment import Assigned, Assignment, status
from bot.domain.attempt import Attempt
from bot.domain.digest import Part, Period, Spread
from bot.domain.keeping import Kept, Shared
from bot.domain.scorecard import Override, Scorecard
from bot.domain.strengths import Level
from bot.domain.surface import MemberId, SessionId, TenantId
from bot.domain.team import Team
from bot.domain.transcript import HOUR, Micros
from bot.stores import SqlStore, teaming
from bot.stores.schema import marks, outcomes
from tests.requirements import claims
from tests.stores.offices import (
    ACME,
    ADA,
    AFTER,
    BEFORE,
    BOSS,
    DAY,
    START,
    WEEK,
    assignee,
    assignment,
    begun,
    call,
    criterion,
    keep,
    practised,
    scored,
    session,
)
from tests.stores.values import changed

PEOPLE = [MemberId(f"m{n}") for n in range(5)]
PERIODS = (BEFORE, WEEK)
ASKED = (
    assignment("a0", at=BEFORE.begins, due=Micros(START - DAY), most=2),
    assignment("a1", at=BEFORE.begins, due=Micros(START + DAY), pass_mark=60),
    assignment("a2", at=START, least=2),
    assignment("a3", at=START, withdrawn=START),
)


async def random_tenant(store: SqlStore, chance: Random) -> None:
    kept: list[Kept] = [*ASKED]
    for asked in ASKED:
        some = chance.sample(PEOPLE, 4)
        done = [None, None, START - DAY, START + DAY]
        kept += [
            assignee(asked, one, since=asked.at, done=when)
            for one, when in zip(some, done, strict=True)
        ]
    await keep(store, BOSS, ACME, *kept)
    for number in range(30):
        at = Micros(chance.randrange(BEFORE.begins - DAY, WEEK.ends + DAY, HOUR))
        asked_for = chance.choice([*ASKED, None, None])
        started = session(
            f"s{number:02}",
            chance.choice(PEOPLE),
            at=at,
            assignment=None if asked_for is None else asked_for.id,
        )
        if chance.random() < 0.2:
            await begun(store, started)
            continue
        points = [chance.choice((None, 0, 50, 100)) for _ in range(3)]
        blocked = {"blocked_by": ("threat",)} if chance.random() < 0.2 else {}
        await practised(store, started, *points, at=at + HOUR, **blocked)
        if chance.random() < 0.4:
            shared = Shared(session=started.id, shared=chance.random() < 0.7)
            await keep(store, started.member, ACME, shared)


def spread(scores: Iterable[tuple[MemberId, float]]) -> tuple[int, int, float, float]:
    by_member = defaultdict(list)
    for member, score in scores:
        by_member[member].append(score)
    means = [fmean(theirs) for theirs in by_member.values()]
    n = sum(map(len, by_member.values()))
    return n, len(means), sum(means), sum(mean * mean for mean in means)


def flat(found: Spread) -> tuple[int, int, float, float]:
    return found.sessions, found.people, found.means, found.squares


def seen_in(attempts: Sequence[Attempt], period: Period) -> list[Attempt]:
    """Those that managers see, scored in a period: an hour after they began."""
    return [
        one
        for one in attempts
        if one.visible and one.closed is not None and period.begins <= one.closed < period.ends
    ]


def skill_scores(attempts: Iterable[Attempt], skill: str) -> list[tuple[MemberId, float]]:
    scores = []
    for one in attempts:
        marks = [(m.weight, m.points) for m in one.marks if m.skill == skill]
        judged = [(weight, points) for weight, points in marks if points is not None]
        if judged:
            score = sum(w * p for w, p in judged) / sum(w for w, _ in judged)
            scores.append((one.member, score))
    return scores


@pytest.mark.parametrize("seed", range(2))
async def test_figures_are_as_counted_by_hand(store: SqlStore, seed: int) -> None:
    await random_tenant(store, Random(seed))
    attempts = await store.office.attempts(ACME)
    found = await store.office.figures(ACME, PERIODS, AFTER)
    begun_in = [one for one in attempts if WEEK.begins <= one.opened < WEEK.ends]
    assert (found.sessions, found.people, found.finished) == (
        len(begun_in),
        len({one.member for one in begun_in}),
        sum(one.state == "scored" for one in begun_in),
    )
    for period, shown in zip(PERIODS, found.trend, strict=True):
        totals = [(a.member, a.total) for a in seen_in(attempts, period) if a.total is not None]
        assert flat(shown) == pytest.approx(spread(totals))
        assert shown.scores == tuple(sorted(Counter(total for _, total in totals).items()))
    for at, period in (("before", BEFORE), ("now", WEEK)):
        seen = seen_in(attempts, period)
        for part in found.criteria:
            points = [
                (one.member, mark.points)
                for one in seen
                for mark in one.marks
                if mark.criterion == part.id and mark.points is not None
            ]
            assert flat(getattr(part, at)) == pytest.approx(spread(points))
            assert part.title == f"Criterion {part.id[1]}"
        for part in found.skills:
            scores = skill_scores(seen, part.id)
            assert flat(getattr(part, at)) == pytest.approx(spread(scores))
        for part in found.scenarios:
            totals = [(one.member, one.total) for one in seen if one.total is not None]
            assert flat(getattr(part, at)) == pytest.approx(spread(totals))
            assert (part.title, part.level) == ("The late lamp", 1)
    assert [part.id for part in found.criteria] == ["c0", "c1", "c2"]
    assert [part.id for part in found.skills] == ["clarity", "empathy"]


def counts(pairs: Iterable[Assigned]) -> list[Assigned]:
    """Those that were open in the week, or ended in it."""
    return [
        pair
        for pair in pairs
        if pair.assignee.since < WEEK.ends
        and (
            pair.assignee.done >= WEEK.begins
            if pair.assignee.done is not None
            else pair.assignment.due is None
            or pair.assignment.due >= WEEK.begins
            or status(pair, AFTER) == "past due"
        )
    ]


@pytest.mark.parametrize("seed", range(2))
async def test_completion_is_as_each_persons_status(store: SqlStore, seed: int) -> None:
    await random_tenant(store, Random(seed))
    found = await store.office.figures(ACME, PERIODS, AFTER)
    asked: list[Assignment] = await store.office.assignments(ACME)
    assert [one.id for one in asked] == ["a2", "a1", "a0"]
    pairs = counts([p for one in asked for p in await store.office.standings(ACME, one.id)])
    stand = [status(pair, AFTER) for pair in pairs]
    people = {pair.assignee.member for pair in pairs}
    assert (found.assigned, found.assigned_people) == (len(pairs), len(people))
    assert (found.passed, found.not_started) == (
        stand.count("passed"),
        stand.count("not started"),
    )
    late = {p.assignee.member for p, s in zip(pairs, stand, strict=True) if s == "past due"}
    assert set(found.past_due) == late
    standing = {one: await store.office.standings(ACME, one.id) for one in asked}
    for member in PEOPLE:
        for pair in await store.office.assigned(ACME, member):
            assert pair in standing[pair.assignment]


async def test_what_is_visible_in_sql_is_what_the_domain_says(store: SqlStore) -> None:
    await random_tenant(store, Random(7))
    attempts = await store.office.attempts(ACME)
    judged = [one for one in attempts if one.state == "scored"]
    assert {one.visible for one in judged} == {True, False}

    def stored(connection: Connection, table: Table) -> set[tuple[str, bool]]:
        lines = connection.execute(select(table.c.session, table.c.visible))
        return {(row.session, row.visible) for row in lines}

    for table in (outcomes, marks):
        found = await store._read(stored, table)
        assert found == {(one.session, one.visible) for one in judged}


@claims("durable.figures")
async def test_what_managers_may_not_see_is_in_no_figure(store: SqlStore) -> None:
    await practised(store, session("own", ADA, quoted=True), 0)
    found = await store.office.figures(ACME, (WEEK,), AFTER)
    assert (found.sessions, found.finished) == (1, 1)
    assert (found.trend, found.criteria, found.skills) == ((Spread(),), (), ())
    assert await store.office.words(ACME, criterion(), WEEK) == []
    await keep(store, ADA, ACME, Shared(session=SessionId("own"), shared=True))
    assert (await store.office.figures(ACME, (WEEK,), AFTER)).trend[0].people == 1
    assert await store.office.words(ACME, criterion(), WEEK) == ["ada said 0"]
    await keep(store, ADA, ACME, Shared(session=SessionId("own"), shared=False))
    assert (await store.office.figures(ACME, (WEEK,), AFTER)).trend[0].people == 0


async def test_words_are_of_as_many_people_as_there_are(store: SqlStore) -> None:
    for number in range(30):
        member = PEOPLE[0] if number > 1 else PEOPLE[number + 1]
        started = session(f"s{number:02}", member, assignment="a", quoted=True)
        await practised(store, started, 50, at=START + number)
    assert sorted(await store.office.words(ACME, criterion(), WEEK)) == [
        f"m{n} said 0" for n in range(3)
    ]
    assert len(await store.office.words(ACME, criterion(), WEEK, limit=1)) == 1


@claims("durable.figures")
async def test_words_are_of_sessions_only_whose_briefing_said_so(store: SqlStore) -> None:
    await practised(store, session("unsaid", assignment="a"), 50)
    assert await store.office.words(ACME, criterion(), WEEK) == []
    renamed = Part(id="c0", title="Another one", now=Spread(), before=Spread())
    await practised(store, session("said", assignment="a", quoted=True), 50)
    assert await store.office.words(ACME, criterion(), WEEK) == ["ada said 0"]
    assert await store.office.words(ACME, renamed, WEEK) == []


async def test_cost_is_unknown_where_no_price_is_known(store: SqlStore) -> None:
    found = await store.office.figures(ACME, PERIODS, AFTER)
    assert (found.cost, found.calls, found.cost_before) == (None, 0, None)
    async with store.begin() as transaction:
        await transaction.log_call(call(session("s")))
        await transaction.log_call(call(session("s")))
    found = await store.office.figures(ACME, PERIODS, AFTER)
    assert (found.cost, found.calls, found.cost_before) == (0.5, 2, None)


async def test_a_revised_scorecard_counts_when_it_was_first_given(store: SqlStore) -> None:
    done = await practised(store, session("s", assignment="a"), 0, 0, at=START - 1)
    again = scored(done, 100, at=START + 5)
    await changed(store, done, done, scorecard=scored(done, 50))
    unrevised = await store.office.attempt(ACME, done.id)
    assert unrevised is not None
    assert unrevised.total == 0
    await changed(store, done, done, scorecard=again, revised=True)
    found = await store.office.attempt(ACME, done.id)
    assert found is not None
    assert (found.total, [mark.points for mark in found.marks]) == (100, [100])
    assert await store.scorecard(done.id) == again
    figures = await store.office.figures(ACME, PERIODS, AFTER)
    assert [shown.sessions for shown in figures.trend] == [1, 0]


def overridden(card: Scorecard, number: int, points: int) -> Scorecard:
    """With another level of a criterion, as a manager decided it."""
    scores = list(card.scores)
    change = Override(
        criterion=scores[number].criterion,
        level=points // 50,
        points=points,
        level_title="some",
        reason="why",
        by=BOSS,
        at=AFTER,
    )
    scores[number] = replace(scores[number], overridden=change)
    return replace(card, scores=tuple(scores))


async def test_a_skill_is_what_a_manager_made_of_its_criteria(store: SqlStore) -> None:
    done = await practised(store, session("s", assignment="a"), 0, 100, None, at=START)

    async def empathy() -> float:
        (part,) = (await store.office.figures(ACME, (WEEK,), AFTER)).skills
        return part.now.means

    assert await empathy() == pytest.approx(2000 / 30)
    for number, points, mean in ((1, 50, 1000 / 30), (0, 50, 1500 / 30)):
        card = await store.scorecard(done.id)
        assert card is not None
        revised = overridden(card, number, points)
        await changed(store, done, done, scorecard=revised, revised=True)
        assert await empathy() == pytest.approx(mean)


# Teams


def like(made: Team) -> Team:
    """With fractions rounded, in one order, and with all scores where a median is made of them."""

    def spread(one: Spread, scores: tuple[tuple[int, int], ...] = ()) -> Spread:
        means, squares = round(one.means, 6), round(one.squares, 4)
        return replace(one, means=means, squares=squares, scores=scores)

    def level(one: Level) -> Level:
        now, before = (None if m is None else round(m, 6) for m in (one.mean, one.before))
        return replace(one, mean=now, before=before)

    return replace(
        made,
        people=tuple(sorted(made.people, key=lambda one: one.member)),
        scores=spread(made.scores, made.scores.scores),
        improvement=spread(made.improvement),
        skills=tuple(sorted(map(level, made.skills), key=lambda one: one.id)),
        criteria=tuple(sorted(map(level, made.criteria), key=lambda one: one.id)),
        scenarios=tuple(replace(one, scores=spread(one.scores)) for one in made.scenarios),
        weeks=tuple(spread(one) for one in made.weeks),
    )


@claims("figures.large-team")
@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("since", [0, START - 3 * DAY])
async def test_a_large_teams_sums_are_those_of_its_sessions(
    store: SqlStore, seed: int, since: Micros
) -> None:
    await random_tenant(store, Random(seed))
    for later in (AFTER, Micros(AFTER + 31 * DAY)):  # then some stood otherwise a month before
        for some in (None, PEOPLE, PEOPLE[1:3], []):
            attempts = await store.office.attempts(ACME, some, since=since)
            made = await teaming.summed(store._read, ACME, some, since, later)
            assert like(made) == like(team.of(attempts, later))
    few = await store.office.team(ACME, PEOPLE[1:3], since=since, now=AFTER)
    summed = await teaming.summed(store._read, ACME, PEOPLE[1:3], since, AFTER)
    assert like(few) == like(summed)
    strangers = await teaming.summed(store._read, TenantId("other"), PEOPLE, since, AFTER)
    assert strangers == team.of((), AFTER)


@claims("figures.large-team")
async def test_an_attempt_that_is_scored_late_stands_where_it_was_begun(store: SqlStore) -> None:
    late = session("late", assignment="a", at=START)
    since = session("since", assignment="a", at=START + 1)
    await practised(store, since, 0, at=START + 2)
    await practised(store, late, 50, at=START + 3)
    made = await teaming.summed(store._read, ACME, None, Micros(0), AFTER)
    attempts = await store.office.attempts(ACME)
    assert like(made) == like(team.of(attempts, AFTER))
    assert [one.last for one in made.people] == [0]
