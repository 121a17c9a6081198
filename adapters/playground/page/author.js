// What only a scenario's author should see: the acts found, the ledger of facts, the mood, the calls
// of models, and the scripted trainees to re-play.

import { html, useEffect, useState } from "./vendor/preact.js";
import { growing } from "./conversation.js";
import { Trainees } from "./replaying.js";

export function Author({ state, session, trainees, replay, play }) {
  const view = useView(state, session);
  return html`<aside class="author" id="author" aria-label="Author’s view">
    <h2>Author’s view</h2>
    ${view
      ? html`<p class="quiet">${view.scenario}, version ${view.version} · ${view.phase}${view.ending ? ` (${view.ending.replace("_", " ")})` : ""}</p>
          ${trainees.length > 0 && html`<${Trainees} trainees=${trainees} replay=${replay} play=${(id) => play(id, view)} />`}
          <${Seen} seen=${view.seen} known=${view.acts_known} />
          <${Facts} facts=${view.facts} /><${Mood} mood=${view.mood} /><${Calls} calls=${view.calls} />`
      : html`<p class="quiet">Nothing to see yet.</p>`}
  </aside>`;
}

// The view of the session as it stands, read again whenever something has changed.
function useView(state, session) {
  const [view, setView] = useState(null);
  const busy = Boolean(growing(state) || state.status);
  const opened = state.session === session && Boolean(state.briefing);
  useEffect(() => {
    if (!opened) return;
    let gone = false;
    fetch(`/api/sessions/${session}/author`)
      .then((answer) => (answer.ok ? answer.json() : null))
      .then((found) => !gone && found && setView(found))
      .catch(() => null);
    return () => (gone = true);
  }, [session, opened, state.items.length, busy, state.phase]);
  return view && view.session_id === session ? view : null;
}

function Seen({ seen, known }) {
  const [latest, ...earlier] = seen.toReversed();
  return html`<section class="seen">
    <h3>Acts found</h3>
    ${!known && html`<p class="quiet">Acts cannot be found in texts of this language, only required points.</p>`}
    ${latest ? html`<${Said} key=${latest.turn} ...${latest} />` : html`<p class="quiet">The trainee has said nothing yet.</p>`}
    ${earlier.length > 0 && html`<details>
      <summary>Earlier messages (${earlier.length})</summary>
      ${earlier.map((one) => html`<${Said} key=${one.turn} ...${one} />`)}
    </details>`}
  </section>`;
}

const KINDS = { harsh: "harsh", point: "point" };

// One message of the trainee: the words that triggered something are marked and numbered.
function Said({ number, pieces, found }) {
  const ends = (of, place) => of.filter((n) => !pieces[place + 1]?.of.includes(n));
  const harsh = (of) => of.some((n) => found[n].kind === "harsh");
  const numbers = (of) => of.length > 0 && html`<sup aria-hidden="true">${of.map((n) => n + 1).join(" ")}</sup>`;
  return html`<article class="turn" aria-label=${`Message ${number}`}>
    <p class="said" dir="auto"><b>Message ${number}</b> ${pieces.map(({ text, of }, place) =>
      of.length ? html`<mark class=${harsh(of) ? "harsh" : ""}>${text}${numbers(ends(of, place))}</mark>` : text)}</p>
    ${found.length
      ? html`<ol>${found.map((one, n) => html`<li class=${one.kind}>
          <b class="number">${n + 1}</b> <span>${one.title}<span class="hidden">: “${one.quote}”</span></span>
          ${KINDS[one.kind] && html`<span class="chip">${KINDS[one.kind]}</span>`}
        </li>`)}</ol>`
      : html`<p class="quiet">Nothing found.</p>`}
  </article>`;
}

const STATES = { told: "told", earned: "earned, not told yet", held: "held back" };

const Facts = ({ facts }) => html`<section>
  <h3>Facts</h3>
  ${!facts.length && html`<p class="quiet">The persona holds nothing back.</p>`}
  <ul class="facts">
    ${facts.map((fact) => {
      const how = fact.revealed ? "told" : fact.earned ? "earned" : "held";
      return html`<li class=${how}><span class="chip">${STATES[how]}</span><b>${fact.id}</b><p>${fact.text}</p></li>`;
    })}
  </ul>
</section>`;

const Mood = ({ mood }) => mood.length > 0 && html`<section>
  <h3>Mood</h3>
  ${mood.map((gauge) => html`<div class="gauge">
    <span>${gauge.name}</span><b>${gauge.now}</b>
    <div class="bar" role="meter" aria-label=${gauge.name} aria-valuemin="0" aria-valuemax=${gauge.of} aria-valuenow=${gauge.now}>
      <i style=${{ width: `${(100 * gauge.now) / gauge.of}%` }}></i>
      <u style=${{ left: `${(100 * gauge.start) / gauge.of}%` }} title=${`began at ${gauge.start}`}></u>
    </div>
  </div>`)}
</section>`;

const Calls = ({ calls }) => html`<section>
  <h3>Model calls</h3>
  ${!calls.length && html`<p class="quiet">None yet.</p>`}
  ${calls.length > 0 && html`<div class="table" tabindex="0" role="region" aria-label="Model calls"><table>
    <thead><tr><th scope="col">For</th><th scope="col">Model</th><th scope="col">Tokens</th><th scope="col">First</th><th scope="col">All</th></tr></thead>
    <tbody>${calls.map((call) => html`<tr title=${`${call.provider}: ${call.outcome}${call.cost == null ? "" : `, $${call.cost.toFixed(4)}`}`}>
      <td>${call.purpose}</td><td>${call.model}</td><td>${call.estimated ? "~" : ""}${call.tokens_in}→${call.tokens_out}</td>
      <td>${call.first_token_ms == null ? "–" : `${call.first_token_ms} ms`}</td><td>${(call.duration_ms / 1000).toFixed(1)} s</td>
    </tr>`)}</tbody>
  </table></div>`}
</section>`;
