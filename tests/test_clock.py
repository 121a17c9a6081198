"""Where time and ids come from."""

from __future__ import annotations

import uuid

from hypothesis import given
from hypothesis import strategies as st

from bot.ports.clock import SystemClock, uuid7
from tests.requirements import claims

milliseconds = st.integers(0, 2**48 - 1)
random = st.binary(min_size=10, max_size=10)


@claims("durable.uuid7")
@given(milliseconds, milliseconds, random, random)
def test_an_id_made_later_sorts_later(one: int, two: int, first: bytes, second: bytes) -> None:
    early, late = sorted((one, two))
    if early < late:
        assert uuid7(early, first) < uuid7(late, second)


@given(milliseconds, random)
def test_an_id_is_a_uuid_of_version_7_that_holds_its_time(at: int, rest: bytes) -> None:
    made = uuid.UUID(uuid7(at, rest))
    assert str(made) == uuid7(at, rest)
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert made.int >> 80 == at


def test_ids_of_the_system_differ() -> None:
    clock = SystemClock()
    assert len({clock.new_id() for _ in range(1000)}) == 1000
