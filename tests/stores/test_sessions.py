"""Sessions, their turns and scorecards as they are written and read back, on both databases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from sqlalchemy import Connection
from sqlalchemy.util.concurrency import await_

from bot.domain.lobby import OpenSession, Result
from bot.domain.scenario import Scenario
from bot.domain.session import Session
from bot.domain.surface import SessionId, TenantId
from bot.domain.transcript import HOUR, Micros, Play, TurnNumber
from bot.ports.store import Change, MailboxId
from bot.stores import SqlStore
from bot.stores.sessions import Scenarios
from tests.fakes.scenarios import scenario
from tests.requirements import claims
from tests.stores.values import (
    ANNA,
    BERND,
    NOW,
    TENANT,
    THREAD,
    begun,
    changed,
    claimed,
    commit,
    new_session,
    saying,
    scorecard,
)

pytestmark = claims("durable.stores")

SESSION = MailboxId("session:s1")


def closed(session: Session, **changes: object) -> Session:
    return replace(session, phase="closed", closed_at=NOW, **changes)  # type: ignore[arg-type]


async def test_a_session_comes_back_as_it_began(store: SqlStore) -> None:
    session = new_session()
    await begun(store, session)
    assert await store.session(session.id) == session


async def test_an_unknown_session_is_none(store: SqlStore) -> None:
    assert await store.session(SessionId("nobody")) is None
    assert await store.scorecard(SessionId("nobody")) is None
    assert await store.scenario("nothing") is None


async def test_everything_that_can_change_of_a_session_comes_back(store: SqlStore) -> None:
    session = new_session()
    await begun(store, session)
    play = Play(
        mood={"anger": 3},
        earned=frozenset({"birthday"}),
        revealed=frozenset({"birthday"}),
        used=("0:0", "otherwise:1"),
        ending="left",
    )
    after = replace(
        saying(session, "Halt! \U0001f6d1"),
        surface=THREAD,
        phase="grading",
        ending="left",
        began_at=Micros(2),
        heard_at=Micros(3),
        closed_at=Micros(4),
        play=play,
        hints=2,
        reminded=True,
        timer=7,
        waits_until=Micros(5),
    )
    await changed(store, session, after)
    assert await store.session(session.id) == after


async def test_a_retry_comes_back_with_its_parent_and_what_it_inherited(store: SqlStore) -> None:
    first = new_session("s1")
    again = replace(
        saying(new_session("s2"), "as before"),
        attempt=2,
        parent=first.id,
        parent_turn=TurnNumber(3),
        inherited=2,
    )
    await begun(store, first, again)
    assert await store.session(again.id) == again


async def test_a_turn_that_changes_is_written_again_and_the_others_are_not(
    store: SqlStore,
) -> None:
    session = saying(saying(new_session(), "one"), "", speaker="persona", state="streaming")
    await begun(store, session)
    reply = session.transcript[TurnNumber(3)]
    done = replace(reply, text="Well.", state="complete", attempt=1, message="m")
    after = saying(replace(session, transcript=session.transcript.replacing(done)), "two")
    await changed(store, session, after)
    assert await store.session(session.id) == after


@claims("scenario.keeps")
async def test_a_session_keeps_the_scenario_it_began_with(store: SqlStore) -> None:
    old, new = new_session("s1"), new_session("s2", version=2, title="Edited")
    await begun(store, old, new)
    one, two = await store.session(old.id), await store.session(new.id)
    assert one is not None
    assert two is not None
    assert (one.scenario.title, two.scenario.title) == ("The late lamp", "Edited")
    assert one.scenario.fingerprint == old.scenario.fingerprint
    assert await store.scenario(new.scenario.fingerprint) == new.scenario


async def test_a_scenario_is_parsed_once_however_many_sessions_play_it(store: SqlStore) -> None:
    sessions = [new_session(f"s{n}") for n in range(3)]
    await begun(store, *sessions)
    read = [await store.session(session.id) for session in sessions]
    assert len({id(session.scenario) for session in read if session is not None}) == 1


async def test_scenarios_not_used_for_long_are_read_again(store: SqlStore) -> None:
    sessions = [new_session(f"s{n}", title=f"Scenario {n}") for n in range(3)]
    await begun(store, *sessions)
    store._scenarios = Scenarios(keep=2)

    async def used(session: Session) -> Scenario:
        read = await store.session(session.id)
        assert read is not None
        return read.scenario

    first, second = await used(sessions[0]), await used(sessions[1])
    assert await used(sessions[0]) is first
    await used(sessions[2])
    assert await used(sessions[0]) is first
    assert await used(sessions[1]) is not second


async def test_text_without_what_no_database_keeps(store: SqlStore) -> None:
    session = new_session()
    await begun(store, session)
    await changed(store, session, saying(session, "NUL \x00 and \ud800 half"))
    read = await store.session(session.id)
    assert read is not None
    assert read.transcript.turns[-1].text == "NUL  and ? half"


async def test_a_session_is_read_as_it_stood_at_one_moment(store: SqlStore) -> None:
    """Even where it is written between the statements that read it."""
    session = new_session()
    await begun(store, session)

    class Interrupted(Scenarios):
        def read(self, connection: Connection, fingerprints: Iterable[str]) -> dict[str, Scenario]:
            await_(changed(store, session, closed(saying(session, "meanwhile"))))
            return super().read(connection, fingerprints)

    store._scenarios = Interrupted()
    assert await store.session(session.id) == session
    store._scenarios = Scenarios()
    assert await store.session(session.id) == closed(saying(session, "meanwhile"))


class TestAScorecard:
    async def test_comes_back_alone_and_with_its_session(self, store: SqlStore) -> None:
        session = new_session()
        await begun(store, session)
        card = scorecard(session)
        after = closed(session, scorecard=card)
        await changed(store, session, after, scorecard=card)
        assert await store.scorecard(session.id) == card
        assert await store.session(session.id) == after

    async def test_is_one_for_each_session_the_first(self, store: SqlStore) -> None:
        session = new_session()
        await begun(store, session)
        mine = await claimed(store, SESSION)
        await commit(store, mine, Change(scorecard=scorecard(session, 80)))
        await commit(store, mine, Change(scorecard=scorecard(session, 10)))
        assert await store.scorecard(session.id) == scorecard(session, 80)

    async def test_is_among_its_members_results_the_latest_first(self, store: SqlStore) -> None:
        sessions = [new_session(f"s{n}") for n in range(3)]
        other = new_session("other", member=BERND)
        await begun(store, *sessions, other)
        for at, session in [(2, sessions[0]), (3, sessions[1]), (1, sessions[2]), (9, other)]:
            await changed(
                store, session, closed(session), scorecard=scorecard(session, 60 + at, at=at)
            )
        results = await store.results(TENANT, ANNA, limit=2)
        assert results == [
            Result(title="The late lamp", total=63, passed=False, at=Micros(3)),
            Result(title="The late lamp", total=62, passed=False, at=Micros(2)),
        ]
        assert await store.results(TenantId("elsewhere"), ANNA, limit=2) == []


async def test_a_closed_session_is_found_where_it_was(store: SqlStore) -> None:
    first, second = (replace(new_session(id), surface=THREAD) for id in ("s1", "s2"))
    await begun(store, first, second)
    assert await store.closed_on(THREAD, ANNA) is None
    await changed(store, first, closed(first))
    await changed(store, second, closed(second))
    found = await store.closed_on(THREAD, ANNA)
    assert found is not None
    assert found.id == "s2", "the latest"
    assert await store.closed_on(THREAD, BERND) is None
    assert await store.closed_on(replace(THREAD, thread="other"), ANNA) is None


class TestTheOpenSession:
    async def test_is_the_one_that_is_not_closed(self, store: SqlStore) -> None:
        session = replace(new_session(), surface=THREAD)
        await begun(store, session)
        assert await store.open_session(TENANT, ANNA) == OpenSession(
            id=session.id, title="The late lamp", surface=THREAD
        )
        await changed(store, session, closed(session))
        assert await store.open_session(TENANT, ANNA) is None

    async def test_has_its_scenarios_language(self, store: SqlStore) -> None:
        await begun(store, replace(new_session(), scenario=scenario(language="de")))
        found = await store.open_session(TENANT, ANNA)
        assert found is not None
        assert found.language == "de"

    async def test_says_whether_it_is_being_scored(self, store: SqlStore) -> None:
        session = new_session()
        await begun(store, session)
        await changed(store, session, replace(session, phase="grading"))
        found = await store.open_session(TENANT, ANNA)
        assert found is not None
        assert found.scoring

    async def test_is_the_members_own(self, store: SqlStore) -> None:
        await begun(store, new_session())
        assert await store.open_session(TENANT, BERND) is None
        assert await store.open_session(TenantId("elsewhere"), ANNA) is None

    async def test_is_the_new_one_while_another_is_being_left(self, store: SqlStore) -> None:
        await begun(store, new_session("s1"), new_session("s2"))
        found = await store.open_session(TENANT, ANNA)
        assert found is not None
        assert found.id == "s2"


async def test_open_surfaces_are_those_of_one_platform(store: SqlStore) -> None:
    there = replace(THREAD, platform="there")
    await begun(
        store,
        replace(new_session("s1"), surface=THREAD),
        replace(new_session("s2"), surface=there),
        closed(replace(new_session("s3"), surface=THREAD)),
        new_session("s4"),
    )
    assert await store.open_surfaces("here") == [("s1", THREAD)]
    assert await store.open_surfaces("the") == []


async def test_a_members_surfaces_are_told_once_the_latest_first(store: SqlStore) -> None:
    there = replace(THREAD, thread="other")
    await begun(
        store,
        closed(replace(new_session("s1"), surface=THREAD)),
        closed(replace(new_session("s2"), surface=there)),
        replace(new_session("s3"), surface=THREAD),
        new_session("s4"),
    )
    assert await store.member_surfaces((TENANT,), ANNA) == [(THREAD, True), (there, False)]
    assert await store.member_surfaces((TENANT,), BERND) == []
    assert await store.member_surfaces((TenantId("elsewhere"),), ANNA) == []
    assert await store.member_surfaces((), ANNA) == []


class TestDueSessions:
    async def test_are_those_whose_time_has_come_the_longest_due_first(
        self, store: SqlStore
    ) -> None:
        late = replace(new_session("s1"), heard_at=Micros(NOW + HOUR))
        early = new_session("s2")
        await begun(store, late, early)
        due = early.due_at
        assert due is not None
        assert await store.due(Micros(due - 1)) == []
        assert await store.due(due) == [early]
        assert await store.due(Micros(due + HOUR)) == [early, late]
        assert await store.due(Micros(due + HOUR), limit=1) == [early]

    async def test_are_never_those_that_are_scored_or_closed(self, store: SqlStore) -> None:
        await begun(store, replace(new_session("s1"), phase="grading"), closed(new_session("s2")))
        assert await store.due(Micros(10**17)) == []

    async def test_move_when_the_trainee_says_something(self, store: SqlStore) -> None:
        session = new_session()
        await begun(store, session)
        assert session.due_at is not None
        await changed(store, session, replace(session, heard_at=Micros(NOW + HOUR)))
        assert await store.due(session.due_at) == []


@pytest.mark.parametrize("version", [1, 2])
def test_a_stored_scenario_keeps_its_fingerprint(version: int) -> None:
    played = scenario(version=version, interruption="queue")
    body = played.model_dump_json(by_alias=True, exclude_defaults=True)
    assert Scenario.model_validate_json(body) == played
    assert Scenario.model_validate_json(body).fingerprint == played.fingerprint
