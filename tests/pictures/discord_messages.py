"""Draws messages much as Discord shows them, for the pictures in docs/images.

    python -m tests.pictures.discord_messages

The look is this file's own: nothing of Discord's is in it. Needs the development requirements and
Chromium.
"""

from __future__ import annotations

import base64
import html
import json
import os
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from adapters.discord.addressing import Permalinks
from adapters.discord.files import File
from adapters.discord.rendering import Rendered, rendered
from bot.domain.content import Chart, Content, Report
from bot.drawing import picture
from tests.adapters import discord_contents as here
from tests.adapters import slack_contents as made
from tests.adapters import slack_reports as reports

IMAGES = Path(__file__).parents[2] / "docs" / "images"
WIDTHS = {"": 620, "-phone": 375}
PHONE = ("discord-opening", "discord-scorecard", "discord-offer", "discord-digest")
SHARP = 1.2
"""Pixels of a picture for one of the page: sharp enough, and under 150 KB."""
Part = Mapping[str, Any]

STYLE = """
* { box-sizing: border-box; margin: 0 }
body { font: 15px/1.42 "Liberation Sans", Arial, sans-serif; color: #dcdde1; background: #2b2d31;
  width: max-content }
main { padding: 16px 18px; display: grid; grid-template-columns: 38px 1fr; gap: 8px 12px }
.face { width: 38px; height: 38px; border-radius: 50%; background: #4f6d8f; color: #fff;
  display: grid; place-items: center; font-weight: bold }
.who { font-weight: bold; color: #fff } .who small { font-weight: normal; color: #fff;
  background: #4a5bd4; border-radius: 3px; padding: 1px 4px; font-size: 11px; margin-left: 6px }
.text, .embed { overflow-wrap: anywhere } b { color: #f2f3f5 }
h2 { font-size: 20px; line-height: 1.3; color: #f2f3f5; margin: 4px 0 } h3 { font-size: 17px }
.embed { background: #232428; border-left: 4px solid; border-radius: 4px; padding: 8px 14px 10px;
  margin-top: 6px; max-width: 520px; font-size: 14px }
.embed img { display: block; width: 100%; border-radius: 4px; margin-top: 8px }
.small { color: #a3a6ad; font-size: 12.5px; line-height: 1.35 }
blockquote { border-left: 4px solid #4e5058; border-radius: 3px; padding-left: 10px; margin: 2px 0 }
ul { padding-left: 22px } a { color: #4aa8ff; text-decoration: none }
code, pre { font: 13px "Liberation Mono", monospace; background: #1e1f22; border-radius: 3px;
  padding: 1px 3px } pre { padding: 8px; white-space: pre-wrap; margin: 4px 0 }
.row { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 8px }
button { font: 14px "Liberation Sans", Arial; border: 0; border-radius: 6px; color: #fff;
  padding: 8px 14px; background: #4e5058 }
.s1 { background: #4a5bd4 } .s4 { background: #c23b3f } .s5::after { content: " ↗" }
button.menu { flex: 1; max-width: 400px; text-align: left; background: #1e1f22; color: #a3a6ad;
  padding: 10px 12px; position: relative }
button.menu::after { content: "▾"; position: absolute; right: 12px }
.list { list-style: none; background: #1e1f22; border-radius: 6px; padding: 4px 0; margin: 4px 0;
  max-width: 400px } .list li { padding: 6px 12px } .list small { color: #a3a6ad; display: block }
"""


def page(shown: Rendered, *, width: int, opened: bool = False) -> str:
    """A page of `width` that shows one message; its first menu may be open."""
    embeds = "".join(
        f'<div class="embed" style="border-color: #{one["color"]:06x}">'
        f"{_marked(one.get('description', ''))}{_image(one, shown)}</div>"
        for one in shown.embeds
    )
    rows = "".join(
        f'<div class="row">{"".join(map(_control, r["components"]))}</div>{_menu(r) if opened else ""}'
        for r in shown.components
    )
    return (
        f'<!doctype html><meta charset="utf-8"><style>{STYLE} main {{ width: {width}px }}</style>'
        '<main><div class="face">C</div><div><div class="who">ChatTrain<small>APP</small></div>'
        f'<div class="text">{_marked(shown.content)}</div>{embeds}{rows}</div></main>'
    )


def _image(embed: Part, shown: Rendered) -> str:
    """The picture in an embed."""
    url = (embed.get("image") or {}).get("url", "")
    data = {f"attachment://{file.name}": file.data for file in shown.files or ()}
    if url not in data:
        return ""
    return f'<img src="data:image/png;base64,{base64.b64encode(data[url]).decode()}">'


def _control(control: Part) -> str:
    if "options" in control:
        return f'<button class="menu">{html.escape(control["placeholder"])}</button>'
    return f'<button class="s{control["style"]}">{html.escape(control["label"])}</button>'


def _menu(row: Part) -> str:
    """The options of a menu."""
    lines = [
        f"<li>{html.escape(o['label'])}<small>{html.escape(o.get('description', ''))}</small></li>"
        for control in row["components"]
        for o in control.get("options", ())
    ]
    return f'<ul class="list">{"".join(lines)}</ul>' if lines else ""


def _marked(text: str) -> str:
    """Discord's Markdown as HTML."""
    kept: list[str] = []

    def keep(shown: str) -> str:
        kept.append(shown)
        return f"\0{len(kept) - 1}\0"

    text = re.sub(r"\\([^0-9A-Za-z\s])", lambda m: keep(html.escape(m[1])), text)
    link = r"\[([^\]]*)\]\(<(https?://[^<>]+)>\)"
    text = re.sub(link, lambda m: keep(f'<a href="{m[2]}">{html.escape(m[1])}</a>'), text)
    text = re.sub(r"<(https?://[^<>]+)>", lambda m: keep(f'<a href="{m[1]}">{m[1]}</a>'), text)
    text = html.escape(text, quote=False)
    text = re.sub(r"`([^`\n]+)`", lambda m: keep(f"<code>{m[1]}</code>"), text)
    for mark, tag in ((r"\*\*", "b"), (r"\*", "i"), ("_", "i"), ("~~", "s")):
        form = rf"(?<!\w){mark}(?=\S)([^\n]+?)(?<=\S){mark}(?!\w)"
        text = re.sub(form, rf"<{tag}>\1</{tag}>", text)
    joined = "".join(map(_line, text.split("\n")))
    joined = re.sub(r"(<br>)+$", "", joined).replace("</blockquote><blockquote>", "<br>")
    joined = joined.replace("</ul><ul>", "")
    return re.sub("\0(\\d+)\0", lambda m: kept[int(m[1])], joined)


def _line(line: str) -> str:
    for mark, tag, kind in (
        ("-# ", "div", "small"),
        ("## ", "h2", ""),
        ("### ", "h3", ""),
        ("&gt; ", "blockquote", ""),
    ):
        if line.startswith(mark):
            return f'<{tag} class="{kind}">{line.removeprefix(mark)}</{tag}>'.replace(
                ' class=""', ""
            )
    if line.startswith("- "):
        return f"<ul><li>{line[2:]}</li></ul>"
    return f"{line}<br>"


def pictures() -> dict[str, Callable[[int], str]]:
    """Each picture's page by its name."""

    def of(content: Content, *, opened: bool = False) -> Callable[[int], str]:
        chart = content.chart if isinstance(content, Report) else None
        file = None if chart is None else drawn(chart)
        shown = rendered(here.in_discord(content), links=Permalinks(here.PLACE), file=file)
        return lambda width: page(shown, width=width, opened=opened)

    reply = made.speech(
        "Three weeks! And now you ask me to wait *again*?\n\n"
        "I work from home. Since Monday I sit at the kitchen table with two children around me, "
        "and on Friday I have to hand in a tender."
    )
    return {
        "discord-opening": of(made.opening()),
        "discord-reply": of(reply),
        "discord-scorecard": of(made.card(turns=5)),
        "discord-growing": of(made.growing()),
        "discord-offer": of(made.offer(8), opened=True),
        "discord-moved": of(made.moved()),
        "discord-digest": of(reports.digest()),
        "discord-assignments": of(reports.assignments()),
        "discord-dispute": of(reports.dispute()),
        "discord-progress": of(reports.mine()),
    }


@cache
def drawn(chart: Chart) -> File:
    """A chart as it is sent."""
    png = picture.draw(json.dumps(asdict(chart), ensure_ascii=False))
    return File(name="chart.png", data=png, kind="image/png")


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
