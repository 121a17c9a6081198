// The session's thread: briefing, conversation, notices, scorecard. What is finished is announced to
// screen readers once; what grows is not.

import { html, useEffect, useLayoutEffect, useRef, useState } from "./vendor/preact.js";
import { asks, growing, isClosing, retries } from "./conversation.js";
import { markdown } from "./markdown.js";
import { Card } from "./scorecard.js";

const NEAR = 120;
const PATIENCE = 5000;
const FOLDED = 1.3;
const MARGIN = 16;
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

export function Thread({ state, link, open, press }) {
  const { session, items, status, missing, moved } = state;
  const from = retries(items);
  const { box, below, toBottom, folded, fold } = useView(state);
  const connected = link === "open";
  return html`<div class="thread" ref=${box} tabindex="0" role="log" aria-label="Conversation" aria-live="off"
      data-lost=${String(!connected)} aria-busy=${connected && growing(state) ? "true" : "false"}>
      <div class="column">
        ${missing && html`<p class="notice">There is no such session in this browser. <a href="#">Choose a scenario</a> to open one.</p>`}
        ${!missing && !items.length && html`<${Opening} key=${session} session=${session} link=${link} open=${open} />`}
        ${items.map((item) => html`<${Item} key=${item.id} item=${item} connected=${connected} press=${press} again=${from.get(item.turn)}
          folded=${folded} fold=${fold} />`)}
        ${status && connected && !growing(state) && html`<${Typing} text=${status.message} />`}
        ${moved && html`<p class="notice">${moved.text} <a href=${`#/s/${moved.session}`}>Go there</a></p>`}
      </div>
    </div>
    ${below && state.phase !== "closed" && html`<button class="to-bottom" onClick=${toBottom}>Newest ↓</button>`}
    <${Announcer} session=${session} items=${items} />`;
}

// Does something for a click, and nothing more for the second one of a double click.
export const once = (act) => (event) => event.detail < 2 && act();

// What is seen before a session's first message; one that never comes is not waited for for ever.
function Opening({ session, link, open }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (link !== "open") return setLate(false);
    const timer = setTimeout(() => setLate(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [link]);
  if (!late) return html`<p class="quiet opening-soon">Opening the session…</p>`;
  const other = open && open.session_id !== session;
  return html`<p class="notice" role="status">This session has not opened. ${other
    ? html`<a href=${`#/s/${open.session_id}`}>Go on with “${open.title}”</a>, which is open.`
    : html`<a href="#">Choose a scenario</a> to open another one.`}</p>`;
}

// Keeps the newest in view, unless the reader has gone up or has a scorecard to read. Where a session
// begins, the persona's words are what is newest: a briefing much longer than the view is folded.
function useView({ session, items, status }) {
  const box = useRef(null);
  const stuck = useRef(true);
  const [below, setBelow] = useState(false);
  const toBottom = () => box.current.scrollTo({ top: box.current.scrollHeight, behavior: calm() ? "auto" : "smooth" });
  useEffect(() => {
    const element = box.current;
    const look = () => {
      stuck.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
      setBelow(!stuck.current);
    };
    element.addEventListener("scroll", look, { passive: true });
    const resized = new ResizeObserver(() => stuck.current && (element.scrollTop = element.scrollHeight));
    resized.observe(element);
    return () => (element.removeEventListener("scroll", look), resized.disconnect());
  }, []);
  const [folded, setFolded] = useState(false);
  const begins = items.at(-1)?.kind === "persona" && !items.some((item) => item.kind === "me");
  const words = begins ? items.at(-1).id : null;
  useLayoutEffect(() => {
    stuck.current = true;
    const { scrollHeight, clientHeight } = box.current;
    setFolded(Boolean(words) && scrollHeight > clientHeight * FOLDED);
  }, [session, words]);
  const wanted = useRef(false);
  const fold = (folded) => {
    wanted.current = true; // the briefing is what is read now
    stuck.current = false;
    setFolded(folded);
  };
  useLayoutEffect(() => {
    if (wanted.current) box.current.scrollTop = 0;
    wanted.current = false;
  }, [folded]);
  const card = items.find((item) => item.kind === "card");
  useLayoutEffect(() => {
    if (card) stuck.current = false;
    else if (stuck.current || items.at(-1)?.sending) box.current.scrollTop = words ? topOf(words) : box.current.scrollHeight;
  }, [items, status, folded]);
  useLayoutEffect(() => {
    if (card) document.getElementById(card.id)?.scrollIntoView({ block: "start" });
  }, [card?.id, card?.growing]);
  const question = items.findLast(asks);
  useLayoutEffect(() => {
    if (question) document.getElementById(question.id)?.scrollIntoView({ block: "nearest" });
  }, [question?.id]);
  return { box, below, toBottom, folded, fold };
}

// Where to scroll so that a message's first line is in view, and as much of the rest as has room.
const topOf = (id) => document.getElementById(id).offsetTop - MARGIN;

function Item({ item, connected, press, again, folded, fold }) {
  switch (item.kind) {
    case "opening":
      return html`<${Briefing} id=${item.id} ...${item.briefing} folded=${folded} fold=${fold} />`;
    case "me":
      return html`<${Mine} item=${item} connected=${connected} press=${press} again=${again} />`;
    case "persona":
      return html`<${Theirs} item=${item} />`;
    case "card":
      return html`<${Card} item=${item} />`;
    case "offer":
      return html`<${Offer} item=${item} press=${press} />`;
    default:
      return html`<${Notice} item=${item} press=${press} />`;
  }
}

function Briefing(briefing) {
  const { id, title, role, situation, goal, persona, persona_role, limits, privacy, recap, attempt, folded, fold } = briefing;
  return html`<section class=${`briefing${folded ? " folded" : ""}`} id=${id} aria-labelledby="briefing">
    <h1 id="briefing" tabindex="-1">${title}${attempt > 1 && html` <span class="chip">Attempt ${attempt}</span>`}</h1>
    <dl>
      ${!folded && html`<dt>Your role</dt><dd>${markdown(role)}</dd>
        <dt>The situation</dt><dd>${markdown(situation)}</dd>`}
      <dt>Your goal</dt><dd class="goal">${markdown(goal)}</dd>
      ${!folded && html`<dt>You talk with</dt><dd>${persona}, ${persona_role}</dd>`}
    </dl>
    ${!folded && html`<p class="quiet">${limits} ${privacy}</p>`}
    <button class="link-button" aria-expanded=${!folded} onClick=${() => fold(!folded)}>${folded ? "Read the whole briefing" : "Fold the briefing"}</button>
    ${recap.length > 0 && html`<section class="recap" aria-label="What was said before">
      <h2>What was said before</h2>
      ${recap.map((line) => html`<p dir="auto"><b>${line.who}</b> ${line.text}</p>`)}
    </section>`}
  </section>`;
}

const initials = (name) => name.split(/\s+/).map((word) => word[0]).slice(0, 2).join("").toUpperCase();
const clock = (at) => new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

const Theirs = ({ item }) => html`<article class="theirs" id=${item.id} aria-label=${item.who}>
  <span class="face" aria-hidden="true">${initials(item.who)}</span>
  <div class=${`bubble${item.growing ? " growing" : ""}`}>
    <p class="who">${item.who} ${!item.growing && html`<time dateTime=${item.at}>${clock(item.at)}</time>`}${item.stopped && html`<span class="stopped">stopped</span>`}</p>
    <div class="text" dir="auto">${markdown(item.text)}</div>
  </div>
</article>`;

function onItsWay({ refused, trouble, sending, at }, connected) {
  if (refused) return html`<span class="bad">Not sent. ${trouble}</span>`;
  if (sending && !connected) return "Waiting for the connection…";
  if (trouble) return html`<span class="bad">${trouble} Trying again…</span>`;
  return sending ? "Sending…" : at && html`<time dateTime=${at}>${clock(at)}</time>`;
}

const Mine = ({ item, connected, press, again }) => html`<article class=${`mine${item.sending ? " sending" : ""}`} id=${item.id} tabindex="-1" aria-label="You">
  <div class="bubble"><div class="text" dir="auto">${item.text}</div></div>
  <p class="under">
    ${onItsWay(item, connected)}
    ${again && html`<button class="link-button" onClick=${once(() => press(again.action, again.value))}>${again.label}</button>`}
  </p>
</article>`;

const Typing = ({ text }) => html`<p class="typing"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${text}</p>`;

function Notice({ item, press }) {
  // what begins again stands at its turn, or at the end of the page
  const buttons = (item.buttons ?? []).filter((button) => asks(item) || !isClosing(button));
  const kind = item.kind === "problem" ? " problem" : item.hint ? " hint" : "";
  return html`<div class=${`notice${kind}`} id=${item.id} ...${item.kind === "problem" ? { role: "alert" } : {}}>
    ${item.hint && html`<b class="label">Hint</b>`}
    ${markdown(item.text)}
    ${buttons.length > 0 && html`<div class="row">${buttons.map((one) => html`<${Button} one=${one} press=${press} />`)}</div>`}
  </div>`;
}

export const Button = ({ one, press }) =>
  html`<button class=${one.emphasis} onClick=${once(() => press(one.action, one.value))}>${one.label}</button>`;

const Offer = ({ item, press }) => html`<section class="notice offer" id=${item.id} aria-label=${item.text}>
  <p>${item.text}</p>
  <ul>${item.scenarios.map((one) => html`<li>
    <button class="plain" onClick=${once(() => press("start", one.id))}>${one.title} <span class="quiet">${one.category}</span></button>
  </li>`)}</ul>
</section>`;

// Says to screen readers what has just been finished.
function Announcer({ session, items }) {
  const known = useRef(null);
  const [text, setText] = useState("");
  useEffect(() => {
    known.current = null;
    setText("");
  }, [session]);
  useEffect(() => {
    const whole = items.filter((item) => !item.growing && !item.sending && item.kind !== "me");
    const again = !known.current && items.some((item) => item.kind === "me"); // a session gone back to
    const fresh = again ? [] : whole.filter((item) => !known.current?.has(item.id));
    known.current = items.length ? new Set(whole.map((item) => item.id)) : null;
    if (fresh.length) setText(fresh.map(spoken).join(" "));
  }, [items]);
  return html`<div class="hidden announcer" aria-live="polite" aria-atomic="true">${text}</div>`;
}

function spoken(item) {
  if (item.kind === "persona") return `${item.who}: ${item.text}${item.stopped ? " (stopped)" : ""}`;
  if (item.kind === "card") return `Scorecard. ${item.scorecard.headline}${item.scorecard.total == null ? "" : item.scorecard.passed ? ", passed" : ", not yet passed"}.`;
  if (item.kind === "opening") return `Briefing: ${item.briefing.title}`;
  return `${item.hint ? "Hint: " : ""}${item.text}`;
}
