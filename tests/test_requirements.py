"""Promises and tests name each other: read from the source, whichever tests were selected."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

import pytest

from tests.requirements import REQUIREMENTS, claims

TESTS = Path(__file__).parent
ROOT = TESTS.parent
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True, slots=True)
class Claim:
    id: str
    test: str


class Claims:
    """The claims of the tests that pytest would collect under some folder.

    A class of tests that others inherit from counts where a collected class is its heir.
    """

    def __init__(self, folder: Path) -> None:
        self._classes: dict[str, ast.ClassDef] = {}
        self._trees = {
            path.relative_to(folder).as_posix(): ast.parse(path.read_text("utf-8"))
            for path in sorted(folder.rglob("*.py"))
        }
        for tree in self._trees.values():
            for node in tree.body:
                if isinstance(node, ast.ClassDef):
                    self._classes[node.name] = node

    def found(self) -> Iterator[Claim]:
        for name, tree in self._trees.items():
            if Path(name).name.startswith("test_"):
                yield from self._of_module(name, tree)

    def _of_module(self, file: str, tree: ast.Module) -> Iterator[Claim]:
        everywhere = [
            id
            for node in tree.body
            if isinstance(node, ast.Assign) and _names(node.targets) == ["pytestmark"]
            for id in _claimed(node.value)
        ]
        for node in tree.body:
            tests: Iterator[tuple[str, list[str]]] = iter(())
            if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
                tests = self._of_class(node)
            elif _is_test(node):
                tests = iter([(node.name, _decorated(node))])
            elif isinstance(node, ast.Assign):  # Hypothesis: TestIt = Machine.TestCase
                tests = iter((name, []) for name in _names(node.targets) if name[:4] == "Test")
            for test, ids in tests:
                for id in {*ids, *everywhere}:
                    yield Claim(id, f"{file}::{test}")

    def _of_class(self, cls: ast.ClassDef) -> Iterator[tuple[str, list[str]]]:
        lineage = list(self._lineage(cls))
        of_all = [id for ancestor in lineage for id in _decorated(ancestor)]
        for ancestor in lineage:
            for node in ancestor.body:
                if _is_test(node):
                    yield f"{cls.name}::{node.name}", _decorated(node) + of_all

    def _lineage(self, cls: ast.ClassDef) -> Iterator[ast.ClassDef]:
        yield cls
        for base in cls.bases:
            name = base.id if isinstance(base, ast.Name) else ""
            name = base.attr if isinstance(base, ast.Attribute) else name
            if name in self._classes and name != cls.name:
                yield from self._lineage(self._classes[name])


def _is_test(node: ast.AST) -> TypeGuard[ast.FunctionDef | ast.AsyncFunctionDef]:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test")


def _names(nodes: list[ast.expr]) -> list[str]:
    return [node.id for node in nodes if isinstance(node, ast.Name)]


def _decorated(node: Definition) -> list[str]:
    return [id for decorator in node.decorator_list for id in _claimed(decorator)]


def _claimed(node: ast.AST) -> Iterator[str]:
    """The ids in every `claims("...")` or `pytest.mark.claims("...")` inside an expression."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and ast.unparse(call.func).split(".")[-1] == "claims":
            for argument in call.args:
                yield ast.literal_eval(argument)


@pytest.fixture(scope="module")
def claimed() -> list[Claim]:
    return list(Claims(TESTS).found())


@claims("project.claims")
def test_every_promise_is_claimed_by_a_test_or_names_its_evidence(claimed: list[Claim]) -> None:
    shown = {claim.id for claim in claimed}
    unshown = {r.id: r.sentence for r in REQUIREMENTS.values() if not (r.id in shown or r.evidence)}
    assert not unshown


@claims("project.claims")
def test_every_claim_names_a_promise(claimed: list[Claim]) -> None:
    assert not [claim for claim in claimed if claim.id not in REQUIREMENTS]


def test_evidence_that_is_no_test_is_there() -> None:
    named = {r.evidence for r in REQUIREMENTS.values() if r.evidence}
    assert not [evidence for evidence in named if not (ROOT / evidence).is_file()]


def test_every_promise_is_one_sentence_with_a_source() -> None:
    sources = ("contract: ", "design: ", "scope: ")
    for requirement in REQUIREMENTS.values():
        assert requirement.sentence.endswith("."), requirement.id
        assert requirement.source.startswith(sources), requirement.id
    assert not [s for s, n in Counter(r.sentence for r in REQUIREMENTS.values()).items() if n > 1]


def test_claims_are_found_in_functions_classes_modules_and_heirs(tmp_path: Path) -> None:
    (tmp_path / "contract.py").write_text(
        'class Suite:\n    @claims("in.base")\n    def test_a(self): ...\n'
        'class Unused:\n    @claims("in.unused")\n    def test_b(self): ...\n'
    )
    (tmp_path / "test_it.py").write_text(
        'pytestmark = [pytest.mark.claims("in.module")]\n'
        '@claims("in.function")\nasync def test_c(): ...\n'
        '@claims("in.class")\nclass TestHeir(contract.Suite): ...\n'
        '@claims("in.helper")\ndef helper(): ...\n'
    )
    (tmp_path / "test_machine.py").write_text(
        'pytestmark = claims("in.machine")\nTestMachine = Machine.TestCase\n'
    )
    found = {claim.id for claim in Claims(tmp_path).found()}
    assert found == {"in.base", "in.module", "in.function", "in.class", "in.machine"}
