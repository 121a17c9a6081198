"""Reports in Slack: always a message it takes; with a picture where it may have one; and files."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from adapters.slack import reports
from adapters.slack.rendering import permalinks, rendered
from bot.domain import wording
from bot.domain.content import Handout, Report, Row, Section
from bot.domain.surface import MemberId, Surface
from bot.errors import NotDrawn, PlatformUnavailable, StoreError
from tests.adapters import slack_contents as made
from tests.adapters.drawn_contents import EMOJI, HOSTILE, LONG, RTL, TEXTS
from tests.adapters.slack_app import TEAM, Practice, Press
from tests.adapters.slack_app import made as adapter
from tests.adapters.slack_reports import REPORTS, assignments, digest, made_of, mine
from tests.adapters.test_slack_rendering import SNAPSHOTS, marked, takes, written
from tests.fakes.slack import MovableClock, Slack, error, limited, lost
from tests.fakes.slack.faults import Fault
from tests.requirements import claims

LINKS = permalinks(made.URL, made.PLACE)
FILE = "F0PRACTICE000001"
LEFT_OUT = wording.of("en").labels.left_out
ANN = MemberId("U1")


def of(report: Report, picture: str | None = FILE) -> str:
    """What is read of a report, which Slack takes."""
    found = rendered(report, links=LINKS, customized=False, picture=picture)
    takes(found)
    return written(found.blocks)


# How it looks


@claims("slack.report")
@pytest.mark.parametrize("name", REPORTS)
def test_each_report_looks_as_it_did(name: str) -> None:
    found = rendered(REPORTS[name], links=LINKS, customized=False, picture=FILE)
    takes(found)
    file = Path(SNAPSHOTS) / f"slack-report-{name}.json"
    now = {"text": found.text, "blocks": list(found.blocks)}
    if os.environ.get("SNAPSHOTS") == "write":
        file.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n")
    assert now == json.loads(file.read_text())


@claims("slack.report")
@pytest.mark.parametrize("text", [LONG, HOSTILE, RTL, EMOJI, "", " ", "\n"])
@pytest.mark.parametrize("count", [0, 3, 40])
def test_slack_takes_any_text_anywhere(text: str, count: int) -> None:
    of(made_of(text, count))
    of(made_of(text, count), picture=None)


@claims("slack.report")
@given(TEXTS, st.sampled_from((0, 1, 7, 60)), st.sampled_from((None, FILE)))
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_slack_takes_whatever_a_report_holds(text: str, count: int, picture: str | None) -> None:
    of(made_of(text, count), picture)


@claims("slack.calls-nobody")
def test_a_hostile_text_in_a_report_calls_nobody() -> None:
    found = rendered(made_of(HOSTILE), links=LINKS, customized=False, picture=FILE)
    texts = [text["text"] for text in marked(found.blocks)] + [found.text]
    for call in ("<!channel>", "<@U0BOSS>", "@here", "<https://evil.example|ok>"):
        assert not any(call in text for text in texts)


@claims("slack.report")
def test_what_has_no_room_is_left_out_and_that_is_said() -> None:
    rows = tuple(
        Row(label=f"Person {n}", value="in progress", detail="best 61") for n in range(400)
    )
    report = Report(
        title="Team", sections=(Section(title="People", rows=rows),), footer="That is it."
    )
    told = of(report)
    assert LEFT_OUT in told
    assert "Person 0" in told
    assert "That is it." in told
    assert LEFT_OUT not in of(digest())


def test_bars_stand_below_each_other() -> None:
    told = of(digest())
    assert "\n■■■■■■□□ Average: *71/100* (n = 12, 63 to 79)\n" in told
    assert "\n■■■■□□□□ Questions: *55* (was 58, n = 11)\n" in told
    assert "\n• Closing: *too few* (n = 2)" in told
    assert "• Open questions (6 of 9 asked closed ones)" in told
    assert {len(reports.bar(share)) for share in (-1, 0, 0.004, 0.5, 1, 7)} == {8}


def test_what_is_read_aloud_has_no_bars_and_the_chart_in_words() -> None:
    text = rendered(digest(), links=LINKS, customized=False, picture=FILE).text
    assert "■" not in text
    assert "rose from 58 to 71" in text


def test_a_chart_is_a_picture_with_its_words_or_its_words() -> None:
    (image,) = (
        block
        for block in rendered(digest(), links=LINKS, customized=False, picture=FILE).blocks
        if block["type"] == "image"
    )
    assert image["slack_file"] == {"id": FILE}
    assert image["alt_text"] == digest().chart.alt  # type: ignore[union-attr]  # it has one
    assert "The mean score rose from 58 to 71" in of(digest(), picture=None)


def test_a_line_leads_to_where_it_goes_on() -> None:
    address = f"{made.URL}archives/D0ADA/p{made.ts(9).replace('.', '')}"
    assert f"<{address}|Saying no to a manager>" in of(mine())


# With its picture


@pytest.fixture
def press() -> Press:
    return Press()


@asynccontextmanager
async def printing(press: Press | None, **fake: object) -> AsyncIterator[Practice]:
    async with (
        Slack(**fake) as slack,  # type: ignore[arg-type]
        adapter(slack, printer=press) as practice,
    ):
        slack.workspace.user("U1")
        yield practice


def there(practice: Practice) -> Surface:
    return Surface("slack", TEAM, practice.space.direct("U1").id)


async def shown(practice: Practice, report: Report, key: str = "k") -> str:
    """What Ann reads of a report that is posted to her."""
    ref = await practice.adapter.post(there(practice), report, key)
    return practice.space.message(ref.surface.channel, ref.id).shown


async def while_time_passes(clock: MovableClock, work: Coroutine[None, None, str]) -> str:
    """What comes of some work, for which time has to pass."""
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(work)
        while not task.done():
            await clock.advance(0.25)
    return task.result()


def pictured(practice: Practice) -> list[str]:
    """The pictures before Ann's eyes, each the bytes behind a picture's beginning."""
    files = practice.slack.files
    return [
        (files[block["slack_file"]["id"]].data or b"")[8:].decode()
        for message in practice.space.user("U1").sees()
        for block in message.blocks
        if block["type"] == "image"
    ]


@claims("slack.picture")
async def test_a_report_is_shown_with_its_picture(press: Press) -> None:
    async with printing(press) as practice:
        told = await shown(practice, digest())
        assert "[The mean score rose from 58 to 71" in told
        assert pictured(practice) == ["Scores of the last weeks"]
        (file,) = practice.slack.files.values()
        assert file.name == "scores-of-the-last-weeks.png"
        assert file.shared == []


@claims("slack.picture")
async def test_a_picture_is_uploaded_once_however_often_it_is_shown(press: Press) -> None:
    async with printing(press) as practice:
        ref = await practice.adapter.post(there(practice), digest(), "k")
        await practice.adapter.edit(ref, replace(digest(), footer="Changed."))
        await shown(practice, digest(), "k2")
        assert len(practice.slack.files) == 1
        assert len(press.drawn) == 1


@claims("slack.picture")
async def test_a_picture_that_slack_does_not_know_yet_is_waited_for(press: Press) -> None:
    clock = MovableClock()
    async with printing(press, clock=clock) as practice:
        practice.slack.file_seconds = 2.5
        await while_time_passes(clock, shown(practice, digest()))
        assert pictured(practice) == ["Scores of the last weeks"]
        assert len(practice.space.user("U1").sees()) == 1


@claims("slack.picture")
async def test_a_picture_that_never_comes_to_be_known_is_told_in_words(press: Press) -> None:
    clock = MovableClock()
    async with printing(press, clock=clock) as practice:
        practice.slack.file_seconds = 3600
        told = await while_time_passes(clock, shown(practice, digest()))
        assert "Scores of the last weeks*\nThe mean score rose" in told
        assert pictured(practice) == []


@claims("slack.picture")
async def test_without_the_scope_its_words_stand_there_and_the_log_says_why(press: Press) -> None:
    async with printing(press) as practice:
        for installation in practice.slack.installations.values():
            installation.scopes -= {"files:write"}
        with capture_logs() as logs:
            told = await shown(practice, digest())
            await shown(practice, mine(), "k2")
        assert "The mean score rose from 58 to 71" in told
        assert pictured(practice) == []
        (entry,) = [entry for entry in logs if entry["event"] == "slack.no_pictures"]
        assert "Add files:write to the app" in entry["remedy"]


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        ("files.getUploadURLExternal", error("storage_limit_reached")),
        ("files.getUploadURLExternal", error("internal_error")),
        ("files.completeUploadExternal", error("file_uploads_disabled")),
        ("files.completeUploadExternal", lost()),
    ],
)
async def test_whatever_keeps_a_picture_away_the_report_is_shown(
    press: Press, method: str, fault: Fault
) -> None:
    async with printing(press) as practice:
        practice.slack.faults.play(method, fault)
        assert "The mean score rose from 58 to 71" in await shown(practice, digest())


async def test_a_wait_that_slack_asks_for_is_kept_with_files_too(press: Press) -> None:
    clock = MovableClock()
    async with printing(press, clock=clock) as practice:
        practice.slack.faults.play("files.getUploadURLExternal", limited(9))
        await while_time_passes(clock, shown(practice, digest()))
        assert pictured(practice) == ["Scores of the last weeks"]


async def test_a_picture_that_is_not_drawn_and_no_printer_leave_the_words() -> None:
    for press in (Press(broken=NotDrawn("no room")), None):
        async with printing(press) as practice:
            assert "The mean score rose from 58 to 71" in await shown(practice, digest())


@claims("slack.picture")
async def test_an_answer_in_a_channel_has_its_picture_too(press: Press) -> None:
    async with printing(press) as practice:
        practice.space.channel("C1")
        practice.space.user("U1").joins("C1")
        asked = replace(digest(), only_for=ANN)
        await practice.adapter.post(Surface("slack", TEAM, "C1"), asked, "k")
        (seen,) = practice.space.ephemeral("U1")
        assert "[The mean score rose" in seen.shown
        assert practice.space.messages("C1") == []


async def test_buttons_of_a_report_come_back_as_they_are() -> None:
    async with printing(None) as practice:
        await practice.adapter.post(there(practice), assignments(), "k")
        (message,) = practice.space.user("U1").sees()
        assert message.buttons == ["withdraw:0", "withdraw:0"]


# A file for one person


def handout() -> Handout:
    return Handout(text="All that is stored of you.", name="my-data.jsonl", only_for=ANN)


@claims("slack.handout")
async def test_somebodys_data_is_a_file_in_their_own_direct_messages(press: Press) -> None:
    async with printing(press) as practice:
        practice.space.channel("C1")
        ann = practice.space.user("U1")
        ann.joins("C1")
        ref = await practice.adapter.post(Surface("slack", TEAM, "C1"), handout(), "k")
        assert ref.surface.channel == ann.dm
        file, said = ann.sees()
        assert [one["name"] for one in file.files] == ["my-data.jsonl"]
        (kept,) = practice.slack.files.values()
        assert kept.data == b'{"member":"U1"}\n'
        assert kept.shared == [ann.dm]
        assert said.shown == "All that is stored of you."
        assert practice.space.messages("C1") == []
        (there,) = practice.space.ephemeral("U1")
        assert there.shown == "The file is in your direct messages with ChatTrain."


@claims("slack.handout")
async def test_without_the_scope_for_files_whoever_wants_theirs_is_told(press: Press) -> None:
    async with printing(press) as practice:
        for installation in practice.slack.installations.values():
            installation.scopes -= {"files:write"}
        await practice.adapter.post(there(practice), handout(), "k")
        (said,) = practice.space.user("U1").sees()
        assert "adds the scope files:write" in said.shown


async def test_data_that_cannot_be_read_now_is_tried_again(press: Press) -> None:
    press.broken = StoreError("locked")
    async with printing(press) as practice:
        with pytest.raises(PlatformUnavailable, match="locked"):
            await practice.adapter.post(there(practice), handout(), "k")
        assert practice.space.user("U1").sees() == []
