"""What the documentation says about scenarios is true."""

from __future__ import annotations

import re
from pathlib import Path

from bot import figures, rehearsals
from bot.domain import acts
from bot.domain.condition import ACTS
from bot.domain.scenario_reference import markdown
from bot.domain.scenario_schema import json_schema
from tests.domain.written import changed, scenario, told

DOCS = Path(__file__).parents[2] / "docs"


PASTED = "persona:\n  # ...\n"
"""How a block of the tutorial begins that is pasted at the end of the persona."""


def tutorial() -> tuple[str, str, str, str]:
    """The scenario as the tutorial begins it, the trainees it adds, what wins the persona, and how
    she is made harder."""
    text = (DOCS / "tutorial" / "first-scenario.md").read_text()
    begun, trainees, won, harder = re.findall(
        r"^```yaml\n(.*?)^```$", text, re.DOTALL | re.MULTILINE
    )
    return begun, trainees, won, harder


def test_the_scenario_of_the_tutorial_has_no_problem_at_any_step() -> None:
    begun, trainees, won, harder = tutorial()
    assert told(begun, tried=True) == []
    assert told(begun + trainees, tried=True) == []
    assert won.startswith(PASTED)
    finished = changed(
        ("\n\nfacts:\n", "\n" + won.removeprefix(PASTED) + "\nfacts:\n"),
        ("difficulty: 1\n", harder),
        text=begun + trainees,
    )
    assert told(finished, tried=True) == []
    of = scenario(finished)
    assert of.persona.satisfied_when is not None
    assert of.persona.farewell
    assert (of.difficulty.level, of.difficulty.patience, of.difficulty.concessions) == (3, 4, 1)


def test_the_tutorial_shows_what_simulate_prints() -> None:
    of = scenario("".join(tutorial()[:2]))
    printed = figures.as_text([rehearsals.by_script(of)])
    assert printed in (DOCS / "tutorial" / "first-scenario.md").read_text()


def test_the_reference_of_keys_is_made_from_the_format() -> None:
    committed = (DOCS / "reference" / "scenario-keys.md").read_text()
    assert committed == markdown(), (
        "run `chattrain schema --markdown > docs/reference/scenario-keys.md`"
    )


def test_every_key_has_a_description() -> None:
    schema = json_schema()
    for part in (schema, *schema["$defs"].values()):
        for key, value in part["properties"].items():
            assert value.get("description"), key


def test_the_reference_names_every_act_with_lines_that_are_and_are_not_one() -> None:
    text = (DOCS / "reference" / "scenario-format.md").read_text()
    rows = dict(re.findall(r"^\| `(\w+)` \|(.*)\|$", text, re.MULTILINE))
    assert set(rows) == set(ACTS)
    for name, row in rows.items():
        is_one, is_none = (re.findall(r'"(.+)"', cell) for cell in row.split("|"))
        for line in is_one:
            assert name in {found.act for found in acts.find(line, language="en")}, line
        for line in is_none:
            assert name not in {found.act for found in acts.find(line, language="en")}, line
