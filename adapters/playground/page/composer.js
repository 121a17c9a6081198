// Where the trainee writes: Enter sends, Shift+Enter breaks the line, Escape stops the reply.

import { html, useEffect, useLayoutEffect, useRef, useState } from "./vendor/preact.js";
import { countSaid, ending } from "./conversation.js";
import { Button, once } from "./asking.js";
import { fill, words } from "./wording.js";

const PATIENCE = 10_000;

export function Composer({ state, link, busy, say, press, cancel }) {
  useEffect(() => {
    const stop = (event) => {
      if (event.key === "Escape" && busy && !document.querySelector("dialog[open]")) cancel();
    };
    addEventListener("keydown", stop);
    return () => removeEventListener("keydown", stop);
  }, [busy]);
  if (state.missing || !state.briefing) return null;
  if (state.phase === "grading") return html`<footer class="composer" lang=${state.language}><p class="quiet">${words(state.language).scoring}</p></footer>`;
  if (state.phase === "closed") return html`<${After} state=${state} press=${press} />`;
  return html`<${Writing} state=${state} link=${link} busy=${busy} say=${say} press=${press} cancel=${cancel} />`;
}

function Writing({ state, link, busy, say, press, cancel }) {
  const { labels, language, briefing } = state;
  const own = words(language);
  const draft = `draft:${state.session}`;
  const [text, setText] = useState(() => sessionStorage.getItem(draft) ?? "");
  const field = useRef(null);
  const { characters, turns } = state.limits ?? {};
  const length = [...text.trim()].length;
  const tooLong = characters && length > characters;
  const said = countSaid(state);
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
  return html`<footer class="composer" lang=${language}>
    <form onSubmit=${send}>
      <label class="hidden" for="message">${fill(own.messageTo, { name: briefing.persona })}</label>
      <textarea id="message" ref=${field} rows="1" dir="auto" disabled=${usedUp}
        placeholder=${usedUp ? own.used : fill(own.answer, { name: briefing.persona })}
        value=${text} aria-describedby="about" aria-invalid=${tooLong ? "true" : null}
        onInput=${(event) => setText(event.target.value)} onKeyDown=${typed}></textarea>
      <button type="submit" class="primary" disabled=${!length || tooLong || usedUp}>${own.send}</button>
    </form>
    <div class="row">
      <button type="button" class="stop" disabled=${off || !busy} onClick=${cancel} aria-keyshortcuts="Escape" title=${own.stops}>${own.stop}</button>
      <button type="button" class="plain" disabled=${off || asked === "hint"} onClick=${once(() => ask("hint"))}>${labels.hint}</button>
      <button type="button" class="plain" disabled=${off || asked === "finish"} onClick=${once(() => ask("finish"))}>${labels.finish}</button>
      <span id="about" class=${tooLong ? "bad" : "quiet"} ...${tooLong ? { role: "alert" } : {}}>
        ${characters && length > characters * 0.8
          ? fill(own.characters, { length: length.toLocaleString(language), all: characters.toLocaleString(language) }) + (tooLong ? `: ${own.shorten}` : "")
          : turns ? html`${fill(own.of, { said, all: turns })}<span class="wide-only"> ${own.messages}</span>` : ""}
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
  // what tries again from a message stands there, what is about the score on its card, and what
  // scores it beside the sentence that says so
  const elsewhere = ({ action, value }) => ["score", "dispute", "share"].includes(action) || (action === "retry" && value);
  const buttons = ending(state).filter((button) => !elsewhere(button));
  return html`<footer class="composer after" lang=${state.language}>
    <div class="closing">
      <p class="quiet">${words(state.language).closed}</p>
      <div class="row">${buttons.map((one) => html`<${Button} one=${one} press=${press} />`)}</div>
    </div>
  </footer>`;
}
