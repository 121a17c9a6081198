// The scorecard: the result, what went well and what to try next, then each criterion with its level
// and the trainee's own words. Its sentences come from the server, in the scenario's language.

import { html } from "./vendor/preact.js";
import { markdown } from "./markdown.js";
import { Button, once } from "./asking.js";
import { words } from "./wording.js";

export function Card({ item, labels, language, session, press, scored }) {
  const { scorecard, growing, stopped, short } = item;
  const own = words(language);
  const place = { session };
  return html`<section class=${`card${growing ? " growing" : ""}`} id=${item.id} aria-labelledby="scorecard" aria-busy=${growing}>
    <h2 id="scorecard" tabindex="-1">${labels.scorecard}${scorecard.attempt > 1 && html` <span class="chip">${attempt(labels, scorecard.attempt)}</span>`}</h2>
    ${growing || stopped ? html`<${Making} item=${item} press=${press} scored=${scored} />` : html`<${Verdict} ...${scorecard} ...${place} />`}
    ${!stopped && !short && scorecard.strengths.length > 0 && html`<div class="strengths">
      <h3>${own.strengths}</h3>
      <ul>${scorecard.strengths.map((one) => html`<li>${inline(one)}</li>`)}</ul>
    </div>`}
    ${!growing && scorecard.next_step && html`<div class="next"><h3>${labels.try_next}</h3>${markdown(scorecard.next_step)}</div>`}
    ${!stopped && scorecard.scores.map((score) => html`<${Criterion} key=${score.criterion} score=${score} labels=${labels} short=${short} ...${place}>
      <${About} buttons=${about(item, "dispute", score.criterion).map((one) => ({ ...one, label: own.dispute }))} press=${press} language=${language} />
    <//>`)}
    ${!growing && !stopped && html`<${About} buttons=${about(item, "share")} press=${press} language=${language} />`}
  </section>`;
}

// The buttons about the score itself: about one criterion, where the button's value names it.
const about = ({ buttons = [] }, action, criterion) =>
  buttons.filter((one) => one.action === action && (!criterion || one.value.slice(one.value.indexOf(".") + 1) === criterion));

const About = ({ buttons, press, language }) => buttons.length > 0 && html`<div class="about">
  ${buttons.map((one) => html`<${Button} key=${one.value} one=${one} press=${press} language=${language} />`)}
</div>`;

// "Attempt 2", as it stands alone.
export function attempt(labels, number) {
  const text = labels.attempt.replace("{number}", number);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

// A card without a result: it is being made and can be stopped, or was stopped and can be made.
function Making({ item, press, scored }) {
  const { scorecard, stage, growing } = item;
  const wanted = (button) => (growing ? button.action === "stop" : button.action === "score" && !scored);
  return html`<div class="making">
    ${growing
      ? html`<p role="status"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${stage}</p>
          <progress max=${scorecard.of_criteria} value=${scorecard.scores.length} aria-label=${stage}></progress>`
      : markdown(stage)}
    <div class="row">${(item.buttons ?? []).filter(wanted).map((one) => html`<button class=${growing ? "stop" : one.emphasis} onClick=${once(() => press(one.action, one.value))}>${one.label}</button>`)}</div>
  </div>`;
}

function Verdict({ total, verdict, passed, pass_mark, notes, blockers, session }) {
  return html`<div class=${`verdict ${passed ? "passed" : "not-yet"}`}>
    <${Ring} total=${total} mark=${pass_mark} />
    <p class="headline">${verdict}</p>
    ${notes.length > 0 && html`<ul class="notes">${notes.map((note, place) => html`<li class=${blockers[place] ? "blocked" : ""}>
      ${blockers[place] ? linked(note, blockers[place].evidence, session) : note}
    </li>`)}</ul>`}
  </div>`;
}

const AROUND = 2 * Math.PI * 34;

// A picture of the total; the number stands beside it as text.
const Ring = ({ total, mark }) => html`<svg class="ring" viewBox="0 0 80 80" aria-hidden="true">
  <circle cx="40" cy="40" r="34" class="track" />
  ${total > 0 && html`<circle cx="40" cy="40" r="34" class="fill" stroke-dasharray=${`${(AROUND * total) / 100} ${AROUND}`} />`}
  <line x1="40" y1="1" x2="40" y2="11" class="mark" transform=${`rotate(${mark * 3.6} 40 40)`} />
  <text x="40" y="41">${total ?? "–"}</text>
</svg>`;

function Criterion({ score, labels, short, session, children }) {
  const { title, level_text, points_text, points_now: points, reason, evidence, rewording } = score;
  const grounds = !short || points == null;
  return html`<section class="criterion">
    <header>
      <h3>${title} <span class="weight">${score.weight} %</span></h3>
      ${(points != null || !reason) && html`<p class="level"><span>${level_text}</span>${points_text && html`<span class="points">${points_text}</span>`}</p>`}
    </header>
    ${points != null && html`<div class="bar" role="meter" aria-label=${title} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${points} aria-valuetext=${`${level_text}, ${points_text}`}>
      <i style=${{ width: `${points}%` }}></i>
    </div>`}
    ${grounds && reason && html`<div class="reason">${markdown(reason)}</div>`}
    ${grounds && evidence.map((one) => html`<${Quote} ...${one} label=${labels.you_said} session=${session} />`)}
    ${grounds && rewording && html`<dl class="rewording">
      ${rewording.yours && html`<dt>${rewording.label}</dt><dd class="yours" dir="auto">${rewording.yours}
        ${rewording.cited && html` <${Cited} ...${rewording} session=${session} />`}</dd>`}
      <dt>${labels.stronger}</dt><dd class="stronger" dir="auto">${rewording.stronger}</dd>
      <dt>${labels.why}</dt><dd>${inline(rewording.why)}</dd>
    </dl>`}
    ${children}
  </section>`;
}

// The trainee's own words, with a way to where they were said.
const Quote = ({ label, quote, session, cited, message }) => html`<figure class="evidence">
  <blockquote dir="auto"><span class="hidden">${label}: </span><q>${quote}</q></blockquote>
  <figcaption><${Cited} cited=${cited} message=${message} quote=${quote} session=${session} /></figcaption>
</figure>`;

// "your message 2": a link to that message, where it stands on this page.
export function Cited({ cited, message, session, quote, yours }) {
  if (!message) return html`<span class="cited">${cited}</span>`;
  const follow = (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    show(message, quote ?? yours);
  };
  return html`<a class="cited" href=${`#/s/${session}/${message}`} onClick=${follow}>${cited}</a>`;
}

// The text, with each place that it cites as a link.
function linked(text, evidence, session) {
  const parts = [];
  let rest = text;
  for (const one of evidence) {
    const at = rest.indexOf(one.cited);
    if (at < 0) continue;
    parts.push(rest.slice(0, at), html`<${Cited} ...${one} session=${session} />`);
    rest = rest.slice(at + one.cited.length);
  }
  return [...parts, rest];
}

// Markdown of one line, without a paragraph of its own around it.
const inline = (text) => markdown(text).flatMap((block) => (block.type === "p" ? block.props.children : block));

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// Scrolls to a message, and marks it and the words in it that were quoted; gives back whether it is there.
export function show(id, quote = "", behavior = calm() ? "auto" : "smooth") {
  const element = document.getElementById(id);
  if (!element) return false;
  element.scrollIntoView({ block: "center", behavior });
  element.focus({ preventScroll: true });
  for (const other of document.querySelectorAll(".found")) other.classList.remove("found");
  void element.offsetWidth; // lets the mark be seen again
  element.classList.add("found");
  mark(element, quote);
  return true;
}

function mark(element, quote) {
  if (!globalThis.Highlight) return;
  CSS.highlights.delete("quote");
  const text = element.querySelector(".text")?.firstChild;
  const start = quote && text?.nodeType === Node.TEXT_NODE ? text.data.indexOf(quote) : -1;
  if (start < 0) return;
  const range = new Range();
  range.setStart(text, start);
  range.setEnd(text, start + quote.length);
  CSS.highlights.set("quote", new Highlight(range));
}
