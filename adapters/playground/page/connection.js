// The socket of one session: it connects again by itself, asks for what was missed, and keeps what
// was said until the server has confirmed it, over reloads too.

import { waits } from "./conversation.js";

const SHORTEST = 250;
const LONGEST = 4000;
const AGAIN = 2000;

export class Connection {
  // `after` gives the name of the last message that is known to be whole.
  constructor(session, { onMessage, onState, after }) {
    Object.assign(this, { session, onMessage, onState, after });
    this.unconfirmed = stored(session);
    this.tries = 0;
    this.ended = false;
    this.hurry = () => document.visibilityState === "visible" && this.retry();
    addEventListener("online", this.hurry);
    document.addEventListener("visibilitychange", this.hurry);
    this.connect();
  }

  connect() {
    clearTimeout(this.timer);
    this.onState(this.tries ? "reconnecting" : "connecting");
    const address = new URL(`/chat/${this.session}`, location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(address);
    this.socket = socket;
    socket.onopen = () => this.opened();
    socket.onmessage = (event) => this.heard(JSON.parse(event.data));
    socket.onclose = () => socket === this.socket && this.lost();
  }

  opened() {
    this.tries = 0;
    this.onState("open");
    const after = this.after();
    this.send({ type: "session_start", ...(after ? { after } : {}) });
    for (const message of this.unconfirmed) this.sendSaid(message);
  }

  lost() {
    if (this.ended) return;
    this.tries += 1;
    this.onState("reconnecting");
    const wait = Math.min(LONGEST, SHORTEST * 2 ** (this.tries - 1));
    this.timer = setTimeout(() => this.retry(), wait * (0.75 + Math.random() / 2));
    if (this.tries === 2) seeWhetherWelcome();
  }

  retry() {
    if (!this.ended && this.socket.readyState === WebSocket.CLOSED) this.connect();
  }

  heard(message) {
    if (message.type === "user_message") this.forget(message.message_id);
    if (message.type === "error" && message.client_id) this.refused(message);
    this.onMessage(message);
  }

  // Says something; it is sent again until it is confirmed, and kept once by its name.
  say(content) {
    const message = { client_id: newId(), content };
    this.keep([...this.unconfirmed, message]);
    this.sendSaid(message);
    return message;
  }

  press(action, value = "", text = "") {
    return this.send({ type: "press", action, value, text, client_id: newId() });
  }

  cancel() {
    return this.send({ type: "cancel" });
  }

  forget(id) {
    this.keep(this.unconfirmed.filter((message) => message.client_id !== id));
  }

  end() {
    this.ended = true;
    clearTimeout(this.timer);
    removeEventListener("online", this.hurry);
    document.removeEventListener("visibilitychange", this.hurry);
    this.socket.close();
  }

  refused(error) {
    if (waits(error.code)) {
      const message = this.unconfirmed.find((one) => one.client_id === error.client_id);
      if (message) setTimeout(() => this.unconfirmed.includes(message) && this.sendSaid(message), AGAIN);
    } else this.forget(error.client_id);
  }

  sendSaid({ client_id, content }) {
    this.send({ type: "user_message", content, metadata: { client_id } });
  }

  send(message) {
    if (this.socket.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  keep(unconfirmed) {
    this.unconfirmed = unconfirmed;
    if (unconfirmed.length) sessionStorage.setItem(place(this.session), JSON.stringify(unconfirmed));
    else sessionStorage.removeItem(place(this.session));
  }
}

const place = (session) => `unconfirmed:${session}`;

function stored(session) {
  try {
    return JSON.parse(sessionStorage.getItem(place(session)) ?? "[]");
  } catch {
    return [];
  }
}

// Random also where crypto.randomUUID is missing, as on an address without TLS.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// A refused socket says nothing; an ordinary request says whether the token is wanted again.
async function seeWhetherWelcome() {
  const answer = await fetch("/api/health").catch(() => null);
  if (answer?.status === 401) location.reload();
}
