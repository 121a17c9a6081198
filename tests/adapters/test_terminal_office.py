"""The managers' side in the terminal: reports, words behind a number, one's own data as a file."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path

import pytest

from adapters.terminal.inbound import HOME, MEMBER, Where, read
from adapters.terminal.keyboard import ThreadedKeyboard
from adapters.terminal.people import People
from adapters.terminal.platform import Terminal
from adapters.terminal.rendering import choices, lines
from adapters.terminal.screen import Screen
from bot.domain.content import Button, Chart, Handout, Report, Row, Section
from bot.domain.events import Commanded, Pressed
from bot.domain.member import EVERYONE
from bot.domain.surface import MemberId, TenantId
from bot.ports.clock import SystemClock

REPORT = Report(
    title="Results of **everybody**",
    text="Two people practised.",
    sections=(
        Section(
            title="Skills",
            rows=(
                Row(label="Tone", value="70 of 100", detail="9 scores", share=0.7),
                Row(label="Asking", value="too few"),
            ),
            buttons=(Button("Decide", "decide", "en.7.keep"),),
        ),
        Section(title="To coach next", rows=(Row(label="Ask before you solve."),)),
    ),
    chart=Chart(title="Week", alt="Average by week: 70."),
    footer="No mean under 3 scores.",
    buttons=(Button("Withdraw", "withdraw", "7"),),
)


def test_a_report_is_printed_with_its_figures_under_each_other() -> None:
    shown = [line.text for line in lines(REPORT)]
    assert shown[0] == "Results of everybody"
    assert "Tone    70 of 100  ■■■■■■■···" in shown
    assert "Asking    too few" in shown
    assert "Ask before you solve." in shown
    assert "Average by week: 70." in shown


def test_the_buttons_of_sections_are_chosen_by_number_too() -> None:
    assert [button.action for button in choices(REPORT)] == ["decide", "withdraw"]


def test_words_for_a_form_are_typed_behind_the_number() -> None:
    where, clock = Where(HOME), SystemClock()
    decided = read("!1 She did ask.\nTwice.", where, choices(REPORT), clock)
    assert isinstance(decided, Pressed)
    assert (decided.value, decided.text) == ("en.7.keep", "She did ask.\nTwice.")
    missing = read("!1", where, choices(REPORT), clock)
    assert isinstance(missing, str)
    assert "!1 because" in missing
    plain = read("!2 because", where, choices(REPORT), clock)
    assert isinstance(plain, Pressed)
    assert plain.text == ""


def test_a_line_behind_a_command_goes_with_it() -> None:
    given = read("/chattrain assign you late-lamp friday", Where(HOME), (), SystemClock())
    assert isinstance(given, Commanded)
    assert given.arguments == {"text": "you late-lamp friday"}


async def test_ones_own_data_are_written_to_a_file_that_was_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Printer:
        async def chart(self, chart: Chart) -> bytes:
            raise AssertionError

        async def data(self, tenant: TenantId, member: MemberId) -> bytes:
            return f"{tenant}:{member}\n".encode()

    monkeypatch.chdir(tmp_path)
    out = io.StringIO()
    terminal = Terminal(
        screen=Screen(out),
        keyboard=ThreadedKeyboard(lambda _: None),
        clock=SystemClock(),
        start="late-lamp",
        printer=Printer(),
    )
    for _ in range(2):
        await terminal.post(HOME, Handout(text="All.", name="../me.jsonl", only_for=MEMBER), "key")
    written = await asyncio.to_thread(lambda: sorted(path.name for path in tmp_path.iterdir()))
    assert written == ["me-2.jsonl", "me.jsonl"]
    assert (tmp_path / "me.jsonl").read_text() == "local:you\n"
    assert str(tmp_path / "me-2.jsonl") in out.getvalue().replace("\n", "")


async def test_whoever_is_at_the_terminal_is_everyone_and_runs_it() -> None:
    people, tenant = People(), TenantId("local")
    everyone = await people.group(tenant, EVERYONE)
    assert everyone is not None
    assert everyone.members == {MEMBER}
    assert await people.role(tenant, MEMBER) == "admin"
    assert await people.person(tenant, MemberId("another")) is None
    assert await people.private(tenant, MEMBER) == HOME
