// A report: figures in sections with a bar beside each, the picture, and what can be done.

import { html, useState } from "./vendor/preact.js";
import { Button } from "./asking.js";
import { markdown } from "./markdown.js";

export function Report({ report, press, id, heading = "h2" }) {
  const { title, text, sections, chart, footer, buttons, language } = report;
  const name = `${id}-title`;
  return html`<section class="report card" id=${id} lang=${language} aria-labelledby=${name}>
    <${heading} id=${name} tabindex="-1">${title}<//>
    ${text && html`<div class="text">${markdown(text)}</div>`}
    <div class="figures">
      ${chart && html`<${Picture} key=${chart.src} ...${chart} />`}
      <div class="sections">${sections.map((section, place) => html`<${Section} key=${place} ...${section} press=${press} language=${language} />`)}</div>
    </div>
    ${buttons.length > 0 && html`<div class="row">${buttons.map((one) => html`<${Button} key=${one.value} one=${one} press=${press} language=${language} />`)}</div>`}
    ${footer && html`<div class="quiet footer">${markdown(footer)}</div>`}
  </section>`;
}

// Where the picture cannot be had, its words stand in its place.
function Picture({ src, alt, title }) {
  const [how, setHow] = useState("coming");
  if (how === "gone") return html`<p class="quiet">${alt}</p>`;
  return html`<figure class=${`chart ${how}`}><img src=${src} alt=${`${title}. ${alt}`} onLoad=${() => setHow("there")} onError=${() => setHow("gone")} /></figure>`;
}

const Section = ({ title, text, rows, buttons, press, language }) => html`<section>
  ${title && html`<h3>${title}</h3>`}
  ${text && html`<div class="text">${markdown(text)}</div>`}
  ${rows.length > 0 && html`<ul class=${`rows${rows.some((row) => row.value || row.detail || row.share != null) ? "" : " listed"}`}>${rows.map((row) => html`<${Row} ...${row} />`)}</ul>`}
  ${buttons.length > 0 && html`<div class="row">${buttons.map((one) => html`<${Button} key=${one.action + one.value} one=${one} press=${press} language=${language} />`)}</div>`}
</section>`;

const Row = ({ label, value, detail, share, session_id }) => html`<li>
  <span class="name">${session_id ? html`<a href=${`#/s/${session_id}`}>${inline(label)}</a>` : inline(label)}</span>
  ${value && html`<b class="value">${inline(value)}</b>`}
  ${share != null && html`<span class="bar" aria-hidden="true"><i style=${{ width: `${100 * Math.min(1, Math.max(0, share))}%` }}></i></span>`}
  ${detail && html`<span class="detail">${inline(detail)}</span>`}
</li>`;

// Markdown of one line, without a paragraph of its own around it.
const inline = (text) => markdown(text).flatMap((block) => (block.type === "p" ? block.props.children : block));
