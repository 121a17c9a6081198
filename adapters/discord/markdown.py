"""Our common Markdown as Discord's, and texts that can call nobody. Pure.

Discord reads some marks otherwise (`__` underlines), some that we have not (spoilers, small print)
and not all of ours (rules, deeper headings, `~~~`). What is no mark of ours is escaped where Discord
would take it for one. Addresses stand in angle brackets, so that no preview grows below a message.
"""

from __future__ import annotations

import re
from typing import assert_never

from adapters.chat import markdown as common

HEADINGS = 3
"""How deep Discord's headings go."""
_LANGUAGE = re.compile(r"\s*([A-Za-z0-9_+.#-]{1,16})(?!\S)")
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
_OUTSIDE = r"\\\]"
_URL = re.compile(common.bare(_OUTSIDE))
_INLINE = common.spans(_OUTSIDE)
_INDENT = "  "
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
    marked = _defused("\n".join(map(_shown, common.blocks(text))).strip("\n"))
    return marked if marked.strip() else ""


def literal(text: str) -> str:
    """A text that is no Markdown, as somebody typed it."""
    escaped = common.rewritten(text, _URL, _escaped, lambda found: _address(found[0]))
    return _defused(_LINE_MARK.sub(_unmarked, escaped))


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
    plain = " ".join(re.sub(r"[*_`~|<>\[\]\\]", "", label).split())[: common.LONGEST_LABEL]
    if not address or len(address) > common.LONGEST_LINK:
        return name(plain) or common.LINKED
    shown = _defused(plain).replace(
        "://", f":{common.SPACE}//"
    )  # no label that is an address itself
    return f"[{shown or common.LINKED}]({_address(address)})"


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
    return f"<{kept}>" if len(kept) <= common.LONGEST_LINK else _escaped(kept)


def _defused(text: str) -> str:
    return _CALLS.sub(lambda found: found[0] + common.SPACE, text)


def _escaped(text: str) -> str:
    return _MARKED.sub(lambda found: f"\\{found[0]}", text).replace("](", "]\\(")


def _unmarked(found: re.Match[str]) -> str:
    indent, mark = found.groups()
    return f"{indent}{mark}\\" if mark.isdigit() else f"{indent}\\{mark}"


def _shown(block: common.Block) -> str:
    match block:
        case common.Code():
            return _code(block)
        case common.Heading():
            inside = _inline(block.text)
            return f"{'#' * min(block.level, HEADINGS)} {inside}" if inside.strip() else ""
        case common.Across():
            return common.RULE
        case common.Quoted():
            return f"> {_inline(block.text)}"
        case common.Item():
            box = {None: "", False: "☐ ", True: "☑ "}[block.done]
            return f"{_INDENT * block.depth}- {box}{_inline(block.text)}"
        case common.Numbered():
            return f"{_INDENT * block.depth}{block.number}. {_inline(block.text)}"
        case common.Paragraph():
            return _SMALL.sub(r"\1\\\2", _inline(block.text))
        case _:
            assert_never(block)


def _code(block: common.Code) -> str:
    language, lines = _LANGUAGE.match(block.info), [common.parted(line) for line in block.lines]
    inside = "\n".join(lines) if any(map(str.strip, lines)) else " "  # no empty fence is shown
    return f"```{language[1] if language else ''}\n{inside}\n```"


def _inline(text: str, depth: int = 0, within: tuple[str, ...] = ()) -> str:
    """A paragraph; `within` is which marks are open around it."""
    if depth > common.DEEPEST:
        return _escaped(text)
    return common.rewritten(text, _INLINE, _escaped, lambda found: _span(found, depth, within))


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
    line = common.parted(" ".join(code.split("\n")))
    return f"{ticks}{line}{ticks}" if len(ticks) < 3 else _escaped(line.strip())
