"""Reports as the command line prints them."""

from __future__ import annotations

import json

from bot.domain.content import Bar, Button, Chart, Point, Report, Row, Section
from bot.domain.surface import MemberId
from bot.reports import WIDTH, as_json, as_text, plain

REPORT = Report(
    title="Results of **everybody**",
    text="2 of 3 have practised.",
    sections=(
        Section(
            title="Skills",
            rows=(
                Row(label="Listening", value="74 of 100", detail="12 scores", share=0.74),
                Row(label="Saying no", value="8 of 100", share=0.08),
                Row(label="Tone", value="too few", detail="1 of 3 scores"),
            ),
        ),
        Section(
            title="Not started",
            rows=(Row(label="u03"),),
            buttons=(Button("Withdraw", "withdraw", "a1"),),
        ),
    ),
    chart=Chart(
        title="Average",
        alt="The average rose from 60 to 74.",
        trend=(Point(label="2 Nov", mean=60.0, low=50.0, high=70.0, n=4),),
        trend_title="By week",
        bars=(Bar(label="Listening", now=74.0, before=70.0, n=12), Bar(label="Tone", n=1)),
        bars_title="Skills now",
        before="before",
        few="too few",
    ),
    footer="No mean under 3 scores.",
    only_for=MemberId("boss"),
)


def test_a_report_reads_well_as_plain_text() -> None:
    assert as_text(REPORT) == (
        "Results of everybody\n"
        "\n"
        "2 of 3 have practised.\n"
        "\n"
        "Skills\n"
        "  Listening  74 of 100  #######...  12 scores\n"
        "  Saying no   8 of 100  #.........\n"
        "  Tone         too few              1 of 3 scores\n"
        "\n"
        "Not started\n"
        "  * u03\n"
        "\n"
        "By week\n"
        "  2 Nov  60  ######....  95 % 50-70, n 4\n"
        "\n"
        "Skills now\n"
        "  Listening       74  #######...  before 70, n 12\n"
        "  Tone       too few              n 1\n"
        "\n"
        "No mean under 3 scores."
    )


def test_nothing_is_wider_than_a_terminal() -> None:
    long = Report(title="T", text="word " * 60, sections=(Section(rows=(Row(label="x " * 99),)),))
    assert max(map(len, as_text(long).splitlines())) <= WIDTH


def test_marks_of_emphasis_are_left_out_and_names_stay() -> None:
    assert plain("**Bold**, *soft*, `/chattrain assign`") == "Bold, soft, /chattrain assign"
    assert plain("late_delivery and 2 * 3 * 4") == "late_delivery and 2 * 3 * 4"


def test_json_has_the_figures_and_nothing_to_press() -> None:
    told = json.loads(as_json(REPORT))
    assert told["sections"][0]["rows"][0] == {
        "label": "Listening",
        "value": "74 of 100",
        "detail": "12 scores",
        "share": 0.74,
    }
    assert told["chart"]["trend"][0]["mean"] == 60.0
    assert "buttons" not in json.dumps(told)
    assert set(told) == {"title", "text", "sections", "chart", "footer"}
