"""Scenario files: what is read, and what their authors are told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.composing import DEEPEST
from bot.domain.document import LARGEST, Source
from bot.domain.scenario_yaml import read_persona
from tests.domain.written import SMALL, at, changed, reading, scenario, told
from tests.requirements import claims

PERSONA = """\
name: Ada
role: a customer
temperament: Calm.
voice: Brief.
goals: [a lamp]
opening: Good morning.
mood:
  trust: {start: 5}
"""


def one(text: str | bytes) -> str:
    problems = told(text)
    assert len(problems) == 1, problems
    return problems[0]


def test_a_small_scenario_is_read_whole() -> None:
    small = scenario()
    assert small.id == "small"
    assert small.language == "en"
    assert [point.id for point in small.points()] == ["asks_room"]
    assert small.rubric.criteria[0].levels[1].title == "Yes"
    assert small.persona.mood["trust"].start == 5


@claims("scenario.place")
def test_a_wrong_value_is_told_with_line_column_path_and_what_was_got() -> None:
    text = changed(("weight: 60", "weight: heavy"))
    place = at(text, "heavy")
    assert (
        one(text) == f"s.yaml:{place}: rubric.criteria.0.weight: "
        "must be a whole number (got 'heavy')"
    )


def test_a_problem_shows_the_line_with_a_caret_under_the_place() -> None:
    (problem,) = reading(changed(("weight: 60", "weight: heavy"))).problems
    line, caret = problem.excerpt().split("\n")
    assert line == "      weight: heavy"
    assert line[caret.index("^") :] == "heavy"


def test_a_caret_stands_right_in_a_very_long_line_and_behind_tabs() -> None:
    text = changed(("title: A small scenario", f"title: {{a: {'x' * 500}, 'b': '\t', b: 1}}"))
    problem = reading(text).problems[1]
    line, caret = problem.excerpt().split("\n")
    assert len(line) <= 100
    assert line[caret.index("^") :].startswith("b: 1")


def test_all_problems_come_at_once_in_the_order_of_their_places() -> None:
    text = changed(
        ("difficulty: 1", "difficulty: 9"),
        ("start: 5", "start: high"),
        ("skill: tone", "skil: tone"),
        ("otherwise:", "otherwhise:"),
    )
    problems = reading(text).problems
    assert [p.path for p in problems] == [
        "difficulty",
        "persona.mood.trust.start",
        "rubric.criteria.1.skill",
        "rubric.criteria.1.skil",
        "script.otherwise",
        "script.otherwhise",
    ]
    assert [p.line for p in problems] == sorted(p.line for p in problems)


def test_an_unknown_key_is_told_with_the_nearest_known_one_at_the_key() -> None:
    text = changed(("category: Tests", "category: Tests\ncatgory: Test"))
    assert one(text) == (
        f"s.yaml:{at(text, 'catgory')}: catgory: unknown key; did you mean `category`?"
    )


def test_an_unknown_key_like_no_other_is_told_with_those_there_are() -> None:
    text = changed(("{start: 5}", "{start: 5, zzz: 1}"))
    assert "unknown key; known here: start" in one(text)


def test_a_missing_key_is_told_where_it_is_missing_and_what_it_is_for() -> None:
    text = changed(("  goal: Find out what they want.\n", ""))
    assert one(text) == (
        f"s.yaml:{at(text, 'role: You sell')}: briefing.goal: is missing; add `goal:` "
        "(what the trainee is to achieve)"
    )


def test_two_keys_missing_at_one_place_are_both_told() -> None:
    text = changed(("  goal: Find out what they want.\n", ""), ("  role: You sell lamps.\n", ""))
    assert [p.path for p in reading(text).problems] == ["briefing.role", "briefing.goal"]


@claims("scenario.names")
def test_an_unknown_act_is_told_with_the_nearest_one() -> None:
    text = changed(("reveal_when: {act: open_question}", "reveal_when: {act: open_questions}"))
    assert "(got 'open_questions'); did you mean `open_question`?" in one(text)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("id: small", "id: Small One", "must be an id: small letters and digits"),
        ("difficulty: 1", "difficulty: 1\nlanguage: english", "must be a language such as `en`"),
        ("title: A small scenario", "title: 2024", "must be text; put it in quotes (got 2024)"),
        ("title: A small scenario", "title: true", "must be text; put it in quotes (got true)"),
        ("title: A small scenario", "title:", "has no value; write one behind the `:`"),
        ("title: A small scenario", 'title: " "', "must not be empty"),
        ("title: A small scenario", f"title: {'x' * 301}", "must have 300 characters at most"),
        ("goals: [a lamp]", "goals: a lamp", "must be a list, each item on a line of its own"),
        ("goals: [a lamp]", "goals: []", "must have at least 1 (has 0)"),
        ("difficulty: 1", "difficulty: 0", "must be 1 or more (got 0)"),
        ("difficulty: 1", "difficulty: 6", "must be 5 or less (got 6)"),
        ("difficulty: 1", "difficulty: 1.5", "must be a whole number (got 1.5)"),
        ("difficulty: 1", "difficulty: true", "must be a whole number (got true)"),
        ("mood: {trust: 1}", "mood: {trust: 9}", "must be 5 or less (got 9)"),
        ("trust: {start: 5}", "Trust me: {start: 5}", "must be an id"),
        ("    trust: {start: 5}", "    - trust", "must be a mapping, `key: value`"),
    ],
)
def test_a_value_that_does_not_fit_is_told_in_plain_words(
    old: str, new: str, expected: str
) -> None:
    problems = told(changed((old, new)))
    assert expected in problems[0]


def test_no_word_of_the_machinery_reaches_an_author() -> None:
    text = changed(("goals: [a lamp]", "goals: {a: 1}"), ("title: A small scenario", "title: [1]"))
    for problem in told(text):
        assert not {"tuple", "Input", "pydantic", "valid", "dict"} & set(problem.split())


@claims("scenario.yaml")
def test_scalars_follow_yaml_1_2() -> None:
    text = changed(
        ("title: A small scenario", "title: no"),
        ("category: Tests", "category: 12:30"),
        ("name: Ada", "name: 2024-05-01"),
        ("role: a customer", "role: 1_000"),
        ("difficulty: 1", "difficulty: 0x3"),
        ("goals: [a lamp]", "goals: [yes, Off, 'true', 0b1]"),
    )
    read = scenario(text)
    assert read.title == "no"
    assert read.category == "12:30"
    assert (read.persona.name, read.persona.role) == ("2024-05-01", "1_000")
    assert read.difficulty.level == 3
    assert [g.text for g in read.persona.goals] == ["yes", "Off", "true", "0b1"]


@pytest.mark.parametrize("number", ["1e3", ".5", "-.inf", ".nan", "+1.0", "1.", "9" * 30])
def test_a_number_where_text_is_wanted_is_told(number: str) -> None:
    assert "title: must be text; put it in quotes" in one(
        changed(("title: A small scenario", f"title: {number}"))
    )


def test_thousands_of_digits_are_a_text_like_any_other() -> None:
    text = changed(("difficulty: 1", f"difficulty: {'9' * 5000}"))
    assert "must be a whole number (got '99999" in one(text)


@claims("scenario.refused")
def test_a_key_that_stands_twice_is_refused_at_the_second_with_the_line_of_the_first() -> None:
    text = changed(("version: 1\n", "version: 1\nversion: 2\n"))
    assert one(text) == (
        "s.yaml:3:1: `version` stands twice here, first in line 2; keep one of them"
    )


@claims("scenario.refused")
@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("title: A small scenario", "title: &t A", "an anchor (`&t`) cannot be used here"),
        ("title: A small scenario", "title: *t", "an alias (`*`) cannot be used here"),
        ("title: A small scenario", "title: !new A", "a tag (`!new`) cannot be used here"),
        ("title: A small scenario", "title: !!str 5", "a tag (`!!str`) cannot be used here"),
        ("goals: [a lamp]", "goals: !!python/tuple [a]", "a tag (`!!python/tuple`)"),
        ("title: A small scenario", "? [a]\n: b\ntitle: A", "a key must be a word"),
    ],
)
def test_what_yaml_can_and_a_scenario_may_not_is_refused(old: str, new: str, expected: str) -> None:
    problems = told(changed((old, new)))
    assert expected in problems[0]
    assert "s.yaml:3:" in problems[0] or "s.yaml:15:" in problems[0]


def test_a_second_document_is_refused_where_it_begins() -> None:
    assert "a second document begins here" in one(SMALL + "---\nid: other\n")


@claims("scenario.refused")
def test_a_file_that_is_too_large_is_refused_unread() -> None:
    assert one(b"#" * (LARGEST + 1)) == (
        "s.yaml:1:1: the file has more than 256 KB; a scenario is text for one conversation: "
        "shorten it"
    )


def test_nesting_without_end_is_refused() -> None:
    assert f"more than {DEEPEST} levels" in one("a: " + "[" * 5000)
    assert f"more than {DEEPEST} levels" in one("a: " + "{a: " * 5000)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "s.yaml:1:1: the file is empty"),
        (b"# only a comment\n", "s.yaml:1:1: the file is empty"),
        (b"just words\n", "s.yaml:1:1: the file must be a mapping"),
        (b"- a\n- b\n", "s.yaml:1:1: the file must be a mapping"),
        (b"id: x\ntitle: caf\xe9\n", "s.yaml:2:11: the file is not UTF-8 (byte 0xe9)"),
        ("id: ü".encode("utf-16"), "s.yaml:1:1: the file is not UTF-8 (byte 0xff)"),
        (b"id: x\ntitle: a\x00b\n", "s.yaml:2:9: the character U+0000 cannot be shown"),
        (b"id: x\nlimits:\n\tturns: 3\n", "s.yaml:3:1: a tab stands in the indentation"),
        (b"id: a: b\n", "s.yaml:1:6: a `:` stands where no key can be"),
        (b"id: x\ntitle: 'A\n", "s.yaml:2:8: a quote is opened here but never closed"),
        (b"id: [a, b\n", "s.yaml:2:1: a list in brackets is not closed"),
        (b"id: @home\n", "s.yaml:1:5: a text cannot begin with `@`; put it in quotes"),
        (b"limits:\n  turns: 3\n minutes: 4\n", "s.yaml:3:2: this line does not fit"),
        (b'id: "\\d"\n', "s.yaml:1:6: `\\` has a meaning in double quotes"),
    ],
)
def test_a_file_that_is_no_yaml_is_told_in_a_sentence_with_its_place(
    data: bytes, expected: str
) -> None:
    assert one(data).startswith(expected)


def test_a_byte_order_mark_and_windows_line_ends_are_no_problem() -> None:
    data = b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode()
    assert reading(data).problems == ()
    wrong = data.replace(b"weight: 60", b"weight: x")
    line = SMALL[: SMALL.index("weight")].count("\n") + 1
    assert told(wrong)[0].startswith(f"s.yaml:{line}:")


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    assert reading(data).problems


@given(st.integers(0, len(SMALL) - 1), st.integers(1, 40), st.text(max_size=8))
def test_no_damage_to_a_scenario_raises_and_every_problem_lies_in_the_file(
    start: int, length: int, instead: str
) -> None:
    text = SMALL[:start] + instead + SMALL[start + length :]
    made = reading(text.encode(errors="surrogatepass"))
    assert (made.scenario is None) == bool(made.problems)
    lines = len(text.splitlines()) + 1
    for problem in made.problems:
        assert 1 <= problem.line <= lines + 1
        assert problem.column >= 1


@claims("scenario.library")
def test_a_persona_of_the_library_takes_the_place_of_the_key() -> None:
    start, end = SMALL.index("persona:\n"), SMALL.index("facts:\n")
    text = SMALL[:start] + "persona: ada\n" + SMALL[end:]
    made = reading(text, {"ada": PERSONA})
    assert made.scenario is not None
    assert made.scenario.persona.name == "Ada"
    assert made.persona == "ada"


def test_what_is_wrong_in_a_library_s_persona_is_told_with_its_own_file_and_path() -> None:
    start, end = SMALL.index("persona:\n"), SMALL.index("facts:\n")
    text = SMALL[:start] + "persona: ada\n" + SMALL[end:]
    problems = told(text, {"ada": PERSONA.replace("start: 5", "start: 50")})
    assert problems == ["personas/ada.yaml:8:18: mood.trust.start: must be 10 or less (got 50)"]
    broken = told(text, {"ada": "name: 'Ada\n"})
    assert broken == ["personas/ada.yaml:1:7: a quote is opened here but never closed"]


def test_a_persona_that_is_not_in_the_library_is_told_with_the_nearest() -> None:
    start, end = SMALL.index("persona:\n"), SMALL.index("facts:\n")
    text = SMALL[:start] + "persona: adda\n" + SMALL[end:]
    (problem,) = told(text, {"ada": PERSONA})
    assert "there is no persona 'adda' in the folder `personas`; did you mean `ada`?" in problem


def test_a_persona_is_checked_by_itself() -> None:
    assert read_persona(Source("p.yaml", PERSONA.encode())) == ()
    wrong = PERSONA.replace("voice: Brief.", "voise: Brief.")
    problems = [str(p) for p in read_persona(Source("p.yaml", wrong.encode()))]
    assert problems == [
        "p.yaml:1:1: voice: is missing; add `voice:` (how the persona speaks)",
        "p.yaml:4:1: voise: unknown key; did you mean `voice`?",
    ]
