// The scorecard: total, criteria with levels, the trainee's own words, and what to try next.

import { html } from "./vendor/preact.js";
import { markdown } from "./markdown.js";

export function Card({ item }) {
  const { scorecard, stage, growing, turns } = item;
  const { scores, of_criteria: all } = scorecard;
  return html`<section class=${`card${growing ? " growing" : ""}`} id=${item.id} aria-labelledby="scorecard" aria-busy=${growing}>
    <h2 id="scorecard" tabindex="-1">Scorecard${scorecard.attempt > 1 && html` <span class="chip">Attempt ${scorecard.attempt}</span>`}</h2>
    ${growing
      ? html`<div class="making">
          <p><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${stage}</p>
          <progress max=${all} value=${scores.length} aria-label="Criteria judged"></progress>
        </div>`
      : html`<${Verdict} ...${scorecard} />`}
    ${scorecard.strengths.length > 0 && html`<div class="strengths"><h3>What went well</h3><ul>${scorecard.strengths.map((one) => html`<li>${one}</li>`)}</ul></div>`}
    ${scores.map((score) => html`<${Criterion} key=${score.criterion} score=${score} turns=${turns ?? {}} />`)}
    ${scorecard.next_step && html`<div class="next"><h3>Try this next</h3>${markdown(scorecard.next_step)}</div>`}
  </section>`;
}

function Verdict({ total, headline, band, passed, pass_mark, blocked_by, judged }) {
  return html`<div class=${`verdict ${passed ? "passed" : "not-yet"}`}>
    <${Ring} total=${total} mark=${pass_mark} />
    <div>
      <p class="headline">${headline}</p>
      <p class="chips">
        ${band && band !== "not yet" && html`<span class="chip band">${band}</span>`}
        ${total != null && html`<span class=${`chip ${passed ? "good" : "warn"}`}>${passed ? "Passed" : "Not yet passed"}</span>`}
        <span class="quiet">Pass mark ${pass_mark}${judged < 1 ? `, ${Math.round(judged * 100)} % of the weight judged` : ""}</span>
      </p>
      ${blocked_by.map((title) => html`<p class="bad">Not passed whatever the total, because of: ${title}</p>`)}
    </div>
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

function Criterion({ score, turns }) {
  const { title, level_title, points, reason, evidence, rewording, previous, weight } = score;
  const change = points != null && previous != null ? points - previous : null;
  return html`<section class="criterion">
    <header>
      <h3>${title}</h3>
      <span class="level">${level_title || "Not judged"}${points != null && html` <b>${points}</b><span class="quiet">/100</span>`}</span>
    </header>
    <div class="bar" role="meter" aria-label=${`${title}: ${level_title || "not judged"}`} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${points ?? 0}>
      <i style=${{ width: `${points ?? 0}%` }}></i>
    </div>
    <p class="quiet weight">Weight ${weight}${change != null ? `. ${change > 0 ? `${change} more than` : change < 0 ? `${-change} fewer than` : "The same as"} last time` : ""}</p>
    ${reason && markdown(reason)}
    ${evidence.map((one) => html`<${Quote} quote=${one.quote} message=${turns[one.turn]} />`)}
    ${rewording && html`<dl class="rewording">
      ${rewording.yours && html`<dt>Yours</dt><dd class="yours" dir="auto">${rewording.yours}</dd>`}
      <dt>Stronger</dt><dd class="stronger" dir="auto">${rewording.stronger}</dd>
      <dt>Why</dt><dd>${rewording.why}</dd>
    </dl>`}
  </section>`;
}

// The trainee's own words; a press shows where they were said.
const Quote = ({ quote, message }) => html`<blockquote class="evidence" dir="auto">
  ${message
    ? html`<button class="link-button" onClick=${() => show(message)} title="Show the message">“${quote}”</button>`
    : html`“${quote}”`}
</blockquote>`;

function show(id) {
  const element = document.getElementById(id);
  if (!element) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  element.focus({ preventScroll: true });
  element.classList.remove("found");
  void element.offsetWidth; // lets the mark be seen again
  element.classList.add("found");
}
