// Markdown in the common subset as elements: bold, italic, code, links, quotes, lists, fences.
// Text never becomes HTML, so nothing in it can run.

import { html } from "./vendor/preact.js";

const INLINE =
  /(`+)([^`]+?)\1|\[([^\]\n]+)\]\((https?:\/\/[^\s)]+|mailto:[^\s)]+)\)|\*\*(?=\S)([^\n]+?)\*\*|(?<![\w*])\*(?=\S)([^*\n]+?)\*(?![\w*])|(?<![\w_])_(?=\S)([^_\n]+?)_(?![\w_])|~~(?=\S)([^~\n]+?)~~|(https?:\/\/[^\s<>)\]]*[^\s<>)\].,;:!?"'])/u;

// Commands for which the page has a place of its own.
const PAGES = { "/chattrain assign": "#/team/local/assignments", "/chattrain assignments": "#/team/local/assignments" };

function inline(text) {
  const parts = [];
  let rest = text;
  for (let found; (found = INLINE.exec(rest)); ) {
    if (found.index) parts.push(rest.slice(0, found.index));
    const [all, , code, label, href, bold, star, score, struck, bare] = found;
    if (code !== undefined) parts.push(PAGES[code] ? html`<a href=${PAGES[code]}><code>${code}</code></a>` : html`<code>${code}</code>`);
    else if (href !== undefined) parts.push(link(href, inline(label)));
    else if (bold !== undefined) parts.push(html`<strong>${inline(bold)}</strong>`);
    else if (struck !== undefined) parts.push(html`<s>${inline(struck)}</s>`);
    else if (bare !== undefined) parts.push(link(bare, bare));
    else parts.push(html`<em>${inline(star ?? score)}</em>`);
    rest = rest.slice(found.index + all.length);
  }
  if (rest) parts.push(rest);
  return parts;
}

const link = (href, label) =>
  html`<a href=${href} target="_blank" rel="noopener noreferrer">${label}</a>`;

const lines = (rows) =>
  rows.flatMap((row, place) => (place ? [html`<br />`, ...inline(row)] : inline(row)));

const KINDS = [
  ["quote", /^ {0,3}> ?(.*)$/],
  ["bullet", /^ {0,3}[-*+] +(.*)$/],
  // from 1 to 99: a longer number at a line's beginning is an order's or a year, not a place in a list
  ["number", /^ {0,3}([1-9]\d?)[.)] +(.*)$/],
  ["heading", /^ {0,3}#{1,6} +(.*?)(?: +#+)?$/],
];

function read(line) {
  for (const [kind, pattern] of KINDS) {
    const found = pattern.exec(line);
    if (found) return [kind, found.at(-1), Number(found[1])];
  }
  return [line.trim() ? "text" : "blank", line];
}

function blocks(text) {
  const found = [];
  let fence = null;
  for (const line of text.split("\n")) {
    const mark = /^ {0,3}(```+|~~~+)/.exec(line);
    if (fence) {
      if (mark && mark[1][0] === fence.mark[0] && mark[1].length >= fence.mark.length) fence = null;
      else fence.rows.push(line);
      continue;
    }
    if (mark) {
      fence = { kind: "fence", rows: [], mark: mark[1] };
      found.push(fence);
      continue;
    }
    const [kind, content, number] = read(line);
    const last = found.at(-1);
    if (last && last.kind === kind && kind !== "heading") {
      last.rows.push(content);
      last.numbers?.push(number);
    } else if (kind === "text" && last && (last.kind === "bullet" || last.kind === "number")) {
      last.rows.push(`${last.rows.pop()}\n${content.trim()}`);
    } else found.push({ kind, rows: [content], ...(kind === "number" ? { numbers: [number] } : {}) });
  }
  return found.filter((block) => block.kind !== "blank");
}

// The items of a list; one that is not numbered next after the one before it says its own number.
function numbered(rows, numbers) {
  const own = (place) => place > 0 && numbers[place] !== numbers[place - 1] + 1;
  return rows.map((row, place) => html`<li value=${own(place) ? numbers[place] : undefined}>${lines(row.split("\n"))}</li>`);
}

function shown({ kind, rows, numbers }) {
  const items = () => rows.map((row) => html`<li>${lines(row.split("\n"))}</li>`);
  switch (kind) {
    case "fence":
      return html`<pre tabindex="0"><code>${rows.join("\n")}</code></pre>`;
    case "quote":
      return html`<blockquote>${blocks(rows.join("\n")).map(shown)}</blockquote>`;
    case "bullet":
      return html`<ul>${items()}</ul>`;
    case "number":
      return html`<ol start=${numbers[0] > 1 ? numbers[0] : undefined}>${numbered(rows, numbers)}</ol>`;
    case "heading":
      return html`<p><strong>${inline(rows[0])}</strong></p>`;
    default:
      return html`<p>${lines(rows)}</p>`;
  }
}

// The elements a text stands for.
export const markdown = (text) => blocks(text).map(shown);
