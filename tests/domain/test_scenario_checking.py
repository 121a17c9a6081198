"""What a schema cannot see in a scenario, and its authors are told."""

from __future__ import annotations

import pytest

from tests.domain.written import SMALL, changed, reading, told
from tests.requirements import claims

CUE = "    - reveals: cellar\n      say: [It is for the cellar.]\n"


def paths(text: str) -> list[str]:
    return [problem.path for problem in reading(text).problems]


def test_a_scenario_in_order_has_no_findings() -> None:
    assert told(SMALL) == []


@claims("scenario.names")
@pytest.mark.parametrize(
    ("old", "new", "path", "expected"),
    [
        (
            "when: {point: asks_room}",
            "when: {point: ask_room}",
            "rubric.criteria.0.levels.1.when.point",
            "there is no required point 'ask_room'; did you mean `asks_room`?",
        ),
        (
            "reveal_when: {act: open_question}",
            "reveal_when: {not: {any: [{revealed: attic}]}}",
            "facts.0.reveal_when.not.any.0.revealed",
            "there is no fact 'attic'; known here: cellar",
        ),
        (
            "mood: {trust: 1}",
            "mood: {trst: 1}",
            "persona.reactions.0.mood.trst",
            "there is no gauge of the mood 'trst'; did you mean `trust`?",
        ),
        (
            "when: {turn: {at_least: 1}}",
            "when: {all: [{mood: {anger: {at_least: 1}}}]}",
            "rubric.criteria.0.levels.0.when.all.0.mood.anger",
            "there is no gauge of the mood 'anger'; known here: trust",
        ),
        (
            "- reveals: cellar",
            "- reveals: celar",
            "script.cues.0.reveals",
            "there is no fact 'celar'; did you mean `cellar`?",
        ),
        (
            "when: {point: asks_room}",
            "when: {count: {of: [asks_room, ecko], at_least: 1}}",
            "rubric.criteria.0.levels.1.when.count.of.1",
            "there is no act or required point 'ecko'; did you mean `echo`?",
        ),
    ],
)
def test_a_name_that_nothing_has_is_told_with_the_nearest(
    old: str, new: str, path: str, expected: str
) -> None:
    problems = reading(changed((old, new))).problems
    assert (path, expected) in [(p.path, p.problem) for p in problems]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("{}", "an empty condition always holds"),
        ("{says: [], all: []}", "an empty condition always holds"),
        ("{turn: {at_least: 13}}", "never holds: the turn stands between 1 and 12"),
        ("{turn: {at_least: 5, at_most: 4}}", "never holds: the turn"),
        ("{turn: {at_most: 0}}", "never holds: the turn"),
        ("{mood: {trust: {at_least: 11}}}", "never holds: a gauge stands between 0 and 10"),
        ("{count: {of: [echo, echo], at_least: 2}}", "only 1 different ones are listed"),
        ("{says: '...'}", "'...' fits any text"),
    ],
)
def test_a_condition_that_cannot_decide_anything_is_told(condition: str, expected: str) -> None:
    text = changed(("reveal_when: {act: open_question}", f"reveal_when: {condition}"))
    problems = told(text)
    assert len(problems) == 1
    assert expected in problems[0]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("mood: {trust: {at_most: 11}}", "mood.trust: always holds: a gauge stands between 0 and"),
        ("mood: {trust: {at_least: 0}}", "mood.trust: always holds: a gauge stands between 0 and"),
        ("mood: {trust: {}}", "mood.trust: always holds: a gauge stands between 0 and 10"),
        ("turn: {at_most: 12}", "turn: always holds: the turn stands between 1 and 12"),
        ("turn: {at_least: 1}", "turn: always holds: the turn stands between 1 and 12"),
        ("{}", "an empty condition always holds"),
    ],
)
def test_a_range_that_always_holds_is_told(condition: str, expected: str) -> None:
    written = condition if condition == "{}" else f"{{{condition}}}"
    ending = f"  leaves_when: {written}\n  walkout: [I am off.]\nfacts:\n"
    (problem,) = told(changed(("facts:\n", ending)))
    assert "persona.leaves_when" in problem
    assert expected in problem


@pytest.mark.parametrize(
    "condition", ["mood: {trust: {at_most: 9}}", "turn: {at_most: 11}", "turn: {at_least: 2}"]
)
def test_a_range_that_holds_at_times_is_none(condition: str) -> None:
    ending = f"  leaves_when: {{{condition}}}\n  walkout: [I am off.]\nfacts:\n"
    assert told(changed(("facts:\n", ending))) == []


def test_a_hint_may_wait_for_the_first_message() -> None:
    hint = "hints:\n  - {when: {turn: {at_least: %d}}, text: Ask.}\n"
    assert told(SMALL + hint % 1) == []
    assert "hints.0.when.turn: always holds" in told(SMALL + hint % 0)[0]


@pytest.mark.parametrize(
    ("old", "path"),
    [
        ("says: [which room]", "rubric.criteria.0.points.0.says"),
        ("reveal_when: {act: open_question}", "facts.0.reveal_when.says"),
    ],
)
def test_a_list_without_its_brackets_is_told(old: str, path: str) -> None:
    def written(phrases: str) -> str:
        condition = f"\n      says: {phrases}"
        point = f"says: {phrases}"
        return changed((old, point if old.startswith("says") else f"reveal_when:{condition}"))

    (problem,) = reading(written("which room, what room")).problems
    assert problem.path == path
    assert problem.problem == (
        "'which room, what room' is one phrase; write a list in brackets for several, "
        "or `...` in place of the comma"
    )
    for sound in ("[which room, what room]", "which room", "sorry ... which", "['no, which', x]"):
        assert told(written(sound)) == []


def test_a_fact_that_is_misspelt_in_the_script_is_told_once() -> None:
    (problem,) = reading(changed(("- reveals: cellar", "- reveals: celar"))).problems
    assert problem.path == "script.cues.0.reveals"


def test_a_misspelt_fact_hides_no_other_giveaway() -> None:
    text = changed(
        ("- reveals: cellar", "- reveals: celar"), ("I am looking", "It is my cellar. I look")
    )
    assert paths(text) == ["script.cues.0.reveals", "script.otherwise.0"]


def test_a_trainee_passes_or_not() -> None:
    (problem,) = told(SMALL + "trainees:\n  - {id: a, passes: maybe, says: [x]}\n")
    assert "trainees.0.passes: must be true or false (got 'maybe')" in problem


def test_ids_that_stand_twice_are_told_at_the_second() -> None:
    fact = SMALL[SMALL.index("  - id: cellar") : SMALL.index("rubric:")]
    text = changed(
        (fact, fact + fact),
        ("id: kind", "id: asks"),
        (CUE, CUE.replace("- reveals", "- id: a\n      reveals") + "    - {id: a, say: [Yes.]}\n"),
    )
    assert paths(text) == ["facts.1.id", "rubric.criteria.1.id", "script.cues.1.id"]


def test_a_required_point_may_not_be_called_like_an_act() -> None:
    text = changed(("id: asks_room", "id: echo"), ("point: asks_room", "point: echo"))
    assert "'echo' is the name of an act; give the point another id" in told(text)[0]


def test_a_persona_that_can_end_the_talk_has_last_words_for_it() -> None:
    text = changed(
        ("facts:\n", "  leaves_when: {act: blame}\n  farewell: [Bye.]\nfacts:\n"),
    )
    left, farewell = told(text)
    assert "persona.leaves_when: has no last words; write a list `walkout:`" in left
    assert "persona.farewell: is never said; write `satisfied_when:` or remove it" in farewell


def test_weights_add_up_to_a_hundred() -> None:
    assert (
        "rubric.criteria: the weights add up to 90; make them add up to 100"
        in (told(changed(("weight: 40", "weight: 30")))[0])
    )


def test_levels_stand_the_lowest_first() -> None:
    text = changed(
        ("score: 0, when", "score: 100, when"), ("Asks., score: 100", "Asks., score: 50")
    )
    (problem,) = told(text)
    assert "levels.1.score: 50 is not more than the 100 of the level before it" in problem


def test_a_level_without_a_rule_between_levels_that_have_one_is_told() -> None:
    (problem,) = told(changed((", when: {point: asks_room}", "")))
    assert "rubric.criteria.0.levels.1: has no `when`, but other levels have" in problem


def test_a_fact_that_no_cue_reveals_is_told() -> None:
    text = changed((CUE, "    - say: [Hm.]\n"))
    assert (
        "facts.0: nothing reveals it; add a cue to the script with `reveals: cellar`"
        in (told(text)[0])
    )


def test_a_fact_that_its_tells_do_not_recognise_is_told() -> None:
    text = changed(("text: The lamp is for a damp cellar.", "text: The lamp must stand damp."))
    assert "facts.0.tells: none of them stands in the fact's own text" in told(text)[0]


def test_two_facts_with_one_tell_are_told() -> None:
    fact = SMALL[SMALL.index("  - id: cellar") : SMALL.index("rubric:")]
    text = changed(
        (fact, fact + fact.replace("id: cellar", "id: damp")),
        (CUE, CUE + CUE.replace("reveals: cellar", "reveals: damp").replace("the", "a")),
    )
    assert any("'cellar' also tells the fact 'cellar'; choose another" in p for p in told(text))


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("Somebody comes in.", "Somebody wants light in the Cellar.", "briefing.situation"),
        ("title: A small scenario", "title: Light for a cellar", "title"),
        ("opening: Good morning.", "opening: I have a cellar.", "persona.opening"),
        ("I am looking for a lamp.", "It is for the cellar!", "script.otherwise.0"),
        (CUE, CUE + "    - say: [Down in the cellar.]\n", "script.cues.1.say.0"),
        (
            "facts:\n",
            "  leaves_when: {act: blame}\n  walkout: [Keep your cellar.]\nfacts:\n",
            "persona.walkout.0",
        ),
    ],
)
def test_words_that_give_a_fact_away_are_told(old: str, new: str, path: str) -> None:
    (problem,) = reading(changed((old, new))).problems
    assert problem.path == path
    assert "gives the fact 'cellar' away ('cellar')" in problem.problem


def test_what_is_only_said_once_the_fact_is_told_gives_nothing_away() -> None:
    text = changed(
        (CUE, CUE + "    - {when: {revealed: cellar}, say: [The cellar again.]}\n"),
        (
            "facts:\n",
            "  satisfied_when: {all: [{revealed: cellar}]}\n  farewell: [The cellar.]\nfacts:\n",
        ),
    )
    assert told(text) == []


def test_a_line_that_should_tell_a_fact_but_has_none_of_its_tells_is_told() -> None:
    text = changed(("say: [It is for the cellar.]", "say: [In the cellar., Downstairs.]"))
    (problem,) = told(text)
    assert (
        "script.cues.0.say.1: should tell the fact 'cellar', but has none of its tells" in problem
    )


def test_a_line_that_stands_twice_in_the_script_is_told() -> None:
    text = changed((CUE, CUE + "    - say: [I am looking for a lamp.]\n"))
    assert "script.otherwise.0: the same line stands in the script before" in told(text)[0]


@claims("scenario.skills")
def test_a_skill_that_is_not_listed_or_that_nothing_judges_is_told() -> None:
    assert told(changed(("difficulty: 1", "difficulty: 1\nskills: [asking, tone]"))) == []
    (unjudged,) = reading(
        changed(("difficulty: 1", "difficulty: 1\nskills: [asking, tone, toner]"))
    ).problems
    assert (unjudged.path, unjudged.problem) == (
        "skills.2",
        "no criterion judges 'toner'; did you mean `tone`?",
    )
    (unlisted,) = reading(changed(("difficulty: 1", "difficulty: 1\nskills: [asking]"))).problems
    assert (unlisted.path, unlisted.problem) == (
        "rubric.criteria.1.skill",
        "there is no skill 'tone'; known here: asking",
    )


def test_patience_needs_last_words() -> None:
    impatient = ("difficulty: 1", "difficulty: {level: 1, patience: 3}")
    (problem,) = reading(changed(impatient)).problems
    assert problem.path == "difficulty.patience"
    assert "write a list `walkout:`" in problem.problem
    assert (
        told(changed(impatient, ("opening: Good", "walkout: [I am off.]\n  opening: Good"))) == []
    )


def test_two_trainees_of_one_name_are_told() -> None:
    trainees = "trainees:\n  - {id: a, says: [x]}\n  - {id: a, says: [y]}\n"
    assert paths(SMALL + trainees) == ["trainees.1.id"]


@pytest.mark.parametrize("phrases", ["[by #, at noon]", "[about # euros]"])
def test_a_hash_that_begins_a_comment_is_refused_with_advice(phrases: str) -> None:
    told_of = told(changed(("says: [which room]", f"says: {phrases}")))
    assert "put a text that contains it in quotes" in told_of[0]


def test_a_phrase_that_a_comment_cuts_off_is_told() -> None:
    listed = "says:\n            - which room\n            - by # pm"
    (problem,) = told(changed(("says: [which room]", listed)))
    assert problem.endswith("` #` begins a comment, so this is only 'by'; put it in quotes")
    quoted = listed.replace("by # pm", "'by # pm'  # in the evening")
    assert told(changed(("says: [which room]", quoted))) == []
