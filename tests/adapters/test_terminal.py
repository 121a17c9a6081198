"""The terminal as a platform: what is shown, what is taken in, and when the next line is read."""

from __future__ import annotations

import asyncio
import io
import os
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from adapters.terminal.inbound import HOME, Where, read
from adapters.terminal.keyboard import LONGEST, ThreadedKeyboard, piped
from adapters.terminal.platform import OVER, Terminal
from adapters.terminal.rendering import choices, lines
from adapters.terminal.screen import Screen, cells, wrapped
from bot.domain.content import Button, Card, Moved, Notice, Offer, Offered, Opening, Speech
from bot.domain.events import Commanded, InboundEvent, Pressed, Said
from bot.domain.scorecard import Evidence, Rewording, Score, Scorecard
from bot.domain.surface import MessageRef, SessionId, Surface, TenantId
from bot.domain.transcript import Micros, TurnNumber
from bot.domain.wording import ENGLISH
from bot.errors import StoreBusy
from bot.ports.platform import NativeStream
from tests.fakes.virtual_time import VirtualClock, in_virtual_time
from tests.requirements import claims

TALK = ENGLISH.talk
SESSION = SessionId("s1")
THREAD = Surface("terminal", TenantId("local"), "here", "s1")

OPENING = Opening(
    session=SESSION,
    scenario="late-lamp",
    title="The late lamp",
    role="You work in support.",
    situation="A customer writes.",
    goal="Agree on a next step.",
    limits="You have 12 messages.",
    privacy="A machine plays.",
    persona="Maren",
    persona_role="customer",
    opening="My lamp has not come.",
)
CARD = Card(
    session=SESSION,
    scorecard=Scorecard(
        session=SESSION,
        title="The late lamp",
        scores=(
            Score(
                criterion="apology",
                title="Apologises",
                weight=50,
                skill="empathy",
                level=1,
                level_title="there",
                points=100,
                reason="Says sorry.",
                evidence=(
                    Evidence(
                        turn=TurnNumber(4),
                        quote="so sorry",
                        start=0,
                        end=8,
                        shows="sorry",
                        number=2,
                    ),
                ),
                rewording=Rewording(
                    yours="so sorry", turn=TurnNumber(2), stronger="I am sorry.", why="It is whole."
                ),
                previous=40,
                of_levels=2,
            ),
            Score(
                criterion="step",
                title="Next step",
                weight=50,
                skill="clarity",
                level=None,
                level_title="",
                points=None,
                reason="",
            ),
        ),
        of_criteria=2,
        pass_mark=70,
        total=None,
        judged=0.5,
        band=None,
        passed=False,
        next_step="Name a day.",
        at=Micros(0),
    ),
    buttons=(
        Button("Try again", "retry"),
        Button("Next scenario", "next"),
        Button("Try again from here", "retry", value="4", about="your message 2"),
    ),
)


def speech(text: str, *, complete: bool = True, turn: int = 3) -> Speech:
    return Speech(
        session=SESSION,
        turn=TurnNumber(turn),
        page=0,
        persona="Maren",
        text=text,
        complete=complete,
    )


def notice(text: str, *buttons: Button) -> Notice:
    return Notice(text=text, session=SESSION, buttons=buttons)


class Typist:
    """Types its lines one by one, then ends the input; notes what stood on the screen before each."""

    def __init__(self, lines: Sequence[str], out: io.StringIO) -> None:
        self._lines = list(lines)
        self._out = out
        self.saw: list[str] = []

    async def line(self, prompt: str) -> str | None:
        self.saw.append(self._out.getvalue())
        return self._lines.pop(0) if self._lines else None


class Stage:
    """A terminal with a typist before it and, behind it, an engine that does what it is told."""

    def __init__(self, *typed: str, interactive: bool = False) -> None:
        self.out = io.StringIO()
        self.typist = Typist(typed, self.out)
        width = (lambda: 40) if interactive else None
        self.terminal = Terminal(
            screen=Screen(self.out, width=width, colours=interactive),
            keyboard=self.typist,
            clock=VirtualClock(),
            start="late-lamp",
        )
        self.events: list[InboundEvent] = []
        self.answer: Callable[[InboundEvent], Awaitable[object]] = self.play

    @property
    def shown(self) -> str:
        return self.out.getvalue()

    async def accept(self, event: InboundEvent) -> bool:
        self.events.append(event)
        self._tasks.create_task(self._answer(event))
        return True

    async def _answer(self, event: InboundEvent) -> None:
        await asyncio.sleep(1)
        await self.answer(event)

    async def play(self, event: InboundEvent) -> None:
        """The plainest engine: opens, answers whatever is said, scores when asked."""
        match event:
            case Commanded(command="start"):
                await self.terminal.open_thread(HOME, OPENING, "s1:opening")
            case Said():
                await self.say("Where is it, then?")
            case Pressed(action="finish"):
                await self.terminal.post(THREAD, CARD, "s1:scorecard")
            case _:
                await self.terminal.post(THREAD, notice("Yes?"), f"s1:re:{event.key}")

    async def say(self, *pieces: str, complete: bool = True) -> None:
        stream = await self.stream()
        for piece in pieces:
            await stream.append(piece)
            await asyncio.sleep(1)
        await stream.stop(speech("".join(pieces), complete=complete))

    async def stream(self) -> NativeStream:
        stream = await self.terminal.stream(THREAD, speech("", complete=False), "s1:turn:3:0")
        assert stream is not None
        return stream

    async def run(self) -> None:
        async with asyncio.TaskGroup() as self._tasks:
            await self.terminal.run(self.accept)


@in_virtual_time
async def test_a_piped_conversation_is_printed_as_it_was_spoken_and_scored_at_the_end() -> None:
    stage = Stage("hello", "bye")
    await stage.run()
    assert "The late lamp\n\nYour role: You work in support.\n" in stage.shown
    assert "Maren: My lamp has not come.\n\nYou: hello\nMaren: Where is it, then?\n" in stage.shown
    assert stage.shown.index("You: bye") < stage.shown.index("Score: not enough to judge")
    assert "\x1b" not in stage.shown
    assert stage.terminal.over.is_set()
    assert not stage.terminal.interrupted


@in_virtual_time
async def test_the_next_line_is_read_only_when_the_reply_to_the_last_one_stands() -> None:
    stage = Stage("hello", "bye")
    await stage.run()
    opened, answered, _ = stage.typist.saw
    assert opened.endswith("Maren: My lamp has not come.\n\n")
    assert answered.endswith("Maren: Where is it, then?\n")


@pytest.mark.parametrize("beside", [{"note": True, "label": "Coach"}, {"aside": True}])
@in_virtual_time
async def test_what_is_said_beside_the_talk_is_no_answer_to_the_next_line(
    beside: dict[str, Any],
) -> None:
    stage = Stage("hello", "bye")

    async def play(event: InboundEvent) -> None:
        if isinstance(event, Said) and event.text == "bye":
            note = Notice(text="Good: a greeting.", session=SESSION, **beside)
            await stage.terminal.post(THREAD, note, "s1:note:2")
            await asyncio.sleep(1)
        await stage.play(event)

    stage.answer = play
    await stage.run()
    assert stage.typist.saw[2].endswith("Good: a greeting.\n\nMaren: Where is it, then?\n")


@in_virtual_time
async def test_the_session_and_its_surface_come_with_what_is_said() -> None:
    stage = Stage("hello")
    await stage.run()
    start, said, finish = stage.events
    assert isinstance(start, Commanded)
    assert start.arguments == {"scenario": "late-lamp"}
    assert start.surface == HOME
    assert isinstance(said, Said)
    assert (said.surface, said.session, said.text) == (THREAD, SESSION, "hello")
    assert isinstance(finish, Pressed)
    assert len({event.key for event in stage.events}) == 3


@in_virtual_time
async def test_after_a_scorecard_the_end_of_the_input_asks_for_nothing_more() -> None:
    stage = Stage("hello")

    async def score_at_once(event: InboundEvent) -> None:
        await stage.play(event)
        if isinstance(event, Said):
            await stage.terminal.post(THREAD, CARD, "s1:scorecard")

    stage.answer = score_at_once
    await stage.run()
    assert not any(isinstance(event, Pressed) for event in stage.events)


@in_virtual_time
async def test_a_scorecard_that_is_on_its_way_is_waited_for() -> None:
    stage = Stage()

    async def still_scoring(event: InboundEvent) -> None:
        if isinstance(event, Pressed):
            await stage.terminal.post(THREAD, notice(TALK.scoring), f"s1:re:{event.key}")
            await asyncio.sleep(60)
        await stage.play(event)

    stage.answer = still_scoring
    await stage.run()
    assert "Score: not enough to judge" in stage.shown


@in_virtual_time
async def test_input_that_ends_before_a_word_was_said_ends_without_a_score() -> None:
    stage = Stage()

    async def refuse(event: InboundEvent) -> None:
        if isinstance(event, Pressed):
            await stage.terminal.post(THREAD, notice(TALK.nothing_said), f"s1:re:{event.key}")
        else:
            await stage.play(event)

    stage.answer = refuse
    await stage.run()
    assert TALK.nothing_said in stage.shown


@in_virtual_time
async def test_a_reply_that_breaks_off_is_waited_for_until_it_is_told_about() -> None:
    stage = Stage("hello")

    async def break_off(event: InboundEvent) -> None:
        if not isinstance(event, Said):
            return await stage.play(event)
        await stage.say("Where is", complete=False)
        await asyncio.sleep(30)
        await stage.terminal.post(THREAD, notice(TALK.failed), "s1:failed:3")
        return None

    stage.answer = break_off
    await stage.run()
    assert TALK.failed in stage.typist.saw[1]


@in_virtual_time
async def test_a_reply_begun_again_with_other_words_is_written_out_once_more() -> None:
    stage = Stage("hello")

    async def begin_again(event: InboundEvent) -> None:
        if not isinstance(event, Said):
            return await stage.play(event)
        stream = await stage.stream()
        await stream.append("Where is")
        await stage.terminal.edit(stream.ref, speech("When does it come?"))
        return None

    stage.answer = begin_again
    await stage.run()
    assert "Maren: Where is\nMaren: When does it come?\n" in stage.shown


@in_virtual_time
async def test_a_growing_scorecard_is_shown_once_complete() -> None:
    stage = Stage("hello")

    async def grow(event: InboundEvent) -> None:
        if isinstance(event, Pressed):
            growing = replace(CARD, stage="Analysing 1 of 2")
            ref = await stage.terminal.post(THREAD, growing, "s1:scorecard")
            await asyncio.sleep(1)
            await stage.terminal.edit(ref, CARD)
        else:
            await stage.play(event)

    stage.answer = grow
    await stage.run()
    assert stage.shown.count("Score: not enough to judge") == 1
    assert "Analysing" not in stage.shown


@in_virtual_time
async def test_while_a_scorecard_grows_it_says_what_is_looked_at() -> None:
    stage = Stage("hello", interactive=True)

    async def grow(event: InboundEvent) -> None:
        if isinstance(event, Pressed):
            growing = replace(CARD, stage="Analysing criterion 1 of 2")
            await stage.terminal.post(THREAD, growing, "s1:scorecard")
        await stage.play(event)

    stage.answer = grow
    await stage.run()
    assert "Analysing criterion 1 of 2 …" in stage.shown


@in_virtual_time
async def test_after_the_end_of_the_input_nothing_is_offered_to_choose() -> None:
    stage = Stage("hello")
    await stage.run()
    assert "Score: not enough to judge" in stage.shown
    assert "!1" not in stage.shown
    assert "Next scenario" not in stage.shown


@in_virtual_time
@pytest.mark.parametrize("end", [CARD, notice(TALK.ended_without_score)], ids=["scored", "closed"])
async def test_what_is_typed_after_the_end_is_said_to_be_heard_by_nobody(
    end: Card | Notice,
) -> None:
    stage = Stage("hello", "are you there?", "!retry", "better now")

    async def close(event: InboundEvent) -> None:
        if isinstance(event, Said) and event.text == "hello":
            await stage.terminal.post(THREAD, end, "s1:end")
        elif isinstance(event, Said) and event.text == "!retry":
            await stage.terminal.open_thread(HOME, OPENING, "s2:opening")
        else:
            await stage.play(event)

    stage.answer = close
    await stage.run()
    assert stage.shown.count(OVER) == 1
    assert stage.shown.index("You: are you there?") < stage.shown.index(OVER)
    assert stage.shown.index(OVER) < stage.shown.index("You: !retry")


@in_virtual_time
async def test_a_line_that_the_store_refuses_is_told_and_the_next_one_is_read() -> None:
    stage = Stage("hello", "again")
    real = stage.accept

    async def busy_once(event: InboundEvent) -> bool:
        if isinstance(event, Said) and event.text == "hello":
            raise StoreBusy
        return await real(event)

    stage.accept = busy_once  # type: ignore[method-assign]  # a store of its own for this test
    await stage.run()
    assert f"That was not taken in: {StoreBusy()}" in stage.shown
    assert "Maren: Where is it, then?" in stage.shown


@in_virtual_time
async def test_ctrl_c_stops_the_reply_being_written_and_the_talk_goes_on() -> None:
    stage = Stage("hello", "never mind", interactive=True)
    stopped = asyncio.Event()

    async def long_reply(event: InboundEvent) -> None:
        match event:
            case Said(text="hello"):
                stream = await stage.stream()
                await stream.append("Let me tell you ")
                stage.terminal.interrupt()
                await stopped.wait()
                await stream.stop(speech("Let me tell you", complete=False))
            case Pressed(action="stop"):
                stopped.set()
            case _:
                await stage.play(event)

    stage.answer = long_reply
    await stage.run()
    kinds = [event.action for event in stage.events if isinstance(event, Pressed)]
    assert kinds == ["stop", "finish"]
    assert "never mind" in [event.text for event in stage.events if isinstance(event, Said)]
    assert not stage.terminal.interrupted


@in_virtual_time
async def test_a_second_ctrl_c_leaves() -> None:
    stage = Stage("hello", interactive=True)

    async def silence(event: InboundEvent) -> None:
        if isinstance(event, Said):
            stage.terminal.interrupt()
            stage.terminal.interrupt()
        else:
            await stage.play(event)

    stage.answer = silence
    await stage.run()
    assert stage.terminal.interrupted
    assert stage.terminal.over.is_set()


@in_virtual_time
async def test_ctrl_c_in_piped_use_leaves_at_once() -> None:
    stage = Stage("hello")

    async def silence(event: InboundEvent) -> None:
        if isinstance(event, Said):
            stage.terminal.interrupt()
        else:
            await stage.play(event)

    stage.answer = silence
    await stage.run()
    assert stage.terminal.interrupted


@in_virtual_time
async def test_the_status_stands_until_something_is_shown_and_only_on_a_terminal() -> None:
    for interactive in (True, False):
        stage = Stage(interactive=interactive)
        await stage.terminal.status(THREAD, "thinking", "Maren is thinking")
        assert ("Maren is thinking …" in stage.shown) is interactive
        await stage.terminal.post(THREAD, notice("There."), "s1:x")
        assert stage.shown.endswith("There.\x1b[0m\n\n" if interactive else "* There.\n\n")
        assert ("\r\x1b[K" in stage.shown) is interactive


@in_virtual_time
async def test_a_notice_that_comes_while_a_line_is_typed_puts_the_prompt_back() -> None:
    out = io.StringIO()
    screen = Screen(out, width=lambda: 40, colours=True)
    out.write(screen.ask("You: "))
    screen.show(lines(notice("Still there?")))
    assert out.getvalue().endswith("\n\nYou: ")


@in_virtual_time
async def test_growing_text_is_broken_between_words_wherever_it_was_cut() -> None:
    text = "The lamp I ordered was to come on Monday, and today is Thursday.\n\nWell?"
    for size in (1, 3, 7, 200):
        stage = Stage(interactive=True)
        stream = await stage.stream()
        for start in range(0, len(text), size):
            await stream.append(text[start : start + size])
        await stream.stop(speech(text))
        plain = stage.shown.replace("\x1b[1;36m", "").replace("\x1b[0m", "")
        assert plain == (
            "Maren: The lamp I ordered was to come on\nMonday, and today is Thursday.\n\nWell?\n"
        )


def test_what_could_steer_a_terminal_is_taken_out() -> None:
    out = io.StringIO()
    screen = Screen(out, width=lambda: 40, colours=True)
    screen.show(lines(notice("a\x1b[2Jb\x07c\u202ed\x9be\ud800f\rg")))
    screen.begin("Ma\x1b]0;xren").add("x\x1b[1;1Hy z")
    assert "\x1b[2J" not in out.getvalue()
    assert "a[2Jbcdefg" in out.getvalue()
    assert "Ma]0;xren: " in out.getvalue()
    assert "\x1b[1;1H" not in out.getvalue()


def test_lines_fit_the_width_in_columns_of_the_terminal() -> None:
    text = (
        "配達が遅れて申し訳ありません。 Donaudampfschifffahrtsgesellschaftskapitän e\u0301te\u0301"
    )
    rows = list(wrapped(text, 12))
    assert all(cells(row) <= 12 for row in rows)
    assert "".join(rows).replace(" ", "") == text.replace(" ", "")


@claims("score.card")
def test_the_scorecard_has_everything_that_was_promised() -> None:
    shown = "\n".join(f"{line.mark}{line.text}" for line in lines(CARD, choices(CARD)))
    for part in (
        "Score: not enough to judge, not yet passed",
        "Judged: 50 % of the weight.",
        "Apologises (50 %)",
        "100/100, was 40, now 100, 2 of 2: there",
        "You said (your message 2): “so sorry”",
        "Yours:    “so sorry”",
        "Stronger: “I am sorry.”",
        "Why:      It is whole.",
        "not judged",
        "Try next: Name a day.",
        "!1  Next scenario",
        "!2  Try again from here (your message 2)",
    ):
        assert part in shown
    scored = replace(CARD.scorecard, total=74, judged=1.0, band="basic", passed=True)
    shown = "\n".join(line.text for line in lines(replace(CARD, scorecard=scored)))
    assert "Score: 74/100, basic, passed (pass mark 70)" in shown


def test_a_short_scorecard_has_the_levels_and_one_thing_to_try() -> None:
    shown = "\n".join(f"{line.mark}{line.text}" for line in lines(replace(CARD, short=True)))
    assert "2 of 2: there" in shown
    assert "Try next: Name a day." in shown
    assert "Stronger" not in shown
    assert "You said" not in shown


def test_a_stopped_scoring_shows_how_to_have_it_after_all() -> None:
    stopped = replace(CARD, stage="Scoring was stopped.", stopped=True)
    shown = "\n".join(f"{line.mark}{line.text}" for line in lines(stopped))
    assert shown.strip() == "* Scoring was stopped."


@in_virtual_time
async def test_what_is_typed_is_an_event_or_gets_a_sentence() -> None:
    clock, offered = VirtualClock(), (Button("Go on", "keep"), Button("Again", "retry", value="4"))
    where = Where(THREAD, SESSION)

    def typed(line: str) -> InboundEvent | str:
        return read(line, where, offered, clock)

    chosen = typed(" !2 ")
    assert isinstance(chosen, Pressed)
    assert (chosen.action, chosen.value) == ("retry", "4")
    assert typed("!3") == "There is no !3. What you can choose: !1 to !2."
    assert typed("!0") == "There is no !0. What you can choose: !1 to !2."
    assert read("!1", where, (), clock) == "There is nothing to choose, so !1 means nothing here."
    start = typed("/chattrain start late-lamp")
    assert isinstance(start, Commanded)
    assert (start.command, start.arguments) == ("start", {"scenario": "late-lamp"})
    assert isinstance(typed("/chattrain"), Commanded)
    assert typed("/chattrain strat") == "There is no command /chattrain strat. Did you mean start?"
    for said in ("", "hello", "!hint", "12", "/etc is full", "/chattrainer"):
        event = typed(said)
        assert isinstance(event, Said)
        assert event.text == said


def test_an_offer_is_chosen_from_by_number_and_a_moved_talk_goes_on_there() -> None:
    offer = Offer(
        text="Choose.",
        scenarios=(
            Offered(id="a", title="A", category="x", difficulty=1, language="en"),
            Offered(id="b", title="B", category="x", difficulty=2, language="en"),
        ),
    )
    assert [(b.action, b.value) for b in choices(offer)] == [("start", "a"), ("start", "b")]
    shown = [f"{line.mark}{line.text}" for line in lines(offer, choices(offer))]
    assert "!2  B (b)" in shown


@in_virtual_time
async def test_after_the_talk_has_moved_words_go_to_the_place_it_moved_to() -> None:
    stage = Stage("hello")
    there = Surface("terminal", TenantId("local"), "here", "s0")

    async def move(event: InboundEvent) -> None:
        if isinstance(event, Commanded):
            moved = Moved(session=SessionId("s0"), text="It goes on.", to=there)
            await stage.terminal.post(HOME, moved, f"{event.key}:moved")
        else:
            await stage.play(event)

    stage.answer = move
    await stage.run()
    said = stage.events[1]
    assert (said.surface, said.session) == (there, "s0")


@in_virtual_time
async def test_only_a_personas_reply_is_streamed() -> None:
    stage = Stage()
    assert await stage.terminal.stream(THREAD, notice("x"), "k") is None
    assert await stage.terminal.lookup(THREAD, "k") is None
    await stage.terminal.delete(MessageRef(THREAD, "1"))
    assert stage.shown == ""


@claims("bad.characters")
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", []),
        (b"a\nb\n", ["a", "b"]),
        (b"a\n\nb", ["a", "", "b"]),
        ("für dich\n".encode(), ["für dich"]),
        (b"broken \xff\xfe utf\n", ["broken \ufffd\ufffd utf"]),
        (b"x" * (LONGEST + 5) + b"\nnext\n", ["x" * LONGEST, "next"]),
    ],
    ids=["nothing", "lines", "no end", "text", "broken", "long"],
)
async def test_piped_lines_are_read_one_by_one(data: bytes, expected: list[str]) -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as pipe, os.fdopen(reading, "rb"):
        keyboard = ThreadedKeyboard(piped(reading))
        filling = asyncio.get_running_loop().run_in_executor(None, pipe.write, data)
        got: list[str] = []

        async def drain() -> None:
            while (line := await keyboard.line("")) is not None:
                got.append(line)

        async with asyncio.TaskGroup() as tasks:
            draining = tasks.create_task(drain())
            await filling
            await asyncio.to_thread(pipe.close)
            await draining
    assert got == expected


async def test_a_keyboard_that_fails_is_the_end_of_the_input() -> None:
    def broken(_prompt: str) -> str:
        raise OSError("no terminal any more")

    assert await ThreadedKeyboard(broken).line("You: ") is None
