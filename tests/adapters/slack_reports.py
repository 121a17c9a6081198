"""Reports as Slack's rendering is tested and pictured with them."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.content import Bar, Button, Chart, Point, Report, Row, Section
from bot.domain.surface import MemberId
from tests.adapters import slack_contents as made

TREND = tuple(
    Point(label=f"{day} Oct", mean=mean, low=mean - 8, high=mean + 8, n=9)
    for day, mean in ((5, 58.0), (12, 61.0), (19, 66.0), (26, 71.0))
)


def chart(title: str = "Scores of the last weeks") -> Chart:
    return Chart(
        title=title,
        alt="The mean score rose from 58 to 71 of 100 over four weeks. Empathy 76, was 70; "
        "Questions 55, was 58.",
        trend=TREND,
        trend_title="Mean score by week",
        bars=(
            Bar(label="Empathy", now=76, before=70, n=12),
            Bar(label="Questions", now=55, before=58, n=11),
            Bar(label="Closing", n=2),
        ),
        bars_title="Skills",
        now="now",
        before="a month ago",
        mark=70,
        mark_title="pass mark",
    )


def digest() -> Report:
    """A team's week."""
    return Report(
        title="Practice, 26 Oct to 1 Nov",
        text="**14 sessions** by **9 people**, 12 of them finished. The average rose by 5 points: "
        "that is more than chance explains.",
        chart=chart(),
        sections=(
            Section(
                title="Scores",
                rows=(
                    Row(label="Average", value="71/100", detail="n = 12, 63 to 79", share=0.71),
                    Row(label="Median", value="72/100", detail="n = 12", share=0.72),
                ),
            ),
            Section(
                title="Skills",
                text="Sessions of the last weeks count more.",
                rows=(
                    Row(label="Empathy", value="76", detail="was 70, n = 12", share=0.76),
                    Row(label="Questions", value="55", detail="was 58, n = 11", share=0.55),
                    Row(label="Closing", value="too few", detail="n = 2"),
                ),
            ),
            Section(
                title="Coach next",
                rows=(
                    Row(label="Open questions", detail="6 of 9 asked closed ones"),
                    Row(label="A date with each next step"),
                ),
            ),
        ),
        footer="Model cost: $1.84 for 412 calls. `/chattrain digest off` ends this.",
    )


def assignments() -> Report:
    """How two assignments stand, each with a button."""
    people = (
        Row(label="Ann Lovelace", value="passed", detail="best 84, 2 attempts", share=0.84),
        Row(label="Bob Hopper", value="in progress", detail="1 attempt"),
        Row(label="Cem Özdemir", value="past due"),
    )
    return Report(
        title="Assignments",
        sections=(
            Section(
                title="Late delivery, due 6 Nov",
                rows=people,
                buttons=(Button("Withdraw", "withdraw", "a1", emphasis="danger"),),
            ),
            Section(
                title="Saying no → A raise, due 20 Nov",
                text="Assessment, pass mark 70, at most 3 attempts.",
                rows=people[1:],
                buttons=(Button("Withdraw", "withdraw", "a2", emphasis="danger"),),
            ),
        ),
        only_for=MemberId("U0ADA"),
    )


def dispute() -> Report:
    """What a manager is asked to decide."""
    levels = ("Named", "Asked, but closed", "Asked openly")
    buttons = (
        Button("Leave it", "decide", "en.d1.keep"),
        *(Button("Change to", "decide", f"en.d1.{n}", about=name) for n, name in enumerate(levels)),
    )
    return Report(
        title="Ann Lovelace disputes a score",
        text="**Finds out what is needed**: 2 of 4, asked, but closed.",
        sections=(
            Section(title="What she wrote", text="> “Do you need it this week?”"),
            Section(title="Why she disagrees", text="> I asked twice what she needs it for."),
        ),
        buttons=buttons,
        only_for=MemberId("U0ADA"),
    )


def mine() -> Report:
    """A trainee's own progress, with a link to where a session goes on."""
    there = replace(made.PLACE, thread=made.ts(9))
    return Report(
        title="Your progress",
        text="11 sessions, 9 of them scored.",
        chart=chart("Your scores"),
        sections=(
            Section(
                title="Running now",
                rows=(Row(label="Saying no to a manager", link=there),),
            ),
            Section(
                title="Assigned to you",
                rows=(Row(label="Late delivery", value="in progress", detail="due 6 Nov"),),
                buttons=(Button("Start", "assigned", "a1", emphasis="primary"),),
            ),
        ),
        footer="Managers see the scores of assigned sessions, and nothing of the words.",
        buttons=(Button("Practise Questions next", "start", "sales-discovery"),),
        only_for=MemberId("U0ADA"),
    )


REPORTS = {
    "digest": digest(),
    "assignments": assignments(),
    "dispute": dispute(),
    "mine": mine(),
    "empty": Report(title="Nothing yet", text="Nobody has practised this week."),
}


def made_of(text: str, count: int = 3) -> Report:
    """A report with a text in every place where one may stand, and so many parts."""
    row = Row(label=text, value=text, detail=text, share=0.5)
    button = Button(text, "withdraw", text[:50])
    section = Section(title=text, text=text, rows=(row,) * count, buttons=(button,) * 2)
    return Report(
        title=text,
        text=text,
        chart=replace(chart(text), alt=text),
        sections=(section,) * count,
        footer=text,
        buttons=(button, button),
        only_for=MemberId("U0ADA"),
    )
