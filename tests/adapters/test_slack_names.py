"""The members' names, read so that they can be hidden from models."""

from __future__ import annotations

from tests.adapters.slack_app import TEAM, made
from tests.fakes.slack import Slack, limited
from tests.requirements import claims


@claims("slack.names")
async def test_the_names_of_a_workspaces_people_are_known_but_not_of_its_bots() -> None:
    async with Slack() as slack, made(slack) as practice:
        slack.workspace.user("U1", name="ann", real_name="Ann Lovelace")
        slack.workspace.user("U2", name="bob", real_name="Bob Hopper")
        slack.workspace.user("U3", name="gone", real_name="Gone Girl").leaves_workspace()
        names = practice.adapter._knowing.names
        assert names.of(TEAM) == ()
        slack.faults.play("users.list", limited(0))
        await names.read(TEAM)
        assert {"Ann Lovelace", "Bob Hopper"} <= set(names.of(TEAM))
        assert "Gone Girl" not in names.of(TEAM)
        assert names.of(TEAM) is names.of(TEAM)


async def test_they_are_asked_for_once_a_day() -> None:
    async with Slack() as slack, made(slack) as practice:
        names = practice.adapter._knowing.names
        assert [names.due(TEAM), names.due(TEAM)] == [True, False]
