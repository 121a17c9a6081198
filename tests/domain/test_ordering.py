"""What a manager orders, from fields and from a line."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import calendar, ordering
from bot.domain.everybody import Everybody
from bot.domain.member import EVERYONE, Group, GroupId, Person
from bot.domain.ordering import Order
from bot.domain.surface import MemberId
from tests.fakes.scenarios import scenario
from tests.requirements import claims

BERLIN = "Europe/Berlin"
NOW = calendar.moment(date(2026, 11, 21), time(12), BERLIN)
NAMES = {"1": "Anna Schmidt", "2": "Ben Ott", "3": "Anna Weber", "4": "Gone Guy"}
EVERYBODY = Everybody(
    people={
        MemberId(id): Person(id=MemberId(id), name=name, here=id != "4")
        for id, name in NAMES.items()
    },
    groups={GroupId(id): Group(id=GroupId(id), name=id) for id in ("Sales team", EVERYONE)},
)
SCENARIOS = {
    "late-lamp": scenario(),
    "hard-talk": scenario(id="hard-talk", title="Hard talk"),
}


def read(text: str = "", **fields: str) -> Order:
    arguments = {**fields, **({"text": text} if text else {})}
    return ordering.read(arguments, everybody=EVERYBODY, scenarios=SCENARIOS, now=NOW, zone=BERLIN)


def due(order: Order) -> str:
    assert order.due is not None
    return f"{calendar.local(order.due, order.zone):%Y-%m-%d %H:%M}"


def says(order: Order) -> list[str]:
    return [trouble.says for trouble in order.troubles]


@claims("assign.understood")
def test_one_line_says_all_of_it() -> None:
    order = read("@Ben Ott late-lamp,hard-talk 1 Dec 17:00 Europe/London pass 75% max 3 assessment")
    assert order.troubles == ()
    assert (order.who.people, order.scenarios) == (("2",), ("late-lamp", "hard-talk"))
    assert (due(order), order.zone) == ("2026-12-01 17:00", "Europe/London")
    assert (order.pass_mark, order.least, order.most, order.assessment) == (75, 1, 3, True)


@claims("assign.understood")
def test_the_fields_of_a_form_say_the_same() -> None:
    order = read(
        who="<member:1> <group:Sales team>".replace("Sales team", "everyone"),
        scenario="late-lamp, Hard talk",
        due="Friday 17:00",
        attempts="1-3",
        mode="assessment",
        **{"pass": "80"},
    )
    assert order.troubles == ()
    assert (order.who.people, order.who.groups) == (("1",), (EVERYONE,))
    assert order.scenarios == ("late-lamp", "hard-talk")
    assert (due(order), order.pass_mark) == ("2026-11-27 17:00", 80)
    assert (order.least, order.most, order.assessment) == (1, 3, True)


@pytest.mark.parametrize(
    ("typed", "people", "groups"),
    [
        ("<member:1> late-lamp", ("1",), ()),
        ("anna schmidt late-lamp", ("1",), ()),
        ("ben late-lamp", ("2",), ()),
        ("Sales team late-lamp", (), ("Sales team",)),
        ("everyone late-lamp", (), (EVERYONE,)),
        ("alle late-lamp", (), (EVERYONE,)),
        ("Anna Weber, ben und <member:1> late-lamp", ("1", "3", "2"), ()),
    ],
)
def test_people_and_groups_are_found(
    typed: str, people: tuple[str, ...], groups: tuple[str, ...]
) -> None:
    order = read(typed)
    assert order.troubles == ()
    assert (order.who.people, order.who.groups) == (people, groups)


@pytest.mark.parametrize(
    ("typed", "least", "most", "mark"),
    [
        ("2", 1, 2, None),
        ("1-3", 1, 3, None),
        ("max 3", 1, 3, None),
        ("höchstens 4 Versuche", 1, 4, None),
        ("2 attempts 80", 1, 2, 80),
        ("80 2", 1, 2, 80),
        ("ab 80", 1, None, 80),
        ("80%", 1, None, 80),
        ("Friday 85", 1, None, 85),
    ],
)
def test_numbers_are_attempts_or_a_pass_mark(
    typed: str, least: int, most: int | None, mark: int | None
) -> None:
    order = read(f"ben late-lamp {typed}")
    assert order.troubles == ()
    assert (order.least, order.most, order.pass_mark) == (least, most, mark)


@claims("assign.understood")
@pytest.mark.parametrize(
    ("typed", "expected", "near"),
    [
        ("@benn late-lamp", "unknown_person", "Ben Ott"),
        ("anna late-lamp", "several", None),
        ("<member:9> late-lamp", "unknown_person", None),
        ("<group:9> late-lamp", "unknown_group", None),
        ("Gone Guy late-lamp", "has_left", None),
        ("ben late-lamb Friday", "unknown_scenario", None),
        ("ben late-lamp 2026-12-01 Nowhere/Zone", "unknown_zone", None),
        ("ben late-lamp pass 900", "pass_mark_range", None),
        ("ben late-lamp 3-1", "attempts_range", None),
        ("ben late-lamp 1-30", "attempts_range", None),
        ("ben late-lamp whenever", "not_understood", None),
        ("late-lamp Friday", "nobody_named", None),
        ("ben", "no_scenario_named", None),
    ],
)
def test_what_is_not_understood_is_told_beside_what_is(
    typed: str, expected: str, near: str | None
) -> None:
    order = read(typed)
    assert says(order) == [expected]
    if near is not None:
        assert order.troubles[0].values["near"] == near


@given(
    st.lists(
        st.sampled_from(
            [
                "ben",
                "anna",
                "<member:1>",
                "<group:x>",
                ",",
                "late-lamp",
                "hard-talk",
                "x",
                "Friday",
                "1-3",
                "max",
                "80%",
                "Europe/Berlin",
                "2026-12-01",
                '"',
                "@",
                "in",
                "2",
                "weeks",
                "pass",
                "-",
                "900",
                "alle",
            ]
        ),
        max_size=12,
    )
)
def test_any_line_is_read(words: list[str]) -> None:
    order = read(" ".join(words))
    assert order.troubles or (order.scenarios and (order.who.people or order.who.groups))
