"""The screen: lines wrapped between words, text that grows, a status that comes and goes.

Plain (piped into a file or a program), it writes whole lines as they are: nothing is wrapped,
coloured or erased. Whatever could steer a terminal is taken out of every text.
"""

from __future__ import annotations

import asyncio
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, TextIO

Style = Literal["plain", "strong", "faint", "persona", "good", "fair", "weak"]

_CODES: dict[Style, str] = {
    "plain": "",
    "strong": "1",
    "faint": "2",
    "persona": "1;36",
    "good": "32",
    "fair": "33",
    "weak": "31",
}
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters but tab and newline, marks that turn text around, halves of pairs."""
_PIECES = re.compile(r"\n|[^\S\n]+|\S+")
_ERASE = "\r\x1b[K"
NARROWEST, WIDEST = 24, 100


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph to be shown. `mark` stands before it, and later lines align behind the mark;
    `name` says who speaks, and later lines begin under it."""

    text: str
    style: Style = "plain"
    indent: int = 0
    mark: str = ""
    name: str = ""


BLANK = Line("")


def visible(text: str) -> str:
    """The text without what could steer a terminal or turn its direction around."""
    return _STEERING.sub("", text)


def cells(text: str) -> int:
    """How many columns a text takes."""
    return sum(map(_cells, text))


def _cells(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrapped(text: str, width: int) -> Iterator[str]:
    """The text in lines of at most `width` columns, broken between words where it can be."""
    for paragraph in text.split("\n"):
        line = ""
        for piece in _chunks(paragraph, width):
            if line and cells(line) + cells(piece.rstrip()) > width:
                yield line.rstrip()
                line = ""
            line += piece if line or not piece.isspace() else ""
        yield line.rstrip()


def _chunks(paragraph: str, width: int) -> Iterator[str]:
    """Words and the spaces between them; a word wider than the line in parts."""
    for piece in _PIECES.findall(paragraph.expandtabs(4)):
        part = ""
        for character in piece:
            if cells(part) + _cells(character) > width:
                yield part
                part = ""
            part += character
        yield part


class Screen:
    """What is written to; `width` is None for plain output."""

    def __init__(
        self, out: TextIO, *, width: Callable[[], int] | None = None, colours: bool = False
    ) -> None:
        self._out = out
        self._width = width
        self._colours = colours
        self._status = ""
        self._prompt = ""
        self._flow: Flow | None = None
        self.gone = asyncio.Event()
        """Set once nobody reads what is written."""

    @property
    def plain(self) -> bool:
        return self._width is None

    @property
    def width(self) -> int | None:
        return None if self._width is None else max(NARROWEST, min(self._width(), WIDEST))

    def show(self, lines: Iterable[Line]) -> None:
        """Shows paragraphs, above the prompt where there is one."""
        self._end_flow()
        self._clear()
        for line in lines:
            for row in self._rows(line):
                self._put(row + "\n")
        self._put("" if self.plain else self._prompt)
        self._flush()

    def begin(self, name: str) -> Flow:
        """Begins a text that grows, said by `name`."""
        self._end_flow()
        self._clear()
        label = f"{visible(name)}: "
        self._put(self._styled(label, "persona"))
        self._flow = Flow(self._write, self.width, cells(label))
        self._flush()
        return self._flow

    def status(self, text: str) -> None:
        """Says what is being done, until something is shown; not where it could not be erased."""
        if not self._colours or self._flow is not None or self._prompt:
            return
        self._clear()
        self._status = visible(text)
        self._put(self._styled(self._status[: (self.width or WIDEST) - 1], "faint"))
        self._flush()

    def ask(self, prompt: str) -> str:
        """Gets ready for `prompt`, which whoever reads the answer writes."""
        self._end_flow()
        self._clear()
        self._flush()
        self._prompt = prompt
        return prompt

    def asked(self, line: str | None) -> None:
        """The prompt was answered; plain output repeats it, since nobody typed it here."""
        if self.plain and line is not None:
            self._put(f"{self._prompt}{visible(line)}\n")
        elif line is None and not self.plain:
            self._put("\n")
        self._prompt = ""

    def _write(self, text: str) -> None:
        self._put(text)
        self._flush()

    def _put(self, text: str) -> None:
        with self._watched():
            self._out.write(text)

    def _flush(self) -> None:
        with self._watched():
            self._out.flush()

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Whoever shows something need not know that the reader has left."""
        try:
            yield
        except (OSError, ValueError):
            self.gone.set()

    def _end_flow(self) -> None:
        flow, self._flow = self._flow, None
        if flow is not None:
            flow.end()

    def _clear(self) -> None:
        if self._status or (self._prompt and self._colours):
            self._put(_ERASE)
        elif self._prompt and not self.plain:
            self._put("\n")
        self._status = ""

    def _rows(self, line: Line) -> Iterator[str]:
        before, name = " " * line.indent + line.mark, visible(line.name)
        text = name + visible(line.text)
        rows = [text] if self.width is None else wrapped(text, self.width - cells(before))
        for row in rows:
            said = row.removeprefix(name) if name else row
            yield (before + self._styled(name, "persona") + self._styled(said, line.style)).rstrip()
            before, name = " " * cells(before), ""

    def _styled(self, text: str, style: Style) -> str:
        code = _CODES[style]
        return f"\x1b[{code}m{text}\x1b[0m" if self._colours and code and text else text


class Flow:
    """A text that grows word by word and is never taken back."""

    def __init__(self, write: Callable[[str], None], width: int | None, column: int) -> None:
        self._write = write
        self._width = width
        self._column = column
        self._gap = ""
        self._word = ""
        """The last word, held back until it is whole: only then is it known where it fits."""
        self._ended = False

    def add(self, text: str) -> None:
        text = visible(text)
        if self._ended or self._width is None:
            self._write("" if self._ended else text)
            return
        pieces = _PIECES.findall(self._word + text)
        self._word = pieces.pop() if pieces and not pieces[-1].isspace() else ""
        self._write("".join(map(self._placed, pieces)))

    def end(self) -> None:
        """Ends the text and its line."""
        if not self._ended:
            self._ended = True
            self._write(self._placed(self._word) + "\n")

    def _placed(self, piece: str) -> str:
        """The piece with the space or the line end that goes before it."""
        if piece == "\n" or piece.isspace() or not piece:
            self._gap = "" if piece == "\n" else piece
            self._column = 0 if piece == "\n" else self._column
            return piece if piece == "\n" else ""
        gap, self._gap = self._gap, ""
        taken = cells(gap) + cells(piece)
        if self._width is not None and self._column and self._column + taken > self._width:
            self._column = cells(piece)
            return "\n" + piece
        self._column += taken
        return gap + piece
