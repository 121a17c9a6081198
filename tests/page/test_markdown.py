"""What people and personas write, as the page shows it."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.page.conftest import Opened

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_text_never_becomes_markup(visit: Opened) -> None:
    here = await visit()
    page = here.page
    await here.start()
    attack = "<img src=x onerror=\"document.title='owned'\"> [x](javascript:alert(1)) **bold**"
    await here.say(attack)
    await expect(page.locator(".mine .text")).to_have_text(attack)
    await here.answered(2)
    shown = await page.evaluate(
        """async (text) => {
          const { render, html } = await import("/static/vendor/preact.js");
          const { markdown } = await import("/static/markdown.js");
          const box = document.createElement("div");
          render(html`${markdown(text)}`, box);
          return box.innerHTML;
        }""",
        attack + "\n\n> quoted *words*\n\n1. one\n2. `two`\n\n- a\n- b\n\n```\n<b>code</b>\n",
    )
    assert "<img" not in shown
    assert "<a" not in shown
    assert "<strong>bold</strong>" in shown
    assert "<blockquote><p>quoted <em>words</em></p></blockquote>" in shown
    assert "<ol><li>one</li><li><code>two</code></li></ol><ul><li>a</li><li>b</li></ul>" in shown
    assert "&lt;b&gt;code&lt;/b&gt;" in shown


async def test_a_number_that_begins_a_line_is_never_lost(visit: Opened) -> None:
    here = await visit()
    shown = await here.page.evaluate(
        """async (text) => {
          const { render, html } = await import("/static/vendor/preact.js");
          const { markdown } = await import("/static/markdown.js");
          const box = document.createElement("div");
          render(html`${markdown(text)}`, box);
          return box.innerHTML;
        }""",
        "48213. It is also on the message.\n\n3. three\n4. four\n7) seven\n\n0. none\n\n- 2024. May",
    )
    assert "<p>48213. It is also on the message.</p>" in shown
    assert '<ol start="3"><li>three</li><li>four</li><li value="7">seven</li></ol>' in shown
    assert "<p>0. none</p><ul><li>2024. May</li></ul>" in shown
