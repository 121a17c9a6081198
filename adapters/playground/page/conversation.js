// What a session looks like on the page: a list of items, changed by each message of the server.
// Pure, so that the same messages always give the same page.

export const EMPTY = {
  session: null,
  briefing: null,
  language: "en",
  labels: {},
  limits: null,
  inherited: 0,
  phase: null,
  items: [],
  status: null,
  moved: null,
  missing: false,
};

const CLOSED = ["retry", "next", "score"];
const ASKING = ["leave_and_start", "leave_and_retry", "leave_and_assigned", "keep"];

const WAITS = {
  not_stored: "It could not be stored yet.",
  starting: "ChatTrain is starting.",
  opening: "The session is still being opened.",
};

// Why what was said is not there yet, where the connection sends it again by itself.
export const waits = (code) => WAITS[code];

// The conversation after a message from the server.
export function told(state, message) {
  switch (message.type) {
    case "session_start":
      return started(state, message);
    case "assistant_message":
      return { ...put(settled(state, message), persona(message, false)), status: null };
    case "chunk":
      return grown(state, message);
    case "user_message":
      return put(state, { kind: "me", id: message.message_id, text: message.content, at: message.timestamp, ...turn(message) });
    case "notice":
      return noticed(state, message);
    case "offer":
      return offered(state, message);
    case "report":
      return put(state, { kind: "report", id: message.message_id, text: message.content, report: message });
    case "moved":
      if (message.session_id === state.session) return state; // it goes on right here
      return { ...state, moved: { session: message.session_id, text: message.content } };
    case "feedback":
      return { ...put(numbered(state, message), card(message, message.scorecard)), phase: message.stopped ? "closed" : "grading", status: null };
    case "complete":
      return completed(state, message);
    case "status":
      return { ...state, status: ["complete", "error"].includes(message.status) ? null : message };
    case "deleted":
      return { ...state, items: state.items.filter((item) => item.id !== message.message_id) };
    case "error":
      return failed(state, message);
    default:
      return state;
  }
}

// The conversation with a message of ours that is on its way.
export const saying = (state, { client_id, content }) =>
  put(state, { kind: "me", id: client_id, text: content, sending: true });

// The name of the last message before which nothing is missing or unfinished.
export function upTo(state) {
  let last = null;
  for (const item of state.items) {
    if (item.sending || item.growing || (item.kind === "card" && item.stopped)) break;
    if (item.kind !== "problem") last = item.id;
  }
  return last;
}

// The reply or scorecard that is growing, if any.
export const growing = (state) => state.items.findLast((item) => item.growing) ?? null;

const has = (item, actions) => Boolean(item.buttons?.some((button) => actions.includes(button.action)));

// Whether an item asks what becomes of the open session: it ends nothing, whatever its buttons do.
export const asks = (item) => item.kind === "notice" && has(item, ASKING);

// Whether the persona has answered, to its last word, what was said last.
export function answered(state) {
  const last = state.items.findLast((item) => item.kind === "me" || item.kind === "persona");
  return last?.kind === "persona" && !growing(state) && !state.status;
}

// Whether a button belongs to a session's end, where the page has a place of its own for it.
export const isClosing = (button) => CLOSED.includes(button.action);

// Whether the session has its scorecard.
export const isScored = (state) => state.items.some((item) => item.kind === "card" && !item.growing && !item.stopped);

// Whether what was said under that name was not taken: refused, or answered by ChatTrain alone.
export function untaken({ items, session }, id) {
  const said = items.find((item) => item.id === id);
  if (said?.refused) return said.trouble;
  return items.find((item) => item.id === `${session}:re:playground:${session}:${id}`)?.text;
}

// What is for ChatTrain alone, as the server reads it: a `!word`, or a command.
const ASIDE = /^(![a-z]+[.!]?|\/chattrain(\s[^]*)?)$/i;

// How many messages the persona was told, those on their way included.
export const countSaid = (state) =>
  state.inherited + state.items.filter((item) => item.kind === "me" && isSpoken(state, item)).length;

const isSpoken = (state, { id, text, turn, refused }) =>
  turn != null || !(refused || ASIDE.test(text.trim()) || untaken(state, id));

// The buttons of the session's end, once it is closed.
export const ending = (state) =>
  state.items.findLast((item) => has(item, CLOSED) && !asks(item))?.buttons ?? [];

// The buttons that try again from a turn, by the turn's number.
export function retries(items) {
  const fromTurn = (button) => button.action === "retry" && button.value;
  const end = items.findLast((item) => item.buttons?.some(fromTurn) && !asks(item));
  return new Map((end?.buttons ?? []).filter(fromTurn).map((button) => [Number(button.value), button]));
}

function started(state, message) {
  const pending = state.items.filter((item) => item.sending);
  const opening = { kind: "opening", id: message.message_id, briefing: message.briefing };
  return {
    ...EMPTY,
    session: message.session_id,
    briefing: message.briefing,
    language: message.language ?? "en",
    labels: message.labels ?? {},
    limits: message.limits ?? null,
    inherited: message.inherited ?? 0,
    phase: message.phase ?? "briefing",
    items: [opening, ...pending],
  };
}

function persona(message, growing) {
  return {
    kind: "persona",
    id: message.message_id,
    who: message.persona,
    text: growing ? message.accumulated : message.content,
    at: message.timestamp,
    growing,
    stopped: Boolean(message.stopped),
    ...turn(message),
  };
}

function grown(state, message) {
  const known = state.items.find((item) => item.id === message.message_id);
  if (known && !known.growing) return state; // what is finished stays as it is
  return { ...put(settled(state, message), persona(message, true)), status: null };
}

// One reply grows at a time: where another begins, an earlier one was given up.
function settled(state, { message_id }) {
  const other = (item) => item.kind === "persona" && item.growing && item.id !== message_id;
  if (!state.items.some(other)) return state;
  return { ...state, items: state.items.map((item) => (other(item) ? { ...item, growing: false } : item)) };
}

function noticed(state, message) {
  const { message_id: id, content: text, hint, note, label, about, buttons, file } = message;
  const item = { kind: "notice", id, text, hint, note, label, about, buttons, file };
  const closed = has(item, ["retry"]) && !asks(item);
  const status = hint || note ? state.status : null;
  return { ...put(onceOnly(numbered(state, message), item), item), status, phase: closed && state.phase !== "grading" ? "closed" : state.phase };
}

// The conversation without an earlier answer in the same words, where a button was pressed again.
// What answers something typed stays below it.
function onceOnly(state, { id, text, buttons }) {
  if (!answersPress(state, id) || buttons?.length) return state;
  const same = (item) => item.kind === "notice" && item.id !== id && item.text === text && answersPress(state, item.id);
  return { ...state, items: state.items.filter((item) => !same(item)) };
}

function answersPress({ session, items }, id) {
  const answer = `${session}:re:`;
  const typed = (item) => item.kind === "me" && id === `${answer}playground:${session}:${item.id}`;
  return id.startsWith(answer) && !items.some(typed);
}

// One offer stands at a time: the latest.
function offered(state, { message_id: id, content: text, scenarios }) {
  const others = state.items.filter((item) => item.kind !== "offer" || item.id === id);
  return put({ ...state, items: others }, { kind: "offer", id, text, scenarios });
}

const card = (message, scorecard) => ({
  kind: "card",
  id: message.message_id,
  scorecard,
  stage: message.stage ?? "",
  growing: message.type === "feedback" && !message.stopped,
  stopped: Boolean(message.stopped),
  short: Boolean(message.short),
  buttons: message.buttons,
});

function completed(state, message) {
  const item = { ...card(message, message.feedback), tokens: message.tokens_used, model: message.model };
  return { ...put(numbered(state, message), item), phase: "closed", status: null };
}

// The trainee's messages with their turns, and with what a scorecard calls them.
function numbered(state, { turns = {}, numbered = {} }) {
  const numbers = new Map(Object.entries(turns).map(([number, id]) => [id, Number(number)]));
  const known = (item) => ({ ...item, turn: numbers.get(item.id), called: numbered[item.id] });
  return { ...state, items: state.items.map((item) => (numbers.has(item.id) ? known(item) : item)) };
}

function failed(state, message) {
  if (message.code === "unknown_session") return { ...state, missing: true };
  const about = message.client_id && state.items.find((item) => item.id === message.client_id);
  const { code } = message;
  if (about && about.sending) return put(state, { ...about, trouble: waits(code) ?? message.message, refused: !waits(code) });
  return put(state, { kind: "problem", id: `problem-${message.code}`, text: message.message }, true);
}

const turn = (message) => (message.turn == null ? {} : { turn: message.turn });

function put(state, item, last = false) {
  const place = state.items.findIndex((known) => known.id === item.id);
  if (place < 0 || last) {
    const others = last ? state.items.filter((known) => known.id !== item.id) : state.items;
    return { ...state, items: [...others, item] };
  }
  const items = state.items.slice();
  const { turn, called } = items[place];
  items[place] = turn === undefined ? item : { turn, called, ...item };
  return { ...state, items };
}
