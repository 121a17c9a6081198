"""Our common Markdown, read: what its blocks are, and what stands within a line. How each of them
looks is a platform's business. Pure.

Emphasis may go over the end of a line, so that a paragraph is one block.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

DEEPEST = 4
"""Emphasis within emphasis beyond which marks are ordinary characters."""
LONGEST_LINK = 1_000
"""Characters of an address; a longer one is text, so that no link has to be cut."""
LONGEST_LABEL = 100
LINKED = "↗"
"""What a link without a name is called."""
RULE = "───"
"""A line across, for where there is none."""
SPACE = "\u200b"
"""Zero-width space: seen by nobody, no part of a word, and breaks what would be read as one."""

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})([^`\n]*)")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*")
_RULE = re.compile(r" {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})")
_QUOTE = re.compile(r" {0,3}>[> ]*(.*)")
_BULLET = re.compile(r"([ \t]*)[-*+][ \t]+(?:\[([ xX])\][ \t]+)?(.*)", re.DOTALL)
_NUMBERED = re.compile(r"([ \t]*)(\d{1,9})[.)][ \t]+(.*)", re.DOTALL)
_NEW = re.compile(r" {0,3}(?:#{1,6}[ \t]|>)|[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\S")
_SCHEME = r"(?:https?://|mailto:)"


@dataclass(frozen=True, slots=True)
class Code:
    """Lines between fences; `info` is what stands behind the first fence."""

    info: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Across:
    """A rule."""


@dataclass(frozen=True, slots=True)
class Quoted:
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """Of a list, `depth` lists deep; `done` where it has a box to be ticked."""

    depth: int
    text: str
    done: bool | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """Of a list with numbers."""

    depth: int
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some lines, or an empty one."""

    text: str


Block = Code | Heading | Across | Quoted | Item | Numbered | Paragraph


def blocks(text: str) -> Iterator[Block]:
    """A text's blocks, in order."""
    lines = iter(text.replace("\r\n", "\n").split("\n"))
    paragraph: list[str] = []
    for line in lines:
        fence = _FENCE.fullmatch(line)
        if fence is None and line.strip() and not _NEW.match(line) and not _RULE.fullmatch(line):
            paragraph.append(line)
            continue
        if paragraph:
            yield _block("\n".join(paragraph))
            paragraph = []
        if fence is not None:
            yield Code(fence[2], tuple(_code(lines, fence[1])))
        elif _BULLET.fullmatch(line) or _NUMBERED.fullmatch(line):
            paragraph.append(line)  # and lines that go on with it
        else:
            yield _block(line)
    if paragraph:
        yield _block("\n".join(paragraph))


def spans(outside: str = "") -> re.Pattern[str]:
    """What stands within a line besides plain text, each kind as a group of its name. `outside` are
    characters of which no address has any, as they stand in a class of a pattern."""
    no = rf"\s<>|{outside}"
    address = rf"{_SCHEME}(?:[^{no}()]|\([^{no}()]*\))+"
    return re.compile(
        r"\\(?P<escaped>[!-/:-@\[-`{-~])"
        r"|(?P<ticks>`+)(?P<code>[^`](?:.*?[^`])?)(?P=ticks)(?!`)"
        rf"|!?\[(?P<label>[^\[\]]{{0,400}})\]\(<?(?P<link>{address})>?(?:[ \t]+[\"'][^\"'\n]*[\"'])?\)"
        rf"|<(?P<auto>{_SCHEME}[^{no}]+)>"
        rf"|(?P<bare>{bare(outside)})"
        r"|\*\*\*(?=\S)(?P<both>.+?)(?<=\S)\*\*\*"
        r"|\*\*(?=\S)(?P<bold>.+?)(?<=\S)\*\*(?!\*)"
        r"|(?<!\w)__(?=\S)(?P<strong>.+?)(?<=\S)__(?!\w)"
        r"|\*(?=[^\s*])(?P<italic>.+?)(?<=[^\s*])\*(?!\*)"
        r"|(?<!\w)_(?=[^\s_])(?P<emphasis>.+?)(?<=[^\s_])_(?!\w)"
        r"|~~(?=\S)(?P<struck>.+?)(?<=\S)~~",
        re.DOTALL,
    )


def bare(outside: str = "") -> str:
    """The pattern of an address as somebody writes it, without what ends a sentence behind it."""
    no = rf"\s<>|*`{outside}"
    return rf"https?://[^{no}]*[^{no}.,;:!?\"'”’»()\[\]{{}}_~]"


def rewritten(
    text: str,
    pattern: re.Pattern[str],
    plain: Callable[[str], str],
    span: Callable[[re.Match[str]], str],
) -> str:
    """A text with each thing that is found in it put one way, and what stands between another."""
    parts: list[str] = []
    place = 0
    for found in pattern.finditer(text):
        parts += (plain(text[place : found.start()]), span(found))
        place = found.end()
    parts.append(plain(text[place:]))
    return "".join(parts)


def quote(text: str) -> str:
    """Every line of a text, marked as quoted."""
    return "\n".join(f"> {line}" for line in text.split("\n"))


def parted(code: str) -> str:
    """A text without three ticks in a row, which would begin code or end it."""
    return re.sub("``(?=`)", f"``{SPACE}", code)


def _code(lines: Iterator[str], mark: str) -> Iterator[str]:
    for line in lines:
        closing = line.strip()
        if closing and not closing.strip(mark[0]) and len(closing) >= len(mark):
            return
        yield line


def _block(text: str) -> Block:
    if heading := _HEADING.fullmatch(text):
        return Heading(len(heading[1]), heading[2])
    if _RULE.fullmatch(text):
        return Across()
    if quoted := _QUOTE.fullmatch(text):
        return Quoted(quoted[1])
    if bullet := _BULLET.fullmatch(text):
        indent, box, said = bullet.groups()
        return Item(_depth(indent), said, None if box is None else box != " ")
    if numbered := _NUMBERED.fullmatch(text):
        return Numbered(_depth(numbered[1]), numbered[2], numbered[3])
    return Paragraph(text)


def _depth(indent: str) -> int:
    return len(indent.expandtabs(4)) // 2
