// Where the trainee writes: Enter sends, Shift+Enter breaks the line, Escape stops the reply.

import { html, useEffect, useLayoutEffect, useRef, useState } from "./vendor/preact.js";
import { ending } from "./conversation.js";

const PATIENCE = 10_000;
import { Button, once } from "./thread.js";

export function Composer({ state, link, busy, say, press, cancel }) {
  useEffect(() => {
    const stop = (event) => {
      if (event.key === "Escape" && busy && !document.querySelector("dialog[open]")) cancel();
    };
    addEventListener("keydown", stop);
    return () => removeEventListener("keydown", stop);
  }, [busy]);
  if (state.missing || !state.briefing) return null;
  if (state.phase === "grading") return html`<footer class="composer"><p class="quiet">Your scorecard is being made.</p></footer>`;
  if (state.phase === "closed") return html`<${After} state=${state} press=${press} />`;
  return html`<${Writing} state=${state} link=${link} busy=${busy} say=${say} press=${press} cancel=${cancel} />`;
}

function Writing({ state, link, busy, say, press, cancel }) {
  const draft = `draft:${state.session}`;
  const [text, setText] = useState(() => sessionStorage.getItem(draft) ?? "");
  const field = useRef(null);
  const { characters, turns } = state.limits ?? {};
  const length = [...text.trim()].length;
  const tooLong = characters && length > characters;
  const said = state.inherited + state.items.filter((item) => item.kind === "me" && !item.refused).length;
  const usedUp = Boolean(turns) && said >= turns;
  const [asked, ask] = useAsking(state, link, press);

  useEffect(() => {
    if (matchMedia("(hover: hover)").matches) field.current.focus({ preventScroll: true });
  }, []);
  useEffect(() => sessionStorage.setItem(draft, text), [text]);
  useLayoutEffect(() => {
    field.current.style.height = "auto";
    field.current.style.height = `${Math.min(field.current.scrollHeight + 2, 220)}px`;
  }, [text]);

  const send = (event) => {
    event.preventDefault();
    if (!length || tooLong || usedUp) return;
    say(text.trim());
    setText("");
    field.current.focus();
  };
  const typed = (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
  };
  const off = link !== "open";
  return html`<footer class="composer">
    <form onSubmit=${send}>
      <label class="hidden" for="message">Your message to ${state.briefing.persona}</label>
      <textarea id="message" ref=${field} rows="1" dir="auto" disabled=${usedUp}
        placeholder=${usedUp ? "All messages are used" : `Answer ${state.briefing.persona}`}
        value=${text} aria-describedby="about" aria-invalid=${tooLong ? "true" : null}
        onInput=${(event) => setText(event.target.value)} onKeyDown=${typed}></textarea>
      <button type="submit" class="primary" disabled=${!length || tooLong || usedUp}>Send</button>
    </form>
    <div class="row">
      <button type="button" class="stop" disabled=${off || !busy} onClick=${cancel} aria-keyshortcuts="Escape" title="Stops the reply (Escape)">Stop</button>
      <button type="button" class="plain" disabled=${off || asked === "hint"} onClick=${once(() => ask("hint"))}>Hint</button>
      <button type="button" class="plain" disabled=${off || asked === "finish"} onClick=${once(() => ask("finish"))}>Finish and score</button>
      <span id="about" class=${tooLong ? "bad" : "quiet"} ...${tooLong ? { role: "alert" } : {}}>
        ${characters && length > characters * 0.8
          ? `${length.toLocaleString()} of ${characters.toLocaleString()} characters${tooLong ? ": shorten it to send it" : ""}`
          : turns ? html`${said} of ${turns}<span class="wide-only"> messages</span>` : ""}
      </span>
    </div>
  </footer>`;
}

// What was asked for with a button and is not answered yet; it is not asked for twice.
function useAsking({ items, status, phase }, link, press) {
  const [asked, setAsked] = useState(null);
  const answer = items.findLast((item) => ["notice", "problem", "card"].includes(item.kind));
  useEffect(() => setAsked(null), [answer, status, phase, link]);
  useEffect(() => {
    const timer = asked && setTimeout(() => setAsked(null), PATIENCE);
    return () => clearTimeout(timer);
  }, [asked]);
  return [asked, (action) => press(action) && setAsked(action)];
}

function After({ state, press }) {
  const buttons = ending(state).filter((button) => !(button.action === "retry" && button.value));
  return html`<footer class="composer after">
    <div class="closing">
      <p class="quiet">This session is closed.</p>
      <div class="row">${buttons.map((one) => html`<${Button} one=${one} press=${press} />`)}</div>
    </div>
  </footer>`;
}
