"""A scenario as a value: its fingerprint, its short forms, and the schema editors use."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from bot.domain.condition import Condition, Range
from bot.domain.rubric import Point
from bot.domain.scenario import Scenario
from bot.domain.scenario_schema import description, json_schema, json_text, known_keys
from tests.domain.written import SMALL, changed, scenario
from tests.requirements import claims


@claims("scenario.fingerprint")
def test_a_fingerprint_is_the_same_however_the_file_is_written() -> None:
    one = scenario()
    other = scenario(
        changed(
            ("id: small\nversion: 1\n", "# a comment\nversion: 1\nid: 'small'\n"),
            ("difficulty: 1", "difficulty: 0x1\nlanguage: en"),
            ("reveal_when: {act: open_question}", "reveal_when: {act: [open_question]}"),
        )
    )
    assert len(one.fingerprint) == 64
    assert one.fingerprint == other.fingerprint


@claims("scenario.fingerprint")
def test_a_fingerprint_changes_with_any_word() -> None:
    texts = [changed((old, old + "x")) for old in ("A small scenario", "the cellar.", "Cold")]
    prints = {scenario(text).fingerprint for text in [SMALL, *texts]}
    assert len(prints) == 4


def test_a_stored_scenario_is_the_one_that_was_stored() -> None:
    one = scenario()
    stored = Scenario.model_validate_json(one.model_dump_json(by_alias=True))
    assert stored == one
    assert stored.fingerprint == one.fingerprint


def test_one_word_may_stand_where_a_list_may() -> None:
    short = Condition.model_validate({"act": "echo", "point": "asks", "says": "good morning"})
    long = Condition.model_validate(
        {"act": ["echo"], "point": ("asks",), "says": ("good morning",)} | {"act": ("echo",)}
    )
    assert short == long
    assert Point.model_validate({"id": "p", "title": "t", "says": "hello"}).says == ("hello",)


def test_an_empty_list_of_words_is_refused() -> None:
    with pytest.raises(ValidationError):
        Point.model_validate({"id": "p", "title": "t", "says": ()})


def test_a_scenario_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        scenario().title = "Another"  # type: ignore[misc]  # that is the point


@pytest.mark.parametrize(
    ("low", "high", "inside", "outside"),
    [(1, 3, {1, 2, 3}, {0, 4}), (None, 3, {-9, 3}, {4}), (3, None, {3, 99}, {2})],
)
def test_a_range_includes_its_ends(
    low: int | None, high: int | None, inside: set[int], outside: set[int]
) -> None:
    numbers = Range(at_least=low, at_most=high)
    assert all(number in numbers for number in inside)
    assert not any(number in numbers for number in outside)


def test_facts_and_points_are_found_by_their_id() -> None:
    small = scenario()
    cellar = small.fact("cellar")
    assert cellar is not None
    assert cellar.tells == ("cellar",)
    assert small.fact("attic") is None


def test_the_schema_knows_every_key_and_says_what_it_is_for() -> None:
    assert "rubric" in known_keys(())
    assert "weight" in known_keys(("rubric", "criteria", 3))
    assert "not" in known_keys(("facts", 0, "reveal_when", "all", 2))
    assert known_keys(("persona", "mood", "trust")) == ["start"]
    assert known_keys(("persona", "mood")) == []
    assert description(("briefing", "goal")) == "what the trainee is to achieve"


def test_the_schema_takes_a_persona_by_id_and_no_null() -> None:
    schema = json_schema()
    inline, by_id = schema["properties"]["persona"]["anyOf"]
    assert inline == {"$ref": "#/$defs/Persona"}
    assert by_id["type"] == "string"
    assert '"null"' not in json_text()
