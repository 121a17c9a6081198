// What only a scenario's author should see: the ledger of facts, the mood, the calls of models.

import { html, useEffect, useState } from "./vendor/preact.js";
import { growing } from "./conversation.js";

export function Author({ state, session }) {
  const [view, setView] = useState(null);
  const busy = Boolean(growing(state) || state.status);
  useEffect(() => {
    let gone = false;
    fetch(`/api/sessions/${session}/author`)
      .then((answer) => (answer.ok ? answer.json() : null))
      .then((found) => !gone && found && setView(found))
      .catch(() => null);
    return () => (gone = true);
  }, [session, state.items.length, busy, state.phase]);
  return html`<aside class="author" aria-label="Author’s view">
    <h2>Author’s view</h2>
    ${view && view.session_id === session
      ? html`<p class="quiet">${view.scenario}, version ${view.version} · ${view.phase}${view.ending ? ` (${view.ending.replace("_", " ")})` : ""}</p>
          <${Facts} facts=${view.facts} /><${Mood} mood=${view.mood} /><${Calls} calls=${view.calls} />`
      : html`<p class="quiet">Nothing to see yet.</p>`}
  </aside>`;
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
