"""Who is in a workspace, what they may do, and where they can be written to."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from bot.domain.content import Notice
from bot.domain.member import EVERYONE, GroupId, Person
from bot.domain.surface import MemberId, Surface, TenantId
from bot.errors import PermissionMissing, PlatformUnavailable
from bot.ports.directory import Directory
from tests.adapters.slack_app import TEAM, Practice, made
from tests.fakes.slack import MovableClock, Slack, Workspace, error
from tests.requirements import claims

ANN, BOB = MemberId("U1"), MemberId("U2")


@pytest.fixture
async def practice() -> AsyncIterator[Practice]:
    async with Slack(clock=MovableClock()) as slack, made(slack) as practice:
        yield practice


def people(practice: Practice) -> Directory:
    return practice.adapter.directory


def without(practice: Practice, *scopes: str) -> None:
    """The app is installed again, without some scopes."""
    left = tuple(scope for scope in practice.slack.app.scopes if scope not in scopes)
    for installation in practice.slack.installations.values():
        installation.scopes = frozenset(left)


async def minutes(practice: Practice, count: int) -> None:
    assert isinstance(practice.clock, MovableClock)
    await practice.clock.advance(60.0 * count)


@claims("slack.people")
@pytest.mark.parametrize("flag", ["is_admin", "is_owner", "is_primary_owner"])
async def test_who_runs_the_workspace_is_an_admin(practice: Practice, flag: str) -> None:
    practice.space.user("U1", **{flag: True})
    practice.space.user("U2")
    assert await people(practice).role(TEAM, ANN) == "admin"
    assert await people(practice).role(TEAM, BOB) == "trainee"


@claims("slack.people")
async def test_who_left_or_is_not_known_runs_nothing(practice: Practice) -> None:
    practice.space.user("U1", is_owner=True).leaves_workspace()
    assert await people(practice).role(TEAM, ANN) == "trainee"
    assert await people(practice).role(TEAM, MemberId("U9")) == "trainee"
    assert await people(practice).role(TEAM, MemberId("../x")) == "trainee"


@claims("slack.people", "slack.organisation")
async def test_of_an_organisation_is_admin_who_runs_all_of_it() -> None:
    async with Slack() as slack, made(slack, many=True) as practice:
        space = slack.add_workspace("T0BIG", enterprise="E0BIG")
        slack.authorizing.install(space, whole=True)
        other = slack.add_workspace("T0SMALL", enterprise="E0BIG")
        grid = {"teams": ["T0BIG"], "enterprise_id": "E0BIG"}
        space.user("U1", is_admin=True, organisation=grid)
        space.user("U2", organisation={"is_owner": True, **grid})
        other.user("U3", organisation=grid)
        other.group("S0SALES", "sales", "U3", name="Sales")
        directory, tenant = people(practice), TenantId("E0BIG")
        assert await directory.role(tenant, ANN) == "trainee"
        assert await directory.role(tenant, BOB) == "admin"
        everyone = await directory.group(tenant, EVERYONE)
        assert everyone is not None
        assert everyone.members == {"U1", "U2", "U3"}
        sales = await directory.group(tenant, GroupId("S0SALES"))
        assert sales is not None
        assert sales.members == {"U3"}


@claims("slack.people")
async def test_what_slack_said_of_somebody_holds_for_minutes(practice: Practice) -> None:
    ann = practice.space.user("U1")
    for _ in range(3):
        assert await people(practice).role(TEAM, ANN) == "trainee"
    ann.user.is_admin = True
    assert len(practice.slack.calls("users.info")) == 1
    await minutes(practice, 6)
    assert await people(practice).role(TEAM, ANN) == "admin"


async def test_somebody_has_a_name_and_a_zone(practice: Practice) -> None:
    practice.space.user("U1", name="ann", real_name="Ann Lovelace", tz="Europe/Lisbon")
    practice.space.user("U2", name="", real_name="Bob Hopper").leaves_workspace()
    directory = people(practice)
    assert await directory.person(TEAM, ANN) == Person(id=ANN, name="ann", zone="Europe/Lisbon")
    assert await directory.person(TEAM, BOB) == Person(
        id=BOB, name="Bob Hopper", zone="Europe/Berlin", here=False
    )
    assert await directory.person(TEAM, MemberId("U9")) is None
    assert await directory.person(TEAM, MemberId(practice.space.bot.id)) is None
    assert await directory.zone(TEAM) is None


async def test_people_are_those_who_are_here_guests_too(practice: Practice) -> None:
    practice.space.user("U1")
    practice.space.user("U2").leaves_workspace()
    practice.space.user("U3", is_restricted=True)
    assert [one.id for one in await people(practice).people(TEAM)] == ["U1", "U3"]


@claims("slack.people")
async def test_everyone_is_all_members_in_full(practice: Practice) -> None:
    for number in range(1, 4):
        practice.space.user(f"U{number}")
    practice.space.user("U4", is_restricted=True)
    practice.space.user("U5", is_restricted=True, is_ultra_restricted=True)
    practice.space.user("U6").user.team = "T0PARTNER"
    practice.space.user("U7").leaves_workspace()
    everyone = await people(practice).group(TEAM, EVERYONE)
    assert everyone is not None
    assert everyone.members == {"U1", "U2", "U3"}
    assert everyone.complete


async def test_a_large_workspace_is_read_page_by_page_and_once(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.slack.members.PAGE", 10)
    for number in range(1, 36):
        practice.space.user(f"U{number}")
    everyone = await people(practice).group(TEAM, EVERYONE)
    assert everyone is not None
    assert len(everyone.members) == 35
    await people(practice).people(TEAM)
    assert len(practice.slack.calls("users.list")) == 4


@claims("slack.people")
async def test_many_people_are_asked_for_as_a_list(practice: Practice) -> None:
    ids = [MemberId(practice.space.user(f"U{number}").id) for number in range(1, 200)]
    for id in ids:
        assert await people(practice).person(TEAM, id) is not None
    assert len(practice.slack.calls("users.info")) <= 30
    assert len(practice.slack.calls("users.list")) == 1


@claims("slack.people")
async def test_a_user_group_has_its_members(practice: Practice) -> None:
    practice.space.user("U1")
    practice.space.user("U2")
    practice.space.group("S0SALES", "sales", "U1", "U2", name="Sales")
    practice.space.group("S0OLD", "old", "U1").enabled = False
    directory = people(practice)
    assert [(one.id, one.name) for one in await directory.groups(TEAM)] == [("S0SALES", "Sales")]
    found = await directory.group(TEAM, GroupId("S0SALES"))
    assert found is not None
    assert found.name == "Sales"
    assert found.members == {"U1", "U2"}
    assert await directory.group(TEAM, GroupId("S0OLD")) is None
    assert await directory.group(TEAM, GroupId("S0NONE")) is None
    assert await directory.group(TEAM, GroupId("sales")) is None


async def test_who_joins_a_group_is_in_it_some_minutes_later(practice: Practice) -> None:
    practice.space.user("U1")
    practice.space.user("U2")
    sales = practice.space.group("S0SALES", "sales", "U1")
    await people(practice).group(TEAM, GroupId("S0SALES"))
    sales.members.append("U2")
    await minutes(practice, 11)
    found = await people(practice).group(TEAM, GroupId("S0SALES"))
    assert found is not None
    assert found.members == {"U1", "U2"}


@claims("slack.people")
async def test_without_the_scope_for_groups_whoever_names_one_is_told_which(
    practice: Practice,
) -> None:
    practice.space.group("S0SALES", "sales")
    without(practice, "usergroups:read")
    assert await people(practice).groups(TEAM) == ()
    with pytest.raises(PermissionMissing, match="adds the scope usergroups:read") as raised:
        await people(practice).group(TEAM, GroupId("S0SALES"))
    assert raised.value.scope == "usergroups:read"


async def test_where_groups_are_not_paid_for_there_are_none(practice: Practice) -> None:
    practice.space.paid = False
    assert await people(practice).groups(TEAM) == ()
    with pytest.raises(PermissionMissing, match="paid plan"):
        await people(practice).group(TEAM, GroupId("S0SALES"))


async def test_where_slack_is_away_that_is_told(practice: Practice) -> None:
    practice.slack.faults.play("users.list", error("internal_error"))
    with pytest.raises(PlatformUnavailable):
        await people(practice).people(TEAM)
    assert await people(practice).people(TEAM) == []


@claims("slack.private")
async def test_everybody_can_be_written_to_in_private(practice: Practice) -> None:
    ann = practice.space.user("U1")
    there = await people(practice).private(TEAM, ANN)
    assert there is not None
    await practice.adapter.post(there, Notice(text="Due on Friday", unasked=True), "k")
    assert [message.shown for message in ann.sees()] == ["Due on Friday"]
    assert practice.slack.calls("conversations.open") == []


Make = Callable[[Workspace], Any]
REFUSALS: dict[str, tuple[Make, str | None]] = {
    "in it": (lambda space: space.channel("C1"), None),
    "not in it": (lambda space: space.channel("C1", bot=False), "/invite @ChatTrain"),
    "private and in it": (lambda space: space.channel("C1", kind="group"), None),
    "private": (lambda space: space.channel("C1", kind="group", bot=False), "/invite @ChatTrain"),
    "archived": (lambda space: setattr(space.channel("C1"), "archived", True), "archived"),
    "read only": (lambda space: setattr(space.channel("C1"), "read_only", True), "permissions"),
    "among few": (lambda space: space.channel("C1", kind="mpim"), "choose a channel"),
    "none": (lambda space: None, "/invite @ChatTrain"),
}


@claims("slack.refusal")
@pytest.mark.parametrize(("make", "told"), REFUSALS.values(), ids=REFUSALS)
async def test_why_nothing_can_be_posted_in_a_channel_is_told(
    practice: Practice, make: Make, told: str | None
) -> None:
    make(practice.space)
    refusal = await people(practice).refusal(Surface("slack", TEAM, "C1"))
    assert refusal == told or (told is not None and told in (refusal or ""))


async def test_where_the_app_may_post_uninvited_it_need_not_be_invited(
    practice: Practice,
) -> None:
    practice.space.channel("C1", bot=False)
    for installation in practice.slack.installations.values():
        installation.scopes |= {"chat:write.public"}
    assert await people(practice).refusal(Surface("slack", TEAM, "C1")) is None


async def test_without_the_scopes_for_channels_nothing_is_known_against_one(
    practice: Practice,
) -> None:
    practice.space.channel("C1", bot=False)
    without(practice, "channels:read", "groups:read")
    assert await people(practice).refusal(Surface("slack", TEAM, "C1")) is None
    assert await people(practice).refusal(Surface("slack", TEAM, "D1")) is None
