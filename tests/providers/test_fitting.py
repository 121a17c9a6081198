"""Forms: what providers are sent of a schema, and what is taken for an answer."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.providers.fitting import Form, Misfit, plain
from tests.fakes.wire import check_form

RICH: dict[str, Any] = {
    "title": "Card",
    "type": "object",
    "$defs": {
        "Level": {"title": "Level", "type": "integer", "minimum": 0, "description": "From 0."},
    },
    "properties": {
        "title": {"type": "string", "maxLength": 80},
        "level": {"$ref": "#/$defs/Level"},
        "parts": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"minimum": {"type": "string", "pattern": "^a"}},
            },
        },
        "note": {
            "anyOf": [{"type": "string", "format": "date"}, {"type": "null"}],
            "default": None,
        },
    },
}


def test_what_providers_are_sent_is_what_all_of_them_take() -> None:
    sent = plain(RICH)
    assert list(check_form(sent)) == []
    assert sent["required"] == ["title", "level", "parts", "note"]
    assert sent["properties"]["title"] == {"type": "string", "description": "maxLength: 80"}
    assert sent["$defs"]["Level"]["description"] == "From 0.; minimum: 0"
    assert sent["properties"]["parts"]["items"]["required"] == ["minimum"]


def test_what_comes_back_is_held_to_the_whole_schema() -> None:
    form = Form(RICH)
    answer = {"title": "x", "level": 1, "parts": [{"minimum": "ab"}], "note": None}
    assert form.read(f"So: {answer}".replace("'", '"').replace("None", "null")) == answer
    with pytest.raises(Misfit) as raised:
        form.read('{"title": "x", "level": -1, "parts": [{"minimum": "no"}]}')
    told = str(raised.value).splitlines()
    assert [line.partition(":")[0] for line in told] == ["$.level", "$.parts[0].minimum"]
    assert raised.value.place == "$.level (minimum)"


@given(st.text())
def test_any_text_is_an_answer_or_a_misfit(text: str) -> None:
    try:
        answer = Form(RICH).read(text)
    except Misfit:
        return
    assert isinstance(answer, dict)
