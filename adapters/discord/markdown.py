"""Our common Markdown as Discord's, and texts that can call nobody. Pure.

Discord reads some marks otherwise (`__` underlines), some that we have not (spoilers, small print)
and not all of ours (rules, deeper headings, `~~~`). What is no mark of ours is escaped where Discord
would take it for one. Addresses stand in angle brackets, so that no preview grows below a message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

DEEPEST = 4
"""Emphasis within emphasis beyond which marks are ordinary characters."""
HEADINGS = 3
"""How deep Discord's headings go."""
LONGEST_LINK = 1_000
"""Characters of an address; a longer one is text, so that no link has to be cut."""
LONGEST_LABEL = 100
LINKED = "↗"
"""What a link without a name is called."""
SPACE = "\u200b"
"""Zero-width space: seen by nobody, and breaks what Discord would read as one."""

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})([^`\n]*)")
_LANGUAGE = re.compile(r"\s*([A-Za-z0-9_+.#-]{1,16})(?!\S)")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*")
_RULE = re.compile(r" {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})")
_QUOTE = re.compile(r" {0,3}>[> ]*(.*)")
_BULLET = re.compile(r"([ \t]*)[-*+][ \t]+(?:\[([ xX])\][ \t]+)?(.*)", re.DOTALL)
_NUMBERED = re.compile(r"([ \t]*)(\d{1,9})[.)][ \t]+(.*)", re.DOTALL)
_NEW = re.compile(r" {0,3}(?:#{1,6}[ \t]|>)|[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\S")
_CALLS = re.compile(
    r"<(?=@[!&]?\d|#\d|/[-\w ]+:\d|a?:\w+:\d|t:-?\d|id:\w|sound:\w)|@(?=everyone|here)",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"\\|`|\|(?=\|)|(?<=\|)\||~(?=~)|(?<=~)~"
    r"|(?<![ \t])\*|\*(?![ \t])|(?<![^\W_])_|_(?![^\W_])"
)
"""What Discord may read as a mark, wherever it stands in a line."""
_SMALL = re.compile(r"^(\s*)(-#)", re.MULTILINE)
_LINE_MARK = re.compile(r"^(\s*)([#>+*-]|\d+(?=[.)]))", re.MULTILINE)
_SCHEME = r"(?:https?://|mailto:)"
_ADDRESS = rf"{_SCHEME}(?:[^\s<>|()\\\]]|\([^\s<>|()\\\]]*\))+"
_BARE = r"https?://[^\s<>|*`\\\]]*[^\s<>|*`\\.,;:!?\"'”’»()\[\]{}_~]"
_URL = re.compile(_BARE)
_INLINE = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`+)(?P<code>[^`](?:.*?[^`])?)(?P=ticks)(?!`)"
    rf"|!?\[(?P<label>[^\[\]]{{0,400}})\]\(<?(?P<link>{_ADDRESS})>?(?:[ \t]+[\"'][^\"'\n]*[\"'])?\)"
    rf"|<(?P<auto>{_SCHEME}[^\s<>|\\\]]+)>"
    rf"|(?P<bare>{_BARE})"
    r"|\*\*\*(?=\S)(?P<both>.+?)(?<=\S)\*\*\*"
    r"|\*\*(?=\S)(?P<bold>.+?)(?<=\S)\*\*(?!\*)"
    r"|(?<!\w)__(?=\S)(?P<strong>.+?)(?<=\S)__(?!\w)"
    r"|\*(?=[^\s*])(?P<italic>.+?)(?<=[^\s*])\*(?!\*)"
    r"|(?<!\w)_(?=[^\s_])(?P<emphasis>.+?)(?<=[^\s_])_(?!\w)"
    r"|~~(?=\S)(?P<struck>.+?)(?<=\S)~~",
    re.DOTALL,
)
_MARKS = {
    "both": ("**", "*"),
    "bold": ("**",),
    "strong": ("**",),
    "italic": ("*",),
    "emphasis": ("_",),
    "struck": ("~~",),
}
_EM = {"*", "_"}


def markdown(text: str) -> str:
    """Markdown of the common subset as Discord's; code is kept as it is. Empty where there is
    nothing to be seen."""
    marked = _defused("\n".join(_lines(text)).strip("\n"))
    return marked if marked.strip() else ""


def literal(text: str) -> str:
    """A text that is no Markdown, as somebody typed it."""
    parts: list[str] = []
    place = 0
    for found in _URL.finditer(text):
        parts += (_escaped(text[place : found.start()]), _address(found[0]))
        place = found.end()
    parts.append(_escaped(text[place:]))
    return _defused(_LINE_MARK.sub(_unmarked, "".join(parts)))


def flat(text: str) -> str:
    """A text that calls nobody, of the same length: for one whose escapes would not fit."""
    return _CALLS.sub(lambda found: "‹" if found[0] == "<" else "＠", text)


def name(text: str) -> str:
    """A name or title within a line of ours: one line."""
    return literal(" ".join(text.split()))


def bold(text: str) -> str:
    """A name or title in bold, or nothing."""
    plain = name(text)
    return f"**{plain}**" if plain else ""


def link(address: str | None, label: str) -> str:
    """A link that opens no preview; the label alone where there is no address."""
    plain = " ".join(re.sub(r"[*_`~|<>\[\]\\]", "", label).split())[:LONGEST_LABEL]
    if not address or len(address) > LONGEST_LINK:
        return name(plain) or LINKED
    shown = _defused(plain).replace("://", f":{SPACE}//")  # no label that is an address itself
    return f"[{shown or LINKED}]({_address(address)})"


def quote(text: str) -> str:
    """Every line of a text in Discord's marks as quoted."""
    return "\n".join(f"> {line}" for line in text.split("\n"))


def small(text: str) -> str:
    """Small print, line by line."""
    return "\n".join(f"-# {line}" for line in text.split("\n") if line.strip())


def heading(text: str) -> str:
    """A title of a message, or nothing."""
    plain = name(text)
    return f"## {plain}" if plain else ""


def _address(address: str) -> str:
    """An address that opens no preview, and calls nobody."""
    kept = address.replace("@", "%40") if _CALLS.search(address) else address
    return f"<{kept}>" if len(kept) <= LONGEST_LINK else _escaped(kept)


def _defused(text: str) -> str:
    return _CALLS.sub(lambda found: found[0] + SPACE, text)


def _escaped(text: str) -> str:
    return _MARKED.sub(lambda found: f"\\{found[0]}", text).replace("](", "]\\(")


def _unmarked(found: re.Match[str]) -> str:
    indent, mark = found.groups()
    return f"{indent}{mark}\\" if mark.isdigit() else f"{indent}\\{mark}"


def _lines(text: str) -> Iterator[str]:
    """The text line by line, paragraphs at once: emphasis may go over the end of a line."""
    lines = iter(text.replace("\r\n", "\n").split("\n"))
    paragraph: list[str] = []
    for line in lines:
        fence = _FENCE.fullmatch(line)
        if fence is None and line.strip() and not _NEW.match(line) and not _RULE.fullmatch(line):
            paragraph.append(line)
            continue
        if paragraph:
            yield _line("\n".join(paragraph))
            paragraph = []
        if fence is not None:
            yield from _code(lines, fence)
        elif _BULLET.fullmatch(line) or _NUMBERED.fullmatch(line):
            paragraph.append(line)  # and lines that go on with it
        else:
            yield _line(line)
    if paragraph:
        yield _line("\n".join(paragraph))


def _code(lines: Iterator[str], fence: re.Match[str]) -> Iterator[str]:
    mark, language = fence[1], _LANGUAGE.match(fence[2])
    yield f"```{language[1] if language else ''}"
    code = []
    for line in lines:
        closing = line.strip()
        if closing and not closing.strip(mark[0]) and len(closing) >= len(mark):
            break
        code.append(_parted(line))
    yield "\n".join(code) if any(map(str.strip, code)) else " "  # Discord shows no empty fence
    yield "```"


def _parted(code: str) -> str:
    """Code without three ticks in a row, which would end it."""
    return re.sub("``(?=`)", f"``{SPACE}", code)


def _line(text: str) -> str:
    if head := _HEADING.fullmatch(text):
        inside = _inline(head[2])
        return f"{head[1][:HEADINGS]} {inside}" if inside.strip() else ""
    if _RULE.fullmatch(text):
        return "───"
    if quoted := _QUOTE.fullmatch(text):
        return f"> {_inline(quoted[1])}"
    if bullet := _BULLET.fullmatch(text):
        indent, box, said = bullet.groups()
        mark = {None: "", " ": "☐ "}.get(box, "☑ ")
        return f"{_indented(indent)}- {mark}{_inline(said)}"
    if numbered := _NUMBERED.fullmatch(text):
        return f"{_indented(numbered[1])}{numbered[2]}. {_inline(numbered[3])}"
    return _SMALL.sub(r"\1\\\2", _inline(text))


def _indented(indent: str) -> str:
    return "  " * (len(indent.expandtabs(4)) // 2)


def _inline(text: str, depth: int = 0, within: tuple[str, ...] = ()) -> str:
    """A paragraph; `within` is which marks are open around it."""
    if depth > DEEPEST:
        return _escaped(text)
    parts: list[str] = []
    place = 0
    for found in _INLINE.finditer(text):
        parts.append(_escaped(text[place : found.start()]))
        parts.append(_span(found, depth, within))
        place = found.end()
    parts.append(_escaped(text[place:]))
    return "".join(parts)


def _span(found: re.Match[str], depth: int, within: tuple[str, ...]) -> str:
    kind = found.lastgroup or ""
    match kind:
        case "escaped":
            return found[0]
        case "code":
            return _in_ticks(found["code"], found["ticks"])
        case "link" if found["link"].startswith("mailto:"):
            return f"{link(None, found['label'])} ({_mail(found['link'])})"
        case "link":
            return link(found["link"], found["label"])
        case "auto" if found["auto"].startswith("mailto:"):
            return _mail(found["auto"])
        case "auto" | "bare":
            return _address(found[kind])
        case _:
            marks = tuple(mark for mark in _MARKS[kind] if not _is_open(mark, within))
            inside = _inline(found[kind], depth + 1, within + marks)
            return "".join((*marks, inside, *reversed(marks)))


def _is_open(mark: str, within: tuple[str, ...]) -> bool:
    return mark in within or (mark in _EM and bool(_EM & set(within)))


def _mail(address: str) -> str:
    return _escaped(address.removeprefix("mailto:"))


def _in_ticks(code: str, ticks: str) -> str:
    """Code within a line, on one line."""
    line = _parted(" ".join(code.split("\n")))
    return f"{ticks}{line}{ticks}" if len(ticks) < 3 else _escaped(line.strip())
