// The scenarios on offer, and what is wrong with the files of those that are not.

import { html, useCallback, useEffect, useState } from "./vendor/preact.js";
import { markdown } from "./markdown.js";
import { alone } from "./member.js";
import { once } from "./asking.js";

// The catalogue, read again whenever someone comes back to the page.
export function useCatalogue() {
  const [catalogue, setCatalogue] = useState({ scenarios: [], problems: [], open: null, assigned: [], loaded: false });
  const refresh = useCallback(async () => {
    const answer = await alone(() => fetch("/api/scenarios")).catch(() => null);
    if (answer?.ok) setCatalogue({ ...(await answer.json()), loaded: true });
  }, []);
  useEffect(() => {
    refresh();
    const timer = setInterval(() => document.visibilityState === "visible" && refresh(), 3000);
    addEventListener("focus", refresh);
    addEventListener("hashchange", refresh);
    return () => {
      clearInterval(timer);
      removeEventListener("focus", refresh);
      removeEventListener("hashchange", refresh);
    };
  }, []);
  return { catalogue, refresh };
}

export function Scenarios({ catalogue, current, choose, starting }) {
  const { scenarios, problems, loaded } = catalogue;
  return html`<h2>Scenarios</h2>
    ${problems.length > 0 && html`<${Problems} problems=${problems} />`}
    ${loaded && !scenarios.length && html`<p class="quiet">There is no scenario yet. Put a YAML file into the scenarios folder.</p>`}
    <ul class="scenarios">
      ${scenarios.map((one) => html`<li key=${one.id}><${Scenario} ...${one} current=${one.id === current} choose=${choose} starting=${starting} /></li>`)}
    </ul>`;
}

function Scenario({ id, title, category, difficulty, persona, persona_role, language, current, choose, starting }) {
  return html`<button class="scenario" aria-current=${current ? "true" : null} disabled=${starting} onClick=${once(() => choose(id))}>
    <span class="title">${title}</span>
    <span class="quiet">${persona}, ${persona_role}</span>
    <span class="tags"><span>${category}</span><${Difficulty} level=${difficulty} />${language !== "en" && html`<span>${language}</span>`}</span>
  </button>`;
}

const Difficulty = ({ level }) => html`<span class="difficulty">
  <span class="hidden">Difficulty ${level} of 5</span>
  ${[1, 2, 3, 4, 5].map((step) => html`<i aria-hidden="true" class=${step <= level ? "on" : ""}></i>`)}
</span>`;

const Problems = ({ problems }) => html`<section class="problems" aria-labelledby="problems" tabindex="0">
  <h3 id="problems">${problems.length === 1 ? "A mistake" : `${problems.length} mistakes`} in scenario files</h3>
  <ul>
    ${problems.map((one) => html`<li>
      <code class="place">${one.file}:${one.line}:${one.column}</code>
      ${one.path && html`<b>${one.path}</b>`}${markdown(one.message)}
      ${one.source && html`<pre tabindex="0"><code><span class="number" aria-hidden="true">${one.line}</span>${one.source}</code></pre>`}
    </li>`)}
  </ul>
</section>`;

export function Welcome({ catalogue, choose, starting }) {
  const { open, scenarios, assigned } = catalogue;
  const first = scenarios[0];
  return html`<div class="welcome">
    <h1>Practise a conversation</h1>
    <p>
      Choose a scenario. A persona answers you as the real person might; when you finish, you get a
      scorecard that quotes your own words and shows a stronger way to say them.
    </p>
    ${assigned.length > 0 && html`<${ToDo} assigned=${assigned} open=${open} choose=${choose} starting=${starting} />`}
    ${assigned.length > 0 && !open ? null : open
      ? html`<a class="button primary" href=${`#/s/${open.session_id}`}>Go on with “${open.title}”</a>`
      : first && html`<button class="primary" disabled=${starting} onClick=${once(() => choose(first.id))}>Start “${first.title}”</button>`}
    <p class="aside">Or see <a href="#/team">what managers see</a> of a team.</p>
  </div>`;
}

// What managers asked for, and the way to begin it.
const ToDo = ({ assigned, open, choose, starting }) => html`<section class="to-do" aria-labelledby="to-do">
  <h2 id="to-do">Assigned to you</h2>
  <ul>${assigned.map((one, place) => html`<li key=${one.id}>
    <span>${one.title}<span class="quiet">${capital(one.status)}${one.due ? `, due ${day(one.due)}` : ""}</span></span>
    ${one.scenario && html`<button class=${place || open ? "plain" : "primary"} disabled=${starting} aria-label=${`Start: ${one.title}`} onClick=${once(() => choose(one.scenario))}>Start</button>`}
  </li>`)}</ul>
</section>`;

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const day = (at) => new Date(at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
