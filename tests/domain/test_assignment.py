"""How an assignment stands for a person: one status at a time, and time alone takes none back."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import assignment as assigning
from bot.domain.assignment import Assigned, Assignee, Assignment, AssignmentId, Status
from bot.domain.attempt import Attempt, State
from bot.domain.surface import MemberId, SessionId, Surface, TenantId
from bot.domain.transcript import Micros
from tests.requirements import claims

TENANT, ANA = TenantId("t"), MemberId("ana")
DUE = Micros(100)
BEFORE, AFTER = Micros(99), Micros(100)
ASKED = Assignment(
    id=AssignmentId("a"),
    tenant=TENANT,
    by=MemberId("boss"),
    at=Micros(0),
    home=Surface("test", TENANT, "team"),
    scenarios=("parcel",),
    titles=("A parcel",),
    due=DUE,
    pass_mark=70,
)
PATH = replace(ASKED, scenarios=("parcel", "refund"), titles=("A parcel", "A refund"))


def attempt(
    total: int | None,
    *,
    state: State = "scored",
    scenario: str = "parcel",
    at: int = 1,
    passed: bool = False,
    blocked: bool = False,
) -> Attempt:
    return Attempt(
        session=SessionId(f"s{at:03}"),
        member=ANA,
        scenario=scenario,
        title=scenario,
        assignment="a",
        state=state,
        opened=Micros(at),
        total=total,
        safe=total,
        passed=passed,
        blocked=blocked,
    )


def given_to(asked: Assignment, *attempts: Attempt) -> Assigned:
    assignee = Assignee(assignment=asked.id, tenant=TENANT, member=ANA, since=Micros(0))
    return Assigned(assignment=asked, assignee=assignee, attempts=attempts)


def stands(asked: Assignment, *attempts: Attempt, now: Micros = BEFORE) -> Status:
    return assigning.status(given_to(asked, *attempts), now)


@claims("assignments.statuses")
def test_it_is_not_started_then_past_due() -> None:
    assert stands(ASKED) == "not started"
    assert stands(ASKED, now=AFTER) == "past due"
    assert stands(replace(ASKED, due=None), now=Micros(10**15)) == "not started"


@claims("assignments.statuses")
def test_whatever_was_begun_is_in_progress() -> None:
    assert stands(ASKED, attempt(None, state="open")) == "in progress"
    assert stands(ASKED, attempt(None, state="unscored")) == "in progress"
    assert stands(ASKED, attempt(60)) == "in progress"
    assert stands(ASKED, attempt(None, state="open"), now=AFTER) == "past due"


@claims("assignments.statuses")
def test_it_is_passed_from_its_mark_on_late_as_well() -> None:
    assert stands(ASKED, attempt(69)) == "in progress"
    assert stands(ASKED, attempt(70)) == "passed"
    assert stands(ASKED, attempt(70, at=200), now=Micros(300)) == "passed"


@claims("assignments.statuses")
def test_without_a_mark_the_rubric_decides() -> None:
    own = replace(ASKED, pass_mark=None)
    assert stands(own, attempt(95)) == "in progress"
    assert stands(own, attempt(60, passed=True)) == "passed"


@claims("assignments.statuses")
def test_a_blocked_attempt_never_passes() -> None:
    assert stands(ASKED, attempt(95, blocked=True)) == "in progress"
    own = replace(ASKED, pass_mark=None)
    assert stands(own, attempt(95, passed=True, blocked=True)) == "in progress"


@claims("assignments.statuses")
def test_it_is_not_passed_once_due_or_once_attempts_are_used_up() -> None:
    assert stands(ASKED, attempt(60), now=AFTER) == "did not pass"
    two = replace(ASKED, most=2)
    assert stands(two, attempt(60)) == "in progress"
    assert stands(two, attempt(60), attempt(None, at=2, state="open")) == "in progress"
    assert stands(two, attempt(60), attempt(None, at=2)) == "did not pass"


@claims("assignments.statuses")
def test_it_takes_at_least_so_many_attempts() -> None:
    twice = replace(ASKED, least=2)
    assert stands(twice, attempt(90)) == "in progress"
    assert stands(twice, attempt(90), attempt(20, at=2)) == "passed"
    assert stands(twice, attempt(90), now=AFTER) == "past due"
    assert stands(replace(twice, most=1), attempt(90)) == "passed"


@claims("assignments.path")
def test_what_is_beyond_the_most_attempts_does_not_count() -> None:
    two = replace(ASKED, most=2)
    three = (attempt(50), attempt(60, at=2), attempt(90, at=3))
    assert stands(two, *three) == "did not pass"
    (step,) = assigning.steps(given_to(two, *three), BEFORE)
    assert (step.best, step.attempts) == (60, 2)
    assert assigning.attempts_left(given_to(two, *three[:1]), "parcel") == 1
    assert assigning.attempts_left(given_to(two, *three), "parcel") == 0
    assert assigning.attempts_left(given_to(ASKED, *three), "parcel") is None


@claims("assignments.path")
def test_an_attempt_without_a_score_uses_none_up() -> None:
    two = replace(ASKED, most=2)
    closed = attempt(None, state="unscored", at=1)
    assert assigning.attempts_left(given_to(two, closed), "parcel") == 2
    assert assigning.attempts_left(given_to(two, attempt(None, state="open")), "parcel") == 1


@claims("assignments.path")
def test_a_path_is_done_in_order() -> None:
    begun = given_to(PATH, attempt(60))
    assert assigning.next_scenario(given_to(PATH), BEFORE) == "parcel"
    assert assigning.next_scenario(begun, BEFORE) == "parcel"
    halfway = given_to(PATH, attempt(80))
    assert assigning.next_scenario(halfway, BEFORE) == "refund"
    assert assigning.next_scenario(halfway, AFTER) == "refund"
    assert [step.status for step in assigning.steps(halfway, BEFORE)] == ["passed", "not started"]
    assert assigning.status(halfway, BEFORE) == "in progress"
    assert assigning.status(halfway, AFTER) == "past due"
    done = given_to(PATH, attempt(80), attempt(80, scenario="refund", at=2))
    assert assigning.next_scenario(done, BEFORE) is None
    assert assigning.status(done, AFTER) == "passed"


@claims("assignments.path")
def test_nothing_comes_next_once_nothing_counts() -> None:
    assert assigning.next_scenario(given_to(replace(ASKED, most=1), attempt(60)), BEFORE) is None
    withdrawn = replace(PATH, withdrawn=Micros(50))
    assert assigning.next_scenario(given_to(withdrawn), BEFORE) is None
    assert assigning.next_scenario(given_to(ASKED, attempt(60)), AFTER) == "parcel"


any_attempt = st.builds(
    attempt,
    st.none() | st.integers(0, 100),
    state=st.sampled_from(get_args(State)),
    scenario=st.sampled_from(["parcel", "refund"]),
    at=st.integers(1, 999),
    passed=st.booleans(),
    blocked=st.booleans(),
)
any_assigned = st.builds(
    lambda attempts, due, mark, least, most: given_to(
        replace(PATH, due=due, pass_mark=mark, least=least, most=most), *attempts
    ),
    st.lists(any_attempt, max_size=8, unique_by=lambda one: one.session),
    st.none() | st.integers(1, 1000).map(Micros),
    st.none() | st.integers(0, 100),
    st.integers(1, 3),
    st.none() | st.integers(1, 4),
)
OPEN, OVER = {"not started", "in progress"}, {"did not pass", "past due"}


@claims("assignments.statuses")
@given(any_assigned, st.integers(0, 2000), st.integers(0, 2000))
def test_time_alone_never_takes_a_status_back(one: Assigned, now: int, wait: int) -> None:
    first = assigning.status(one, Micros(now))
    then = assigning.status(one, Micros(now + wait))
    assert first in get_args(Status)
    assert then == first or (first in OPEN and then in OVER)


@claims("assignments.statuses")
@given(any_assigned, st.integers(0, 2000).map(Micros))
def test_the_whole_follows_from_its_steps(one: Assigned, now: Micros) -> None:
    steps = [step.status for step in assigning.steps(one, now)]
    whole = assigning.status(one, now)
    assert (whole == "passed") == all(step == "passed" for step in steps)
    assert (whole == "not started") == all(step == "not started" for step in steps)
    assert (whole in OVER) == any(step in OVER for step in steps)
    following = assigning.next_scenario(one, now)
    if whole == "passed":
        assert following is None
    elif one.assignment.most is None:
        assert following is not None


@claims("assignments.statuses")
@given(any_assigned, any_attempt, st.integers(0, 2000).map(Micros))
def test_one_more_attempt_never_undoes_a_pass(one: Assigned, more: Attempt, now: Micros) -> None:
    if assigning.status(one, now) == "passed":
        later = replace(more, opened=Micros(5000), session=SessionId("s999z"))
        assert assigning.status(replace(one, attempts=(*one.attempts, later)), now) == "passed"
