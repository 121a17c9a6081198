"""A parser's events as plain values, and beside them where each of them stands.

Owns what scenario files may use of YAML: one document, no duplicate keys, anchors, aliases or tags.
A file has two thousand events, so little is done for each: few values are ever asked for their
place, and the parser's marks are kept as they come.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import yaml

from bot.domain import scalars
from bot.domain.scalars import Scalar

DEEPEST = 40
"""How far mappings and lists may stand inside each other."""

Value = Scalar | tuple["Value", ...] | dict[str, "Value"]


Place = tuple[int, int]
"""Line and column, from 1."""


class Mark(Protocol):
    """A place as the parser has it: line and column from 0."""

    line: int
    column: int


class Collection:
    """A mapping or a list, or the document, which holds one value.

    `parts` says of every value in it where it stands, `keys` of every key of a mapping.
    """

    __slots__ = ("key", "keys", "mapping", "mark", "parts", "values")

    def __init__(self, mark: Mark | None, *, mapping: bool) -> None:
        self.mark = mark
        self.mapping = mapping
        self.values: dict[Any, Value] = {}
        self.parts: dict[str | int | None, Part] = {}
        self.keys: dict[str | int, Mark | None] = {}
        self.key: str | int | None = None if mapping else 0
        """What the next value stands under; None where a mapping's next key comes first."""

    def begin(self, key: str, mark: Mark | None) -> None:
        """Takes a key, whose value comes next."""
        self.key = key
        self.keys.setdefault(key, mark)

    def put(self, value: Value, part: Part) -> None:
        """Takes a value; under a key that is repeated the first one counts."""
        self.values.setdefault(self.key, value)
        self.parts.setdefault(self.key, part)
        self.key = None if self.mapping else len(self.values)

    def value(self) -> Value:
        return self.values if self.mapping else tuple(self.values.values())


Part = Mark | Collection | None
"""Where a value stands, and if it is a collection where its parts do."""


def place(part: Part) -> Place:
    """Where a value begins in its file."""
    mark = part.mark if isinstance(part, Collection) else part
    return (1, 1) if mark is None else (mark.line + 1, mark.column + 1)


class Composing:
    """Builds values from events, without recursion and without following aliases."""

    def __init__(self) -> None:
        self.problems: list[tuple[Place, str]] = []
        self.document = self._within = Collection(None, mapping=False)
        self._around: list[Collection] = []
        """What stands around `_within`, the outermost first."""
        self._done = False

    def take(self, get_event: Callable[[], yaml.Event | None]) -> None:
        """Takes every event, up to the end or to what cannot be read any further."""
        takes: dict[type[yaml.Event], Callable[[Any], None]] = {
            yaml.MappingStartEvent: self._enter,
            yaml.SequenceStartEvent: self._enter,
            yaml.MappingEndEvent: self._leave,
            yaml.SequenceEndEvent: self._leave,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._begin,
        }
        while (event := get_event()) is not None:
            if type(event) is yaml.ScalarEvent:
                self._scalar(event, self._within)
            elif take := takes.get(type(event)):
                take(event)
                if self._done:
                    return

    def _scalar(self, event: yaml.ScalarEvent, within: Collection) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_marks(event)
        value = event.value
        if within.key is not None:
            within.put(scalars.read(value, event.style), event.start_mark)
            return
        if value in within.keys:
            self._repeated(event, within)
        within.begin(value, event.start_mark)

    def _enter(self, event: yaml.CollectionStartEvent) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_marks(event)
        if len(self._around) >= DEEPEST:
            self._say(event, f"more than {DEEPEST} levels inside each other; flatten it")
            self._done = True
            return
        self._around.append(self._within)
        mapping = isinstance(event, yaml.MappingStartEvent)
        self._within = Collection(event.start_mark, mapping=mapping)

    def _leave(self, _: yaml.Event) -> None:
        made, self._within = self._within, self._around.pop()
        if self._within.key is None:
            self._no_key(made.mark)
        else:
            self._within.put(made.value(), made)

    def _alias(self, event: yaml.AliasEvent) -> None:
        self._say(event, "an alias (`*`) cannot be used here; write the text out")
        if self._within.key is None:
            self._no_key(event.start_mark)
        else:
            self._within.put(None, event.start_mark)

    def _begin(self, event: yaml.DocumentStartEvent) -> None:
        if self.document.values:
            self._say(event, "a second document begins here; a file holds one scenario")
            self._done = True

    def _no_key(self, mark: Mark | None) -> None:
        self.problems.append((place(mark), "a key must be a word, not a list or a mapping"))
        self._within.begin(f"?{len(self._within.values)}", mark)

    def _repeated(self, event: yaml.ScalarEvent, within: Collection) -> None:
        line, _ = place(within.keys[event.value])
        said = f"`{event.value}` stands twice here, first in line {line}; keep one of them"
        self._say(event, said)

    def _refuse_marks(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._say(event, f"an anchor (`&{event.anchor}`) cannot be used here; remove it")
        if event.tag is not None:
            tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
            self._say(event, f"a tag (`{tag}`) cannot be used here; remove it")

    def _say(self, event: yaml.Event, problem: str) -> None:
        self.problems.append((place(event.start_mark), problem))
