"""A YAML document as plain values, each with its place in the file.

Owns the subset of YAML that scenario files may use: one document, scalars as `scalars` reads them,
no duplicate keys, anchors, aliases or tags. Knows nothing of scenarios.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

import yaml

from bot.domain import scalars
from bot.domain.scalars import Scalar
from bot.errors import ScenarioError

LARGEST = 256 * 1024
"""How many bytes a file may have."""
DEEPEST = 40
"""How far mappings and lists may stand inside each other."""

Value = Scalar | tuple["Value", ...] | dict[str, "Value"]

Place = tuple[int, int]
"""Line and column, from 1."""

_NO_CHILDREN: Mapping[str | int, Node] = MappingProxyType({})
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNREADABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
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
        return _LINE_END.split(self.data.decode("utf-8-sig", errors="replace"))

    def problem(
        self, problem: str, line: int = 1, column: int = 1, path: str = ""
    ) -> ScenarioError:
        """A problem at a place of this file; line and column count from 1."""
        source = self.lines[line - 1] if line <= len(self.lines) else ""
        return ScenarioError(
            problem, file=self.file, line=line, column=column, path=path, source=source
        )


class Node(NamedTuple):
    """A value and its place. `key` is the place of the key it stands under, where there is one.

    A named tuple, because a file has a thousand of them and this is the fastest to make.
    """

    source: Source
    line: int
    column: int
    value: Value
    children: Mapping[str | int, Node]
    key: Place | None

    def problem(self, problem: str, path: str = "") -> ScenarioError:
        return self.source.problem(problem, self.line, self.column, path)

    def key_problem(self, problem: str, path: str = "") -> ScenarioError:
        """A problem of the key rather than of what stands under it."""
        line, column = self.key or (self.line, self.column)
        return self.source.problem(problem, line, column, path)

    def grafted(self, key: str, child: Node) -> Node:
        """This mapping with the root of another document under `key`."""
        above = self.value if isinstance(self.value, dict) else {}
        children = {**self.children, key: child}
        return self._replace(value=above | {key: child.value}, children=children)


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
    composing = _Composing(source)
    try:
        loader = _LOADER(text)  # not `yaml.parse`, which asks twice for each event
        while not composing.done and (event := loader.get_event()) is not None:
            composing.take(event)
    except yaml.MarkedYAMLError as error:
        return Document(None, (*composing.problems, _syntax(source, error)))
    except yaml.YAMLError as error:
        return Document(None, (*composing.problems, source.problem(f"this is not YAML: {error}")))
    return Document(composing.root, tuple(composing.problems))


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
    lines = _LINE_END.split(before)
    return len(lines), len(lines[-1]) + 1


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


def _start(event: yaml.Event) -> Place:
    mark = event.start_mark
    return (1, 1) if mark is None else (mark.line + 1, mark.column + 1)


class _Composing:
    """Builds nodes from the parser's events, without recursion and without following aliases."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.root: Node | None = None
        self.problems: list[ScenarioError] = []
        self.done = False
        self._open: list[_Collection] = []

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.ScalarEvent():
                if event.anchor is not None or event.tag is not None:
                    self._refuse_marks(event)
                if (within := self._awaiting_key()) is not None:
                    within.key = (self._key(within, event), _start(event))
                else:
                    self._put(_start(event), scalars.read(event.value, event.style))
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                self._refuse_marks(event)
                self._enter(event)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self._leave()
            case yaml.AliasEvent():
                self._say(event, "an alias (`*`) cannot be used here; write the text out")
                self._put_or_refuse(event, None)
            case yaml.DocumentStartEvent() if self.root is not None:
                self._say(event, "a second document begins here; a file holds one scenario")
                self.done = True
            case _:
                pass

    def _enter(self, event: yaml.Event) -> None:
        if len(self._open) >= DEEPEST:
            self._say(event, f"more than {DEEPEST} levels inside each other; flatten it")
            self.root, self.done = None, True
            return
        mapping = isinstance(event, yaml.MappingStartEvent)
        self._open.append(_Collection(event, mapping=mapping))

    def _leave(self) -> None:
        made = self._open.pop()
        self._put_or_refuse(made.event, made.value(), made.children)

    def _put_or_refuse(
        self, event: yaml.Event, value: Value, children: Mapping[str | int, Node] = _NO_CHILDREN
    ) -> None:
        """The finished value, unless it stands where a key must."""
        if (within := self._awaiting_key()) is None:
            self._put(_start(event), value, children)
        else:
            self._say(event, "a key must be a word, not a list or a mapping")
            within.key = (f"?{len(within.children)}", _start(event))

    def _awaiting_key(self) -> _Collection | None:
        """The mapping that is open, where its next key comes now."""
        within = self._open[-1] if self._open else None
        return within if within is not None and within.mapping and within.key is None else None

    def _put(
        self, place: Place, value: Value, children: Mapping[str | int, Node] = _NO_CHILDREN
    ) -> None:
        """The finished value goes into the collection that is open, as value or item."""
        if not self._open:
            self.root = Node(self.source, *place, value, children, None)
            return
        within = self._open[-1]
        key = within.key
        within.add(Node(self.source, *place, value, children, None if key is None else key[1]))

    def _key(self, within: _Collection, event: yaml.ScalarEvent) -> str:
        key: str = event.value
        if key in within.children:
            line, _ = within.children[key].key or (0, 0)
            self._say(event, f"`{key}` stands twice here, first in line {line}; keep one of them")
        return key

    def _refuse_marks(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._say(event, f"an anchor (`&{event.anchor}`) cannot be used here; remove it")
        if event.tag is not None:
            tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
            self._say(event, f"a tag (`{tag}`) cannot be used here; remove it")

    def _say(self, event: yaml.Event, problem: str) -> None:
        self.problems.append(self.source.problem(problem, *_start(event)))


class _Collection:
    """A mapping or a list that is not finished."""

    def __init__(self, event: yaml.Event, *, mapping: bool) -> None:
        self.event = event
        self.mapping = mapping
        self.children: dict[str | int, Node] = {}
        self.key: tuple[str, Place] | None = None
        """The key that was read last, while its value is not."""

    def add(self, node: Node) -> None:
        """Takes an item, or the value of the key; of a key that is repeated the first counts."""
        if self.key is None:
            self.children[len(self.children)] = node
        else:
            self.children.setdefault(self.key[0], node)
            self.key = None

    def value(self) -> Value:
        if self.mapping:
            return {str(key): node.value for key, node in self.children.items()}
        return tuple(node.value for node in self.children.values())
