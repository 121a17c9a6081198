"""Charts as pictures: what a PNG is, and what becomes of a chart when whoever draws it fails."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from bot.domain.content import Bar, Chart, Point
from bot.domain.surface import MemberId, TenantId
from bot.drawing.letters import Letters
from bot.drawing.picture import draw
from bot.drawing.sheet import SCALE, WIDTH, Sheet
from bot.errors import NotDrawn
from bot.printing import Draftsman, Printing
from tests.requirements import claims

LONG = "Verantwortungsübernahme ohne Schuldzuweisungen und ohne Rechtfertigung"
CHART = Chart(
    title="Week of 16 November",
    alt="All of it in words.",
    trend=(
        Point(label="2 Nov", mean=61, low=50, high=72, n=6),
        Point(label="9 Nov", n=2),
        Point(label="16 Nov", mean=66, low=58, high=74, n=9),
    ),
    trend_title="Average of 100",
    bars=(Bar(label="Empathy", now=70, before=64, n=9), Bar(label="Closing", n=1)),
    bars_title="Skills",
    now="this week",
    before="the week before",
    mark=70,
    mark_title="Pass mark",
)
POINT = CHART.trend[0]
VARIANTS = {
    "nothing at all": Chart(title="", alt=""),
    "one point": replace(CHART, trend=(POINT,), bars=()),
    "no point that has enough": replace(CHART, trend=(Point(label="2 Nov"),) * 12),
    "figures at both ends": replace(
        CHART,
        trend=tuple(replace(POINT, mean=float(n), low=n, high=n) for n in (0, 100, 100, 0)),
        bars=tuple(Bar(label="a", now=now, before=100.0 - now, n=5) for now in (0.0, 100.0)),
    ),
    "no interval": replace(CHART, trend=(replace(POINT, low=None, high=None),) * 3),
    "as much as there may be": replace(
        CHART,
        title=f"{LONG}, {LONG}",
        trend=tuple(replace(POINT, label=f"{n}. November 2026", n=99_999) for n in range(12)),
        bars=tuple(Bar(label=LONG, now=50.0, before=49.0, n=99_999) for _ in range(10)),
        now=LONG,
        before=LONG,
        few=LONG,
        sample=True,
        sample_title=LONG,
    ),
    "what looks like mathematics": replace(CHART, title=r"$x_1 \frac{"),
}


def written(chart: Chart) -> str:
    return json.dumps(asdict(chart))


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert png.endswith(b"IEND\xaeB`\x82")
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


@claims("results.chart")
@pytest.mark.parametrize("chart", VARIANTS.values(), ids=VARIANTS)
def test_every_chart_is_a_picture_of_a_phones_width(chart: Chart) -> None:
    png = draw(written(chart))
    wide, high = size(png)
    assert wide == WIDTH * SCALE
    assert 100 * SCALE < high < 1000 * SCALE
    assert len(png) < 500_000


def test_the_same_chart_is_the_same_bytes() -> None:
    assert draw(written(CHART)) == draw(written(CHART))


def test_a_picture_says_that_its_figures_are_made_up() -> None:
    sample = draw(written(replace(CHART, sample=True)))
    assert size(sample)[1] > size(draw(written(CHART)))[1]


def test_letters_of_many_scripts_are_drawn_and_what_no_font_has_is_left_out() -> None:
    greeting = "Grüße, Привет, Γειά, שלום, مرحبا"
    assert Letters(greeting).drawable(greeting) == greeting
    letters = Letters("Team \U000f0000\n A")
    assert letters.drawable("Team \U000f0000\n A") == "Team A"


def test_a_line_is_cut_where_it_must_be_and_broken_between_words_where_it_can_be() -> None:
    sheet = Sheet(["DejaVu Sans"])
    lines = sheet.wrapped(LONG, 12, 200, 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert all(sheet.width(line, 12) <= 200 for line in lines)
    assert sheet.wrapped("", 12, 200, 2) == []


async def _no_data(_: TenantId, __: MemberId) -> AsyncIterator[str]:
    for line in ('{"a": 1}', '{"b": "ü"}\n'):
        yield line


def printing(command: Sequence[str] | None = None, *, seconds: float = 60) -> Printing:
    program = [sys.executable, "-m", "bot.drawing"] if command is None else command
    return Printing(_no_data, Draftsman(program, seconds=seconds))


def program(text: str) -> list[str]:
    return [sys.executable, "-c", text]


async def until(reached: Callable[[], bool]) -> None:
    """Lets others work until something is so that nobody tells."""
    while not reached():  # noqa: ASYNC110  # it happens in a thread, or in another process
        await asyncio.sleep(0)


ANSWERS = """
import os, sys
for line in sys.stdin.buffer:
    {first}
    sys.stdout.buffer.write(b"\\0\\0\\0\\3PNG")
    sys.stdout.buffer.flush()
"""


@claims("results.chart-beside")
async def test_a_chart_is_drawn_in_a_process_of_its_own_and_a_broken_one_is_told() -> None:
    async with aclosing(printing()) as printer:
        assert await printer.chart(CHART) == draw(written(CHART))
        with pytest.raises(NotDrawn, match="ValueError"):
            await printer.chart(replace(CHART, bars=(Bar(label="a", now="many"),)))  # type: ignore[arg-type]
        assert await printer.chart(replace(CHART, sample=True)) != await printer.chart(CHART)


@claims("results.chart-beside")
async def test_whoever_draws_may_be_killed_and_the_next_chart_is_drawn() -> None:
    async with aclosing(printing(program(ANSWERS.format(first="pass")))) as printer:
        assert await printer.chart(CHART) == b"PNG"
        process = printer._draftsman._process
        assert process is not None
        process.kill()
        assert await printer.chart(replace(CHART, title="another")) == b"PNG"


@pytest.mark.parametrize(
    "command",
    [
        program("import sys; sys.stdin.readline()"),
        program("import sys; sys.stdout.buffer.write(b'\\0\\0\\0\\x09PNG')"),
        program("print('a plain sentence, no picture')"),
        ["/nowhere/python"],
    ],
    ids=["ends", "breaks off", "answers nonsense", "is not there"],
)
async def test_a_process_that_cannot_draw_is_an_error_and_no_more(command: list[str]) -> None:
    async with aclosing(printing(command)) as printer:
        with pytest.raises(NotDrawn, match="does not work"):
            await printer.chart(CHART)


async def test_a_process_that_hangs_is_ended() -> None:
    async with aclosing(printing(program("input(); input()"), seconds=0.05)) as printer:
        with pytest.raises(NotDrawn, match="longer than"):
            await printer.chart(CHART)
        assert printer._draftsman._process is None


async def test_who_no_longer_wants_a_chart_leaves_no_answer_to_the_next() -> None:
    hangs = "import time; time.sleep(100) if b'first' in line else None"
    async with aclosing(printing(program(ANSWERS.format(first=hangs)))) as printer:
        asked = asyncio.ensure_future(printer.chart(replace(CHART, title="first")))
        await until(lambda: printer._draftsman._process is not None)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        assert await printer.chart(replace(CHART, title="second")) == b"PNG"


async def test_it_ends_when_nothing_is_asked_for_a_while_and_begins_again(tmp_path: Path) -> None:
    ends = ANSWERS.format(first="pass") + f"open({str(tmp_path / 'ended')!r}, 'w').close()"
    draftsman = Draftsman(program(ends), seconds=60, idle_seconds=0)
    async with aclosing(Printing(_no_data, draftsman)) as printer:
        assert await printer.chart(CHART) == b"PNG"
        await until((tmp_path / "ended").exists)
        assert await printer.chart(replace(CHART, title="another")) == b"PNG"


async def test_a_chart_that_is_shown_again_is_not_drawn_again() -> None:
    counts = "open('drawn', 'a').write('x')"
    async with aclosing(printing(program(ANSWERS.format(first=counts)))) as printer:
        await printer.chart(CHART)
        await printer.chart(CHART)
        folder = printer._draftsman._folder
        assert folder is not None
        assert (Path(folder.name) / "drawn").read_text() == "x"


async def test_the_process_that_draws_is_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    tells = "sys.exit() if 'SLACK_BOT_TOKEN' in os.environ else None"
    async with aclosing(printing(program(ANSWERS.format(first=tells)))) as printer:
        assert await printer.chart(CHART) == b"PNG"


async def test_a_members_data_are_lines_of_json() -> None:
    async with aclosing(printing()) as printer:
        found = await printer.data(TenantId("local"), MemberId("me"))
    assert [json.loads(line) for line in found.splitlines()] == [{"a": 1}, {"b": "ü"}]
