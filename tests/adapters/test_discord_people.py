"""Who is in a server, what they may do there, and where they can be told something."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from adapters.discord.wording import ENGLISH
from bot.domain.content import Notice
from bot.domain.member import EVERYONE, GroupId, Person
from bot.domain.surface import MemberId, Surface, TenantId
from bot.errors import PlatformUnavailable
from tests.adapters.discord_app import Practice, listening, made
from tests.fakes.discord import Discord, MovableClock, error, limited, status
from tests.fakes.discord import Person as Somebody
from tests.requirements import claims


@pytest.fixture
async def practice() -> AsyncIterator[Practice]:
    async with (
        Discord(clock=MovableClock()) as discord,
        made(discord) as practice,
        listening(practice),
    ):
        await discord.until(lambda: discord.commands.everywhere)
        yield practice


def somebody(practice: Practice, name: str, *roles: str, **fields: object) -> Somebody:
    guild = practice.discord.guild
    ids = tuple(guild.role(role) for role in roles)
    return guild.user(name, roles=ids, **fields)


async def seen(practice: Practice, *people: Somebody) -> None:
    """They give a command each."""
    for one in people:
        await one.runs("chattrain help", practice.place).acked()


def id_of(one: Somebody) -> MemberId:
    return MemberId(one.id)


def role_of(practice: Practice, name: str) -> GroupId:
    return GroupId(practice.discord.guild.role(name))


async def members(practice: Practice, group: GroupId) -> set[str]:
    found = await practice.adapter.directory.group(practice.tenant, group)
    assert found is not None
    assert not found.complete
    return {practice.discord.world.users[one].name for one in found.members}


def asked(practice: Practice) -> int:
    return len(practice.discord.calls("get member"))


@claims("discord.people")
class TestRoles:
    @pytest.mark.parametrize(
        ("permissions", "wanted"),
        [
            ((), "trainee"),
            (("manage_guild",), "admin"),
            (("administrator",), "admin"),
            (("manage_threads",), "trainee"),
        ],
    )
    async def test_who_manages_the_server_is_an_admin(
        self, practice: Practice, permissions: tuple[str, ...], wanted: str
    ) -> None:
        directory, guild = practice.adapter.directory, practice.discord.guild
        leads = guild.role("leads", *permissions)
        ann = guild.user("ann", roles=(leads,))
        assert await directory.role(practice.tenant, id_of(ann)) == wanted, "asked of Discord"
        before = asked(practice)
        await seen(practice, ann)
        assert await directory.role(practice.tenant, id_of(ann)) == wanted, "told with a command"
        assert asked(practice) == before

    async def test_the_owner_is_one_without_any_role(self, practice: Practice) -> None:
        guild = practice.discord.guild
        guild.owner = guild.user("olga")
        found = await practice.adapter.directory.role(practice.tenant, id_of(guild.owner))
        assert found == "admin"

    async def test_who_is_none_any_more_is_known_as_such_after_some_minutes(
        self, practice: Practice
    ) -> None:
        ann = somebody(practice, "ann", permissions={"manage_guild"})
        await seen(practice, ann)
        ann.permissions.clear()
        assert isinstance(practice.clock, MovableClock)
        await practice.clock.advance(301)
        assert await practice.adapter.directory.role(practice.tenant, id_of(ann)) == "trainee"

    async def test_who_has_left_or_never_was_there_is_none(self, practice: Practice) -> None:
        ann = somebody(practice, "ann", permissions={"manage_guild"})
        ann.leaves()
        directory = practice.adapter.directory
        for id in (id_of(ann), MemberId("150000000000000001"), MemberId("nobody")):
            assert await directory.role(practice.tenant, id) == "trainee"

    async def test_while_discord_does_not_say_nobody_is_taken_for_an_admin(
        self, practice: Practice
    ) -> None:
        ann = somebody(practice, "ann")
        practice.discord.faults.play("get member", status(503))
        with pytest.raises(PlatformUnavailable):
            await practice.adapter.directory.role(practice.tenant, id_of(ann))

    async def test_one_servers_admin_is_none_in_another(self, practice: Practice) -> None:
        ann = somebody(practice, "ann", permissions={"manage_guild"})
        other = practice.discord.add_guild("Other")
        other.user("ann")
        await seen(practice, ann)
        directory = practice.adapter.directory
        assert await directory.role(TenantId(other.id), id_of(ann)) == "trainee"


@claims("discord.people")
class TestPeople:
    async def test_somebody_is_known_by_their_id(self, practice: Practice) -> None:
        ann = somebody(practice, "ann")
        found = await practice.adapter.directory.person(practice.tenant, id_of(ann))
        assert found == Person(id=id_of(ann), name="Ann", zone=None)
        assert await practice.adapter.directory.zone(practice.tenant) is None
        bot = MemberId(practice.discord.bot.id)
        assert await practice.adapter.directory.person(practice.tenant, bot) is None

    async def test_whom_the_server_does_not_have_is_nobody(self, practice: Practice) -> None:
        directory = practice.adapter.directory
        practice.discord.add_guild("Other").user("zoe")
        zoe = MemberId(practice.discord.world.users[next(iter(practice.discord.world.users))].id)
        for id in (MemberId("150000000000000001"), MemberId("everyone"), zoe):
            assert await directory.person(practice.tenant, id) is None

    async def test_who_has_left_is_known_as_such(self, practice: Practice) -> None:
        ann, bob = somebody(practice, "ann"), somebody(practice, "bob")
        await seen(practice, ann)
        practice.opened("bob")
        ann.leaves()
        bob.leaves()
        assert isinstance(practice.clock, MovableClock)
        await practice.clock.advance(3_601)
        for one in (ann, bob):
            found = await practice.adapter.directory.person(practice.tenant, id_of(one))
            assert found is not None
            assert not found.here
        assert await practice.adapter.directory.people(practice.tenant) == []

    async def test_known_are_those_who_were_seen(self, practice: Practice) -> None:
        ann, bob = somebody(practice, "ann", "support"), somebody(practice, "bob", "support")
        somebody(practice, "cem", "support")
        await seen(practice, ann)
        bob.writes(practice.place, "Good morning")
        await practice.discord.until(lambda: practice.discord.gateway)
        ann.writes(practice.place, f"<@{practice.discord.bot.id}> hello")
        await practice.intake.until(lambda: len(practice.intake.events) > 1)
        assert await members(practice, role_of(practice, "support")) == {"ann", "bob"}
        assert await members(practice, EVERYONE) == {"ann", "bob"}
        people = await practice.adapter.directory.people(practice.tenant)
        assert {one.name for one in people} == {"Ann", "Bob"}
        assert asked(practice) == 0

    async def test_whom_a_command_names_is_seen_too(self, practice: Practice) -> None:
        ann, cem = somebody(practice, "ann"), somebody(practice, "cem", "support")
        await ann.runs("chattrain report", practice.place, who=cem).acked()
        assert await members(practice, role_of(practice, "support")) == {"cem"}

    async def test_after_a_restart_it_is_who_has_practised_or_is_assigned_something(
        self, practice: Practice
    ) -> None:
        ann, bob = somebody(practice, "ann", "support"), somebody(practice, "bob", "support")
        cem = somebody(practice, "cem", "support")
        await seen(practice, cem)
        practice.opened("ann")
        practice.kept.assigned[practice.tenant] = [id_of(bob)]
        async with made(practice.discord, practice.kept) as later:
            assert await members(later, role_of(later, "support")) == {"ann", "bob"}
            again = asked(later)
            await members(later, role_of(later, "support"))
            assert asked(later) == again, "it holds for a while"
        assert ann.id != bob.id

    async def test_a_role_that_somebody_was_given_since_is_found(self, practice: Practice) -> None:
        ann = somebody(practice, "ann")
        await seen(practice, ann)
        support = role_of(practice, "support")
        ann.roles = (support,)
        ann.writes(practice.place, "Hello")
        await seen(practice, ann)
        assert await members(practice, support) == {"ann"}

    async def test_roles_of_bots_are_no_groups(self, practice: Practice) -> None:
        support = role_of(practice, "support")
        groups = await practice.adapter.directory.groups(practice.tenant)
        assert [(one.id, one.name) for one in groups] == [(support, "support")]
        none = await practice.adapter.directory.group(practice.tenant, GroupId("15"))
        assert none is None

    async def test_a_limit_is_waited_out(self) -> None:
        async with Discord() as discord, made(discord) as practice:
            practice.opened("ann")
            discord.faults.play("get member", limited(0.01))
            assert len(await practice.adapter.directory.people(practice.tenant)) == 1


@claims("discord.people")
class TestPrivate:
    async def test_somebody_without_a_conversation_cannot_be_told(self, practice: Practice) -> None:
        ann = somebody(practice, "ann")
        await seen(practice, ann)
        assert await practice.adapter.directory.private(practice.tenant, id_of(ann)) is None
        assert not practice.discord.calls("open dm")
        assert not practice.threads

    async def test_it_is_where_they_practised_last(self, practice: Practice) -> None:
        there = await practice.thread()
        ann = practice.person()
        found = await practice.adapter.directory.private(practice.tenant, id_of(ann))
        assert found == there
        async with made(practice.discord, practice.kept) as later:
            assert await later.adapter.directory.private(practice.tenant, id_of(ann)) == there
        practice.discord.guild.deletes(practice.channel(there))
        ann.writes(practice.place, f"<@{practice.discord.bot.id}> hello")
        await practice.intake.until(lambda: practice.intake.events)
        assert await practice.adapter.directory.private(practice.tenant, id_of(ann)) is None

    async def test_a_thread_that_is_put_away_is_opened_again_for_it(
        self, practice: Practice
    ) -> None:
        there = await practice.thread()
        practice.discord.world.archive(practice.channel(there))
        told = Notice(text="Still to practise", only_for=id_of(practice.person()), unasked=True)
        ref = await practice.adapter.post(there, told, "remind")
        assert practice.message(ref).shown == "Still to practise"

    async def test_or_the_direct_message_in_which_they_wrote(self, practice: Practice) -> None:
        ann = somebody(practice, "ann")
        ann.writes(ann.dm, "Hello")
        await practice.intake.until(lambda: practice.intake.events)
        found = await practice.adapter.directory.private(practice.tenant, id_of(ann))
        assert found == Surface("discord", practice.tenant, ann.dm.id)


@claims("discord.refusal")
class TestRefusal:
    async def of(self, practice: Practice, surface: Surface | None = None) -> str | None:
        return await practice.adapter.directory.refusal(surface or practice.home)

    async def test_where_the_bot_may_post_there_is_none(self, practice: Practice) -> None:
        assert await self.of(practice) is None
        ann = somebody(practice, "ann")
        ann.writes(ann.dm, "Hello")
        await practice.intake.until(lambda: practice.intake.events)
        assert await self.of(practice, Surface("discord", practice.tenant, ann.dm.id)) is None

    async def test_what_is_missing_is_named_with_the_remedy(self, practice: Practice) -> None:
        practice.place.denies(practice.discord.bot, "send_messages")
        refusal = await self.of(practice)
        assert refusal is not None
        assert "lacks Send Messages in that channel" in refusal
        assert "an admin gives its role that" in refusal
        practice.place.allows(practice.discord.bot)
        assert await self.of(practice) is None

    async def test_what_everyone_may_not_the_bot_may_not_either(self, practice: Practice) -> None:
        practice.place.denies(practice.discord.guild.id, "send_messages")
        assert "Send Messages" in str(await self.of(practice))
        practice.discord.guild.bot_permissions.add("administrator")
        assert isinstance(practice.clock, MovableClock)
        await practice.clock.advance(301)
        assert await self.of(practice) is None

    async def test_a_channel_that_it_does_not_see_is_said(self, practice: Practice) -> None:
        practice.place.denies(practice.discord.bot, "view_channel")
        assert "View Channel" in str(await self.of(practice))
        practice.discord.faults.play("get channel", error(10003))
        gone = str(await self.of(practice))
        assert "View Channel" in gone
        assert "deleted" in gone

    async def test_a_forum_is_none_to_post_in(self, practice: Practice) -> None:
        practice.place.kind = 15
        assert await self.of(practice) == ENGLISH.elsewhere
