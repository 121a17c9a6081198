"""The office answers everything, and refuses nobody without saying who can."""

from __future__ import annotations

import re
import string
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import office
from bot.domain.assignment import Assigned, Assignee, Assignment, AssignmentId
from bot.domain.content import Notice
from bot.domain.desk import Seen
from bot.domain.digest import Digest, DigestId, Figures, Period
from bot.domain.dispute import Dispute, DisputeId
from bot.domain.effects import Announce, Effect, Erase, Keep
from bot.domain.events import (
    Action,
    Command,
    Commanded,
    InboundEvent,
    Pressed,
    Said,
    Scheduled,
)
from bot.domain.everybody import Everybody
from bot.domain.keeping import Audited, TenantSettings
from bot.domain.member import EVERYONE, Granted, Group, GroupId, Person, Role
from bot.domain.routing import OFFICE
from bot.domain.session import Session, begin
from bot.domain.surface import MemberId, SessionId, Surface, TenantId
from bot.domain.transcript import Micros
from bot.domain.wording.office import TABLES
from tests.domain.test_session_policy import graded
from tests.fakes.scenarios import scenario
from tests.requirements import claims

TENANT = TenantId("t1")
ME, BOSS = MemberId("me"), MemberId("boss")
HALL = Surface("chat", TENANT, "hall")
NOW = Micros(1_795_000_000_000_000)
SETTINGS = TenantSettings(tenant=TENANT)
EVERYBODY = Everybody(
    people={
        ME: Person(id=ME, name="Me Myself"),
        BOSS: Person(id=BOSS, name="Bo Ss"),
        MemberId("gone"): Person(id=MemberId("gone"), name="Gone", here=False),
    },
    groups={
        EVERYONE: Group(id=EVERYONE, name="everyone", members=frozenset({ME, BOSS})),
        GroupId("some"): Group(
            id=GroupId("some"), name="Some", members=frozenset({ME}), complete=False
        ),
    },
)
GRANTED = (Granted(tenant=TENANT, member=BOSS, role="manager", by=ME, at=NOW),)
SEEN = Seen(settings=SETTINGS, everybody=EVERYBODY, scenarios={"late-lamp": scenario()})
ASSIGNMENT = Assignment(
    id=AssignmentId("a1"),
    tenant=TENANT,
    by=BOSS,
    at=NOW,
    home=HALL,
    people=(ME,),
    scenarios=("late-lamp",),
    titles=("The late lamp",),
    due=Micros(NOW + 10**12),
    most=2,
)
MINE = Assigned(
    assignment=ASSIGNMENT,
    assignee=Assignee(assignment=ASSIGNMENT.id, tenant=TENANT, member=ME, since=NOW),
)


def commanded(name: Command, text: str = "", who: MemberId = ME, **named: str) -> Commanded:
    arguments = {**named, **({"text": text} if text else {})}
    return Commanded(key="c1.", surface=HALL, member=who, at=NOW, command=name, arguments=arguments)


def pressed(action: Action, value: str = "", text: str = "", who: MemberId = ME) -> Pressed:
    return Pressed(
        key="p1.",
        surface=HALL,
        member=who,
        at=NOW,
        action=action,
        value=value,
        text=text,
        session=SessionId("s1"),
    )


def scored(**changes: object) -> Session:
    session = begin(scenario(), id=SessionId("s1"), member=ME, home=HALL, now=NOW)
    closed = replace(session, phase="closed", surface=HALL, closed_at=NOW)
    return replace(replace(closed, scorecard=graded(closed).scorecard), **changes)  # type: ignore[arg-type]


def told(effects: tuple[Effect, ...]) -> str:
    (announced,) = [effect for effect in effects if isinstance(effect, Announce)]
    assert isinstance(announced.content, Notice)
    assert announced.content.only_for is not None
    return announced.content.text


@claims("roles.refused")
@pytest.mark.parametrize("language", TABLES)
@pytest.mark.parametrize(
    "event",
    [
        commanded("assign", "@Bo Ss late-lamp"),
        commanded("report"),
        commanded("digest", "now"),
        pressed("withdraw", "a1"),
        pressed("decide", "en.d1.keep", "so"),
    ],
)
def test_whoever_may_not_is_told_who_can(event: InboundEvent, language: str) -> None:
    seen = replace(
        SEEN,
        settings=replace(SETTINGS, language=language),
        granted=GRANTED,
        assignment=ASSIGNMENT,
        session=scored(),
    )
    assert "Bo Ss" in told(office.step(seen, event, NOW))
    alone = office.step(replace(seen, granted=()), event, NOW)
    assert "managers add" in told(alone)
    assert not [effect for effect in alone if isinstance(effect, Keep)]


@claims("roles.refused")
@pytest.mark.parametrize("role", ["trainee", "manager"])
@pytest.mark.parametrize(
    "event", [commanded("managers", "add @Me Myself"), commanded("settings", "words on")]
)
def test_what_is_for_admins_names_them(event: InboundEvent, role: Role) -> None:
    (effect,) = office.step(replace(SEEN, role=role), event, NOW)
    assert "admins who run this place" in told((effect,))


WORDS = (
    "@Bo Ss <member:me> <group:some> everyone late-lamp late-lamb Friday 2026-13-40 80% max 3 here "
    "now off weekly 25:00 add remove language de xx retention 0 group words on budget 20000 $5 member"
)
TEXTS = st.one_of(
    st.text(max_size=20),
    st.lists(
        st.sampled_from(WORDS.split()),
        max_size=6,
    ).map(" ".join),
)
VALUES = st.one_of(
    st.text(max_size=12), st.sampled_from(["a1", "en.apology", "en.d1.keep", "en.d1.1", "no"])
)
DISPUTE = Dispute(
    id=DisputeId("d1"),
    tenant=TENANT,
    session=SessionId("s1"),
    member=ME,
    criterion="apology",
    title="Apologises",
    scenario="The late lamp",
    level=0,
    levels=("missing", "there"),
    points=(0, 100),
    why="No apology.",
    reason="I did",
    at=NOW,
)
EVENTS = st.one_of(
    st.builds(commanded, st.sampled_from(get_args(Command)), TEXTS, st.sampled_from([ME, BOSS])),
    st.builds(
        pressed, st.sampled_from(get_args(Action)), VALUES, TEXTS, st.sampled_from([ME, BOSS])
    ),
    st.builds(
        Scheduled,
        key=st.just("x1"),
        surface=st.just(HALL),
        member=st.sampled_from([ME, BOSS, MemberId("gone"), MemberId("nobody")]),
        at=st.just(NOW),
        what=st.sampled_from(["announce", "remind", "digest", "done"]),
        about=st.sampled_from(["a1", "a2", "chat:t1:hall"]),
        period=st.sampled_from(["", "channel:2026-11-23", "2026-11-16"]),
    ),
    st.just(Said(key="s", surface=HALL, member=ME, at=NOW, text="hi", message="m")),
)
DIGEST = Digest(id=DigestId(str(HALL)), tenant=TENANT, surface=HALL, by=BOSS, since=NOW)
SEENS = st.builds(
    Seen,
    role=st.sampled_from(get_args(Role)),
    settings=st.builds(
        TenantSettings,
        tenant=st.just(TENANT),
        language=st.sampled_from(["en", "de", "fr"]),
        names=st.booleans(),
        words=st.booleans(),
    ),
    everybody=st.sampled_from([EVERYBODY, Everybody()]),
    scenarios=st.sampled_from([SEEN.scenarios, {}]),
    granted=st.sampled_from([(), GRANTED]),
    roles=st.sampled_from([{}, {ME: "admin", BOSS: "trainee"}]),
    mine=st.sampled_from(
        [(), (MINE,), (replace(MINE, assignee=replace(MINE.assignee, announced=NOW)),)]
    ),
    assignment=st.sampled_from([None, ASSIGNMENT, replace(ASSIGNMENT, withdrawn=NOW)]),
    standings=st.sampled_from([(), ((ASSIGNMENT, (MINE,)),)]),
    private=st.sampled_from([None, Surface("chat", TENANT, "with-me")]),
    unreachable=st.sampled_from([frozenset(), frozenset({ME})]),
    session=st.sampled_from(
        [None, scored(), scored(assignment="a1"), scored(shared=True), scored(scorecard=None)]
    ),
    dispute=st.sampled_from([None, DISPUTE, replace(DISPUTE, decided_at=NOW, decided_by=BOSS)]),
    disputes=st.sampled_from([(), (DISPUTE,)]),
    decider=st.sampled_from([None, BOSS]),
    decider_at=st.sampled_from([None, HALL]),
    digest=st.sampled_from([None, DIGEST, replace(DIGEST, off=NOW)]),
    period=st.sampled_from([None, Period(name="2026-11-16", begins=Micros(0), ends=NOW, due=NOW)]),
    figures=st.sampled_from(
        [None, Figures(sessions=0, people=0, finished=0, past_due=(ME, MemberId("x")))]
    ),
    refusal=st.sampled_from([None, "I am not in this channel."]),
)


@settings(max_examples=300)
@given(SEENS, EVENTS)
def test_every_event_has_an_answer_whatever_is_known(seen: Seen, event: InboundEvent) -> None:
    effects = office.step(seen, event, NOW)
    assert effects == office.step(seen, event, NOW)
    if isinstance(event, Commanded) and event.command in OFFICE:
        shows = [e for e in effects if isinstance(e, Announce)]
        assert shows or (event.command == "digest" and seen.figures is None) or not seen.period
        assert all(getattr(e.content, "only_for", None) == event.member for e in shows)
    for effect in effects:
        if isinstance(effect, Erase):
            assert (effect.tenant, effect.member) == (event.tenant, event.member)
        if isinstance(effect, Keep):
            assert getattr(effect.what, "tenant", TENANT) == TENANT


def test_what_managers_see_and_change_is_written_down() -> None:
    seen = replace(SEEN, role="admin", figures=Figures(sessions=0, people=0, finished=0))
    seen = replace(seen, period=Period(name="2026-11-16", begins=Micros(0), ends=NOW, due=NOW))
    events: list[InboundEvent] = [
        commanded("assign", "@Bo Ss late-lamp"),
        commanded("report"),
        commanded("assignments"),
        commanded("digest", "here"),
        commanded("digest", "now"),
        commanded("managers", "add @Bo Ss"),
        commanded("settings", "words on"),
        commanded("export-me"),
        pressed("forget"),
    ]
    for event in events:
        kept = [e.what for e in office.step(seen, event, NOW) if isinstance(e, Keep)]
        (line,) = [one for one in kept if isinstance(one, Audited)]
        assert (line.tenant, line.by, line.at) == (TENANT, ME, NOW)


PLACES = re.compile(r'(?:say\(|Trouble\(\s*|answer\(\s*seen,\s*event,\s*)"([a-z_]+)"')


def test_every_sentence_is_there_in_every_language_with_the_same_places() -> None:
    english = TABLES["en"]
    for table in TABLES.values():
        assert table.keys() == english.keys()
        for name, sentence in table.items():
            assert _places(sentence) == _places(english[name]), name
    folder = Path(office.__file__).parent
    used = {name for file in folder.glob("*.py") for name in PLACES.findall(file.read_text())}
    assert used <= english.keys()


def _places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@claims("roles.settings")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("language xx", "no language"),
        ("zone Nowhere/Zone", "no time zone"),
        ("retention 0", "no number of days"),
        ("retention many", "no number of days"),
        ("names perhaps", "neither"),
        ("group 1", "no group size"),
        ("colour blue", "no setting"),
        ("language", "no language"),
        ("language de words perhaps", "neither"),
        ("budget", "no budget"),
        ("budget lots", "no budget"),
        ("budget 1,000 dollars", "no budget"),
        ("budget 5", "less than one reply"),
        ("budget member 999 tokens", "less than one reply"),
        ("names on budget 5 dollars 6 dollars", "no budget"),
    ],
)
def test_nonsense_changes_no_setting(typed: str, expected: str) -> None:
    effects = office.step(replace(SEEN, role="admin"), commanded("settings", typed), NOW)
    assert expected in told(effects)
    assert not [effect for effect in effects if isinstance(effect, Keep)]


@claims("roles.settings")
def test_settings_are_set_by_a_line_or_by_fields() -> None:
    expected = replace(
        SETTINGS, language="de", zone="Europe/Berlin", retention_days=90, words=True, changed=NOW
    )
    line = "language de zone Europe/Berlin retention 90 words on"
    fields = {"language": "de", "zone": "Europe/Berlin", "retention": "90", "words": "on"}
    for event in (commanded("settings", line), replace(commanded("settings"), arguments=fields)):
        kept = [e.what for e in office.step(replace(SEEN, role="admin"), event, NOW)
                if isinstance(e, Keep)]  # fmt: skip
        assert expected in kept
