"""Rules of the source that neither lint nor import-linter can hold."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

from tests.requirements import claims

ROOT = Path(__file__).parent.parent
SOURCES = [p for part in ("bot", "adapters") for p in sorted((ROOT / part).rglob("*.py"))]
PLATFORMS = re.compile(r"slack|discord|playground", re.IGNORECASE)
MAY_NAME_PLATFORMS = {"app.py", "config.py", "cli.py"}
NO_NAMES = {"utils", "helpers", "common", "misc", "manager", "service", "base", "core", "types"}
LOCKS = ("requirements.txt", "requirements-dev.txt")


def _code(path: Path) -> Iterator[str]:
    """Names and texts of a module, without comments and docstrings."""
    source = path.read_text("utf-8")
    docstrings = {
        node.body[0].lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and ast.get_docstring(node) is not None
    }
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.NAME or (
            token.type == tokenize.STRING and token.start[0] not in docstrings
        ):
            yield token.string


@claims("project.platforms")
def test_nothing_in_bot_but_its_composition_root_names_a_platform() -> None:
    inside = [p for p in SOURCES if p.is_relative_to(ROOT / "bot")]
    free = [p for p in inside if p.parent != ROOT / "bot" or p.name not in MAY_NAME_PLATFORMS]
    named = [p for p in free if PLATFORMS.search(p.read_text("utf-8"))]  # a comment may
    assert not [(p.name, text) for p in named for text in _code(p) if PLATFORMS.search(text)]


@claims("project.names")
def test_no_module_is_called_after_nothing() -> None:
    modules = [*SOURCES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")]
    assert not [p for p in modules if NO_NAMES & {p.stem, p.parent.name}]


@claims("project.locked")
def test_requirements_are_locked_with_hashes_and_name_no_address() -> None:
    for name in LOCKS:
        lines = (ROOT / name).read_text("utf-8").splitlines()
        heads = [line for line in lines if line and not line.startswith((" ", "#"))]
        assert all(re.match(r"[A-Za-z0-9._-]+==\S+( ;.*)? \\$", line) for line in heads)
        hashed = [line for line in lines if line.startswith("    --hash=sha256:")]
        assert len(hashed) >= len(heads) > 20
        assert not re.search(r"://|^-", "\n".join(lines), re.MULTILINE)


@claims("project.locked")
def test_development_adds_to_the_runtimes_versions_and_changes_none() -> None:
    runtime, development = (
        set(re.findall(r"^\S+==[^ ;]+", (ROOT / name).read_text("utf-8"), re.MULTILINE))
        for name in LOCKS
    )
    assert runtime < development


def test_documents_link_to_files_that_exist() -> None:
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    links = [
        (document, link.partition("#")[0])
        for document in documents
        for link in re.findall(r"\]\(([^)\s]+)\)", document.read_text("utf-8"))
        if not re.match(r"[a-z]+:|#", link)
    ]
    assert links
    assert not [(d.name, link) for d, link in links if not (d.parent / link).exists()]
