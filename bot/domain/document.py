"""A YAML document as plain values, each with its place in the file.

Owns what a file must be, and what its author is told where it is no YAML. Knows nothing of
scenarios.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import yaml

from bot.domain.composing import Collection, Composing, Mark, Part, Place, Value, place
from bot.errors import ScenarioError

LARGEST = 256 * 1024
"""How many bytes a file may have."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNREADABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_LINE_ENDS = ("\r\n", "\r", "\x85", "\u2028", "\u2029")
_ADVICE = {
    "found a tab": "a tab stands in the indentation; YAML is indented with spaces",
    "mapping values are not allowed": "a `:` stands where no key can be; check the indentation, "
    "or put a text that contains `: ` in quotes",
    "found unexpected end of stream": "a quote is opened here but never closed",
    "expected ',' or ']'": "a list in brackets is not closed, or a comma is missing",
    "expected ',' or '}'": "a mapping in braces is not closed, or a comma is missing",
    "expected key": "this line does not fit: check its indentation, and quotes around the text "
    "before it",
    "expected '-'": "this line does not fit into the list above it; check its indentation",
    "could not find expected ':'": "a `:` is missing after this key",
    "unknown escape character": r"`\` has a meaning in double quotes; use single quotes",
    "expected comment or line break": "after `|` or `>` the text begins on the next line",
}
"""What an author can do about what the parser found, by a part of its words."""


@dataclass(frozen=True)
class Source:
    """A file's name, as problems name it, and its bytes."""

    file: str
    data: bytes

    @cached_property
    def lines(self) -> list[str]:
        return _lines(self.data.decode("utf-8-sig", errors="replace"))

    def problem(
        self, problem: str, line: int = 1, column: int = 1, path: str = ""
    ) -> ScenarioError:
        """A problem at a place of this file; line and column count from 1."""
        source = self.lines[line - 1] if line <= len(self.lines) else ""
        return ScenarioError(
            problem, file=self.file, line=line, column=column, path=path, source=source
        )


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A value and where it stands."""

    source: Source
    value: Value
    part: Part
    key: Mark | None = None
    """The key it stands under, where there is one."""
    grafts: Mapping[str, Node] = field(default_factory=dict)
    """What stands in it and comes from another file, by its key."""

    def child(self, step: str | int) -> Node | None:
        """What stands under a key or at a place of a list; None where nothing does."""
        if step in self.grafts:
            return self.grafts[str(step)]
        part = self.part
        if not isinstance(part, Collection) or step not in part.parts:
            return None
        return Node(self.source, part.values[step], part.parts[step], part.keys.get(step))

    @property
    def place(self) -> Place:
        return place(self.part)

    def problem(self, problem: str, path: str = "") -> ScenarioError:
        return self.source.problem(problem, *self.place, path)

    def key_problem(self, problem: str, path: str = "") -> ScenarioError:
        """A problem of the key rather than of what stands under it."""
        return self.source.problem(problem, *place(self.key or self.part), path)

    def grafted(self, key: str, child: Node) -> Node:
        """This mapping with the root of another document under `key`."""
        above = self.value if isinstance(self.value, dict) else {}
        return replace(self, value=above | {key: child.value}, grafts={**self.grafts, key: child})


@dataclass(frozen=True, slots=True)
class Document:
    """A file read as YAML: its root, None where it could not be read, and what is wrong."""

    root: Node | None
    problems: tuple[ScenarioError, ...] = ()


def read(source: Source) -> Document:
    """Reads one YAML document; never raises for what stands in the file."""
    text = _text(source)
    if isinstance(text, ScenarioError):
        return Document(None, (text,))
    composing = Composing()
    broken: list[ScenarioError] = []
    try:
        composing.take(_LOADER(text).get_event)  # `yaml.parse` asks twice for each event
    except yaml.MarkedYAMLError as error:
        broken.append(_syntax(source, error))
    except yaml.YAMLError as error:
        broken.append(source.problem(f"this is not YAML: {error}"))
    found = [source.problem(problem, *place) for place, problem in composing.problems]
    root = None if broken else _root(source, composing.document)
    return Document(root, (*found, *broken))


def _root(source: Source, document: Collection) -> Node | None:
    """What a document holds; nothing where it is empty or was not read to its end."""
    return Node(source, document.value(), document).child(0)


def _text(source: Source) -> str | ScenarioError:
    """The file as text, or the reason why it is none."""
    if len(source.data) > LARGEST:
        return source.problem(
            f"the file has more than {LARGEST // 1024} KB; a scenario is text for one "
            "conversation: shorten it"
        )
    try:
        text = source.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = source.data[: error.start].decode("utf-8-sig", errors="replace")
        return source.problem(
            f"the file is not UTF-8 (byte 0x{source.data[error.start]:02x}); "
            "save it with the encoding UTF-8",
            *_place(before),
        )
    if match := _UNREADABLE.search(text):
        return source.problem(
            f"the character U+{ord(match[0]):04X} cannot be shown; remove it",
            *_place(text[: match.start()]),
        )
    return text


def _place(before: str) -> Place:
    """Line and column of what comes after `before`."""
    lines = _lines(before)
    return len(lines), len(lines[-1]) + 1


def _lines(text: str) -> list[str]:
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    return text.split("\n")


def _syntax(source: Source, error: yaml.MarkedYAMLError) -> ScenarioError:
    said = error.problem or ""
    mark = error.problem_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    advice = next((advice for part, advice in _ADVICE.items() if part in said), None)
    if advice is not None and " #" in _lines_until(source, error):
        advice += "; ` #` begins a comment: put a text that contains it in quotes"
    if "cannot start any token" in said:
        advice = _cannot_start(source.lines[line][column : column + 1])
    elif "end of stream" in said and error.context_mark is not None:
        line, column = error.context_mark.line, error.context_mark.column
    return source.problem(advice or f"this is not YAML: {said}", line + 1, column + 1)


def _lines_until(source: Source, error: yaml.MarkedYAMLError) -> str:
    """From where the parser was when it lost its way, to where it noticed."""
    began, noticed = error.context_mark, error.problem_mark
    if began is None or noticed is None:
        return ""
    return "\n".join(source.lines[began.line : noticed.line + 1])


def _cannot_start(character: str) -> str:
    if character == "\t":
        return "a tab stands in the indentation; YAML is indented with spaces"
    return f"a text cannot begin with `{character}`; put it in quotes"
