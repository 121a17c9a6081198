"""Draws blocks much as Slack shows them, for the pictures in docs/images.

    python -m tests.pictures.slack_blocks

The look is this file's own: nothing of Slack's is in it. Needs the development requirements and
Chromium.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from adapters.slack import forms, home
from adapters.slack.rendering import permalinks, rendered
from bot.domain.content import Content
from bot.domain.offering import Choice
from bot.domain.surface import MemberId
from bot.drawing import picture
from tests.adapters import slack_contents as made
from tests.adapters import slack_reports as reports

IMAGES = Path(__file__).parents[2] / "docs" / "images"
WIDTHS = {"": 620, "-phone": 375}
PHONE = ("slack-opening", "slack-scorecard", "slack-home", "slack-digest", "slack-assignments")
CHART = "F0CHART0001"
SHARP = 1.2
"""Pixels of a picture for one of the page: sharp enough, and under 150 KB."""
Block = Mapping[str, Any]

STYLE = """
* { box-sizing: border-box; margin: 0 }
body { font: 15px/1.46 "Liberation Sans", Arial, sans-serif; color: #1d1c1d; background: #fff;
  width: max-content }
main { padding: 16px 18px; display: grid; grid-template-columns: 36px 1fr; gap: 8px 10px }
main.home { display: block }
.face { width: 36px; height: 36px; border-radius: 8px; background: #3d5a80; color: #fff;
  display: grid; place-items: center; font-weight: bold }
.who { font-weight: bold } .who small { font-weight: normal; color: #616061; margin-left: 6px;
  background: #eee; border-radius: 3px; padding: 1px 4px; font-size: 11px }
.block { margin: 6px 0; overflow-wrap: anywhere } h2 { font-size: 18px; line-height: 1.3 }
.section { display: flex; gap: 12px; justify-content: space-between; align-items: start }
.context { color: #616061; font-size: 13px } hr { border: 0; border-top: 1px solid #ddd;
  margin: 12px 0 } blockquote { border-left: 4px solid #ddd; padding-left: 10px; margin: 3px 0 }
.actions { display: flex; flex-wrap: wrap; gap: 8px }
button { font: bold 14px "Liberation Sans", Arial; border: 1px solid #bbb; border-radius: 8px;
  background: #fff; color: inherit; padding: 7px 12px; white-space: nowrap }
button.primary { background: #007a5a; border-color: #007a5a; color: #fff }
button.danger { color: #c01343; border-color: #c01343 }
button.menu { font-weight: normal; padding-right: 26px; position: relative }
button.menu::after { content: "▾"; position: absolute; right: 10px }
button.quiet { border: 0; color: #616061; padding: 4px 6px; font-weight: normal }
code, pre { font: 12px "Liberation Mono", monospace; background: #f6f6f6; border: 1px solid #ddd;
  border-radius: 3px; padding: 1px 3px; color: #b3123c }
pre { padding: 8px; color: inherit; white-space: pre-wrap; margin: 4px 0 }
a { color: #1264a3; text-decoration: none }
.list { list-style: none; border: 1px solid #ddd; border-radius: 8px; padding: 4px 0; margin: 4px 0;
  max-width: 360px } .list li { padding: 5px 12px } .list small { color: #616061; display: block }
.chart img { display: block; width: min(100%, 420px); border-radius: 8px; margin-top: 4px }
.field { border: 1px solid #bbb; border-radius: 8px; height: 84px; margin-top: 4px }
.end { justify-content: flex-end; margin-top: 14px }
.list .group { font-weight: bold; color: #616061; font-size: 13px }
"""


def page(blocks: Iterable[Block], who: str, *, width: int, message: bool = True) -> str:
    """A page of `width` that shows one message, or the home tab."""
    inside = "\n".join(map(_block, blocks))
    head = (
        f'<div class="face">{html.escape(who[0])}</div><div><div class="who">{who}<small>APP</small></div>'
        if message
        else "<div>"
    )
    kind = "" if message else ' class="home"'
    return (
        f'<!doctype html><meta charset="utf-8"><style>{STYLE} main {{ width: {width}px }}</style>'
        f"<main{kind}>{head}{inside}</div></main>"
    )


def _block(block: Block) -> str:
    match block["type"]:
        case "divider":
            return "<hr>"
        case "header":
            return f'<h2 class="block">{_text(block["text"])}</h2>'
        case "section":
            beside = _element(block["accessory"]) if "accessory" in block else ""
            return f'<div class="block section"><div>{_text(block["text"])}</div>{beside}</div>'
        case "image":
            return f'<div class="block chart"><img src="{_chart()}"></div>'
        case "input":
            element = '<div class="field"></div>'
            return f'<div class="block"><b>{_text(block["label"])}</b>{element}</div>'
        case "context":
            texts = "<br>".join(map(_text, block["elements"]))
            return f'<div class="block context">{texts}</div>'
        case "actions" | "context_actions":
            return f'<div class="block actions">{"".join(map(_element, block["elements"]))}</div>'
        case kind:
            raise ValueError(f"no picture of {kind}")


def _element(element: Block) -> str:
    match element["type"]:
        case "button":
            return f'<button class="{element.get("style", "")}">{_text(element["text"])}</button>'
        case "static_select":
            return f'<button class="menu">{_text(element["placeholder"])}</button>'
        case "feedback_buttons":
            thumbs = (element["positive_button"], element["negative_button"])
            return "".join(
                f'<button class="quiet">{sign} {_text(one["text"])}</button>'
                for sign, one in zip("△▽", thumbs, strict=True)
            )
        case kind:
            raise ValueError(f"no picture of {kind}")


@cache
def _chart() -> str:
    """The chart of the reports, as an address."""
    chart = reports.digest().chart
    assert chart is not None
    png = picture.draw(json.dumps(asdict(chart), ensure_ascii=False))
    return f"data:image/png;base64,{b64encode(png).decode()}"


def form(width: int) -> str:
    """A form that a button has opened."""
    value = "en.empathy"
    asked = forms.asked(made.PLACE, MemberId("U0ADA"), Choice(action="dispute", value=value), "1")
    assert asked is not None
    view = forms.view(asked)
    inside = "".join(map(_block, view["blocks"]))
    feet = f"<button>Cancel</button><button class='primary'>{_text(view['submit'])}</button>"
    return (
        f'<!doctype html><meta charset="utf-8"><style>{STYLE} main {{ width: {width}px }}</style>'
        f'<main class="home"><div><h2>{_text(view["title"])}</h2>{inside}'
        f'<div class="actions end">{feet}</div></div></main>'
    )


def _text(text: Block) -> str:
    return html.escape(text["text"]) if text["type"] == "plain_text" else _marked(text["text"])


def _marked(text: str) -> str:
    """Slack's marks as HTML; the text is escaped already, as Slack wants it."""
    kept: list[str] = []

    def keep(shown: str) -> str:
        kept.append(shown)
        return f"\0{len(kept) - 1}\0"

    text = re.sub(r"```\n?(.*?)\n?```", lambda m: keep(f"<pre>{m[1]}</pre>"), text, flags=re.DOTALL)
    text = re.sub(r"`([^`\n]+)`", lambda m: keep(f"<code>{m[1]}</code>"), text)
    text = re.sub(r"<!date\^(\d+)\^[^>]*>", lambda m: _day(int(m[1])), text)
    text = re.sub(r"<([^|<>]+)\|([^<>]*)>", lambda m: keep(f'<a href="{m[1]}">{m[2]}</a>'), text)
    text = re.sub(r"<(https?://[^<>]+)>", lambda m: keep(f'<a href="{m[1]}">{m[1]}</a>'), text)
    for mark, tag in (("\\*", "b"), ("_", "i"), ("~", "s")):
        form = rf"(?<![\w]){mark}(?=\S)([^\n]+?)(?<=\S){mark}(?!\w)"
        text = re.sub(form, rf"<{tag}>\1</{tag}>", text)
    lines = [
        f"<blockquote>{line[2:]}</blockquote>" if line.startswith("> ") else f"{line}<br>"
        for line in text.split("\n")
    ]
    joined = re.sub(r"(<br>)+$", "", "".join(lines)).replace("</blockquote><blockquote>", "<br>")
    return re.sub("\0(\\d+)\0", lambda m: kept[int(m[1])], joined)


def _day(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%b %-d, %Y}"


def _menu(blocks: Iterable[Block]) -> str:
    """A menu as it looks when it is open."""
    menu = next(
        e for b in blocks for e in b.get("elements", ()) if e.get("type") == "static_select"
    )
    lines = []
    for group in menu["option_groups"]:
        lines.append(f'<li class="group">{_text(group["label"])}</li>')
        lines += [
            f"<li>{_text(o['text'])}<small>{_text(o['description'])}</small></li>"
            for o in group["options"]
        ]
    return f'<ul class="list">{"".join(lines)}</ul>'


def pictures() -> dict[str, Callable[[int], str]]:
    """Each picture's page by its name."""
    links = permalinks(made.URL, made.PLACE)

    def of(content: Content, who: str = "ChatTrain") -> Callable[[int], str]:
        shown = rendered(content, links=links, customized=who != "ChatTrain", picture=CHART)
        return lambda width: page(shown.blocks, who, width=width)

    tab: Any = home.view(
        home.Home(
            running=home.Running(title="Saying no to a manager", address=made.URL),
            scenarios=made.offered(8),
            results=made.results(),
            skills=(
                home.Skill(title="Empathy", points=82, before=64, sessions=9),
                home.Skill(title="Questions", points=55, sessions=8),
            ),
            assignments=(
                home.Assignment(
                    title="Sales discovery", state="not started", due=made.AT, start="1"
                ),
                home.Assignment(title="Saying no to a manager", state="did not pass"),
            ),
        )
    )
    reply = made.speech(
        "Three weeks! And now you ask me to wait *again*?\n\n"
        "I work from home. Since Monday I sit at the kitchen table with two children around me, "
        "and on Friday I have to hand in a tender."
    )
    menu = rendered(made.offer(8), links=links, customized=False).blocks
    return {
        "slack-opening": of(made.opening()),
        "slack-reply": of(reply, "Maren Brandt"),
        "slack-scorecard": of(made.card(turns=5)),
        "slack-growing": of(made.growing()),
        "slack-digest": of(reports.digest()),
        "slack-assignments": of(reports.assignments()),
        "slack-form": form,
        "slack-offer": lambda width: page(menu, "ChatTrain", width=width).replace(
            "</main>", f"<span></span>{_menu(menu)}</main>"
        ),
        "slack-home": lambda width: page(tab["blocks"], "ChatTrain", width=width, message=False),
    }


def draw(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for end, width in WIDTHS.items():
            view = browser.new_page(
                viewport={"width": width, "height": 400}, device_scale_factor=SHARP
            )
            for name, shown in pictures().items():
                if end and name not in PHONE:
                    continue
                view.set_content(shown(width))
                view.locator("main").screenshot(path=folder / f"{name}{end}.png")
        browser.close()


if __name__ == "__main__":
    draw(IMAGES)
