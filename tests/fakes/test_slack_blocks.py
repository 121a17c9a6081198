"""The fake Slack's Block Kit: each limit is found, at its place."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fakes.slack import message_problems, view_problems
from tests.fakes.slack.bot import BUTTONS, MODAL, STOP


@pytest.mark.parametrize(
    ("blocks", "place"),
    [
        ([{"type": "header", "text": {"type": "mrkdwn", "text": "a"}}], "/blocks/0/text/type"),
        ([{"type": "header", "text": {"type": "plain_text", "text": ""}}], "/blocks/0/text/text"),
        ([{"type": "context", "elements": [STOP]}], "/blocks/0/elements/0/type"),
        ([{"type": "actions", "elements": [STOP] * 26}], "/blocks/0/elements"),
        ([{"type": "actions", "elements": [STOP, STOP]}], "/blocks/0"),
        ([{"type": "divider", "block_id": "a"}] * 2, "/blocks/1/block_id"),
        ([{"type": "divider"}] * 51, "/blocks"),
        ([{"type": "image", "image_url": "https://a.example/b.png"}], "/blocks/0"),
        ([{"type": "image", "slack_file": {"id": "x"}, "alt_text": "a"}], "/blocks/0/slack_file/id"),
        ([{"type": "image", "slack_file": {}, "alt_text": "a"}], "/blocks/0/slack_file"),
        ([{"type": "section"}], "/blocks/0"),
        ([{"type": "markdown", "text": "a" * 12_001}], "/blocks/0/text"),
        ([{"type": "poster"}], "/blocks/0/type"),
        ([{"type": "actions", "elements": [{**STOP, "style": "bold"}]}], "/blocks/0/elements/0/style"),
        ([{"type": "actions", "elements": [{**STOP, "colour": "red"}]}], "/blocks/0/elements/0"),
    ],
)  # fmt: skip
def test_each_limit_of_block_kit_is_found(blocks: list[dict[str, Any]], place: str) -> None:
    assert place in [found for found, _ in message_problems(blocks)]


def test_what_keeps_to_the_limits_is_taken() -> None:
    assert list(message_problems(BUTTONS)) == []
    assert list(view_problems(MODAL)) == []


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"title": {"type": "plain_text", "text": "a" * 25}}, "/view/title/text"),
        ({"private_metadata": "a" * 3001}, "/view/private_metadata"),
        ({"blocks": [{"type": "markdown", "text": "a"}]}, "/view/blocks/0/type"),
        ({"blocks": [{"type": "divider"}] * 101}, "/view/blocks"),
        ({"type": "home"}, "/view"),
    ],
)
def test_each_limit_of_a_view_is_found(change: dict[str, Any], place: str) -> None:
    assert place in [found for found, _ in view_problems({**MODAL, **change})]


def test_a_modal_that_asks_needs_a_button_to_submit() -> None:
    view = {name: part for name, part in MODAL.items() if name != "submit"}
    assert list(view_problems(view)) == [("/view", "missing required field: submit")]
