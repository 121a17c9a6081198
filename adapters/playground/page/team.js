// The managers' side: how the team does, each person, what is assigned, and the digest of the last
// week. The same of a sample team that is made up, for whoever has nobody yet.

import { html, useCallback, useEffect, useRef, useState } from "./vendor/preact.js";
import { Button, once } from "./asking.js";
import { markdown } from "./markdown.js";
import { alone } from "./member.js";
import { Report } from "./report.js";

const PLACE = /^#\/team(?:\/(local|sample))?(?:\/(people|assignments|digest))?(?:\/([\w-]{1,64}))?$/;
const TABS = { team: "Team", people: "People", assignments: "Assignments", digest: "Digest" };
const FAILED = "The server does not answer. Is it running?";

// What the address shows of the managers' side, if it does.
export function teamPlace() {
  const found = PLACE.exec(location.hash);
  return found && { of: found[1] ?? "local", tab: found[2] ?? "team", member: found[3] ?? "" };
}

const address = (of, tab = "team", member = "") =>
  ["#/team", of, tab === "team" ? "" : tab, member].filter(Boolean).join("/");

async function ask(path, options) {
  const answer = await alone(() => fetch(path, options)).catch(() => null);
  const body = answer && (await answer.json().catch(() => null));
  return body ? { ok: answer.ok, ...body } : { ok: false, message: FAILED };
}

const NONE = { asked: null };

// What ChatTrain answers to a command, as it is written down who looks at whose results; null while
// it is on its way.
function useAnswer(text) {
  const [answer, setAnswer] = useState(NONE);
  const latest = useRef("");
  const again = useCallback(async () => {
    latest.current = text;
    if (!text) return;
    const found = await post("/api/commands", { text });
    if (latest.current === text) setAnswer({ ...found, asked: text });
  }, [text]);
  useEffect(() => void again(), [again]);
  return [answer.asked === text ? answer : null, again];
}

const post = (path, body) =>
  ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

// The results as they are now; read again when somebody comes back to the page.
function useResults({ of, member }) {
  const [results, setResults] = useState(null);
  const [trouble, setTrouble] = useState("");
  const wanted = useRef("");
  const refresh = useCallback(async () => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
    const asked = `/api/results?${new URLSearchParams({ team: of, member, zone })}`;
    wanted.current = asked;
    const answer = await ask(asked);
    if (wanted.current !== asked) return; // somebody looks at something else by now
    if (answer.ok) setResults({ of, member, ...answer });
    setTrouble(answer.ok ? "" : answer.message);
  }, [of, member]);
  useEffect(() => {
    refresh();
    addEventListener("focus", refresh);
    return () => removeEventListener("focus", refresh);
  }, [refresh]);
  return { results: results?.of === of ? results : null, trouble, setTrouble, refresh };
}

export function Team({ place, scenarios }) {
  const { results, trouble, setTrouble, refresh } = useResults(place);
  const [busy, setBusy] = useState("");
  const { of, tab } = place;

  const change = async (what, options, then) => {
    setBusy(what);
    setTrouble("");
    const answer = await ask("/api/sample", options);
    setBusy("");
    if (!answer.ok) return setTrouble(answer.message);
    if (location.hash === then) refresh();
    else location.hash = then;
  };
  const fill = () => change("Filling in twelve weeks of twelve people…", { method: "POST" }, address("sample"));
  const clear = () => change("Removing the sample team…", { method: "DELETE" }, address("local"));

  return html`<div class="team" tabindex="0" role="region" aria-label="Team results">
    <div class="office">
      <header class="heading">
        <h1>${of === "sample" ? "The sample team" : "Your team"}</h1>
        ${results?.sample.filled && html`<nav class="switch" aria-label="Which team">
          ${[["local", "Your team"], ["sample", "Sample team"]].map(([id, label]) => html`<a href=${address(id, tab)} aria-current=${id === of ? "page" : null}>${label}</a>`)}
        </nav>`}
      </header>
      ${of === "sample" && results?.sample.filled && html`<p class="made-up"><b>Sample data.</b>
        <span role="status">${busy || "These people and figures are made up, and kept apart from yours."}</span>
        <button class="plain" disabled=${Boolean(busy)} onClick=${once(clear)}>Remove sample data</button>
      </p>`}
      ${trouble && html`<p class="trouble" role="alert">${trouble} <button class="plain" onClick=${refresh}>Try again</button></p>`}
      ${results && html`<${Shown} place=${place} results=${results} scenarios=${scenarios} fill=${fill} busy=${busy} refresh=${refresh} />`}
      ${!results && !trouble && html`<p class="quiet">Reading the results…</p>`}
    </div>
  </div>`;
}

function Shown({ place, results, scenarios, fill, busy, refresh }) {
  const { of, tab } = place;
  const { sample, practised } = results;
  const offer = sample.offered && !sample.filled;
  if (of === "sample" && !sample.filled) return html`<${Nobody} text="There is no sample team yet." fill=${offer && fill} busy=${busy} />`;
  const empty = of === "local" && !practised;
  return html`
    <nav class="tabs" aria-label="Results">
      ${Object.entries(TABS).map(([id, label]) => html`<a href=${address(of, id)} aria-current=${id === tab ? "page" : null}>${label}</a>`)}
    </nav>
    ${empty && tab !== "assignments" && html`<${Nobody}
      text="Nobody has practised here yet. Start a scenario, or look at a team that is made up to see what managers see."
      fill=${offer && fill} busy=${busy} filled=${sample.filled} />`}
    ${tab === "team" && !empty && html`<${Report} id="team" report=${results.team} />`}
    ${tab === "people" && !empty && html`<${People} place=${place} results=${results} />`}
    ${tab === "assignments" && html`<${Assignments} of=${of} report=${results.assignments} scenarios=${scenarios} refresh=${refresh} />`}
    ${tab === "digest" && !empty && html`<p class="quiet">A channel of Slack or Discord gets this every week. <code>/chattrain digest here</code>, typed there, sets it up.</p>
      <${Report} id="digest" report=${results.digest} />`}
    ${offer && !empty && html`<p class="quiet more" role="status">${busy || html`To see more than your own results: <button class="link-button" onClick=${once(fill)}>fill with sample data</button>`}</p>`}`;
}

const Nobody = ({ text, fill, busy, filled }) => html`<div class="nobody card">
  <p>${text}</p>
  ${fill && html`<button class="primary" disabled=${Boolean(busy)} onClick=${once(fill)}>Fill with sample data</button>`}
  <p class="quiet" role="status">${busy}</p>
  ${filled && html`<a class="button primary" href=${address("sample")}>See the sample team</a>`}
</div>`;

function People({ place, results }) {
  const { of, member } = place;
  const { people } = results;
  const known = people.some((one) => one.id === member);
  const [answer] = useAnswer(of === "local" && known ? `report <member:${member}>` : "");
  const report = of === "local" ? answer : results.member === member && results.person;
  return html`<div class="people">
    <ul class="names">
      ${people.map((one) => html`<li key=${one.id}><a href=${address(of, "people", one.id)} aria-current=${one.id === member ? "true" : null}>
        <span>${one.name}${one.you && html` <span class="chip">you</span>`}</span>
        <span class="quiet">${one.sessions === 0 ? "not started" : one.sessions === 1 ? "1 session" : `${one.sessions} sessions`}</span>
      </a></li>`)}
    </ul>
    ${!member && html`<p class="quiet choose">Choose a person to see how they do. Transcripts are nobody’s but theirs.</p>`}
    ${member && !known && html`<p class="quiet choose" role="status">There is nobody of that name here.</p>`}
    ${known && report && html`<div key=${member}><${Answer} id="person" answer=${report} /></div>`}
  </div>`;
}

function Assignments({ of, report, scenarios, refresh }) {
  const [answer, setAnswer] = useState(null);
  const [standing, again] = useAnswer(of === "local" ? "assignments" : "");
  const take = async (path, body) => {
    setAnswer(null);
    const told = await post(path, body);
    if (told.ok && told.session_id) return (location.hash = `#/s/${told.session_id}`);
    setAnswer(told);
    again();
    refresh();
  };
  const press = (action, value, text = "") => take("/api/presses", { action, value, text });
  return html`
    ${of === "local" && html`<${Assign} scenarios=${scenarios} give=${(text) => take("/api/commands", { text: `assign ${text}` })} />`}
    ${answer && html`<div role="status"><${Answer} id="answer" answer=${answer} press=${press} /></div>`}
    ${of === "sample" ? html`<${Report} id="assignments" report=${report} />` : standing && html`<${Answer} id="assignments" answer=${standing} press=${press} />`}`;
}

// What was assigned stands there until something else is typed, and is not assigned twice.
function Assign({ scenarios, give }) {
  const [text, setText] = useState("");
  const [given, setGiven] = useState("");
  const field = useRef(null);
  const ready = Boolean(text.trim()) && text.trim() !== given;
  const submit = (event) => {
    event.preventDefault();
    if (!ready) return;
    setGiven(text.trim());
    give(text.trim());
  };
  const add = (id) => {
    setText(`${text.trim() || "me"} ${id} `);
    field.current.focus();
  };
  return html`<form class="assign card" onSubmit=${submit}>
    <label for="assign">Assign a scenario: who, which, by when</label>
    <div class="row">
      <input ref=${field} id="assign" type="text" autocomplete="off" spellcheck="false" placeholder="everyone late-delivery friday 17:00" value=${text} onInput=${(event) => setText(event.target.value)} />
      <button type="submit" class="primary" aria-disabled=${!ready}>Assign</button>
    </div>
    <details>
      <summary>What can be written</summary>
      <dl>
        <dt>Who</dt><dd><code>me</code>, <code>everyone</code>, or a name under People</dd>
        <dt>Which</dt><dd>Several with commas are done in that order.
          <ul>${scenarios.map((one) => html`<li><button type="button" class="link-button" onClick=${() => add(one.id)}><code>${one.id}</code></button></li>`)}</ul></dd>
        <dt>By when</dt><dd><code>friday 17:00</code>, <code>in 3 days</code>, <code>2 Dec</code>, or nothing</dd>
        <dt>Also</dt><dd><code>pass 80</code>, <code>max 3</code>, <code>assessment</code> or <code>coaching</code></dd>
      </dl>
    </details>
  </form>`;
}

// What ChatTrain answers to what was typed or pressed here.
function Answer({ id, answer, press }) {
  if (answer.ok === false) return html`<p class="trouble" role="alert">${answer.message}</p>`;
  if (answer.type === "report") return html`<${Report} id=${id} report=${answer} press=${press} />`;
  return html`<div class="notice">${markdown(answer.content)}
    ${answer.buttons?.length > 0 && html`<div class="row">${answer.buttons.map((one) => html`<${Button} key=${one.value} one=${one} press=${press} />`)}</div>`}
  </div>`;
}
