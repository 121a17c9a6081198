// Buttons, and the few words that some of them ask for before anything is done.

import { html, useEffect, useRef, useState } from "./vendor/preact.js";
import { words } from "./wording.js";

// Does something for a click, and nothing more for the second one of a double click.
export const once = (act) => (event) => event.detail < 2 && act();

export function Button({ one, press, language }) {
  const [open, setOpen] = useState(false);
  const [sent, setSent] = useState(false);
  const opener = useRef(null);
  const close = () => {
    setOpen(false);
    opener.current.focus();
  };
  const give = (text) => {
    if (press(one.action, one.value, text) === false) return; // not connected; nothing is lost
    setSent(true);
    close();
  };
  if (!one.question) return html`<button class=${one.emphasis} aria-label=${named(one)} onClick=${once(() => press(one.action, one.value))}>${one.label}</button>`;
  return html`<button ref=${opener} class=${one.emphasis} aria-label=${named(one)} aria-expanded=${open} onClick=${() => setOpen(!open)}>${one.label}</button>
    ${open && html`<${Form} ...${one.question} language=${language} send=${one.question.send} close=${close}
      give=${give} />`}
    ${sent && html`<span class="quiet" role="status">${words(language).sent}</span>`}`;
}

const named = ({ about, label }) => (about ? `${label}: ${about}` : null);

function Form({ title, label, send, most, required, give, close, language }) {
  const field = useRef(null);
  const [text, setText] = useState("");
  useEffect(() => field.current.focus(), []);
  const submit = (event) => {
    event.preventDefault();
    if (text.trim() || !required) give(text.trim());
  };
  const typed = (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  };
  return html`<form class="asking" aria-label=${title} onSubmit=${submit} onKeyDown=${typed}>
    <label><span>${label}</span>
      <textarea ref=${field} rows="2" dir="auto" maxlength=${most} required=${required} value=${text} onInput=${(event) => setText(event.target.value)}></textarea>
    </label>
    <div class="row">
      <button type="submit" class="primary" disabled=${required && !text.trim()}>${send}</button>
      <button type="button" class="plain" onClick=${close}>${words(language).cancel}</button>
    </div>
  </form>`;
}
