"""Commands, presses and what is typed: durable first, answered in time, seen by one person alone."""

from __future__ import annotations

import pytest

from bot.domain.content import Button, Notice, Offer, Offered
from bot.domain.events import Commanded, Pressed
from bot.domain.surface import MemberId
from bot.domain.wording import office
from bot.errors import PlatformRateLimited, PlatformUnavailable, StoreError
from tests.adapters.discord_app import SESSION, Practice, listening, made, practising
from tests.fakes.discord import Discord, Interaction, MovableClock, dropped, limited, lost
from tests.requirements import claims

HINT = Notice(text="Hello", session=SESSION, buttons=(Button("Hint", "hint"),))


async def declared(practice: Practice) -> None:
    await practice.discord.until(lambda: practice.discord.commands.everywhere)


async def runs(practice: Practice, command: str = "list", **options: str) -> Interaction:
    await declared(practice)
    return practice.person().runs(f"chattrain {command}", practice.place, **options)


@claims("discord.durable-first")
class TestDurableFirst:
    async def test_a_command_is_acknowledged_once_it_is_durable(self) -> None:
        async with practising() as practice:
            practice.intake.gate.clear()
            asked = await runs(practice)
            await practice.intake.until(lambda: practice.intake.offered)
            assert asked.state == "waiting"
            practice.intake.gate.set()
            await asked.acked()
            assert (asked.state, asked.answered_with) == ("thinking", 5)
            assert asked.original is not None
            assert asked.original.for_only == practice.person().id

    async def test_what_cannot_be_stored_is_said_and_has_not_happened(self) -> None:
        async with practising() as practice:
            practice.intake.broken = StoreError("no room")
            asked = await runs(practice)
            assert "could not be stored" in (await asked.answered()).shown
            assert practice.intake.events == []

    async def test_a_press_is_acknowledged_without_a_word(self) -> None:
        async with practising() as practice:
            surface = await practice.thread()
            ref = await practice.adapter.post(surface, HINT, "k")
            pressed = practice.person().presses(practice.message(ref), "Hint")
            await pressed.acked()
            assert pressed.answered_with == 6
            event = await practice.intake.first(Pressed)
            assert (event.action, event.session, event.surface) == ("hint", SESSION, surface)
            assert len(practice.message(ref).history) == 1

    async def test_all_are_answered_within_three_seconds(self) -> None:
        async with practising() as practice:
            await declared(practice)
            person = practice.person()
            asked = [person.runs("chattrain score", practice.place) for _ in range(20)]
            for one in asked:
                await one.acked()
            assert practice.discord.interactions.failures == []


@claims("discord.slow", "discord.durable-first")
class TestSlowly:
    async def test_a_command_is_acknowledged_in_time_though_the_store_is_slow(self) -> None:
        clock = MovableClock()
        async with practising(clock=clock) as practice:
            practice.intake.gate.clear()
            asked = await runs(practice)
            await practice.intake.until(lambda: practice.intake.offered)
            await clock.advance(2.5)
            await asked.acked()
            practice.intake.gate.set()
            event = await practice.intake.first(Commanded)
            answer = Notice(text="Late", only_for=event.member)
            await practice.adapter.post(practice.home, answer, f"{event.key}:answer")
            assert (await asked.answered()).shown == "Late"
            assert practice.discord.interactions.failures == []

    async def test_what_turns_out_too_late_not_to_be_stored_is_said_in_place_of_the_answer(
        self,
    ) -> None:
        clock = MovableClock()
        async with practising(clock=clock) as practice:
            practice.intake.gate.clear()
            practice.intake.broken = StoreError("no room")
            asked = await runs(practice)
            await practice.intake.until(lambda: practice.intake.offered)
            await clock.advance(2.5)
            await asked.acked()
            practice.intake.gate.set()
            assert "could not be stored" in (await asked.answered()).shown
            assert practice.discord.interactions.failures == []

    async def test_a_press_is_acknowledged_in_time_and_answered_in_its_thread(self) -> None:
        clock = MovableClock()
        async with practising(clock=clock) as practice:
            surface = await practice.thread()
            ref = await practice.adapter.post(surface, HINT, "k")
            practice.intake.gate.clear()
            pressed = practice.person().presses(practice.message(ref), "Hint")
            await practice.intake.until(lambda: practice.intake.offered)
            await clock.advance(2.5)
            await pressed.acked()
            again = practice.person().presses(practice.message(ref), "Hint")
            practice.intake.gate.set()
            await again.acked()
            first, second = [e for e in practice.intake.events if isinstance(e, Pressed)]
            assert first.key != second.key
            answer = Notice(text="Late", only_for=first.member)
            await practice.adapter.post(surface, answer, f"{SESSION}:re:{first.key}")
            assert [message.shown for message in pressed.messages][1:] == ["Late"]
            assert practice.discord.interactions.failures == []

    async def test_nobody_who_asks_twice_waits_for_what_they_asked_first(self) -> None:
        clock = MovableClock()
        async with practising(clock=clock) as practice:
            practice.intake.gate.clear()
            first, second = await runs(practice), await runs(practice, "score")
            await practice.intake.until(lambda: len(practice.intake.offered) == 2)
            await clock.advance(2.5)
            await first.acked()
            await second.acked()
            practice.intake.gate.set()
            await practice.intake.until(lambda: len(practice.intake.events) == 2)
            asked = [e.command for e in practice.intake.events if isinstance(e, Commanded)]
            assert asked == ["list", "score"]
            assert practice.discord.interactions.failures == []

    async def test_an_earlier_process_has_acknowledged_it_and_this_one_answers(self) -> None:
        async with practising() as practice:
            practice.discord.faults.play("answer interaction", lost(), dropped())
            asked = await runs(practice)
            await asked.acked()
            event = await practice.intake.first(Commanded)
            answer = Notice(text="One", only_for=event.member)
            await practice.adapter.post(practice.home, answer, f"{event.key}:answer")
            assert (await asked.answered()).shown == "One"

    async def test_after_a_restart_it_is_answered_in_private(self) -> None:
        async with Discord() as discord:
            async with made(discord) as before, listening(before):
                asked = await runs(before)
                await asked.acked()
                event = await before.intake.first(Commanded)
            async with made(discord, before.kept) as practice, listening(practice):
                answer = Notice(text="One", only_for=event.member)
                ref = await practice.adapter.post(practice.home, answer, f"{event.key}:answer")
                assert ref.surface.channel == practice.person().dm.id
                assert practice.message(ref).shown == "One"

    async def test_while_the_bots_own_limit_is_reached_interactions_are_answered(self) -> None:
        async with practising() as practice:
            surface = await practice.thread()
            practice.discord.faults.play(
                "create message", limited(30.0, scope="global"), limited(30.0, scope="global")
            )
            with pytest.raises(PlatformRateLimited):
                await practice.adapter.post(surface, HINT, "k")
            await (await runs(practice)).acked()

    async def test_an_answer_that_was_lost_is_put_in_its_place_again(self) -> None:
        async with practising() as practice:
            asked = await runs(practice)
            event = await practice.intake.first(Commanded)
            answer = Notice(text="One", only_for=event.member)
            practice.discord.faults.play("edit answer", lost())
            with pytest.raises(PlatformUnavailable):
                await practice.adapter.post(practice.home, answer, f"{event.key}:answer")
            await practice.adapter.post(practice.home, answer, f"{event.key}:answer")
            assert [m.shown for m in asked.messages] == ["One"]


@claims("discord.press")
class TestPresses:
    async def test_buttons_of_an_earlier_process_work(self) -> None:
        async with Discord() as discord:
            async with made(discord) as before:
                ref = await before.adapter.post(await before.thread(), HINT, "k")
            async with made(discord, before.kept) as practice, listening(practice):
                await practice.person().presses(practice.message(ref), "Hint").acked()
                assert (await practice.intake.first(Pressed)).session == SESSION

    async def test_a_button_that_is_not_known_any_more_is_answered(self) -> None:
        async with practising() as practice:
            surface = await practice.thread()
            ref = await practice.adapter.post(surface, HINT, "k")
            message = practice.message(ref)
            message.components[0]["components"][0]["custom_id"] = "ct:fly:x:"
            pressed = practice.person().presses(message, "Hint")
            assert "does not work any more" in (await pressed.answered()).shown
            assert practice.intake.events == []

    async def test_somebody_elses_press_is_taken_under_their_own_name_and_answered_alone(
        self,
    ) -> None:
        async with practising() as practice:
            surface = await practice.thread()
            bob = practice.discord.guild.user("bob", permissions={"manage_threads"})
            ref = await practice.adapter.post(surface, HINT, "k")
            pressed = bob.presses(practice.message(ref), "Hint")
            event = await practice.intake.first(Pressed)
            assert event.member == bob.id
            answer = Notice(text="Not yours", only_for=MemberId(bob.id))
            await practice.adapter.post(surface, answer, f"{SESSION}:re:{event.key}")
            told = pressed.messages[-1]
            assert (told.for_only, told.shown) == (bob.id, "Not yours")
            standing = practice.channel(surface).standing
            assert all(m.shown != "Not yours" for m in standing)


@claims("discord.private")
class TestAnswers:
    async def test_the_answer_takes_the_place_of_the_promise_and_more_come_below(self) -> None:
        async with practising() as practice:
            asked = await runs(practice)
            event = await practice.intake.first(Commanded)
            member = event.member
            first = Notice(text="One", only_for=member)
            ref = await practice.adapter.post(practice.home, first, f"{event.key}:answer")
            second = Notice(text="Two", only_for=member)
            await practice.adapter.post(practice.home, second, f"{event.key}:offer")
            assert [m.shown for m in asked.messages] == ["One", "Two"]
            assert {m.for_only for m in asked.messages} == {member}
            await practice.adapter.edit(ref, Notice(text="Else"))
            await practice.adapter.delete(ref)
            assert practice.place.standing == []

    async def test_a_command_that_comes_twice_is_still_answered_where_it_was_given(self) -> None:
        async with practising() as practice:
            asked = await runs(practice)
            await asked.acked()
            gateway = practice.discord.gateway
            gateway.repeat(next(t for t in gateway.told if t.event == "INTERACTION_CREATE"))
            await (await runs(practice, "help")).acked()
            event = await practice.intake.first(Commanded)
            answer = Notice(text="One", only_for=event.member)
            await practice.adapter.post(practice.home, answer, f"{event.key}:answer")
            assert [m.shown for m in asked.messages] == ["One"]

    async def test_a_choice_among_scenarios_gives_way_to_the_session(self) -> None:
        async with practising() as practice:
            asked = await runs(practice, "start")
            event = await practice.intake.first(Commanded)
            offered = Offered(
                id="late-lamp", title="The late lamp", category="Support", difficulty=1,
                language="en",
            )  # fmt: skip
            offer = Offer(text="Choose", scenarios=(offered,), only_for=event.member)
            await practice.adapter.post(practice.home, offer, f"{event.key}:offer")
            message = await asked.answered()
            chosen = practice.person().chooses(message, "ct:start:-:#0", "late-lamp")
            await chosen.acked()
            pressed = await practice.intake.first(Pressed)
            assert (pressed.action, pressed.value) == ("start", "late-lamp")
            assert pressed.opens is not None
            ref = await practice.opens(id=pressed.opens)
            assert message.buttons == []
            assert str(ref.surface.thread) in str(message.components)

    async def test_a_session_in_that_very_place_takes_the_promise_back(self) -> None:
        async with practising() as practice:
            surface = await practice.thread()
            await declared(practice)
            asked = practice.person().runs(
                "chattrain start", practice.channel(surface), scenario="late-lamp"
            )
            event = await practice.intake.first(Commanded)
            assert event.surface == surface
            assert event.opens is not None
            await practice.opens(id=event.opens, home=surface)
            assert asked.messages == []

    async def test_what_a_session_says_later_is_no_answer_to_what_opened_it(self) -> None:
        async with practising() as practice:
            surface = await practice.thread()
            await declared(practice)
            practice.person().runs("chattrain start", practice.channel(surface), scenario="x")
            event = await practice.intake.first(Commanded)
            assert event.opens is not None
            await practice.opens(id=event.opens, home=surface)
            reminder = Notice(text="Still there?", only_for=event.member)
            ref = await practice.adapter.post(surface, reminder, f"{event.opens}:reminder")
            assert practice.message(ref).for_only is None

    async def test_a_promise_that_nobody_keeps_is_taken_back(self) -> None:
        clock = MovableClock()
        async with practising(clock=clock) as practice:
            asked = await runs(practice, "stop")
            await asked.acked()
            await clock.advance(61)
            await practice.discord.until(lambda: asked.messages == [])

    async def test_after_the_time_to_answer_it_is_told_in_private(self) -> None:
        clock = MovableClock()
        async with practising(clock=clock) as practice:
            surface = await practice.thread()
            asked = await runs(practice)
            event = await practice.intake.first(Commanded)
            await asked.acked()
            await clock.advance(1000)
            answer = Notice(text="Late", only_for=event.member)
            ref = await practice.adapter.post(practice.home, answer, f"{event.key}:answer")
            assert ref.surface == surface
            assert practice.message(ref).shown == "Late"


@claims("discord.named")
async def test_a_german_reader_is_told_the_german_names() -> None:
    async with practising() as practice:
        await declared(practice)
        eva = practice.discord.guild.user("eva", locale="de")
        asked = eva.runs("chattrain help", practice.place)
        event = await practice.intake.first(Commanded)
        answer = Notice(text=office.say("en", "commands"), only_for=event.member)
        await practice.adapter.post(practice.home, answer, f"{event.key}:answer")
        assert "`liste` shows the scenarios" in (await asked.answered()).shown
        near = office.say("en", "did_you_mean", near="`/chattrain list`")
        direct = Notice(text=near, only_for=event.member)
        ref = await practice.adapter.post(practice.home, direct, "later")
        assert "Did you mean `/chattrain liste`?" in practice.message(ref).shown


@claims("discord.autocomplete")
class TestAutocomplete:
    async def test_scenarios_are_proposed_by_what_is_typed(self) -> None:
        async with practising() as practice:
            await declared(practice)
            person = practice.person()
            for typed, found in (("", 1), ("lamp", 1), ("nothing like it", 0)):
                asked = person.completes("chattrain start", practice.place, scenario=typed)
                await asked.acked()
                assert asked.choices is not None
                assert len(asked.choices) == found
            assert practice.intake.offered == []


@claims("discord.commands")
class TestDeclared:
    async def test_they_are_declared_once_and_again_only_where_they_differ(self) -> None:
        async with Discord() as discord:
            for _ in range(2):
                async with made(discord) as practice, listening(practice):
                    await discord.until(lambda: discord.calls("get commands"))
                    await declared(practice)
                    await practice.person().runs("chattrain help", practice.place).acked()
                discord.asked.clear()
            assert len(discord.commands.syncs) == 1
            discord.commands.everywhere[0]["description"] = "Something else"
            async with made(discord) as practice, listening(practice):
                await discord.until(lambda: len(discord.commands.syncs) == 2)

    async def test_they_are_there_in_servers_and_in_direct_messages(self) -> None:
        async with practising() as practice:
            await declared(practice)
            ann = practice.person()
            await ann.runs("chattrain score").acked()
            event = await practice.intake.first(Commanded)
            assert event.surface.channel == ann.dm.id
            assert event.tenant == practice.tenant

    async def test_there_are_german_names(self) -> None:
        async with practising() as practice:
            await declared(practice)
            (group,) = practice.discord.commands.everywhere
            assert group["contexts"] == [0, 1]
            assert group["integration_types"] == [0]
            assert "de" in group["description_localizations"]


async def test_the_names_of_those_who_speak_are_known() -> None:
    async with practising() as practice:
        await (await runs(practice)).acked()
        assert set(practice.adapter.names(practice.tenant)) >= {"ann", "Ann"}
        names = practice.adapter.names(practice.tenant)
        assert practice.adapter.names(practice.tenant) is names
