"""Reports in Discord: always a message it takes; with a picture where it may have one; and files."""

from __future__ import annotations

import json
import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.discord import reports
from adapters.discord.addressing import Permalinks
from adapters.discord.files import LARGEST, File
from adapters.discord.forms import filled, form
from adapters.discord.rendering import Rendered, rendered
from adapters.discord.wording import ENGLISH
from bot.domain import wording
from bot.domain.asking import question
from bot.domain.content import Button, Handout, Notice, Report, Row, Section
from bot.domain.offering import Choice
from bot.domain.surface import MemberId
from bot.errors import NotDrawn, StoreError, SurfaceGone
from tests.adapters import discord_contents as here
from tests.adapters.discord_app import SESSION, Practice, listening, made
from tests.adapters.discord_contents import HOSTILE, in_discord
from tests.adapters.drawn_contents import EMOJI, LONG, RTL, TEXTS
from tests.adapters.slack_app import Press
from tests.adapters.slack_reports import REPORTS, assignments, digest, made_of, mine
from tests.adapters.test_discord_rendering import CALL, SNAPSHOTS, read, takes
from tests.adapters.test_discord_rendering import texts as said
from tests.fakes.discord import Discord, Message, MovableClock, dropped, error, lost
from tests.requirements import claims

LINKS = Permalinks(here.PLACE)
PNG = File(name="chart.png", data=b"\x89PNG", kind="image/png", description="It rose.")
LEFT_OUT = wording.of("en").labels.left_out


def of(report: Report, picture: File | None = PNG) -> Rendered:
    """A report as Discord takes it, in all of its forms."""
    found = in_discord(report)
    assert isinstance(found, Report)
    shown = rendered(found, links=LINKS, file=picture)
    for one in shown.forms:
        takes(one)
    return shown


# How it looks


@claims("discord.report")
@pytest.mark.parametrize("name", REPORTS)
def test_each_report_looks_as_it_did(name: str) -> None:
    file = SNAPSHOTS / f"discord-report-{name}.json"
    now = of(REPORTS[name]).payload
    if os.environ.get("SNAPSHOTS") == "write":
        file.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n")
    assert now == json.loads(file.read_text())


@claims("discord.report")
@pytest.mark.parametrize("text", [LONG, HOSTILE, RTL, EMOJI, "", " ", "\n"])
@pytest.mark.parametrize("count", [0, 3, 40])
def test_discord_takes_any_text_anywhere(text: str, count: int) -> None:
    of(made_of(text, count))
    of(made_of(text, count), picture=None)


@claims("discord.report")
@given(TEXTS, st.sampled_from((0, 1, 7, 20)), st.sampled_from((None, PNG)))
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_discord_takes_whatever_a_report_holds(text: str, count: int, picture: File | None) -> None:
    of(made_of(text, count), picture)


@claims("discord.calls-nobody")
def test_a_hostile_text_in_a_report_calls_nobody() -> None:
    found = of(made_of(HOSTILE))
    assert not [text for text in said(found) if CALL.search(text)]
    assert found.payload["allowed_mentions"] == {"parse": []}


@claims("discord.report")
def test_what_fits_is_told_whole_and_stands_in_the_text() -> None:
    for name, report in REPORTS.items():
        assert LEFT_OUT not in read(of(report)), name
    shown = of(mine())
    assert "Assigned to you" in shown.content
    (picture,) = shown.embeds
    assert picture["image"] == {"url": "attachment://chart.png"}
    assert shown.payload["attachments"] == [
        {"id": 0, "filename": "chart.png", "description": "It rose."}
    ]


@claims("discord.report")
def test_without_a_picture_its_words_stand_there() -> None:
    shown = of(digest(), picture=None)
    assert "rose from 58 to 71" in read(shown)
    assert not [one for one in shown.embeds if "image" in one]
    assert shown.payload["attachments"] == []


@claims("discord.report")
def test_what_does_not_fit_is_cut_and_that_is_said() -> None:
    rows = tuple(Row(label=f"Person {n}", value="in progress") for n in range(400))
    long = replace(digest(), sections=(Section(title="All", rows=rows),))
    told = read(of(long))
    assert LEFT_OUT in told
    assert "Person 39" in told
    assert "Person 399" not in told


@claims("discord.report")
def test_bars_stand_below_each_other() -> None:
    told = read(of(digest()))
    bars = re.findall(r"^(`[█░·]{10}`) ", told, re.MULTILINE)
    assert bars == [reports.bar(share) for share in (0.71, 0.72, 0.76, 0.55, None)]


def test_a_line_links_to_where_it_goes_on() -> None:
    assert f"](<https://discord.com/channels/{here.GUILD}/" in read(of(mine()))


@claims("discord.report")
def test_buttons_of_several_sections_say_what_they_are_about() -> None:
    (row,) = of(assignments()).components
    (menu,) = row["components"]
    assert menu["placeholder"] == "Withdraw"
    labels = [(one["label"], one["value"]) for one in menu["options"]]
    assert labels == [
        ("Late delivery, due 6 Nov", "a1"),
        ("Saying no → A raise, due 20 Nov", "a2"),
    ]


@claims("discord.report")
def test_more_disputes_than_there_is_room_for_are_decided_one_after_another() -> None:
    every = tuple(
        Section(
            title=f"Dispute {n}",
            buttons=tuple(Button(f"Give {n}.{k}", "decide", f"en.d{n}.{k}") for k in range(6)),
        )
        for n in range(6)
    )
    shown = of(Report(title="Open", sections=every))
    labels = [b["label"] for row in shown.components for b in row["components"]]
    assert labels[0] == "Give 0.0 (Dispute 0)"
    assert len(labels) == 24
    assert LEFT_OUT in read(shown)


@claims("discord.forms")
@pytest.mark.parametrize(
    ("action", "value"),
    [
        ("dispute", f"de.{'c' * 40}"),
        ("decide", f"en.{'a' * 20}.keep"),
        ("decide", f"en.{'a' * 20}.5"),
        ("assigned", "a" * 20),
        ("withdraw", "a" * 20),
        ("share", "yes"),
    ],
)
def test_what_managers_press_comes_back_whole(action: str, value: str) -> None:
    """Within the hundred characters of a button's name, with the session and without."""
    for session in (SESSION, None):
        button = Button("Press", action, value)  # type: ignore[arg-type]
        shown = rendered(Notice(text="x", buttons=(button,), session=session), links=LINKS)
        (row,) = shown.components
        sent = {"data": {"custom_id": row["components"][0]["custom_id"]}}
        asks = question(action, value)  # type: ignore[arg-type]
        choice = Choice(action=action, value=value, session=session)  # type: ignore[arg-type]
        if asks is not None:
            opened = form(asks, choice, "150")
            label = {"type": 18, "component": {"type": 4, "custom_id": "ctt:150", "value": "So."}}
            sent = {"data": {"custom_id": opened["custom_id"], "components": [label]}}
            got = filled(sent)
            assert got is not None
            assert got.choice == choice
        assert len(sent["data"]["custom_id"]) <= 100


# How it is sent


@asynccontextmanager
async def printing(press: Press | None = None) -> AsyncIterator[Practice]:
    async with (
        Discord(clock=MovableClock()) as discord,
        made(discord, printer=press or Press()) as practice,
        listening(practice),
    ):
        await discord.until(lambda: discord.commands.everywhere)
        yield practice


def pictured(practice: Practice, message: Message) -> bytes:
    """The picture that is seen in a message."""
    (embed,) = [one for one in message.embeds if "image" in one]
    return practice.discord.files[embed["image"]["url"].split("/")[-2]]


@claims("discord.picture")
class TestPictures:
    async def test_a_digest_stands_in_its_channel_with_its_picture(self) -> None:
        async with printing() as practice:
            ref = await practice.adapter.post(practice.home, digest(), "digest")
            message = practice.message(ref)
            assert pictured(practice, message).endswith(b"Scores of the last weeks")
            assert "rose from 58 to 71" in message.shown, "what it shows is said"

    async def test_an_answer_for_one_person_has_it_too(self) -> None:
        async with printing() as practice:
            given = practice.person().runs("chattrain digest", practice.place, what="now")
            event = (await practice.intake.until(lambda: practice.intake.events))[0]
            await given.acked()
            content = replace(digest(), only_for=event.member)
            await practice.adapter.post(event.surface, content, f"{event.key}:answer")
            told = await given.answered()
            assert told.for_only == practice.person().id
            assert pictured(practice, told)

    async def test_a_change_has_the_picture_again_and_one_without_takes_it_off(self) -> None:
        async with printing() as practice:
            ref = await practice.adapter.post(practice.home, digest(), "digest")
            await practice.adapter.edit(ref, digest())
            assert pictured(practice, practice.message(ref))
            await practice.adapter.edit(ref, Report(title="Over", text="No more."))
            message = practice.message(ref)
            assert (message.attachments, message.embeds) == ([], [])

    @pytest.mark.parametrize("fault", [lost(), dropped()])
    async def test_what_is_sent_again_is_one_message(self, fault: object) -> None:
        async with printing() as practice:
            practice.discord.faults.play("create message", fault)  # type: ignore[arg-type]
            for _ in range(2):
                try:
                    ref = await practice.adapter.post(practice.home, digest(), "digest")
                except Exception:  # noqa: BLE001  # its answer was lost
                    continue
            assert [m.id for m in practice.discord.messages(practice.place)] == [ref.id]

    async def test_where_no_files_may_be_attached_its_words_stand_there(self) -> None:
        async with printing() as practice:
            practice.place.denies(practice.discord.bot, "attach_files")
            ref = await practice.adapter.post(practice.home, digest(), "digest")
            message = practice.message(ref)
            assert not [one for one in message.embeds if "image" in one]
            assert "rose from 58 to 71" in message.shown

    async def test_where_no_embeds_are_allowed_all_of_it_stands_in_the_text(self) -> None:
        async with printing() as practice:
            practice.place.denies(practice.discord.bot, "embed_links")
            rows = tuple(Row(label=f"Person {n}", value="in progress") for n in range(99))
            for report in (digest(), Report(title="All", sections=(Section(rows=rows),))):
                ref = await practice.adapter.post(practice.home, report, report.title)
                message = practice.message(ref)
                assert ("rose from 58 to 71" in message.shown) or "Person 40" in message.shown
                await practice.adapter.edit(ref, report)
                assert ("rose from 58 to 71" in message.shown) or "Person 40" in message.shown

    async def test_what_cannot_be_drawn_is_told_in_words(self) -> None:
        async with printing(Press(broken=NotDrawn("no ink"))) as practice:
            ref = await practice.adapter.post(practice.home, digest(), "digest")
            assert "rose from 58 to 71" in practice.message(ref).shown

    async def test_a_form_that_discord_does_not_take_is_told_as_text(self) -> None:
        async with printing() as practice:
            practice.discord.faults.play("create message", error(50035), error(50035))
            ref = await practice.adapter.post(practice.home, digest(), "digest")
            message = practice.message(ref)
            assert (message.attachments, message.embeds) == ([], [])
            assert "rose from 58 to 71" in message.shown


@claims("discord.handout")
class TestHandouts:
    async def test_it_is_an_answer_that_its_member_alone_sees(self) -> None:
        async with printing() as practice:
            given = practice.person().runs("chattrain export-me", practice.place)
            event = (await practice.intake.until(lambda: practice.intake.events))[0]
            await given.acked()
            await practice.adapter.post(event.surface, handout(practice), f"{event.key}:answer")
            told = await given.answered()
            (file,) = told.attachments
            assert (told.for_only, file["filename"]) == (event.member, "data.jsonl")
            assert event.member.encode() in practice.discord.files[file["id"]]

    async def test_later_it_is_a_direct_message_and_never_in_a_thread(self) -> None:
        async with printing() as practice:
            thread = await practice.thread()
            ref = await practice.adapter.post(thread, handout(practice), "k")
            (message,) = practice.person().sees()
            assert message.id == ref.id
            assert message.attachments

    async def test_where_direct_messages_are_closed_they_are_told_how(self) -> None:
        async with printing() as practice:
            practice.person().closes_dms()
            thread = await practice.thread()
            ref = await practice.adapter.post(thread, handout(practice), "k")
            told = practice.message(ref)
            assert "`/chattrain export-me` again" in told.shown
            assert not told.attachments

    async def test_a_long_one_is_sent_whole(self) -> None:
        async with printing(Much(3 * 1024 * 1024)) as practice:
            await practice.adapter.post(practice.home, handout(practice), "k")
            (message,) = practice.person().sees()
            assert message.attachments[0]["size"] == 3 * 1024 * 1024

    async def test_what_is_too_large_is_packed(self) -> None:
        async with printing(Much(LARGEST + 1)) as practice:
            await practice.adapter.post(practice.home, handout(practice), "k")
            (message,) = practice.person().sees()
            assert message.attachments[0]["filename"] == "data.jsonl.gz"

    async def test_without_a_file_that_is_said(self) -> None:
        async with Discord() as discord, made(discord) as practice:
            await practice.adapter.post(practice.home, handout(practice), "k")
            (message,) = practice.person().sees()
            assert ENGLISH.no_file in message.shown

    async def test_while_it_cannot_be_read_it_can_be_asked_for_again(self) -> None:
        async with printing(Press(broken=StoreError("away"))) as practice:
            with pytest.raises(Exception, match="away"):
                await practice.adapter.post(practice.home, handout(practice), "k")


class Much(Press):
    """Has much to hand over."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size

    async def data(self, tenant: object, member: object) -> bytes:
        return b" " * self.size


def handout(practice: Practice) -> Handout:
    member = MemberId(practice.person().id)
    return Handout(text="All that is stored of you.", name="data.jsonl", only_for=member)


@claims("discord.unasked")
async def test_what_nobody_waits_for_opens_no_direct_message() -> None:
    async with Discord() as discord, made(discord) as practice:
        thread = await practice.thread()
        discord.guild.deletes(practice.channel(thread))
        member = MemberId(practice.person().id)
        told = Report(title="Still to practise", only_for=member, unasked=True)
        with pytest.raises(SurfaceGone):
            await practice.adapter.post(thread, told, "remind")
        assert not discord.calls("open dm")


@claims("discord.named")
async def test_a_report_names_commands_as_its_readers_discord_shows_them() -> None:
    async with printing() as practice:
        eva = practice.discord.guild.user("eva", locale="de")
        given = eva.runs("chattrain assignments", practice.place)
        event = (await practice.intake.until(lambda: practice.intake.events))[0]
        await given.acked()
        how = Section(text="`/chattrain assign @who scenario [due]`, or `/chattrain digest off`.")
        told = Report(title="How", sections=(how,), only_for=event.member)
        await practice.adapter.post(event.surface, told, f"{event.key}:answer")
        shown = (await given.answered()).shown
        assert "/chattrain zuweisen @who scenario" in shown
        assert "/chattrain zusammenfassung off" in shown
