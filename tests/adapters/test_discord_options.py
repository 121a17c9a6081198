"""The fields of each command: as Discord takes them, and what the engine reads of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from adapters.discord import commands, localising, options, proposing
from adapters.discord.commands import ASKED
from bot.domain import dating, desk, ordering, promising
from bot.domain.events import TYPED, Commanded
from bot.domain.everybody import Everybody
from bot.domain.member import EVERYONE, Group, GroupId, Person
from bot.domain.promising import Asked
from bot.domain.surface import MemberId
from bot.domain.transcript import Micros
from bot.domain.wording.commands import OFFERED
from tests.adapters.discord_app import Practice, practising
from tests.fakes.discord.commands import check_commands, size
from tests.fakes.scenarios import scenario
from tests.requirements import claims

TOKYO = "Asia/Tokyo"
NOW = Micros(1_800_000_000_000_000)


@pytest.fixture
async def practice() -> AsyncIterator[Practice]:
    async with practising() as practice:
        await practice.discord.until(lambda: practice.discord.commands.everywhere)
        yield practice


async def given(practice: Practice, command: str, /, **fields: Any) -> Commanded:
    """A command as the intake takes it."""
    before = len(practice.intake.events)
    await practice.person().runs(f"chattrain {command}", practice.place, **fields).acked()
    event = (await practice.intake.until(lambda: practice.intake.events[before:]))[0]
    assert isinstance(event, Commanded)
    return event


@claims("discord.options")
class TestDeclared:
    def test_every_command_that_can_be_typed_is_there_and_discord_takes_it(self) -> None:
        assert set(ASKED) == set(TYPED)
        check_commands(commands.declared())
        assert size(commands.declared()[0]) < 8_000

    def test_whatever_can_be_chosen_is_named_in_every_language(self) -> None:
        chosen = {c for some in options.OPTIONS.values() for one in some for c in one.choices}
        for said in OFFERED.values():
            assert said.keys() == chosen
        assert localising.names("friday")["name_localizations"]["de"] == "Freitag"

    def test_no_two_fields_of_a_command_are_called_the_same(self) -> None:
        for command in ASKED:
            fields = options.declared(command).get("options", [])
            for locale in ("en-US", "de"):
                names = [one["name_localizations"][locale] for one in fields]
                assert len(set(names)) == len(names), command

    def test_nothing_is_hidden_for_that_would_be_no_protection(self) -> None:
        (group,) = commands.declared()
        assert "default_member_permissions" not in group


@claims("discord.options")
class TestAssign:
    async def test_it_is_read_as_the_line_that_can_be_typed(self, practice: Practice) -> None:
        guild = practice.discord.guild
        cem, support = guild.user("cem"), guild.role("support")
        ann, dora = guild.user("ann"), guild.user("dora")
        event = await given(
            practice,
            "assign",
            who=cem,
            scenario="late-lamp, wrong-size",
            due="2027-02-26 17:00",
            attempts="1-3",
            mode="assessment",
            more=f"{ann.mention} <@&{support}>, <@!{dora.id}>",
            zone="Europe/Berlin",
            **{"pass": 80},
        )
        assert event.command == "assign"
        every = [cem, ann, dora]
        people = {MemberId(p.id): Person(id=MemberId(p.id), name=p.user.name) for p in every}
        group = Group(id=GroupId(support), name="support")
        known = Everybody(people=people, groups={group.id: group})
        order = ordering.read(
            event.arguments,
            everybody=known,
            scenarios={"late-lamp": scenario(), "wrong-size": scenario(id="wrong-size")},
            now=NOW,
            zone="UTC",
        )
        assert order.troubles == ()
        assert set(order.who.people) == people.keys()
        assert order.who.groups == (group.id,)
        assert order.scenarios == ("late-lamp", "wrong-size")
        assert order.due == dating.find("2027-02-26 17:00", NOW, "Europe/Berlin").due  # type: ignore[union-attr]
        assert (order.zone, order.pass_mark) == ("Europe/Berlin", 80)
        assert (order.least, order.most, order.assessment) == (1, 3, True)

    async def test_a_role_is_a_group_and_that_of_everyone_is_everyone(
        self, practice: Practice
    ) -> None:
        guild = practice.discord.guild
        for role, group in ((guild.role("support"), guild.role("support")), (guild.id, EVERYONE)):
            event = await given(practice, "assign", who=role, scenario="late-lamp")
            assert event.arguments == {"who": f"<group:{group}>", "scenario": "late-lamp"}


@claims("discord.options")
class TestOthers:
    @pytest.mark.parametrize(
        ("fields", "meant"),
        [
            ({"what": "now"}, Asked(doing="now")),
            ({"what": "off"}, Asked(doing="off")),
            (
                {"what": "here", "cadence": "monthly", "day": "Friday", "hour": 16, "zone": TOKYO},
                Asked(doing="here", cadence="monthly", weekday=4, hour=16, zone=TOKYO),
            ),
            ({"what": "here", "hour": 0}, Asked(doing="here", hour=0)),
            ({}, Asked()),
        ],
    )
    async def test_a_digest(self, practice: Practice, fields: dict[str, Any], meant: Asked) -> None:
        event = await given(practice, "digest", **fields)
        assert promising.read(desk.line(event.arguments)) == meant

    async def test_managers(self, practice: Practice) -> None:
        cem = practice.discord.guild.user("cem")
        event = await given(practice, "managers", what="add", who=cem)
        assert desk.line(event.arguments) == f"add <member:{cem.id}>"
        event = await given(practice, "managers", what="remove", more=cem.mention)
        assert desk.line(event.arguments) == f"remove <member:{cem.id}>"
        assert (await given(practice, "managers")).arguments == {}

    async def test_settings(self, practice: Practice) -> None:
        event = await given(
            practice,
            "settings",
            language="German",
            retention="off",
            names=True,
            words=False,
            group=8,
            budget="5 dollars",
            **{"member-budget": "20000"},
        )
        assert event.arguments == {
            "language": "de",
            "retention": "off",
            "names": "on",
            "words": "off",
            "group": "8",
            "budget": "5 dollars",
            "member-budget": "20000",
        }

    async def test_a_report(self, practice: Practice) -> None:
        cem = practice.discord.guild.user("cem")
        event = await given(practice, "report", who=cem)
        assert event.arguments == {"who": f"<member:{cem.id}>"}
        assert (await given(practice, "report")).arguments == {}

    @pytest.mark.parametrize("command", ["assignments", "export-me", "forget-me", "score"])
    async def test_what_needs_no_fields(self, practice: Practice, command: str) -> None:
        event = await given(practice, command)
        assert (event.command, event.arguments) == (command, {})


@claims("discord.autocomplete")
class TestProposed:
    async def test_more_scenarios_are_proposed_behind_a_comma(self) -> None:
        shelf = {"late-lamp": scenario(), "raise": scenario(id="raise", title="A raise, please")}
        body = typing("assign", "scenario", "late-lamp, rai")
        assert proposing.proposed(body, shelf) == [
            {"name": "late-lamp, A raise, please", "value": "late-lamp, raise"}
        ]
        assert proposing.proposed(typing("assign", "scenario", "late-lamp, lamp"), shelf) == []

    async def test_what_is_proposed_is_never_longer_than_discord_takes(self) -> None:
        shelf = {
            "x" * 60: scenario(id="x" * 60, title="T" * 90),
            "y" * 30: scenario(id="y" * 30, title="U" * 99),
        }
        found = proposing.proposed(typing("assign", "scenario", f"{'x' * 60},"), shelf)
        assert len(found) == 1
        assert all(len(str(part)) <= 100 for one in found for part in one.values())

    async def test_zones_are_proposed(self, practice: Practice) -> None:
        asked = practice.person().completes("chattrain digest", practice.place, zone="berl")
        await asked.acked()
        assert asked.choices == [{"name": "Europe/Berlin", "value": "Europe/Berlin"}]
        (york, *_) = proposing.proposed(typing("digest", "zone", "new york"), {})
        assert york["value"] == "America/New_York"


def typing(command: str, field: str, value: str) -> dict[str, Any]:
    option = {"name": field, "type": 3, "value": value, "focused": True}
    return {"data": {"options": [{"name": command, "type": 1, "options": [option]}]}}
