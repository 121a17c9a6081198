"""What is found in a persona's words, and what is not taken for a fault."""

from __future__ import annotations

import pytest

from bot.catalogue import bundled, files_in, library, load
from bot.domain import play as playing
from bot.domain.guarding import Fault, Kind, faults, held, sizing
from bot.domain.scenario import Scenario
from bot.domain.transcript import Play
from bot.training.prompting import WORDS
from tests.domain.guarding.lines import FINE, WRONG
from tests.fakes.scenarios import scenario
from tests.requirements import claims

LIBRARY = library([bundled()])
PACK = [
    reading.scenario
    for file in files_in(bundled())
    if (reading := load(file, LIBRARY)).scenario is not None
]


def of(language: str = "en", **changes: object) -> Scenario:
    return scenario(language=language, **changes)


def found(text: str, of: Scenario, play: Play | None = None, *, whole: bool = True) -> list[Fault]:
    return list(faults(of, play or playing.beginning(of), text, whole=whole))


def kinds(text: str, of: Scenario) -> set[Kind]:
    return {fault.kind for fault in found(text, of)}


@claims("persona.faults")
@pytest.mark.parametrize(
    ("language", "kind", "line"),
    [
        (language, kind, line)
        for language, by_kind in WRONG.items()
        for kind, lines in by_kind.items()
        for line in lines
    ],
)
def test_a_line_that_no_persona_says_is_found(language: str, kind: Kind, line: str) -> None:
    assert kind in kinds(line, of(language))
    assert kind in kinds(f"{line}\n", of(language))


@claims("persona.faults")
@pytest.mark.parametrize(
    ("language", "line"), [(language, line) for language, lines in FINE.items() for line in lines]
)
def test_a_line_that_people_say_is_let_through(language: str, line: str) -> None:
    assert found(line, of(language)) == []


@claims("persona.faults")
@pytest.mark.parametrize("played", PACK, ids=lambda played: played.id)
def test_no_line_of_the_pack_is_taken_for_a_fault(played: Scenario) -> None:
    """Those of the persona, once all is earned; and those of its trainees, who are people too."""
    earned = Play(earned=frozenset(fact.id for fact in played.facts))
    persona = played.persona
    lines = [persona.opening, *persona.farewell, *persona.walkout, *played.script.otherwise]
    lines += [line for cue in played.script.cues for line in cue.say]
    lines += [line for trainee in played.trainees for line in trainee.says]
    assert [fault for line in lines for fault in found(line, played, earned)] == []


@pytest.mark.parametrize("played", PACK, ids=lambda played: played.id)
def test_a_fact_is_a_leak_until_it_is_earned_or_told(played: Scenario) -> None:
    for fact in played.facts:
        text = f"Well then: {fact.text}"
        assert fact.id in {fault.fact for fault in found(text, played, Play())}
        for known in (Play(earned=frozenset({fact.id})), Play(revealed=frozenset({fact.id}))):
            assert fact.id not in {fault.fact for fault in found(text, played, known)}


FACTS = (
    {
        "id": "number",
        "text": "The order number is 48213, of F 28.",
        "reveal_when": {"says": ("why",)},
        "tells": ("48213", "F 28", "paid # euros"),
    },
    {
        "id": "hospital",
        "text": "He is in the Krankenhäuser.",
        "reveal_when": {"says": ("why",)},
        "tells": ("Krankenhäuser", "didn't pay", "stroke*", "promised ... call"),
    },
)
TELLING = of(facts=FACTS, script={"cues": ({"say": ("Hm.",)},), "otherwise": ("Go on.",)})


@claims("persona.leak")
@pytest.mark.parametrize(
    ("text", "fact", "words"),
    [
        ("It is 48213.", "number", "48213"),
        ("it is F\n 28, I think", "number", "f\n 28"),
        ("I paid 12,50 euros", "number", "paid 12,50 euros"),
        ("two KRANKENHAEUSER", "hospital", "krankenhaeuser"),
        ("I didn\u2019t  pay", "hospital", "didn't  pay"),
        ("i didnt pay", "hospital", "didnt pay"),
        ("a stroked cat", "hospital", "stroked"),
        ("they promised me a quick call", "hospital", "promised me a quick call"),
    ],
)
def test_a_tell_is_found_as_the_ledger_finds_it(text: str, fact: str, words: str) -> None:
    (fault,) = found(text, TELLING)
    assert (fault.kind, fault.fact, fault.words) == ("leak", fact, words)
    assert text[fault.start :].casefold().startswith(text[fault.start :][: len(words)].casefold())
    assert playing.spoke(TELLING, Play(), text).revealed == {fact}


@pytest.mark.parametrize(
    "text", ["It is 482135.", "It is F 281", "paid euros", "a backstroke", "no pay, I didn't"]
)
def test_what_is_no_tell_is_none(text: str) -> None:
    assert found(text, TELLING) == []


def test_what_the_trainee_said_is_no_leak_any_more() -> None:
    play = playing.beginning(TELLING)
    text = "48213? No. Ask at the Krankenhäuser."
    assert [f.words for f in faults(TELLING, play, text, whole=True)] == ["48213", "krankenhäuser"]
    heard = ("Is it 48213?", "Hello.")
    assert [f.words for f in faults(TELLING, play, text, whole=True, heard=heard)] == [
        "krankenhäuser"
    ]


@pytest.mark.parametrize(
    ("text", "whole", "partly"),
    [("it is 48213", ["48213"], []), ("a stroke", ["stroke"], ["stroke"])],
)
def test_what_may_still_become_harmless_is_no_fault_yet(
    text: str, whole: list[str], partly: list[str]
) -> None:
    assert [fault.words for fault in found(text, TELLING)] == whole
    assert [fault.words for fault in found(text, TELLING, whole=False)] == partly


@claims("persona.held")
@pytest.mark.parametrize(
    ("text", "tail"),
    [
        ("Hello there", ""),
        ("It is 4", "4"),
        ("It is 48213", "48213"),
        ("It is 48213 ", ""),
        ("It is 49", ""),
        ("I didn", "didn"),
        ("I didn't\n", "didn't\n"),
        ("I didn't p", "didn't p"),
        ("I didn't go", ""),
        ("in the Krankenha", "Krankenha"),
        ("they promised me", "promised me"),
        ("they promised me a lot of things and more", ""),
        ("they promised me the moon with a ca", "promised me the moon with a ca"),
        ("I'm", ""),
        ("I'm a", "a"),
        ("I'm a lang", "a lang"),
        ("I'm a lamp", ""),
        ("I saw a lang", ""),
        ("Fine. *", "*"),
        ("You", "You"),
        ("And you", ""),
    ],
)
def test_only_the_tail_in_which_a_fault_could_begin_is_held(text: str, tail: str) -> None:
    count = held(TELLING, playing.beginning(TELLING), text)
    assert text[len(text) - count :] == tail


def test_a_scenario_may_speak_of_its_own_subject() -> None:
    briefing = {"role": "You sell chatbots.", "situation": "A role-play with scores.", "goal": "g"}
    about = of(briefing=briefing)
    assert kinds("Your score is low, and this role-play is boring.", of()) == {
        "coaching",
        "out_of_role",
    }
    assert kinds("Your score is low, and this role-play is boring.", about) == set()


@claims("persona.long")
def test_a_reply_may_be_twice_as_long_as_is_asked_for() -> None:
    assert sizing.ASKED == WORDS
    assert sizing.MOST == 2 * WORDS
    text = " ".join(f"w{number}" for number in range(1, 130))
    (fault,) = found(text, of())
    assert (fault.kind, text[fault.start :].split()[0]) == ("too_long", "w121")
    assert found(text[: fault.start], of()) == []
    assert held(of(), Play(), text[: fault.start]) == len(text[text.index("w91") : fault.start])
