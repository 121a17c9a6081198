"""Markdown as Slack's own marks ("mrkdwn"), and texts that can call nobody. Pure.

Messages are made of mrkdwn sections, not of `markdown` blocks: only of mrkdwn is it documented what
`&`, `<` and `>` do and how they are escaped, so that nothing that a model or a trainee writes can
mention people or pose as a link; a line's end stays one; and a section may be 3,000 characters each
time where `markdown` blocks have 12,000 together. A reply that Slack streams is given as Markdown:
for that there is `streamed`.
"""

from __future__ import annotations

import re
from typing import assert_never

from adapters.chat import markdown as common

JOINER = "\u2060"
"""Word joiner: seen by nobody, and makes `@here` a word like others."""
_LINE = re.compile(r"\A(\s*)(\S|\S.*\S)(\s*)\Z")
_CALLS = re.compile(r"(?<!\w)@(?=(?:here|channel|everyone)\b)", re.IGNORECASE)
_STREAMED = re.compile(r"(?:<|&lt;|&#0*60;|&#x0*3c;)(?=[!@#])|(?<!\w)@(?=[hce])", re.IGNORECASE)
_INLINE = common.spans()
_INDENT = "    "
_MARKS = {"both": "*_", "bold": "*", "strong": "*", "italic": "_", "emphasis": "_", "struck": "~"}


def mrkdwn(text: str) -> str:
    """Markdown of the common subset in Slack's marks; code is kept as it is, but calls nobody.
    Empty where there is nothing to be seen."""
    marked = "\n".join(map(_shown, common.blocks(text))).strip("\n")
    return marked if marked.strip() else ""


def literal(text: str) -> str:
    """A text that is no Markdown, as somebody typed it."""
    return common.parted(_CALLS.sub("@" + JOINER, _escaped(text)))


def name(text: str) -> str:
    """A name or title within a line of ours: one line, which ends no bold and begins no code."""
    return literal(" ".join(re.sub(r"[*`]", "", text).split()))


def bold(text: str) -> str:
    """A name or title in bold, or nothing."""
    plain = name(text)
    return f"*{plain}*" if plain else ""


def link(address: str | None, label: str) -> str:
    """A link; where there is no address, or none that fits into a message, its label alone."""
    shown = name(label[: common.LONGEST_LABEL])
    if not address or not _is_short(address):
        return shown
    return f"<{_escaped(address)}|{shown or common.LINKED}>"


def streamed(text: str) -> str:
    """Markdown that calls nobody, for where Slack reads Markdown. As the text grows, this grows:
    what was sent of it stays its beginning."""
    return _STREAMED.sub(lambda found: found[0] + common.SPACE, text)


def further(sent: str, text: str) -> str:
    """How a streamed text goes on: `text` as it may follow what was `sent`."""
    return streamed(sent + text)[len(sent) :]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _is_short(address: str) -> bool:
    return len(_escaped(address)) <= common.LONGEST_LINK


def _shown(block: common.Block) -> str:
    match block:
        case common.Code():
            return "\n".join(
                ("```", *(common.parted(_escaped(line)) for line in block.lines), "```")
            )
        case common.Heading():
            return bold(block.text)
        case common.Across():
            return common.RULE
        case common.Quoted():
            return f"> {_inline(block.text)}"
        case common.Item():
            bullet = {None: "◦" if block.depth else "•", False: "☐", True: "☑"}[block.done]
            return f"{_INDENT * block.depth}{bullet} {_inline(block.text)}"
        case common.Numbered():
            return f"{_INDENT * block.depth}{block.number}. {_inline(block.text)}"
        case common.Paragraph():
            return _inline(block.text)
        case _:
            assert_never(block)


def _inline(text: str, depth: int = 0, within: str = "") -> str:
    """A paragraph; `within` is which marks are open around it."""
    if depth > common.DEEPEST:
        return literal(text)
    return common.rewritten(text, _INLINE, literal, lambda found: _span(found, depth, within))


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
    # A backtick that stands by itself before it can make Slack read the code as text.
    flat = _CALLS.sub("@" + JOINER, _escaped(" ".join(inside.split("\n"))))
    return f"`{flat}`" if "`" not in flat else literal(inside)


def _emphasis(found: re.Match[str], mark: str, inside: str) -> str:
    """Marks around each line, for Slack's end with a line, and parted from letters beside them."""
    lines = [_LINE.sub(rf"\1{mark}\2{mark[::-1]}\3", line) for line in inside.split("\n")]
    text, start, end = found.string, found.start(), found.end()
    before = common.SPACE if mark and start and text[start - 1].isalnum() else ""
    after = common.SPACE if mark and text[end : end + 1].isalnum() else ""
    return f"{before}{chr(10).join(lines)}{after}"
