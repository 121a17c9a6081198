// The page: scenarios on the left, the session in the middle, the author's view on the right.

import { html, render, useCallback, useEffect, useReducer, useRef, useState } from "./vendor/preact.js";
import { Author } from "./author.js";
import { Connection } from "./connection.js";
import { EMPTY, growing, saying, told, upTo } from "./conversation.js";
import { alone } from "./member.js";
import { Replaying, useReplay } from "./replaying.js";
import { Scenarios, Welcome, useCatalogue } from "./scenarios.js";
import { once } from "./asking.js";
import { Team, teamPlace } from "./team.js";
import { Thread } from "./thread.js";
import { Composer } from "./composer.js";

const WHO = /^#\/s\/([0-9a-f-]{36})(?:\/[\w-]{1,64})?$/;
const here = () => WHO.exec(location.hash)?.[1] ?? null;
const go = (session) => (location.hash = session ? `#/s/${session}` : "");

function change(state, action) {
  switch (action.do) {
    case "open":
      return { ...EMPTY, session: action.session };
    case "say":
      return saying(state, action.message);
    default:
      return told(state, action.message);
  }
}

// The session that the address names, kept up to date.
function useSession() {
  const [state, act] = useReducer(change, EMPTY);
  const [session, setSession] = useState(here());
  const [link, setLink] = useState("closed");
  const latest = useRef(state);
  const connection = useRef(null);
  latest.current = state;

  useEffect(() => {
    const follow = () => setSession(here());
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);

  useEffect(() => {
    act({ do: "open", session });
    latest.current = { ...EMPTY, session };
    if (!session) return setLink("closed");
    const joined = new Connection(session, {
      onMessage(message) {
        const elsewhere = message.type === "session_start" && message.session_id !== session;
        if (elsewhere) go(message.session_id);
        else act({ do: "tell", message });
      },
      onState: setLink,
      after: () => upTo(latest.current),
    });
    for (const message of joined.unconfirmed) act({ do: "say", message });
    connection.current = joined;
    return () => joined.end();
  }, [session]);

  const say = useCallback((text) => {
    const message = connection.current.say(text);
    act({ do: "say", message });
    return message.client_id;
  }, []);
  const press = useCallback((action, value, text) => connection.current.press(action, value, text), []);
  const cancel = useCallback(() => connection.current.cancel(), []);
  return { state, session, link, say, press, cancel };
}

async function start(scenario, leave) {
  const asked = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ scenario, leave }),
  };
  const answer = await alone(() => fetch("/api/sessions", asked));
  return { ok: answer.ok, ...(await answer.json()) };
}

function App() {
  const { state, session, link, say, press, cancel } = useSession();
  const { catalogue, refresh } = useCatalogue();
  const [question, setQuestion] = useState(null);
  const [trouble, setTrouble] = useState("");
  const { replay, begin, stop } = useReplay({ state, link, say, press, fail: setTrouble });
  const [starting, setStarting] = useState(false);
  const inFlight = useRef(false);
  const narrow = useNarrow();
  const [sheet, setSheet] = useState(null); // what covers the conversation where there is no room beside it
  const [beside, setBeside] = useState(() => localStorage.getItem("author") === "open");
  const author = Boolean(session) && (narrow ? sheet === "author" : beside);
  const place = useTeam();

  useEffect(() => {
    const title = place ? "Team results" : state.briefing?.title;
    document.title = title ? `${title} · ChatTrain` : "ChatTrain";
  }, [state.briefing, Boolean(place)]);

  // Opens a session; with `trainee`, that one is re-played in it.
  const choose = useCallback(async (scenario, leave = false, trainee = null) => {
    if (inFlight.current) return;
    setStarting((inFlight.current = true));
    setTrouble("");
    setQuestion(null);
    const answer = await start(scenario, leave).catch(() => ({ message: "The server does not answer. Is it running?" }));
    setStarting((inFlight.current = false));
    refresh();
    if (answer.ok || answer.code === "session_starting") {
      setSheet(null);
      if (answer.ok && trainee) begin(answer.session_id, trainee);
      go(answer.session_id);
    } else if (answer.code === "session_open") setQuestion({ ...answer, scenario, trainee });
    else setTrouble(answer.message);
  }, []);

  const cover = (what) => setSheet(sheet === what ? null : what);
  const showAuthor = () => {
    if (narrow) return cover("author");
    localStorage.setItem("author", beside ? "closed" : "open");
    setBeside(!beside);
  };
  // what the author types or stops goes on from there
  const speak = (text) => (stop(), say(text));
  const halt = () => (stop(), cancel());
  // a session of its own, with the scenario as it is on disk now; one in which nothing was said is left
  const play = (trainee, view) => choose(view.scenario, view.said === 0 && !view.over, trainee);
  const { trainees = [] } = catalogue.scenarios.find((one) => one.id === state.briefing?.scenario) ?? {};
  const busy = growing(state) ?? state.status;
  const listing = Boolean(session) && narrow && sheet === "scenarios";
  const classes = ["page", place ? "office-open" : session ? "" : "home", author && "with-author", listing && "listing"].filter(Boolean).join(" ");
  return html`<div class=${classes}>
    <${Top} link=${session ? link : "closed"} session=${session} office=${Boolean(place)} author=${author} showAuthor=${showAuthor}
      listing=${listing} list=${() => cover("scenarios")} />
    <nav class="side" aria-label="Scenarios">
      <${Scenarios} catalogue=${catalogue} current=${state.briefing?.scenario} choose=${choose} starting=${starting} />
    </nav>
    <main>
      ${trouble && html`<p class="trouble" role="alert">${trouble} <button class="plain" onClick=${() => setTrouble("")}>Close</button></p>`}
      ${session
        ? html`<${Thread} state=${state} link=${link} open=${catalogue.open} press=${press} />
            ${replay && html`<${Replaying} replay=${replay} stop=${stop} />`}
            <${Composer} key=${session} state=${state} link=${link} busy=${busy} say=${speak} press=${press} cancel=${halt} />`
        : place
          ? html`<${Team} place=${place} scenarios=${catalogue.scenarios} />`
          : html`<${Welcome} catalogue=${catalogue} choose=${choose} starting=${starting} />`}
    </main>
    ${author && html`<${Author} state=${state} session=${session} trainees=${trainees} replay=${replay} play=${play} />`}
    ${question && html`<${Question} ...${question} choose=${choose} close=${() => setQuestion(null)} />`}
  </div>`;
}

// What of the managers' side the address names, if it does.
function useTeam() {
  const [place, setPlace] = useState(teamPlace());
  useEffect(() => {
    const follow = () => setPlace(teamPlace());
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return place;
}

const NARROW = matchMedia("(max-width: 52rem)");

function useNarrow() {
  const [narrow, setNarrow] = useState(NARROW.matches);
  useEffect(() => {
    const look = () => setNarrow(NARROW.matches);
    NARROW.addEventListener("change", look);
    return () => NARROW.removeEventListener("change", look);
  }, []);
  return narrow;
}

function Top({ link, session, office, author, showAuthor, listing, list }) {
  return html`<header class="top">
    <a class="brand" href="#"><img src="/static/icon.svg" alt="" width="28" height="28" />ChatTrain</a>
    <span class="link" role="status" data-link=${link}>
      ${link === "reconnecting" ? "Connection lost. Trying again…" : link === "open" ? "Connected" : ""}
    </span>
    <a class=${`button plain${session ? " wide-only" : ""}`} href="#/team" aria-current=${office ? "page" : null}><span>Team<span class="wide-only"> results</span></span></a>
    ${session && html`<button class="plain narrow-only" aria-expanded=${listing} onClick=${list}>
        ${listing ? "Back" : "Scenarios"}
      </button>
      <button class="plain" aria-label="Author’s view" aria-expanded=${author} onClick=${showAuthor} title="What only the scenario’s author should see">
        <span>Author<span class="wide-only">’s view</span></span>
      </button>`}
  </header>`;
}

// Asks whether the open session is to be left for another one.
function Question({ message, session_id, scenario, trainee, choose, close }) {
  const dialog = useRef(null);
  useEffect(() => dialog.current.showModal(), []);
  return html`<dialog ref=${dialog} class="question" aria-labelledby="question" onClose=${close}>
    <p id="question">${message}</p>
    <div class="row">
      <button class="primary" onClick=${() => (close(), go(session_id))}>Go on with it</button>
      <button class="danger" onClick=${once(() => choose(scenario, true, trainee))}>Leave it and start</button>
      <button class="plain" onClick=${close}>Cancel</button>
    </div>
  </dialog>`;
}

render(html`<${App} />`, document.getElementById("app"));
