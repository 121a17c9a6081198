"""What the documentation says about scenarios is true."""

from __future__ import annotations

import re
from pathlib import Path

from bot.domain.condition import ACTS
from bot.domain.scenario_schema import json_schema
from tests.domain.written import told

DOCS = Path(__file__).parents[2] / "docs"


def test_the_scenario_of_the_tutorial_has_no_problem() -> None:
    text = (DOCS / "tutorial" / "first-scenario.md").read_text()
    (written,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert told(written) == []


def test_the_reference_names_every_key_and_every_act() -> None:
    text = (DOCS / "reference" / "scenario-format.md").read_text()
    schema = json_schema()
    parts = [schema, *schema["$defs"].values()]
    keys = {key for part in parts for key in part.get("properties", {})}
    missing = {word for word in keys | set(ACTS) if not re.search(rf"`[^`]*\b{word}\b[^`]*`", text)}
    assert missing == set()
