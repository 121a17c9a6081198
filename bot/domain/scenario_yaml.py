"""Scenario files: YAML text in, a scenario or everything that is wrong with it out.

Pure: whoever calls has read the files. Problems are worded for the people who write scenarios.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from bot.domain import document
from bot.domain.advice import KEY, advice, nearest
from bot.domain.checking import findings, phrases_of
from bot.domain.document import Document, Node, Source
from bot.domain.finding import Finding
from bot.domain.scenario import Persona, Scenario
from bot.domain.scenario_schema import Path
from bot.domain.simulating import out_of_order
from bot.errors import ScenarioError

P = TypeVar("P", Scenario, Persona)
_SCENARIO: TypeAdapter[Scenario] = TypeAdapter(Scenario)
_PERSONA: TypeAdapter[Persona] = TypeAdapter(Persona)
_NOBODY: Mapping[str, Source] = MappingProxyType({})
_of_the_library = lru_cache(maxsize=64)(document.read)
"""A persona's file; many scenarios may name it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a scenario file came to: a scenario, or problems in the order of their places.

    `persona` is the id of the library's persona that the file names, where it names one.
    """

    scenario: Scenario | None = None
    problems: tuple[ScenarioError, ...] = ()
    persona: str | None = None


def read(
    source: Source, personas: Mapping[str, Source] = _NOBODY, *, tried: bool = False
) -> Reading:
    """Reads a scenario; `personas` are the files of the library by the persona's id.

    `tried` also plays its scripted trainees, once nothing else is wrong, and refuses it where their
    scores do not come in order.
    """
    written = document.read(source)
    if written.root is None or not isinstance(written.root.value, dict):
        return Reading(problems=_no_mapping(source, written))
    named = written.root.value.get("persona")
    named = named if isinstance(named, str) else None
    root, absent = _with_persona(written.root, named, personas)
    scenario, invalid = _validated(_SCENARIO, root)
    if absent:
        invalid = [problem for problem in invalid if problem.path != "persona"]
    checked = (
        []
        if scenario is None
        else [
            *(_located(root, finding) for finding in findings(scenario)),
            *_commented(root, scenario),
        ]
    )
    if scenario is not None and tried and not (written.problems or absent or checked):
        checked = [_located(root, finding) for finding in out_of_order(scenario)]
    problems = _in_order(source, [*written.problems, *absent], invalid, checked)
    return Reading(scenario=None if problems else scenario, problems=problems, persona=named)


def read_persona(source: Source) -> tuple[ScenarioError, ...]:
    """What is wrong with a persona of the library, seen by itself."""
    written = document.read(source)
    if written.root is None or not isinstance(written.root.value, dict):
        return _no_mapping(source, written)
    _, invalid = _validated(_PERSONA, written.root, within=("persona",))
    return _in_order(source, written.problems, invalid)


def _no_mapping(source: Source, written: Document) -> tuple[ScenarioError, ...]:
    if written.problems:
        return written.problems
    if written.root is None:
        return (
            source.problem(
                "the file is empty; docs/reference/scenario-format.md shows a whole one"
            ),
        )
    return (written.root.problem("the file must be a mapping: `id: ...`, `title: ...` and so on"),)


def _with_persona(
    root: Node, named: str | None, personas: Mapping[str, Source]
) -> tuple[Node, tuple[ScenarioError, ...]]:
    """The scenario with the library's persona in its place, or what keeps it from standing there."""
    if named is None:
        return root, ()
    if named not in personas:
        problem = (
            f"there is no persona {named!r} in the folder `personas`{nearest(named, personas)}"
        )
        return root, (_find(root, ("persona",))[0].problem(problem, "persona"),)
    source = personas[named]
    written = _of_the_library(source)
    if written.root is None or not isinstance(written.root.value, dict):
        return root, _no_mapping(source, written)
    return root.grafted("persona", written.root), written.problems


def _validated(
    adapter: TypeAdapter[P], root: Node, within: Path = ()
) -> tuple[P | None, list[ScenarioError]]:
    try:
        return adapter.validate_python(root.value), []
    except ValidationError as error:
        errors = error.errors(include_url=False)
        return None, [_misfit(root, e, within) for e in errors if not _follows(e)]


def _follows(error: ErrorDetails) -> bool:
    """Whether an error only follows from others: a list too short once its broken items are out."""
    found = error["input"]
    enough = error.get("ctx", {}).get("min_length", 0)
    return error["type"] == "too_short" and isinstance(found, tuple) and len(found) >= enough


def _misfit(root: Node, error: ErrorDetails, within: Path) -> ScenarioError:
    loc = error["loc"]
    of_key = loc[-1:] == (KEY,) or error["type"] == "extra_forbidden"
    node, path = _find(root, loc[:-1] if loc[-1:] == (KEY,) else loc)
    told = advice(error, (*within, *loc))
    return node.key_problem(told, path) if of_key else node.problem(told, path)


def _located(root: Node, finding: Finding) -> ScenarioError:
    node, path = _find(root, finding.place)
    return node.problem(finding.problem, path)


def _commented(root: Node, scenario: Scenario) -> Iterator[ScenarioError]:
    """Phrases that are cut off where a number was meant: ` #` begins a comment."""
    persona, _ = _find(root, ("persona",))
    sources = [s for s in {root.source, persona.source} if b" #" in s.data]
    likely = "\n".join(line.rpartition("#")[0] for s in sources for line in s.lines if "#" in line)
    for place, phrases in phrases_of(scenario) if likely else ():
        for n, phrase in enumerate(phrases):
            if phrase in likely and (problem := _cut_off(root, (*place, n), phrase)):
                yield problem


def _cut_off(root: Node, place: Path, phrase: str) -> ScenarioError | None:
    node, path = _find(root, place)
    line, column = node.place
    after = node.source.lines[line - 1][column - 1 :].removeprefix(phrase)
    if not (after.lstrip().startswith("#") and after[:1].isspace()):
        return None
    problem = f"` #` begins a comment, so this is only {phrase!r}; put it in quotes"
    return node.problem(problem, path)


def _find(root: Node, place: Path) -> tuple[Node, str]:
    """The node at a place, or the last one there is on the way, and the path in its own file.

    A text or number that stands for a whole list or mapping is what is found in it.
    """
    node = root
    path: list[str] = []
    for step in place:
        if (below := node.child(step)) is not None:
            path = [*path, str(step)] if below.source is node.source else []
            node = below
        elif isinstance(node.value, dict | tuple):
            path.append(str(step))
    return node, ".".join(path)


def _in_order(source: Source, *found: Iterable[ScenarioError]) -> tuple[ScenarioError, ...]:
    """By place, this file's first. Of `found`, what was found earlier is the cause of what was found
    later at the same place, and is told alone."""
    told: dict[tuple[bool, str, int, int], list[ScenarioError]] = {}
    for problems in found:
        before = set(told)
        for problem in problems:
            place = (problem.file != source.file, problem.file, problem.line, problem.column)
            if place not in before:
                told.setdefault(place, []).append(problem)
    return tuple(problem for place in sorted(told) for problem in told[place])
