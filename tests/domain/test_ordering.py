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


@claims("assign.understood")
@pytest.mark.parametrize(
    ("typed", "least", "most", "mark"),
    [
        ("pass 80, 3 attempts", 1, 3, 80),
        ("Friday, pass 80, 3 attempts", 1, 3, 80),
        ("Friday 17 Uhr, bestehen 80, 3 Versuche", 1, 3, 80),
        (", Friday; pass: 80; attempts: 3", 1, 3, 80),
        ("80/100, 2-3 attempts", 2, 3, 80),
        ("pass=80 max 3", 1, 3, 80),
        ("pass mark: 80% attempts: 1-3", 1, 3, 80),
        ("Friday, 80 percent, up to 3 attempts", 1, 3, 80),
        ("ab 80 Prozent, höchstens 3 Versuche", 1, 3, 80),
        ("pass at 80 3x", 1, 3, 80),
        ("at least 2 attempts", 2, None, None),
        ("mindestens 2 Versuche, mindestens 80", 2, None, 80),
        ("at least 2 attempts, at most 4 attempts, pass 0", 2, 4, 0),
        ("pass 100", 1, None, 100),
    ],
)
def test_commas_and_words_stand_as_people_type_them(
    typed: str, least: int, most: int | None, mark: int | None
) -> None:
    order = read(f"ben late-lamp {typed}")
    assert order.troubles == ()
    assert (order.least, order.most, order.pass_mark) == (least, most, mark)


@pytest.mark.parametrize(
    ("typed", "scenarios", "when"),
    [
        ("ben, late-lamp, Friday", ("late-lamp",), "2026-11-27 23:59"),
        ("ben late-lamp, hard-talk, Friday 17:00", ("late-lamp", "hard-talk"), "2026-11-27 17:00"),
        ("ben late-lamp hard-talk Friday 17.00", ("late-lamp", "hard-talk"), "2026-11-27 17:00"),
        ("ben Hard talk and late-lamp Friday", ("hard-talk", "late-lamp"), "2026-11-27 23:59"),
        ("Ben Ott: „The late lamp“ due: Friday", ("late-lamp",), "2026-11-27 23:59"),
        ("ben late-lamp Fri, 4 Dec 17:00", ("late-lamp",), "2026-12-04 17:00"),
        ("ben late-lamp bis Freitag, den 4.12. um 17.00 Uhr", ("late-lamp",), "2026-12-04 17:00"),
    ],
)
def test_scenarios_and_days_stand_as_people_type_them(
    typed: str, scenarios: tuple[str, ...], when: str
) -> None:
    order = read(typed)
    assert order.troubles == ()
    assert (order.who.people, order.scenarios, due(order)) == (("2",), scenarios, when)


def test_a_scenario_typed_wrongly_behind_a_comma_is_told_as_one() -> None:
    order = read("ben late-lamp, hard-tlk Friday")
    assert says(order) == ["unknown_scenario"]
    assert order.troubles[0].values["typed"] == "hard-tlk"


def test_a_mode_that_there_is_not_is_told() -> None:
    order = read(who="<member:1>", scenario="late-lamp", mode="strict")
    assert says(order) == ["not_understood"]


def test_a_weekday_that_is_not_the_dates_is_no_date() -> None:
    assert says(read("ben late-lamp Monday 4 Dec")) == ["no_such_date"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Ju\u0308rgen Groß late-lamp", "u"),
        ("JÜRGEN GROSS late-lamp", "u"),
        ("an Jürgen late-lamp", "u"),
        ("An Nguyen late-lamp", "n"),
        ("@An Nguyen, late-lamp", "n"),
    ],
)
def test_names_are_found_however_a_keyboard_writes_them(typed: str, found: str) -> None:
    people = {"u": "Jürgen Groß", "n": "An Nguyen"}
    everybody = Everybody(
        people={MemberId(id): Person(id=MemberId(id), name=name) for id, name in people.items()}
    )
    order = ordering.read(
        {"text": typed}, everybody=everybody, scenarios=SCENARIOS, now=NOW, zone=BERLIN
    )
    assert order.troubles == ()
    assert order.who.people == (found,)


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
