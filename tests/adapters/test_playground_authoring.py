"""What the page tells a scenario's author."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from adapters.playground import authoring
from bot.domain.scenario import Trainee
from bot.domain.session import Session
from tests.fakes.scenarios import scenario
from tests.fakes.talks import talk
from tests.requirements import claims


def view(session: Session) -> dict[str, Any]:
    return authoring.view(session, ())


def marked(turn: dict[str, Any]) -> list[tuple[str, str]]:
    """The title of what was found, with the words that are marked for it."""
    return [
        (found["title"], "".join(p["text"] for p in turn["pieces"] if place in p["of"]))
        for place, found in enumerate(turn["found"])
    ]


@claims("playground.acts")
def test_each_message_has_its_acts_in_words_with_the_words_that_show_them() -> None:
    seen = view(talk("I am sorry, Maren. What do you need?", "A lamp.", "Hm."))["seen"]
    assert [turn["turn"] for turn in seen] == [2, 4]
    assert marked(seen[0]) == [
        ("an apology without an excuse", "I am sorry"),
        ("says sorry", "sorry"),
        ("an open question", "What do you need"),
    ]
    assert [found["kind"] for found in seen[0]["found"]] == ["act", "point", "act"]
    assert (seen[1]["found"], seen[1]["pieces"]) == ([], [{"text": "Hm.", "of": []}])


@claims("playground.acts")
def test_harsh_acts_are_named_so() -> None:
    (turn,) = view(talk("\N{CROSS MARK}\N{PARTY POPPER} That is your own fault."))["seen"]
    assert [found["kind"] for found in turn["found"]] == ["harsh"]
    assert marked(turn)[0][0] == "blame"
    assert "your own fault" in marked(turn)[0][1]


def test_the_pieces_of_a_message_add_up_to_it() -> None:
    for text in ("", "sorry", "I am sorry, it comes tomorrow. Sorry! \N{PARTY POPPER} ok?"):
        seen = view(talk(text))["seen"]
        assert "".join(p["text"] for turn in seen for p in turn["pieces"]) == text


def test_in_a_language_without_rules_only_points_are_found() -> None:
    told = view(talk("Sorry, mañana.", of=scenario(language="es")))
    assert told["acts_known"] is False
    assert marked(told["seen"][0]) == [("says sorry", "Sorry")]


@claims("playground.replay")
def test_the_trainees_lines_are_the_authors_alone() -> None:
    tried = scenario(
        trainees=(Trainee(id="good", says=("Sorry.",)), Trainee(id="poor", says=("No.", "What?")))
    )
    assert authoring.scenario(tried)["trainees"] == ["good", "poor"]
    assert view(talk(of=tried))["trainees"] == [
        {"id": "good", "says": ("Sorry.",)},
        {"id": "poor", "says": ("No.", "What?")},
    ]


def test_a_session_is_over_once_nothing_more_can_be_said() -> None:
    assert view(talk())["over"] is False
    assert view(talk("Hello.", "And?"))["over"] is False
    assert view(talk("It comes tomorrow."))["over"] is True  # she is satisfied
    assert view(replace(talk("Hello."), phase="closed"))["over"] is True
    assert view(talk(*("Hello.", "And?") * 6))["over"] is True
