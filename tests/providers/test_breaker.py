"""When a model that fails is spared, and when it is asked again."""

from __future__ import annotations

import asyncio

import pytest

from bot.errors import (
    BadVerdict,
    BrokeOff,
    Empty,
    Filtered,
    ProviderError,
    RateLimited,
    Refused,
    Stalled,
    Unavailable,
    Unreadable,
)
from bot.providers.breaker import FAILURES, LONGEST, REST, UNSAID, WINDOW, Breaker
from tests.fakes.virtual_time import VirtualClock, in_virtual_time

FAULTS = (Unavailable, Stalled, BrokeOff, Unreadable, Empty, KeyError)
DECLINED = (Refused, Filtered, BadVerdict)


def fail(breaker: Breaker, *errors: Exception) -> None:
    for error in errors:
        breaker.enter()
        breaker.failed(error)


def opened() -> Breaker:
    breaker = Breaker(VirtualClock())
    fail(breaker, *[Unavailable()] * FAILURES)
    assert breaker.state == "open"
    return breaker


@pytest.mark.parametrize("kind", FAULTS)
@in_virtual_time
async def test_faults_in_a_row_open_it(kind: type[Exception]) -> None:
    breaker = Breaker(VirtualClock())
    fail(breaker, *[kind()] * (FAILURES - 1))
    assert breaker.admits
    fail(breaker, kind())
    assert (breaker.state, breaker.admits) == ("open", False)


@pytest.mark.parametrize("kind", DECLINED)
@in_virtual_time
async def test_a_model_that_declines_is_not_broken(kind: type[ProviderError]) -> None:
    breaker = Breaker(VirtualClock())
    fail(breaker, *[kind()] * 10)
    assert breaker.state == "closed"
    fail(breaker, Unavailable(), Unavailable(), kind(), Unavailable(), Unavailable())
    assert breaker.state == "closed"


@in_virtual_time
async def test_faults_far_apart_do_not_open_it() -> None:
    breaker = Breaker(VirtualClock())
    for _ in range(10):
        fail(breaker, Unavailable())
        await asyncio.sleep(WINDOW / (FAILURES - 1))
    assert breaker.state == "closed"


@in_virtual_time
async def test_after_its_rest_one_may_try_it_and_the_others_wait() -> None:
    breaker = opened()
    await asyncio.sleep(REST)
    assert (breaker.state, breaker.admits) == ("half-open", True)
    breaker.enter()
    assert not breaker.admits
    breaker.answered()
    assert (breaker.state, breaker.admits) == ("closed", True)


@in_virtual_time
async def test_a_trial_that_fails_makes_the_rest_longer_up_to_a_bound() -> None:
    breaker, rest = opened(), REST
    for _ in range(8):
        await asyncio.sleep(rest)
        before = breaker.admits
        fail(breaker, Unavailable())
        assert (before, breaker.admits) == (True, False)
        rest = min(2 * rest, LONGEST)
    assert rest == LONGEST
    await asyncio.sleep(rest)
    breaker.enter()
    breaker.answered()
    fail(breaker, *[Unavailable()] * FAILURES)
    await asyncio.sleep(REST)
    assert breaker.state == "half-open"


@in_virtual_time
async def test_a_trial_that_nobody_waited_for_teaches_nothing() -> None:
    breaker = opened()
    await asyncio.sleep(REST)
    breaker.enter()
    breaker.leave()
    assert (breaker.state, breaker.admits) == ("half-open", True)


@in_virtual_time
async def test_a_fault_of_one_who_asked_before_it_opened_changes_nothing() -> None:
    breaker = opened()
    await asyncio.sleep(REST / 2)
    breaker.failed(Unavailable())
    await asyncio.sleep(REST / 2)
    assert breaker.state == "half-open"


@pytest.mark.parametrize(("said", "wait"), [(3.0, 3.0), (None, UNSAID), (86_400.0, LONGEST)])
@in_virtual_time
async def test_a_server_that_asks_to_wait_is_left_alone_that_long_within_a_bound(
    said: float | None, wait: float
) -> None:
    breaker = Breaker(VirtualClock())
    fail(breaker, RateLimited(retry_after=said))
    assert (breaker.state, breaker.admits, breaker.asked_to_wait) == ("closed", False, wait)
    await asyncio.sleep(wait)
    assert breaker.admits


@in_virtual_time
async def test_a_shorter_wait_does_not_end_a_longer_one() -> None:
    breaker = Breaker(VirtualClock())
    fail(breaker, RateLimited(retry_after=30), RateLimited(retry_after=1))
    assert breaker.asked_to_wait == 30
