// What the page itself says inside a session, in the scenario's language where there is a table for
// it, else in English. What is said by ChatTrain comes with its messages.

export const WORDS = {
  en: {
    strengths: "What went well",
    send: "Send",
    stop: "Stop",
    stops: "Stops the reply (Escape)",
    messageTo: "Your message to {name}",
    answer: "Answer {name}",
    used: "All messages are used",
    closed: "This session is closed.",
    scoring: "Your scorecard is being made.",
    unfold: "Read the whole briefing",
    fold: "Fold the briefing",
    before: "What was said before",
    stopped: "stopped",
    newest: "Newest",
    of: "{said} of {all}",
    messages: "messages",
    characters: "{length} of {all} characters",
    shorten: "shorten it to send it",
    sending: "Sending…",
    waiting: "Waiting for the connection…",
    cancel: "Cancel",
    sent: "Sent.",
    dispute: "Dispute this score",
    file: "Save the file",
  },
  de: {
    strengths: "Was gut war",
    send: "Senden",
    stop: "Anhalten",
    stops: "Hält die Antwort an (Escape)",
    messageTo: "Deine Nachricht an {name}",
    answer: "{name} antworten",
    used: "Alle Nachrichten sind verbraucht",
    closed: "Diese Sitzung ist geschlossen.",
    scoring: "Dein Ergebnis entsteht.",
    unfold: "Die ganze Einweisung lesen",
    fold: "Die Einweisung einklappen",
    before: "Was vorher gesagt wurde",
    stopped: "angehalten",
    newest: "Zum Neuesten",
    of: "{said} von {all}",
    messages: "Nachrichten",
    characters: "{length} von {all} Zeichen",
    shorten: "zum Senden bitte kürzen",
    sending: "Wird gesendet…",
    waiting: "Wartet auf die Verbindung…",
    cancel: "Abbrechen",
    sent: "Gesendet.",
    dispute: "Dieser Bewertung widersprechen",
    file: "Datei speichern",
  },
};

export const words = (language) => WORDS[(language ?? "en").split("-")[0]] ?? WORDS.en;

// A sentence with its places filled.
export const fill = (text, places) => text.replace(/\{(\w+)\}/g, (_, name) => places[name]);
