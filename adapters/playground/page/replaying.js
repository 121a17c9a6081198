// Re-plays a scripted trainee for the scenario's author: its messages are said one after the other in
// an ordinary session, each when the persona's reply is complete; then the session is finished.

import { html, useCallback, useEffect, useState } from "./vendor/preact.js";
import { answered, untaken } from "./conversation.js";

const PAUSE = 700;
const OVER = ["grading", "closed"];

// The re-play under way, if any; `begin` names the session in which it is, and the trainee. What is
// to be said next is read from the server each time, and so is whether the conversation is over: the
// page itself learns of that only after the persona's last words.
export function useReplay({ state, link, say, press, fail }) {
  const [replay, setReplay] = useState(null);
  const begin = useCallback((session, trainee) => setReplay({ session, trainee, next: 0, of: null, said: null }), []);
  const stop = useCallback(() => setReplay(null), []);
  const running = replay && replay.session === state.session ? replay : null;
  const ready = Boolean(running) && link === "open" && answered(state);
  const over = Boolean(running) && (state.missing || OVER.includes(state.phase));
  const refusal = running?.said ? untaken(state, running.said) : null;

  useEffect(() => {
    // whoever goes elsewhere has left it
    const look = () => setReplay((known) => (known && location.hash.includes(known.session) ? known : null));
    addEventListener("hashchange", look);
    return () => removeEventListener("hashchange", look);
  }, []);

  useEffect(() => {
    if (over) return stop();
    if (refusal) {
      fail(`The re-play of “${running.trainee}” ended: its message ${running.next} was not taken. ${refusal}`);
      return stop();
    }
    if (!ready) return;
    let gone = false;
    const timer = setTimeout(async () => {
      const view = await look(replay.session);
      if (!gone) goOn(view);
    }, PAUSE);
    return () => ((gone = true), clearTimeout(timer));
  }, [replay, ready, over, refusal]);

  function goOn(view) {
    if (!view) return setReplay({ ...replay }); // looks again
    const { says } = view.trainees.find((one) => one.id === replay.trainee) ?? {};
    if (says && !view.over && replay.next < says.length) {
      return setReplay({ ...replay, next: replay.next + 1, of: says.length, said: say(says[replay.next]) });
    }
    stop();
    if (!says) fail(`The scenario has no trainee “${replay.trainee}” any more.`);
    else if (!view.over) press("finish");
  }

  return { replay: running, begin, stop };
}

async function look(session) {
  const answer = await fetch(`/api/sessions/${session}/author`).catch(() => null);
  return answer?.ok ? answer.json() : null;
}

// What is being re-played; whoever stops it goes on in the same session.
export function Replaying({ replay, stop }) {
  const end = () => {
    stop();
    document.getElementById("message")?.focus();
  };
  return html`<div class="replaying">
    <p role="status">Re-playing “${replay.trainee}”${replay.of ? `: ${replay.next} of ${replay.of}` : ""}</p>
    <button type="button" class="plain" onClick=${end}>Stop re-play</button>
  </div>`;
}

// A button for each scripted trainee, the best first.
export const Trainees = ({ trainees, replay, play }) => html`<section class="trainees" aria-labelledby="trainees">
  <h3 id="trainees">Re-play a scripted trainee</h3>
  <div class="row">
    ${trainees.map((id) => html`<button key=${id} type="button" class="plain" disabled=${Boolean(replay)} onClick=${() => play(id)}>${id}</button>`)}
  </div>
</section>`;
