"""Markdown as Slack's own marks ("mrkdwn"), and texts that can call nobody. Pure.

Messages are made of mrkdwn sections, not of `markdown` blocks: only of mrkdwn is it documented what
`&`, `<` and `>` do and how they are escaped, so that nothing that a model or a trainee writes can
mention people or pose as a link; a line's end stays one; and a section may be 3,000 characters each
time where `markdown` blocks have 12,000 together. A reply that Slack streams is given as Markdown:
for that there is `streamed`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

DEEPEST = 4
"""Emphasis within emphasis beyond which marks are ordinary characters."""
LONGEST_LINK = 1_000
"""Characters of an address; a longer one is text, so that no link has to be cut."""
LONGEST_LABEL = 100
LINKED = "↗"
"""What a link without a name is called."""
JOINER = "\u2060"
"""Word joiner: seen by nobody, and makes `@here` a word like others."""
SPACE = "\u200b"
"""Zero-width space: no part of a word, so that marks within one count for Slack."""

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})([^`\n]*)")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*")
_RULE = re.compile(r" {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})")
_QUOTE = re.compile(r" {0,3}>[> ]*(.*)")
_BULLET = re.compile(r"([ \t]*)[-*+][ \t]+(?:\[([ xX])\][ \t]+)?(.*)", re.DOTALL)
_NUMBERED = re.compile(r"([ \t]*)(\d{1,9})[.)][ \t]+(.*)", re.DOTALL)
_NEW = re.compile(r" {0,3}(?:#{1,6}[ \t]|>)|[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\S")
_LINE = re.compile(r"\A(\s*)(\S|\S.*\S)(\s*)\Z")
_CALLS = re.compile(r"(?<!\w)@(?=(?:here|channel|everyone)\b)", re.IGNORECASE)
_STREAMED = re.compile(r"(?:<|&lt;|&#0*60;|&#x0*3c;)(?=[!@#])|(?<!\w)@(?=[hce])", re.IGNORECASE)
_SCHEME = r"(?:https?://|mailto:)"
_ADDRESS = rf"{_SCHEME}(?:[^\s<>|()]|\([^\s<>|()]*\))+"
_INLINE = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`+)(?P<code>[^`](?:.*?[^`])?)(?P=ticks)(?!`)"
    rf"|!?\[(?P<label>[^\[\]]{{0,400}})\]\(<?(?P<link>{_ADDRESS})>?(?:[ \t]+[\"'][^\"'\n]*[\"'])?\)"
    rf"|<(?P<auto>{_SCHEME}[^\s<>|]+)>"
    r"|(?P<bare>https?://[^\s<>|*`]*[^\s<>|*`.,;:!?\"'”’»()\[\]{}_~])"
    r"|\*\*\*(?=\S)(?P<both>.+?)(?<=\S)\*\*\*"
    r"|\*\*(?=\S)(?P<bold>.+?)(?<=\S)\*\*(?!\*)"
    r"|(?<!\w)__(?=\S)(?P<strong>.+?)(?<=\S)__(?!\w)"
    r"|\*(?=[^\s*])(?P<italic>.+?)(?<=[^\s*])\*(?!\*)"
    r"|(?<!\w)_(?=[^\s_])(?P<emphasis>.+?)(?<=[^\s_])_(?!\w)"
    r"|~~(?=\S)(?P<struck>.+?)(?<=\S)~~",
    re.DOTALL,
)
_MARKS = {"both": "*_", "bold": "*", "strong": "*", "italic": "_", "emphasis": "_", "struck": "~"}


def mrkdwn(text: str) -> str:
    """Markdown of the common subset in Slack's marks; code is kept as it is. Empty where there is
    nothing to be seen."""
    marked = "\n".join(_lines(text)).strip("\n")
    return marked if marked.strip() else ""


def literal(text: str) -> str:
    """A text that is no Markdown, as somebody typed it."""
    return _parted(_CALLS.sub("@" + JOINER, _escaped(text)))


def name(text: str) -> str:
    """A name or title within a line of ours: one line, which ends no bold and begins no code."""
    return literal(" ".join(re.sub(r"[*`]", "", text).split()))


def bold(text: str) -> str:
    """A name or title in bold, or nothing."""
    plain = name(text)
    return f"*{plain}*" if plain else ""


def link(address: str | None, label: str) -> str:
    """A link; where there is no address, or none that fits into a message, its label alone."""
    shown = name(label[:LONGEST_LABEL])
    if not address or not _is_short(address):
        return shown
    return f"<{_escaped(address)}|{shown or LINKED}>"


def quote(text: str) -> str:
    """Every line of a text in Slack's marks as quoted."""
    return "\n".join(f"> {line}" for line in text.split("\n"))


def streamed(text: str) -> str:
    """Markdown that calls nobody, for where Slack reads Markdown. As the text grows, this grows:
    what was sent of it stays its beginning."""
    return _STREAMED.sub(lambda found: found[0] + SPACE, text)


def further(sent: str, text: str) -> str:
    """How a streamed text goes on: `text` as it may follow what was `sent`."""
    return streamed(sent + text)[len(sent) :]


def _parted(text: str) -> str:
    """Text without three ticks in a row, which would begin code or end it."""
    return re.sub("``(?=`)", f"``{SPACE}", text)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _is_short(address: str) -> bool:
    return len(_escaped(address)) <= LONGEST_LINK


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
            yield from _code(lines, fence[1])
        elif _BULLET.fullmatch(line) or _NUMBERED.fullmatch(line):
            paragraph.append(line)  # and lines that go on with it
        else:
            yield _line(line)
    if paragraph:
        yield _line("\n".join(paragraph))


def _code(lines: Iterator[str], mark: str) -> Iterator[str]:
    yield "```"
    for line in lines:
        closing = line.strip()
        if closing and not closing.strip(mark[0]) and len(closing) >= len(mark):
            break
        yield _parted(_escaped(line))
    yield "```"


def _line(text: str) -> str:
    if heading := _HEADING.fullmatch(text):
        return bold(heading[1])
    if _RULE.fullmatch(text):
        return "───"
    if quoted := _QUOTE.fullmatch(text):
        return f"> {_inline(quoted[1])}"
    if bullet := _BULLET.fullmatch(text):
        indent, box, said = bullet.groups()
        mark = {None: "◦" if len(indent.expandtabs(4)) > 1 else "•", " ": "☐"}.get(box, "☑")
        return f"{_indented(indent)}{mark} {_inline(said)}"
    if numbered := _NUMBERED.fullmatch(text):
        return f"{_indented(numbered[1])}{numbered[2]}. {_inline(numbered[3])}"
    return _inline(text)


def _indented(indent: str) -> str:
    return "    " * (len(indent.expandtabs(4)) // 2)


def _inline(text: str, depth: int = 0, within: str = "") -> str:
    """A paragraph; `within` is which marks are open around it."""
    if depth > DEEPEST:
        return literal(text)
    parts: list[str] = []
    place = 0
    for found in _INLINE.finditer(text):
        parts.append(literal(text[place : found.start()]))
        parts.append(_span(found, depth, within))
        place = found.end()
    parts.append(literal(text[place:]))
    return "".join(parts)


def _span(found: re.Match[str], depth: int, within: str) -> str:
    kind = found.lastgroup or ""
    match kind:
        case "escaped":
            return literal(found["escaped"]) + (JOINER if found["escaped"] == "@" else "")
        case "code":
            return _in_ticks(found["code"])
        case "link":
            return link(found["link"], found["label"] or found["link"])
        case "auto" | "bare":
            address = found[kind]
            return f"<{_escaped(address)}>" if _is_short(address) else literal(address)
        case _:
            mark = "".join(m for m in _MARKS[kind] if m not in within)
            return _emphasis(found, mark, _inline(found[kind], depth + 1, within + mark))


def _in_ticks(code: str) -> str:
    """Code within a line: Slack knows single backticks only."""
    inside = code[1:-1] if code.startswith(" ") and code.endswith(" ") and code.strip() else code
    flat = _escaped(" ".join(inside.split("\n")))
    return f"`{flat}`" if "`" not in flat else literal(inside)


def _emphasis(found: re.Match[str], mark: str, inside: str) -> str:
    """Marks around each line, for Slack's end with a line, and parted from letters beside them."""
    lines = [_LINE.sub(rf"\1{mark}\2{mark[::-1]}\3", line) for line in inside.split("\n")]
    text, start, end = found.string, found.start(), found.end()
    before = SPACE if mark and start and text[start - 1].isalnum() else ""
    after = SPACE if mark and text[end : end + 1].isalnum() else ""
    return f"{before}{chr(10).join(lines)}{after}"
