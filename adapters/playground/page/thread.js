// The session's thread: briefing, conversation, notices, scorecard. What is finished is announced to
// screen readers once; what grows is not.

import { html, useEffect, useLayoutEffect, useRef, useState } from "./vendor/preact.js";
import { Button, once } from "./asking.js";
import { asks, growing, isClosing, isScored, retries } from "./conversation.js";
import { markdown } from "./markdown.js";
import { Report } from "./report.js";
import { Card, Cited, attempt, show } from "./scorecard.js";
import { words } from "./wording.js";

const NEAR = 120;
const PATIENCE = 5000;
const FOLDED = 1.3;
const MARGIN = 16;
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

export function Thread({ state, link, open, press }) {
  const { session, items, status, missing, moved, language, labels } = state;
  const own = words(language);
  const from = retries(items);
  const { box, below, toBottom, away, toCard, folded, fold } = useView(state);
  const common = { connected: link === "open", press, labels, language, own, session, scored: isScored(state), folded, fold };
  const connected = link === "open";
  return html`<div class="thread" ref=${box} tabindex="0" role="log" aria-label="Conversation" aria-live="off" lang=${language}
      data-lost=${String(!connected)} aria-busy=${connected && growing(state) ? "true" : "false"}>
      <div class="column">
        ${missing && html`<p class="notice">There is no such session in this browser. <a href="#">Choose a scenario</a> to open one.</p>`}
        ${!missing && !items.length && html`<${Opening} key=${session} session=${session} link=${link} open=${open} />`}
        ${items.map((item) => html`<${Item} key=${item.id} item=${item} again=${from.get(item.turn)} ...${common} />`)}
        ${status && connected && !growing(state) && html`<${Typing} text=${status.message} />`}
        ${moved && html`<p class="notice">${moved.text} <a href=${`#/s/${moved.session}`}>Go there</a></p>`}
      </div>
    </div>
    ${below && state.phase !== "closed" && html`<button class="to-bottom" onClick=${toBottom}>${own.newest} ↓</button>`}
    ${away && html`<button class="to-bottom" onClick=${toCard}>${labels.scorecard} ↓</button>`}
    <${Announcer} session=${session} items=${items} labels=${labels} language=${language} />`;
}

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
function useView({ session, items, status, phase }) {
  const box = useRef(null);
  const stuck = useRef(true);
  const [below, setBelow] = useState(false);
  const [away, setAway] = useState(false);
  const toBottom = () => box.current.scrollTo({ top: box.current.scrollHeight, behavior: calm() ? "auto" : "smooth" });
  useEffect(() => {
    const element = box.current;
    const look = () => {
      stuck.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
      setBelow(!stuck.current);
      const card = element.querySelector(".card");
      setAway(Boolean(card) && card.offsetTop > element.scrollTop + element.clientHeight - MARGIN);
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
    if (card && !NAMED.test(location.hash)) document.getElementById(card.id)?.scrollIntoView({ block: "start" });
  }, [card?.id, card?.growing, card?.stopped]);
  const toCard = () => {
    document.getElementById(card.id).scrollIntoView({ block: "start", behavior: calm() ? "auto" : "smooth" });
    document.getElementById("scorecard").focus({ preventScroll: true });
  };
  useNamed(items, stuck);
  const choice = items.findLast((item) => asks(item) || item.kind === "offer" || item.kind === "report");
  useLayoutEffect(() => {
    if (choice) document.getElementById(choice.id)?.scrollIntoView({ block: "nearest" });
  }, [choice?.id]);
  return { box, below, toBottom, away: away && phase === "closed", toCard, folded, fold };
}

const NAMED = /^#\/s\/[0-9a-f-]{36}\/([\w-]{1,64})$/;

// Shows the message that the address names, once it is there.
function useNamed(items, stuck) {
  const shown = useRef(null);
  useLayoutEffect(() => {
    const id = NAMED.exec(location.hash)?.[1] ?? null;
    if (id === shown.current || (id && !show(id, "", "auto"))) return;
    shown.current = id;
    stuck.current = stuck.current && !id;
  }, [items]);
}

// Where to scroll so that a message's first line is in view, and as much of the rest as has room.
const topOf = (id) => document.getElementById(id).offsetTop - MARGIN;

const KINDS = {
  opening: ({ item, ...common }) => html`<${Briefing} id=${item.id} ...${item.briefing} number=${item.briefing.attempt} ...${common} />`,
  me: (props) => html`<${Mine} ...${props} />`,
  persona: (props) => html`<${Theirs} ...${props} />`,
  card: (props) => html`<${Card} ...${props} />`,
  offer: (props) => html`<${Offer} ...${props} />`,
  report: ({ item, press }) => html`<${Report} id=${item.id} report=${item.report} press=${press} />`,
};

const Item = (props) => (KINDS[props.item.kind] ?? Notice)(props);

function Briefing(briefing) {
  const { id, title, role, situation, goal, persona, persona_role, limits, privacy, recap, number, folded, fold, labels, own } = briefing;
  return html`<section class=${`briefing${folded ? " folded" : ""}`} id=${id} aria-labelledby="briefing">
    <h1 id="briefing" tabindex="-1">${title}${number > 1 && html` <span class="chip">${attempt(labels, number)}</span>`}</h1>
    <dl>
      ${!folded && html`<dt>${labels.role}</dt><dd>${markdown(role)}</dd>
        <dt>${labels.situation}</dt><dd>${markdown(situation)}</dd>`}
      <dt>${labels.goal}</dt><dd class="goal">${markdown(goal)}</dd>
      ${!folded && html`<dt>${labels.talks_with}</dt><dd>${persona}, ${persona_role}</dd>`}
    </dl>
    ${!folded && html`<p class="quiet">${limits} ${privacy}</p>`}
    <button class="link-button" aria-expanded=${!folded} onClick=${() => fold(!folded)}>${folded ? own.unfold : own.fold}</button>
    ${recap.length > 0 && html`<section class="recap" aria-label=${own.before}>
      <h2>${own.before}</h2>
      ${recap.map((line) => html`<p dir="auto"><b>${line.who}</b> ${line.text}</p>`)}
    </section>`}
  </section>`;
}

const initials = (name) => name.split(/\s+/).map((word) => word[0]).slice(0, 2).join("").toUpperCase();
const clock = (at) => new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

const Theirs = ({ item, own }) => html`<article class="theirs" id=${item.id} aria-label=${item.who}>
  <span class="face" aria-hidden="true">${initials(item.who)}</span>
  <div class=${`bubble${item.growing ? " growing" : ""}`}>
    <p class="who">${item.who} ${!item.growing && html`<time dateTime=${item.at}>${clock(item.at)}</time>`}${item.stopped && html`<span class="stopped">${own.stopped}</span>`}</p>
    <div class="text" dir="auto">${markdown(item.text)}</div>
  </div>
</article>`;

function onItsWay({ refused, trouble, sending, at }, connected, own) {
  if (refused) return html`<span class="bad">Not sent. ${trouble}</span>`;
  if (sending && !connected) return own.waiting;
  if (trouble) return html`<span class="bad">${trouble} Trying again…</span>`;
  return sending ? own.sending : at && html`<time dateTime=${at}>${clock(at)}</time>`;
}

const Mine = ({ item, connected, press, again, labels, own }) => html`<article class=${`mine${item.sending ? " sending" : ""}`} id=${item.id} tabindex="-1" aria-label=${item.called ?? labels.you}>
  <div class="bubble"><div class="text" dir="auto">${item.text}</div></div>
  <p class="under">
    ${item.called && html`<span>${item.called}</span>`}
    ${onItsWay(item, connected, own)}
    ${again && html`<button class="link-button" aria-label=${again.about ? `${again.label}: ${again.about}` : null} onClick=${once(() => press(again.action, again.value))}>${again.label}</button>`}
  </p>
</article>`;

const Typing = ({ text }) => html`<p class="typing"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${text}</p>`;

function Notice({ item, press, scored, session, language, own }) {
  // what begins again stands at its turn, or at the end of the page
  const stands = (button) => asks(item) || !isClosing(button) || (button.action === "score" && !scored);
  const buttons = (item.buttons ?? []).filter(stands);
  if (item.note) return html`<${Note} item=${item} session=${session} />`;
  const kind = item.kind === "problem" ? " problem" : item.hint ? " hint" : "";
  return html`<div class=${`notice${kind}`} id=${item.id} ...${item.kind === "problem" ? { role: "alert" } : {}}>
    ${item.hint && html`<b class="label">${item.label || "Hint"}</b>`}
    ${markdown(item.text)}
    ${item.file && html`<a class="button plain" href=${item.file.href} download=${item.file.name}>${own.file}</a>`}
    ${buttons.length > 0 && html`<div class="row">${buttons.map((one) => html`<${Button} key=${one.action + one.value} one=${one} press=${press} language=${language} />`)}</div>`}
  </div>`;
}

// What the coach says about one message of the trainee: no part of the conversation.
const Note = ({ item, session }) => html`<aside class="note" id=${item.id} aria-label=${item.label}>
  <p><b class="label">${item.label}</b>${item.about && html`, <${Cited} ...${item.about} session=${session} />`}</p>
  ${markdown(item.text)}
</aside>`;

const Offer = ({ item, press }) => html`<section class="notice offer" id=${item.id} aria-label=${item.text}>
  <p>${item.text}</p>
  <ul>${item.scenarios.map((one) => html`<li>
    <button class="plain" onClick=${once(() => press("start", one.id))}>${one.title} <span class="quiet">${one.category}</span></button>
  </li>`)}</ul>
</section>`;

// Says to screen readers what has just been finished.
function Announcer({ session, items, labels, language }) {
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
    if (fresh.length) setText(fresh.map((item) => spoken(item, labels, words(language))).join(" "));
  }, [items]);
  return html`<div class="hidden announcer" aria-live="polite" aria-atomic="true" lang=${language}>${text}</div>`;
}

function spoken(item, labels, own) {
  if (item.kind === "persona") return `${item.who}: ${item.text}${item.stopped ? ` (${own.stopped})` : ""}`;
  if (item.kind === "card") return `${labels.scorecard}. ${item.stopped ? item.stage : item.scorecard.verdict}.`;
  if (item.kind === "opening") return `Briefing: ${item.briefing.title}`;
  return item.label ? `${item.label}: ${item.text}` : item.text;
}
