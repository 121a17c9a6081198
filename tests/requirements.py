"""What was promised of this version: an id, a sentence, and where the promise stands.

Sources: `contract` is what users see (docs/reference), `design` how it is built
(docs/explanation/architecture.md and docs/decisions), `scope` what this version set out to do.

A test names what it shows with `@claims("engine.barge-in")`. `tests/test_requirements.py` holds
both directions: nothing promised goes unshown, and nothing is claimed that was not promised. What
no test can show (a figure on an idle machine, a command in a fresh clone) names its evidence.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest


@dataclass(frozen=True, slots=True)
class Requirement:
    """One promise. `evidence` is the file that shows it where no test does."""

    id: str
    sentence: str
    source: str
    evidence: str = ""


def claims(*ids: str) -> pytest.MarkDecorator:
    """Marks a test, or a class of tests, as showing these requirements."""
    return pytest.mark.claims(*ids)


def _all(*requirements: Requirement) -> dict[str, Requirement]:
    return {requirement.id: requirement for requirement in requirements}


R = Requirement

PROJECT = (
    R(
        "project.run",
        "`make run` needs nothing but Python and make, and serves the playground.",
        "contract: Commands",
        evidence=".ci/run",
    ),
    R(
        "project.test",
        "`make test` runs every test and the import rules; `make check` lint, format and types.",
        "contract: Commands",
        evidence=".ci/run",
    ),
    R(
        "project.missing",
        "`make` says in plain words what is missing: no Python of 3.11 or newer, no venv module.",
        "contract: Commands",
    ),
    R(
        "project.locked",
        "Both lists of requirements are locked with hashes and name no address.",
        "scope: project",
    ),
    R("project.wheel", "A built wheel holds the scenarios and the page.", "scope: project"),
    R(
        "project.imports",
        "Imports point one way, checked by import-linter.",
        "design: 5",
        evidence="pyproject.toml",
    ),
    R(
        "project.edges",
        "The engine, the replies, the ports and the domain import no library of the edges.",
        "design: 5",
        evidence="pyproject.toml",
    ),
    R(
        "project.pure",
        "The domain imports no I/O, clock, randomness or log.",
        "design: 5",
        evidence="pyproject.toml",
    ),
    R("project.platforms", "Nothing in `bot/` asks which platform it is on.", "design: 1"),
    R(
        "project.names",
        "No module is called utils, helpers, common, core or the like.",
        "design: 5",
    ),
    R("project.isolation", "A test that connects to anything but loopback fails.", "design: 7"),
    R("project.claims", "Promises and tests name each other, in both directions.", "design: 7"),
)

COMMANDS = (
    R(
        "commands.run",
        "`run` serves on 127.0.0.1:8000 with SQLite and the script, without key or account.",
        "contract: Commands",
    ),
    R(
        "commands.play",
        "`play` holds a whole session in the terminal, streamed, to its scorecard.",
        "contract: Commands",
    ),
    R(
        "commands.play-piped",
        "`play` is plain text where it does not write to a terminal, and reads piped answers.",
        "scope: the terminal",
    ),
    R(
        "commands.check",
        "`check` prints `file:line:column: path: problem` and exits 1 if any file is wrong.",
        "contract: Commands",
    ),
    R(
        "commands.schema",
        "`schema` prints the scenario format as JSON Schema.",
        "contract: Commands",
    ),
    R(
        "commands.doctor",
        "`doctor` checks database, model endpoint and scenarios, and says what to do.",
        "contract: Commands",
    ),
    R(
        "commands.migrate",
        "`migrate` makes the database, or brings it to this version.",
        "contract: Commands",
    ),
    R(
        "commands.grade",
        "`grade` scores a transcript, for people or as JSON.",
        "contract: Commands",
    ),
    R(
        "commands.simulate",
        "`simulate` plays scripted trainees and says whether their scores come in order.",
        "contract: Commands",
    ),
    R("grade.problems", "A broken transcript is told line by line.", "scope: bad input"),
    R(
        "grade.logged",
        "What `grade` asks a judge is logged, within the limits, and said before and after.",
        "scope: log of calls",
    ),
    R(
        "simulate.measures",
        "`simulate --persona model` measures leaks, giving way and adherence, n beside each figure.",
        "scope: persona",
    ),
    R(
        "simulate.leak",
        "A fact that a model tells too early is a finding, with its words.",
        "scope: persona",
    ),
    R(
        "simulate.quotes",
        "What a judge says of the persona counts only with words that stand in the reply.",
        "scope: persona",
    ),
    R(
        "simulate.no-judge",
        "Without a judge, what only a judge can tell is said to be not measured.",
        "scope: persona",
    ),
    R(
        "simulate.trainee",
        "`--trainee model` plays trainees of three qualities who know the briefing alone.",
        "scope: persona",
    ),
    R("simulate.runs", "Each of `--runs N` is a conversation of its own.", "scope: persona"),
    R(
        "simulate.logged",
        "What `simulate` asks models is logged, within the limits, and said before and after.",
        "scope: log of calls",
    ),
    R(
        "simulate.no-model",
        "Where no model can play, a sentence says what to set.",
        "scope: persona",
    ),
    R(
        "simulate.interrupted",
        "Ctrl-C ends a simulation's requests and says what they took.",
        "scope: log of calls",
    ),
    R("commands.help", "Every command has `--help` with an example.", "contract: Commands"),
    R(
        "commands.exit-status",
        "Commands exit 0, 1 for a finding, 2 for wrong use.",
        "contract: Commands",
    ),
    R(
        "commands.no-traceback",
        "Errors are one sentence with the remedy, never a traceback.",
        "contract: Commands",
    ),
    R(
        "commands.scenario",
        "`SCENARIO` is an id of the catalogue or a path; a wrong id names near ones.",
        "contract: Commands",
    ),
)

ENVIRONMENT = (
    R(
        "environment.all-at-once",
        "All problems of the environment are reported at once, each with its variable.",
        "contract: Environment",
    ),
    R(
        "environment.example",
        "`.env.example` lists every variable that is read, with a line each.",
        "contract: Environment",
    ),
    R(
        "environment.file",
        "Settings come from the environment and `.env`, with the contract's defaults.",
        "contract: Environment",
    ),
    R(
        "environment.providers",
        "Providers are taken in the order given; by default those configured, scripted last.",
        "contract: Environment",
    ),
    R(
        "environment.scenarios",
        "`CHATTRAIN_SCENARIOS` adds folders, separated like `PATH`.",
        "contract: Environment",
    ),
    R(
        "environment.secrets",
        "No key, token or password is repeated in a problem, a log line or the settings' text.",
        "contract: Environment",
    ),
)

SCENARIOS = (
    R("scenario.place", "Every error in a scenario file has line and column.", "scope: scenarios"),
    R(
        "scenario.yaml",
        "Scalars follow YAML 1.2: `no` is a word and `12:30` a text.",
        "scope: scenarios",
    ),
    R(
        "scenario.refused",
        "Duplicate keys, aliases, custom tags and oversized files are refused.",
        "scope: scenarios",
    ),
    R(
        "scenario.names",
        "A reference to a fact, act, point or gauge that does not exist is refused.",
        "scope: scenarios",
    ),
    R(
        "scenario.ten",
        "Ten whole scenarios ship, one of them in a second language, each with its trainees.",
        "scope: scenarios",
    ),
    R(
        "scenario.trainees",
        "Scripted trainees are listed best first, and their scores must fall in that order.",
        "scope: scenarios",
    ),
    R("check.trainees", "`check` plays the scripted trainees.", "scope: scenarios"),
    R(
        "check.many",
        "`check` of many files shares them among processes and finds the same.",
        "scope: speed",
    ),
    R(
        "scenario.skills",
        "A skill that is not listed, or that nothing judges, is refused.",
        "scope: scenarios",
    ),
    R(
        "scenario.goals",
        "Goals have weights, and what matters most stands first.",
        "scope: scenarios",
    ),
    R("difficulty.patience", "A persona out of patience walks away.", "scope: scenarios"),
    R(
        "difficulty.concessions",
        "One message moves a gauge no further than it may.",
        "scope: scenarios",
    ),
    R(
        "difficulty.disclosure",
        "Facts are told as many replies apart as they must be.",
        "scope: scenarios",
    ),
    R(
        "scenario.library",
        "A persona of the library can be named by its id in any scenario.",
        "design: 2",
    ),
    R(
        "scenario.fingerprint",
        "A scenario's fingerprint is the hash of its canonical form.",
        "design: 2",
    ),
    R(
        "scenario.reload",
        "A saved scenario file counts for new sessions, without a restart.",
        "scope: the playground",
    ),
    R(
        "scenario.keeps",
        "A session keeps the version it began with, also after a restart.",
        "scope: bad input",
    ),
)

ENGINE = (
    R(
        "engine.total",
        "`step` is pure and total: every event has an answer in every phase.",
        "design: 3",
    ),
    R(
        "engine.opening",
        "A session shows the briefing, then the persona's opening.",
        "contract: In chat",
    ),
    R(
        "engine.privacy",
        "The briefing says that a machine plays and scores, and who sees what.",
        "contract: Flows",
    ),
    R(
        "engine.barge-in",
        "`barge_in`: a message while the persona writes stops the reply; both are answered.",
        "contract: Flows",
    ),
    R("engine.queue", "`queue`: such a message is answered after the reply.", "contract: Flows"),
    R(
        "engine.burst",
        "`burst`: messages within 2 s before the reply has begun are one turn.",
        "contract: Flows",
    ),
    R("engine.stop", "Stop ends the reply and keeps what was shown.", "contract: Flows"),
    R(
        "engine.stop-idle",
        "Stop with nothing being written explains `!finish`.",
        "contract: Flows",
    ),
    R(
        "engine.close",
        "`/chattrain stop` closes without a score, after asking.",
        "contract: Flows",
    ),
    R("engine.finish", "Finish closes the session and scores it.", "contract: Flows"),
    R(
        "engine.words",
        "`!hint`, `!stop`, `!finish`, `!retry` and `!help` do what the buttons do.",
        "contract: In chat",
    ),
    R("engine.hints", "Hints are given when they fit, each once.", "scope: the engine"),
    R("engine.facts", "A fact is told only once it is earned; a ledger says which.", "design: 2"),
    R("engine.mood", "What the trainee does moves the persona's mood.", "scope: the engine"),
    R(
        "engine.limits",
        "A session ends by itself at its limit of turns or minutes, and is scored.",
        "scope: the engine",
    ),
    R(
        "engine.walks-away",
        "A persona that is satisfied, or has had enough, ends the session with its last words.",
        "design: 2",
    ),
    R(
        "engine.silence",
        "24 hours of silence: a reminder; 72: closed as not finished.",
        "contract: Flows",
    ),
    R("engine.one-open", "A member has one open session; another asks first.", "contract: Flows"),
    R(
        "engine.retry",
        "A retry is a new session and attempt, of the whole scenario.",
        "contract: Flows",
    ),
    R(
        "engine.retry-turn",
        "A retry from a turn begins there, ledger and mood as they stood, the last lines recapped.",
        "contract: Flows",
    ),
    R(
        "engine.edits",
        "A message that is changed or taken back counts so until anything of the answer is shown; after "
        "that the original counts, and the trainee is told.",
        "design: 2",
    ),
    R("engine.owner", "Only the session's own member can act in it.", "design: 3"),
    R(
        "engine.delayed",
        "Where a session cannot be opened within seconds, whoever asked for it is told how long it "
        "takes.",
        "scope: chat",
    ),
    R(
        "engine.forgotten-thread",
        "A message to the bot beside the open session's thread is taken as said in it, and the "
        "answer says where the talk goes on.",
        "scope: chat",
    ),
    R(
        "engine.lobby",
        "A message outside a session offers the scenarios.",
        "contract: In chat",
    ),
    R("engine.score", "`score` lists the member's results.", "contract: In chat"),
    R("engine.lost", "A session whose place is gone is closed.", "design: 3"),
    R(
        "engine.interrupted",
        "A model that fails, or ends early, is asked once more; then the trainee can ask again.",
        "design: 5",
    ),
)

DURABLE = (
    R(
        "durable.before-ack",
        "An event is durable before the platform is told that it arrived.",
        "design: 3",
    ),
    R("durable.once", "A second delivery of an event is known by its key.", "design: 3"),
    R(
        "durable.order",
        "Events have a number in their mailbox and are handled in its order.",
        "design: 3",
    ),
    R(
        "durable.mailbox",
        "Every event belongs to one mailbox: open session, else member, else tenant.",
        "design: 3",
    ),
    R(
        "durable.group",
        "What arrives during a commit is committed together; a bad event fails alone.",
        "design: 3",
    ),
    R("durable.lease", "A mailbox has one worker at a time, by a lease it renews.", "design: 3"),
    R(
        "durable.fence",
        "A worker that lost its mailbox finds its writes refused, and stops editing.",
        "design: 3",
    ),
    R(
        "durable.nudge",
        "A wake while the mailbox is worked on nudges the worker and starts no other.",
        "design: 3",
    ),
    R(
        "durable.timers",
        "Timers come in through the same intake; stale ones do nothing.",
        "design: 3",
    ),
    R("durable.posts", "A post has a key, and is shown once under it.", "design: 3"),
    R(
        "durable.text-first",
        "The whole reply is committed before it is wholly shown.",
        "design: 3",
    ),
    R(
        "durable.runner",
        "The runner drains each woken mailbox, one worker at a time, and stops cleanly.",
        "design: 3",
    ),
    R(
        "durable.stores",
        "The same tables and queries pass the same tests on SQLite and PostgreSQL.",
        "design: 6",
    ),
    R("durable.no-lost-update", "Concurrent writers on SQLite lose no update.", "design: 6"),
    R("durable.sqlite", "SQLite runs with WAL, `synchronous=FULL` and foreign keys.", "design: 6"),
    R(
        "durable.one-server",
        "A second serving process on one SQLite file refuses to start and names PostgreSQL.",
        "design: 6",
    ),
    R("durable.migrations", "`run` copies an SQLite file before it migrates it.", "design: 6"),
    R(
        "durable.tenants",
        "No question about one tenant is answered with anything of another.",
        "scope: managers",
    ),
    R(
        "durable.erased",
        "What is deleted is in no table any more, nor in the bytes of an SQLite file and its log.",
        "scope: managers",
    ),
    R(
        "durable.figures",
        "Figures for managers rest on sessions that are assigned or shared alone.",
        "scope: managers",
    ),
    R("durable.uuid7", "Ids sort by the time they were made.", "design: 6"),
)

KILLED = (
    R(
        "killed.before-commit",
        "Killed before the inbox commit: nothing is acknowledged; sent again, it is answered.",
        "design: 3, kill table",
    ),
    R(
        "killed.before-ack",
        "Killed after the commit, before the ack: the second delivery changes nothing.",
        "design: 3, kill table",
    ),
    R(
        "killed.before-draining",
        "Killed before draining: the start drains it.",
        "design: 3, kill table",
    ),
    R(
        "killed.streaming",
        "Killed while a reply streams: it is made anew, into the same message.",
        "design: 3, kill table",
    ),
    R(
        "killed.native-stream",
        "Killed while a message grows natively: its stream is stopped before it is made anew.",
        "design: 3, kill table",
    ),
    R(
        "killed.after-post",
        "Killed after the post, before its reference is saved: looked up by key.",
        "design: 3, kill table",
    ),
    R(
        "killed.last-edit",
        "Killed with the final text committed: one edit shows it.",
        "design: 3, kill table",
    ),
    R(
        "killed.changed",
        "Killed while a message is being changed: in time the change is answered, late the original "
        "counts, and that is told once.",
        "design: 3",
    ),
    R(
        "killed.grading",
        "Killed while scoring: scored again, with one scorecard.",
        "design: 3, kill table",
    ),
    R(
        "killed.exactly-once",
        "Wherever it is killed, every message of the trainee is answered exactly once.",
        "design: 7",
    ),
)

REPLIES = (
    R("replies.one-call", "At most one call is in flight for a message.", "design: 4, 1"),
    R("replies.newest", "The newest text is read after the wait, never before.", "design: 4, 2"),
    R("replies.budget", "Never more calls than the budget allows.", "design: 4, 3"),
    R("replies.retry-after", "A 429 empties the bucket until its retry-after.", "design: 4, 3"),
    R(
        "replies.prefix",
        "What is shown is a prefix of the final text, and never goes backwards.",
        "design: 4, 4",
    ),
    R("replies.healed", "Half-written Markdown is shown closed.", "design: 4, 4"),
    R("replies.whole", "After a normal end the whole text is shown.", "design: 4, 5"),
    R("replies.pages", "A text longer than a message goes on in further messages.", "design: 4, 5"),
    R(
        "replies.shared",
        "All streams of a process share a route's budget; first and final texts go first.",
        "design: 4",
    ),
    R(
        "replies.thin-out",
        "Under load the edits in between thin out; no reply is lost or cut.",
        "design: 4",
    ),
    R(
        "replies.whole-post",
        "Where a platform cannot edit, a reply is posted whole, once.",
        "design: 4",
    ),
    R(
        "replies.recalled",
        "A reply is taken back only where nothing of it can have been seen; else it goes on and stands "
        "whole.",
        "design: 4",
    ),
    R(
        "replies.native",
        "A platform may decline to stream before anything is shown; then it is post and edit.",
        "design: 4",
    ),
    R(
        "replies.failed-edit",
        "A failed edit in between is not the end of the reply.",
        "design: 4",
    ),
)

PROVIDERS = (
    R("provider.script", "The script plays every scenario, without a model.", "scope: providers"),
    R(
        "provider.openai",
        "OpenAI and every compatible server stream a reply, with its usage.",
        "scope: providers",
    ),
    R("provider.cancel", "Leaving a stream cancels the request.", "design: 5"),
    R(
        "provider.early-end",
        "A stream that ends early is not taken for complete.",
        "scope: providers",
    ),
    R(
        "provider.errors",
        "A server's errors come out as the project's own; a 429 with its retry-after.",
        "design: 5",
    ),
    R(
        "provider.wires",
        "OpenAI's Responses, Chat Completions, Ollama and Anthropic stream replies with usage.",
        "scope: providers",
    ),
    R(
        "provider.outcomes",
        "A refusal, a filter, an empty reply, a stall, an early end, a malformed event, a key or a "
        "model refused: each is an error of its own, before the first word and after it.",
        "scope: providers",
    ),
    R(
        "provider.judge",
        "A model's judgement fits the form that was asked for, is repaired once, within one limit "
        "of time, or is a bad verdict.",
        "scope: providers",
    ),
    R(
        "provider.ollama",
        "An Ollama that answers on this machine is found; a model it lacks is named with the "
        "command that fetches it.",
        "scope: providers",
    ),
    R(
        "provider.models",
        "The doctor says for every provider when a model is not listed, refused, or ends.",
        "scope: providers",
    ),
    R("provider.prompt", "A session's system prompt stays the same, for the cache.", "design: 5"),
    R(
        "provider.log",
        "Every call of a model is written down, with tokens and latency.",
        "design: 5",
    ),
)

FALLBACK = (
    R(
        "provider.fallback",
        "A model that fails before its first words is passed over unseen.",
        "scope: fallback",
    ),
    R(
        "provider.mid-reply",
        "A reply that breaks off is begun again, by another model, in the same message.",
        "scope: fallback",
    ),
    R("provider.turn-limit", "One time limit holds for the whole turn.", "scope: fallback"),
    R(
        "provider.breaker",
        "A model that keeps failing is not asked for a while, and then on trial.",
        "scope: fallback",
    ),
    R("provider.retry-after", "Retry-After is kept to within a bound.", "scope: fallback"),
    R(
        "provider.stand-in",
        "When all models fail the script takes over, and that is said once in the thread.",
        "scope: fallback",
    ),
    R(
        "provider.condensed",
        "A conversation too long for a model is condensed without losing the ledger.",
        "scope: limits",
    ),
    R(
        "persona.faults",
        "A leak, a step out of the role, coaching and another language are told from good lines.",
        "scope: the persona",
    ),
    R(
        "persona.leak",
        "What nobody has earned is not told in the words of its tells, however it streams.",
        "scope: the persona",
    ),
    R(
        "persona.held",
        "Only the tail of a reply in which a fault could begin is held back.",
        "scope: the persona",
    ),
    R(
        "persona.rest",
        "After a fault what was shown stays, and only the rest is asked for again, once; then cut.",
        "scope: the persona",
    ),
    R(
        "persona.long",
        "A reply that does not stop is cut at the end of a sentence.",
        "scope: the persona",
    ),
    R(
        "persona.knobs",
        "The prompt says what a persona discloses, concedes and bears, as the scenario has it.",
        "scope: the persona",
    ),
    R(
        "limits.kinds",
        "Tokens and dollars a day and calls a minute are limited, by member, tenant and in all.",
        "scope: limits",
    ),
    R(
        "limits.shared",
        "What a day has taken is read from the log of calls: it outlives a restart.",
        "scope: limits",
    ),
    R(
        "limits.reserved",
        "A call under way has what it may take set aside: calls at once pass no limit together.",
        "scope: limits",
    ),
    R(
        "limits.script",
        "When a limit is reached the session goes on with the script, and that is said.",
        "scope: limits",
    ),
    R(
        "session.each-provider",
        "With each kind of model a session runs from start to scorecard, whatever fails on the way.",
        "scope: models",
    ),
    R(
        "session.no-cost",
        "Nothing that a trainee is shown names tokens, cost or a model.",
        "scope: models",
    ),
    R(
        "usage.report",
        "`usage` prints calls, tokens, cost and latency by day, provider, purpose and member.",
        "contract: Commands",
    ),
    R(
        "usage.unknown-cost",
        "A model without a known price has no cost, rather than none.",
        "scope: log of calls",
    ),
    R("usage.metrics", "`/metrics` counts the calls of models.", "scope: log of calls"),
)

SCORING = (
    R(
        "score.mean",
        "The score is the weighted mean of the judged criteria, with the share judged.",
        "contract: Flows",
    ),
    R(
        "score.not-enough",
        "Under 60 % judged there is no total and no pass.",
        "contract: Flows",
    ),
    R("score.bands", "Bands begin at 70, 80 and 90.", "contract: Flows"),
    R("score.passed", "The rubric's pass mark decides passed.", "contract: Flows"),
    R("score.blockers", "A blocker fails the session whatever the total.", "contract: Flows"),
    R(
        "score.evidence",
        "Evidence is the trainee's own words, verbatim, at their place in the turn.",
        "design: 2",
    ),
    R(
        "score.card",
        "A scorecard has the headline, levels with quotes, yours, stronger, why, a next step.",
        "contract: In chat",
    ),
    R("score.grows", "The scorecard grows as it is made.", "contract: Flows"),
    R("score.one", "A session has one scorecard, and it is never lost.", "design: 3"),
    R("score.change", "A retry's scorecard names the change per criterion.", "contract: Flows"),
    R(
        "score.compared",
        "Two attempts are compared over the criteria judged in both, and over no others.",
        "contract: Flows",
    ),
    R(
        "score.not-seen",
        "A level that rests on something not done says in which messages it was not seen.",
        "scope: scoring",
    ),
    R(
        "score.abstains",
        "What the rules cannot judge is not judged, and the scorecard says why.",
        "scope: scoring",
    ),
    R("score.stock", "Stock phrases that fit any conversation earn nothing.", "scope: scoring"),
    R(
        "score.snapshot",
        "A scorecard says which scenario, version, fingerprint and grader it was made by.",
        "scope: scoring",
    ),
    R("score.next-step", "A scorecard names one thing to try next.", "contract: In chat"),
    R(
        "score.stopped",
        "Scoring can be stopped, and asked for again at any time.",
        "scope: feedback",
    ),
    R(
        "feedback.rated",
        "A trainee can say whether a scorecard helped; the last word is kept with the session.",
        "scope: feedback",
    ),
    R(
        "feedback.notes",
        "Where the scenario says so, each message gets one short note from the coach, once; in an "
        "assessment none before the end.",
        "scope: feedback",
    ),
    R(
        "feedback.language",
        "What is said inside a session is in the scenario's language where there are words for it.",
        "scope: feedback",
    ),
    R(
        "score.points",
        "Required points and acts are found in the trainee's words.",
        "scope: scorecard",
    ),
)

JUDGE = (
    R(
        "judge.evidence",
        "Every quote of a model stands in the trainee's own words, or its judgement is nothing.",
        "scope: judge",
    ),
    R(
        "judge.retry",
        "A quote that was not said is asked for once more, and told so.",
        "scope: judge",
    ),
    R(
        "judge.long",
        "What is asked about a session of hundreds of turns fits a small window; it is read in pieces.",
        "scope: judge",
    ),
    R(
        "judge.unread",
        "Messages that a model did not read are counted in the score's reason, and it is flagged.",
        "scope: judge",
    ),
    R(
        "judge.not-seen",
        "A lowest level without a quote says in which messages it was not seen.",
        "scope: judge",
    ),
    R(
        "judge.form",
        "A judge gives evidence, then reason, then level, with ids that it was given.",
        "scope: judge",
    ),
    R(
        "judge.facts",
        "A judge is told which acts and points code found, and the score keeps them.",
        "scope: judge",
    ),
    R(
        "judge.side-by-side",
        "Criteria are judged one a call, side by side within a bound.",
        "scope: judge",
    ),
    R(
        "judge.beside-rules",
        "Where rules judge, their level stands and a model's is shown beside it.",
        "design: decision 0012",
    ),
    R(
        "judge.lowered",
        "A model takes a level of the rules one step down at most, with quotes.",
        "design: decision 0012",
    ),
    R(
        "judge.capped",
        "No model gives more than the acts and points that were found bear out.",
        "design: decision 0012",
    ),
    R(
        "judge.alone",
        "What only a model vouches for is flagged and does not count towards passing.",
        "design: decision 0012",
    ),
    R(
        "judge.second-opinion",
        "Near the pass mark, or where a judge is not sure, there is a second opinion; both are shown.",
        "scope: judge",
    ),
    R(
        "judge.rewording",
        "Stronger is a rewording of the trainee's own line, else the scenario's example.",
        "scope: judge",
    ),
    R(
        "judge.snapshot",
        "A score keeps provider, model, prompt, level and confidence of every judgement.",
        "scope: judge",
    ),
    R(
        "judge.never-lost",
        "A judge that fails leaves a card complete by rules, which says so.",
        "scope: judge",
    ),
    R("judge.time-limit", "All judgements of a session have one time limit.", "scope: judge"),
    R("judge.stopped", "Stopping the scoring cuts the calls that are waited for.", "scope: judge"),
    R(
        "judge.masked",
        "Quotes are looked for in what masking has given back.",
        "scope: masking",
    ),
    R(
        "judge.fenced",
        "What was said reaches a judge as data between marks nobody can write, and nothing secret.",
        "scope: injection",
    ),
    R(
        "judge.injection",
        "Forty attacks move no score of a judge that invents quotes, and make no pass of any.",
        "scope: injection",
    ),
    R(
        "judge.speed",
        "The scorecard is complete within 1 s after the judge's last word.",
        "scope: speed",
        evidence="benchmarks/judge.py",
    ),
)

PLAYGROUND = (
    R("playground.page", "`GET /` is the page, from this server alone.", "contract: HTTP"),
    R(
        "playground.api",
        "`/api/health`, `/api/scenarios` and `/api/sessions` answer as the contract says.",
        "contract: HTTP",
    ),
    R(
        "playground.documents",
        "`/api/documents` gives a scenario's files; no path leaves its folder.",
        "contract: HTTP",
    ),
    R(
        "playground.socket",
        "The messages of `/chat/{session_id}` have the contract's form, both ways.",
        "contract: WebSocket",
    ),
    R(
        "playground.after",
        "A client that reconnects with `after` receives what it missed.",
        "contract: WebSocket",
    ),
    R(
        "playground.private",
        "A session is its own browser's; to another one it is not there.",
        "contract: Flows",
    ),
    R(
        "playground.token",
        "On any address but loopback the page asks for its token, and is off without one.",
        "contract: Environment",
    ),
    R(
        "playground.origin",
        "Requests of another origin or host are refused.",
        "scope: the playground",
    ),
    R(
        "playground.author",
        "The author's panel shows ledger, mood and model calls.",
        "scope: the playground",
    ),
    R(
        "playground.acts",
        "The author's panel shows, per turn, the acts found with the words that triggered them.",
        "scope: scenarios",
    ),
    R(
        "playground.replay",
        "A button re-plays a scripted trainee in a session of its own, and it can be stopped.",
        "scope: scenarios",
    ),
    R(
        "playground.feedback",
        "A quote leads to its message; strengths and what to try next come first; scoring can be "
        "stopped and had after all; all of it in the scenario's language.",
        "scope: feedback",
    ),
    R(
        "playground.broken",
        "A broken scenario shows its error, with the line, in the page.",
        "scope: the playground",
    ),
    R(
        "playground.driven",
        "In a real Chromium: start, talk, stop, finish, scorecard, retry from a turn.",
        "scope: done",
    ),
    R(
        "playground.survives",
        "The page goes on after the server was killed in mid-reply and started again.",
        "scope: done",
    ),
    R(
        "playground.reach",
        "The page can be used by keyboard and screen reader, on a phone, light and dark.",
        "scope: the playground",
    ),
)

SERVING = (
    R("serving.healthz", "`/healthz` says that the process is alive.", "contract: HTTP"),
    R(
        "serving.readyz",
        "`/readyz` says whether database and runner are up, with a reason for each that is not.",
        "contract: HTTP",
    ),
    R(
        "serving.readyz-writes",
        "`/readyz` finds out, within a second, that the database is locked or the disk is full.",
        "contract: HTTP",
    ),
    R("serving.metrics", "`/metrics` is readable by Prometheus.", "contract: HTTP"),
    R("serving.logs", "One canonical line a turn, without text of the transcript.", "design: 5"),
)

BAD_INPUT = (
    R("bad.empty", "An empty message is answered with what to type.", "scope: bad input"),
    R(
        "bad.long",
        "A message of 100 KB is refused with its length and the limit.",
        "scope: bad input",
    ),
    R(
        "bad.characters",
        "Control characters, marks that turn text around and broken UTF-8 are taken out.",
        "scope: bad input",
    ),
    R("bad.double", "A double click counts once.", "scope: bad input"),
    R(
        "bad.old-button",
        "A press on an old button is answered, and changes nothing.",
        "scope: bad input",
    ),
    R("bad.scenario", "An unknown scenario is answered with near ones.", "scope: bad input"),
    R("bad.word", "An unknown `!word` is answered with those there are.", "contract: Flows"),
    R(
        "bad.disk-full",
        "A full disk is a sentence, and nothing confirmed is lost.",
        "scope: bad input",
    ),
    R("bad.locked", "A locked database is a sentence, not a traceback.", "scope: bad input"),
    R(
        "bad.newer",
        "A database from a newer version is refused with a sentence.",
        "scope: bad input",
    ),
    R(
        "bad.fault",
        "An event that meets a fault in ChatTrain is told, and those after it are answered.",
        "scope: bad input",
    ),
    R(
        "bad.not-opened",
        "Where a session cannot be opened, a sentence says so, and another can be started.",
        "scope: bad input",
    ),
    R("bad.private", "Such an answer is for that person alone.", "contract: Flows"),
)

MASKING = (
    R(
        "masking.model",
        "What leaves for a model has placeholders; a reply and a judge's quotes come back restored.",
        "scope: masking",
    ),
    R(
        "masking.found",
        "E-mail, phone, card, IBAN, national id, IP and members' names become placeholders before a"
        " text leaves; the scenario's own do not. Recall and false alarms stand in the docs.",
        "scope: masking",
    ),
    R(
        "masking.restored",
        "What was hidden is restored in what the trainee sees, while it streams too.",
        "scope: masking",
    ),
    R(
        "masking.escaped",
        "What a trainee types to look like a placeholder is never restored into data.",
        "scope: masking",
    ),
)

SLACK_SHOWN = (
    R(
        "slack.delayed",
        "Who must wait for a session's thread is told so at once, by the address that came with the "
        "command.",
        "scope: Slack",
    ),
    R(
        "slack.names",
        "The names of a workspace's members are known, once they were read, so that they can be "
        "hidden from models.",
        "scope: masking",
    ),
    R(
        "slack.rendering",
        "Every content is one message that Slack takes, whatever it holds; where something is "
        "left out, that is said.",
        "scope: Slack",
    ),
    R(
        "slack.calls-nobody",
        "Nothing that a model, a trainee or an author writes mentions people or channels in Slack.",
        "scope: Slack",
    ),
    R(
        "slack.scorecard",
        "In Slack a scorecard says all that the others do, links each quote to its message, and "
        "can be rated once it is whole.",
        "contract: In chat",
    ),
    R(
        "slack.buttons",
        "Whatever is pressed or chosen in Slack comes back as the button or scenario that was "
        "shown, however many there are.",
        "scope: Slack",
    ),
    R(
        "slack.home",
        "The home tab has the open session with a link, the scenarios, results with dates in the "
        "reader's zone, progress and assignments.",
        "scope: Slack",
    ),
)

SLACK_WIRE = (
    R("platform.contract", "Every chat platform keeps to one contract.", "design: 7"),
    R(
        "slack.durable-first",
        "Everything from Slack is stored before it is acknowledged; what cannot be stored is not "
        "acknowledged, and whoever waits for it is told.",
        "scope: Slack",
    ),
    R(
        "slack.slow-store",
        "Whoever gives a command or presses while the store is slow is answered within Slack's three "
        "seconds that it may take a while; what is on its way to the store arrives.",
        "scope: Slack",
    ),
    R(
        "slack.one-event",
        "The same message by two subscriptions, or delivered again, is one event.",
        "scope: Slack",
    ),
    R(
        "slack.echoes",
        "Other bots and the echoes of our own messages are nothing.",
        "scope: Slack",
    ),
    R("slack.acked", "What is not for the bot is acknowledged and forgotten.", "scope: Slack"),
    R(
        "slack.refresh",
        "A refreshed connection loses nothing; after a broken one the threads are read back.",
        "scope: Slack",
    ),
    R(
        "slack.read-back",
        "What was said in open sessions while nobody listened is read back, once.",
        "scope: Slack",
    ),
    R(
        "slack.preflight",
        "A wrong token of Slack is named within seconds, with what to do.",
        "scope: Slack",
    ),
    R(
        "slack.http",
        "By HTTP a request is believed only with Slack's signature; junk is answered 4xx, and "
        "nothing is longer than it may be.",
        "scope: Slack",
    ),
    R(
        "slack.errors",
        "Every error code of Slack has its own outcome, and what an operator must do is logged.",
        "scope: Slack",
    ),
    R(
        "slack.once",
        "A call to Slack whose answer was lost shows nothing twice.",
        "scope: Slack",
    ),
    R(
        "slack.unfit",
        "A message whose form Slack refuses is shown as plain text.",
        "scope: Slack",
    ),
    R(
        "slack.streams",
        "A reply streams in Slack, and is mended by an edit once Slack has closed it.",
        "scope: Slack",
    ),
    R(
        "slack.left-open",
        "A stream that a kill left open is found, ended and edited.",
        "scope: Slack",
    ),
    R(
        "slack.stop-button",
        "Slack's own stop button is there while a reply is streamed, and stops it once.",
        "scope: Slack",
    ),
    R(
        "slack.private",
        "A session opens in the trainee's direct messages; where it was asked for, that person "
        "alone sees the way there, and every answer that is for them.",
        "contract: In chat",
    ),
    R("slack.press", "A press is taken with its session and its place.", "scope: Slack"),
    R(
        "slack.day",
        "On a whole practice day in Slack, by Socket Mode and by HTTP, everybody sees what is for "
        "them: once, whole, where they asked, and in the session's language.",
        "scope: Slack",
    ),
    R(
        "slack.killed",
        "Killed and started again in Slack, replies go on in their messages, and what was said "
        "meanwhile is answered once.",
        "scope: Slack",
    ),
    R(
        "slack.where-said",
        "A link to what was said beside the thread leads to where it stands.",
        "contract: In chat",
    ),
    R(
        "slack.after-closing",
        "What is written below a closed session is answered with what can come next; `!retry` and "
        "`!finish` work there.",
        "contract: In chat",
    ),
    R(
        "slack.faults",
        "Whatever Slack refuses, the trainee is told in a sentence where that can be shown, the log "
        "says what to do, and the session goes on.",
        "scope: Slack",
    ),
    R(
        "slack.many",
        "Each workspace is answered with its own token; one that is gone is not.",
        "scope: Slack",
    ),
)

SLACK_MANAGED = (
    R(
        "slack.commands",
        "Every command is understood in Slack, with the people and groups that are named in it.",
        "contract: In chat",
    ),
    R(
        "slack.people",
        "Slack says who runs a workspace, who is in it and in its user groups; everyone is all "
        "members in full. What scope is missing is told to whoever needed it.",
        "scope: managers",
    ),
    R(
        "slack.refusal",
        "Before a digest is promised in a channel of Slack, what keeps it from being posted there is "
        "told with the remedy.",
        "scope: managers",
    ),
    R(
        "slack.report",
        "A report is one message that Slack takes, whatever it holds; what has no room is left out, "
        "and that is said.",
        "scope: managers",
    ),
    R(
        "slack.picture",
        "A chart is a picture in Slack, uploaded once; where it cannot be one, its words stand there.",
        "scope: managers",
    ),
    R(
        "slack.handout",
        "Somebody's data is a file in their own direct messages in Slack, and nowhere else.",
        "contract: In chat",
    ),
    R(
        "slack.form",
        "A button that asks for words opens a form in Slack in time, or that is said; what is "
        "written is kept before the form closes, and counts once.",
        "scope: managers",
    ),
    R(
        "slack.assigned",
        "The home tab has what is assigned, with its state, its due date and a button to start it, "
        "and the skills with the number of sessions behind each.",
        "scope: managers",
    ),
)

SLACK_INSTALLED = (
    R(
        "slack.manifest",
        "The manifest asks for the scopes and events that the code uses, and for no other.",
        "scope: Slack",
    ),
    R(
        "slack.settings",
        "Tokens that are swapped, missing or do not go together are told at once; no other counts.",
        "scope: Slack",
    ),
    R(
        "slack.doctor",
        "The doctor names scopes that are missing and tokens that are refused, with the remedy.",
        "scope: Slack",
    ),
    R(
        "slack.oauth",
        "Any workspace installs the app by a link that is good once, in one browser.",
        "scope: Slack",
    ),
    R("slack.organisation", "An organisation installs the app once.", "scope: Slack"),
    R(
        "slack.sealed",
        "Tokens are encrypted at rest, by a key that can be changed.",
        "scope: Slack",
    ),
    R(
        "slack.uninstalled",
        "Where the app was removed its token is deleted; sessions go on once it is back.",
        "scope: Slack",
    ),
    R(
        "slack.rotation",
        "A token that expires is exchanged once, however many calls and processes need it.",
        "scope: Slack",
    ),
)

DISCORD_SHOWN = (
    R(
        "discord.rendering",
        "Every content is one message that Discord takes, whatever it holds, and can be edited "
        "into every other; where something is left out, that is said.",
        "scope: Discord",
    ),
    R(
        "discord.calls-nobody",
        "Nothing that a model, a trainee or an author writes mentions anybody in Discord.",
        "scope: Discord",
    ),
    R(
        "discord.scorecard",
        "In Discord a scorecard says all that the others do, links each quote to its message, and "
        "can be rated once it is whole; the result is there even where embeds are not shown.",
        "contract: In chat",
    ),
    R(
        "discord.buttons",
        "Whatever is pressed or chosen in Discord comes back as the button or scenario that was "
        "shown, after a restart as well.",
        "scope: Discord",
    ),
    R(
        "discord.languages",
        "The command is named and described in Discord in every language there are words for.",
        "scope: Discord",
    ),
)

DISCORD_WIRE = (
    R(
        "discord.one-event",
        "A message or an interaction is one event, by whatever connection it comes.",
        "scope: Discord",
    ),
    R(
        "discord.echoes",
        "The bot's own messages, other bots' and Discord's own are nothing said.",
        "scope: Discord",
    ),
    R(
        "discord.any-payload",
        "No payload breaks the adapter, or ends its connection.",
        "scope: Discord",
    ),
    R("discord.press", "A press is taken with its session, after a restart too.", "scope: Discord"),
    R("discord.errors", "Every code of the routes used has its outcome.", "scope: Discord"),
    R(
        "discord.limited",
        "A limit is waited out without a call, by those alone whom it concerns.",
        "scope: Discord",
    ),
    R("discord.once", "A message that is sent again is one message.", "scope: Discord"),
    R(
        "discord.unfit",
        "What Discord does not take in its form is shown as text.",
        "scope: Discord",
    ),
    R("discord.archived", "An archived thread is opened again to be written in.", "scope: Discord"),
    R(
        "discord.durable-first",
        "A command or press is durable before it is acknowledged, within 3 s; where the store is slow "
        "it is acknowledged in time, and what could not be stored then says so.",
        "scope: Discord",
    ),
    R(
        "discord.private",
        "What is for one person is seen by that person alone.",
        "scope: Discord",
    ),
    R(
        "discord.thread",
        "A trainee has one private thread in a channel, used for every session.",
        "scope: Discord",
    ),
    R(
        "discord.wait",
        "Who has to wait for a thread is told how long, and then has it.",
        "scope: Discord",
    ),
    R(
        "discord.direct",
        "Where there can be no thread it is a direct message, and what is missing is named.",
        "scope: Discord",
    ),
    R(
        "discord.server",
        "A direct message belongs to the server where the person last used the bot, or they are asked.",
        "scope: Discord",
    ),
    R(
        "discord.supervised",
        "A connection that has ended, for whatever reason, is replaced.",
        "scope: Discord",
    ),
    R("discord.resumed", "What is replayed after a reconnect counts once.", "scope: Discord"),
    R(
        "discord.read-back",
        "What was said while nobody listened is read back.",
        "scope: Discord",
    ),
    R("discord.shards", "There are as many shards as Discord recommends.", "scope: Discord"),
    R("discord.commands", "Commands are declared only where they differ.", "scope: Discord"),
    R("discord.autocomplete", "Scenarios are proposed while one types.", "scope: Discord"),
    R("discord.typing", "The bot is seen typing where an answer takes a while.", "scope: Discord"),
    R("discord.gate", "The bot never makes more than 50 requests a second.", "scope: Discord"),
    R(
        "discord.settings",
        "What is wrong with a variable is said without its value.",
        "scope: Discord",
    ),
    R(
        "discord.day",
        "On a whole practice day in Discord everybody sees what is for them: once, whole, where they "
        "asked, and in the session's language, through a resume and a new connection.",
        "scope: Discord",
    ),
    R(
        "discord.beside",
        "Words in a direct message count as said in the person's open session, in whichever server's "
        "thread it is; they are answered there, and whoever has several is asked which.",
        "scope: Discord",
    ),
    R(
        "discord.killed",
        "Killed and started again in Discord, replies go on in their messages, and what was said "
        "meanwhile is answered once.",
        "scope: Discord",
    ),
    R(
        "discord.people",
        "In Discord whoever may manage the server is an admin; a role means the people with it that "
        "were seen so far, and that is said; nobody is written to who has no conversation yet.",
        "scope: managers",
    ),
    R(
        "discord.refusal",
        "Where nothing can be posted in a channel of Discord the permission that is missing is named.",
        "scope: managers",
    ),
    R(
        "discord.options",
        "Every command has its own fields in Discord, in the languages there are words for, and what "
        "is filled in means the same as the line that can be typed elsewhere.",
        "scope: managers",
    ),
    R(
        "discord.report",
        "A report is one message that Discord takes, whatever it holds; what has no room is left "
        "out, and that is said.",
        "scope: managers",
    ),
    R(
        "discord.picture",
        "A chart is a picture in its message in Discord, with its words beside it for who cannot see "
        "it, and in its place where there can be none.",
        "scope: managers",
    ),
    R(
        "discord.handout",
        "Somebody's data is a file in an answer or a direct message that they alone see in Discord.",
        "contract: In chat",
    ),
    R(
        "discord.unasked",
        "What nobody waits for never opens a direct message in Discord.",
        "scope: managers",
    ),
    R(
        "discord.managers",
        "In Discord a manager assigns to a role, many begin by one button, one disputes and the "
        "manager decides, the digest stands in its channel with a picture, and who asks is forgotten.",
        "scope: managers",
    ),
    R("discord.doctor", "`doctor` says what is wrong with the application.", "scope: Discord"),
    R(
        "discord.named",
        "Sentences name commands as their reader's Discord shows them.",
        "scope: Discord",
    ),
    R(
        "chat.languages",
        "What Slack's app and Discord's bot say by themselves, and Slack's home tab, is in the language "
        "of the person's own Slack or Discord where that was told and there are words for it, else in "
        "the one that `settings` has, else in English.",
        "scope: languages",
    ),
    R(
        "discord.forms",
        "A button that asks for words opens a form at once, and what is sent off, however often, is "
        "one event, durable before it is acknowledged.",
        "scope: Discord",
    ),
    R(
        "discord.faults",
        "Whatever Discord refuses or fails to answer, replies, answers and scorecards stand once and "
        "whole, the trainee is told what cannot be, and the operator what to do.",
        "scope: Discord",
    ),
    R(
        "discord.feedback",
        "A scorecard whose thread is gone stands in a direct message.",
        "scope: Discord",
    ),
    R(
        "discord.slow",
        "What could not be acknowledged is answered all the same, and tried again it is safe.",
        "scope: Discord",
    ),
    R(
        "discord.permissions",
        "The bot asks for the permissions that its calls need, and no others.",
        "scope: Discord",
    ),
)

COMMAND_LINE_OF_MANAGERS = (
    R("managing.report", "`report` prints a person's or a team's results.", "contract: Commands"),
    R(
        "managing.digest",
        "`digest` prints the last seven days, draws its chart, and sends nothing.",
        "contract: Commands",
    ),
    R("managing.export", "`export` writes all results, or leaves no file.", "contract: Commands"),
    R(
        "managing.tenants",
        "A command sees one tenant; where there are several it lists them, and one must be named.",
        "scope: export",
    ),
    R(
        "managing.nearest",
        "A person, group or tenant that is not known is told with the nearest.",
        "scope: bad input",
    ),
    R(
        "managing.forget",
        "`forget` asks, and then leaves nothing of a person in the database file.",
        "contract: Commands",
    ),
    R(
        "managing.retain",
        "`retain` deletes sessions closed longer ago than their tenant, or the operator, keeps them.",
        "contract: Commands",
    ),
    R(
        "managing.beside",
        "`report`, `digest`, `export`, `forget` and `retain` work beside a server that runs.",
        "contract: Commands",
    ),
    R(
        "export.csv",
        "CSV is RFC 4180 in UTF-8 with documented names, and no cell is a formula to a spreadsheet.",
        "scope: export",
    ),
    R(
        "export.private",
        "An export holds what managers may see: of sessions nobody assigned or shared, completion.",
        "contract: Privacy",
    ),
    R(
        "export.xapi",
        "xAPI statements follow version 1.0.3, and importing them twice makes no doubles.",
        "scope: export",
    ),
)

PICTURES = (
    R(
        "playground.team",
        "The page shows the managers' side: team, people, assignments, the digest.",
        "scope: managers",
    ),
    R(
        "playground.sample",
        "A sample team can be filled in and removed, and is never mixed with people who are there.",
        "scope: managers",
    ),
    R(
        "results.chart",
        "A chart is a picture that reads on a phone, light and dark, whatever is in it.",
        "scope: managers",
    ),
    R(
        "results.chart-beside",
        "Charts are drawn beside the event loop; where that fails, the words are shown alone.",
        "scope: managers",
    ),
)

FIGURES = (
    R(
        "figures.honest",
        "Every figure stands with its n; none is made of fewer than three scores, and an interval "
        "rests on people, not on sessions.",
        "scope: managers",
    ),
    R(
        "figures.private",
        "Managers see scores of assigned and shared sessions; of others, that they took place.",
        "scope: managers",
    ),
    R(
        "figures.recent",
        "In skills and criteria recent sessions weigh more; progress is first to best attempt.",
        "scope: managers",
    ),
    R(
        "figures.large-team",
        "A large team's report is summed up by the database, to the figures of its sessions.",
        "scope: managers",
    ),
    R(
        "figures.progress",
        "A trainee sees their own progress with a chart, what to practise next, and what managers "
        "see of it.",
        "scope: managers",
    ),
    R(
        "assignments.statuses",
        "An assignment is not started, in progress, passed, not passed or past due, and time alone "
        "never takes it back.",
        "scope: managers",
    ),
    R(
        "assignments.path",
        "Scenarios of a path are done in order, and attempts beyond the most do not count.",
        "scope: managers",
    ),
    R(
        "digest.periods",
        "A digest's periods tile time without gap or overlap, named alike in every process.",
        "scope: managers",
    ),
    R(
        "digest.late",
        "After a time of not running the last digest that was due is sent, and none before it.",
        "scope: managers",
    ),
    R(
        "digest.summer-time",
        "A digest is right over changes of summer time, in every zone.",
        "scope: managers",
    ),
    R(
        "digest.contents",
        "A digest tells who practised, averages with n and interval, what is strong and weak, three "
        "things to coach, and what it cost; an empty week is a short one.",
        "scope: managers",
    ),
    R(
        "digest.noise",
        "A change is called better or lower only where it is more than noise.",
        "scope: managers",
    ),
    R(
        "digest.least-group",
        "Under the tenant's least group nobody is averaged, quoted or named.",
        "scope: managers",
    ),
)

MANAGING = (
    R(
        "roles.refused",
        "Whoever may not do something is told who can, whatever way they asked.",
        "scope: managers",
    ),
    R(
        "roles.managers",
        "Admins of the platform make people managers and take it back; each role may do what those "
        "below it may.",
        "scope: managers",
    ),
    R(
        "roles.settings",
        "`settings` shows and sets what holds; nonsense sets nothing.",
        "contract: In chat",
    ),
    R(
        "budget.set",
        "An admin sets what models may take a day, for all together and for each member, in tokens and "
        "dollars; the settings show what holds and what today has taken of it.",
        "contract: In chat",
    ),
    R(
        "budget.holds",
        "What an admin allows holds within a minute, in that tenant alone, and never beyond what the "
        "operator set; where it is spent the session is still scored, and nobody is told figures.",
        "contract: In chat",
    ),
    R(
        "roles.audit",
        "What managers see or change is written down: who, what, when, about whom.",
        "scope: managers",
    ),
    R(
        "assign.understood",
        "An order is read from fields or from one line; what is not understood is told with the nearest, "
        "beside what is.",
        "scope: managers",
    ),
    R(
        "assign.dates",
        "A due date is read in English and German; one that is past or could mean two moments is told "
        "with how to write it.",
        "scope: managers",
    ),
    R(
        "assign.announced",
        "Whoever is assigned something is told in private, at hours they work, once.",
        "scope: managers",
    ),
    R(
        "assign.reminded",
        "Whoever is not done is reminded two days before and on the day it is due, never twice a day.",
        "scope: managers",
    ),
    R(
        "assign.channel",
        "Where people may not be written to one by one, their channel has one announcement.",
        "scope: managers",
    ),
    R("assign.joined", "Whoever joins a group later is included.", "scope: managers"),
    R(
        "assign.counts",
        "A session counts for what asks for its scenario, in order and up to the attempts there are; what "
        "counts no more is said to be practice.",
        "scope: managers",
    ),
    R(
        "assign.places",
        "An attempt takes its place when it is begun; closed without a score it gives it back, and takes "
        "one again when it is scored later, but never that of an attempt begun since.",
        "scope: managers",
    ),
    R("assign.withdrawn", "What is withdrawn is asked of nobody any more.", "scope: managers"),
    R(
        "assign.unasked",
        "What nobody waits for holds up nobody who waits.",
        "scope: managers",
    ),
    R(
        "dispute.decided",
        "A trainee disputes a score of their own once; a manager decides once, the score keeps what was "
        "given beside it, and both are told.",
        "scope: managers",
    ),
    R(
        "dispute.lines",
        "A manager reads the lines of a disputed score, and nothing else that was said.",
        "contract: Flows",
    ),
    R(
        "digest.once",
        "A digest comes once however many processes run, and late rather than never.",
        "scope: managers",
    ),
    R(
        "managed.week",
        "In Slack and in Discord, with three processes on one PostgreSQL, a manager's week goes through: "
        "assigned to a group, practised, disputed and decided, reminded, reported once; and no table "
        "holds anything of whoever asks to be forgotten.",
        "scope: managers",
    ),
    R(
        "digest.killed",
        "A digest that fell due while nobody ran is sent once by processes that come up together, "
        "though one of them is killed in the middle of it.",
        "scope: managers",
    ),
    R(
        "digest.trouble",
        "Where nothing can be posted a digest is not promised; where that stops, its manager is told once, "
        "and a digest whose channel stays gone is switched off, with a word on how to have it again.",
        "scope: managers",
    ),
    R("digest.now", "`digest now` shows the digest to the manager alone.", "contract: In chat"),
    R(
        "data.briefing",
        "The briefing says who sees what: of assigned sessions, of practice, and of quoted lines.",
        "contract: Flows",
    ),
    R(
        "data.shared",
        "A trainee shares the score of a practice, and takes that back.",
        "scope: managers",
    ),
    R(
        "data.exported",
        "`export-me` gives a member their own data, as a file for them alone.",
        "contract: In chat",
    ),
    R(
        "data.forgotten",
        "`forget-me` asks, answers, and leaves nothing of a member; killed in between it is done again.",
        "contract: In chat",
    ),
    R(
        "data.retained",
        "Sessions older than the tenant keeps them are deleted daily.",
        "scope: managers",
    ),
)

SPEED = (
    R(
        "speed.help",
        "`chattrain --help` takes under 0.3 s.",
        "scope: speed",
        evidence="benchmarks/startup.py",
    ),
    R(
        "speed.start",
        "`run` serves within 2 s.",
        "scope: speed",
        evidence="benchmarks/startup.py",
    ),
    R(
        "speed.first-text",
        "From the model's first words to visible text under 20 ms, with 50 sessions.",
        "scope: speed",
        evidence="benchmarks/sessions.py",
    ),
    R(
        "speed.thousand",
        "1,000 sessions stream at once on one core, none incomplete, under 60 KB each.",
        "scope: speed",
        evidence="benchmarks/sessions.py",
    ),
    R(
        "speed.sdk",
        "100 sessions through the real openai SDK, with a lag under 100 ms at p99.",
        "scope: speed",
        evidence="benchmarks/openai_sessions.py",
    ),
    R(
        "speed.idle",
        "10,000 idle sessions take under 300 MB.",
        "scope: speed",
        evidence="benchmarks/idle.py",
    ),
    R(
        "speed.intake",
        "At least 5,000 durable events a second on SQLite, 100 at once.",
        "scope: speed",
        evidence="benchmarks/intake.py",
    ),
)

REQUIREMENTS = _all(
    *PROJECT,
    *COMMANDS,
    *ENVIRONMENT,
    *SCENARIOS,
    *ENGINE,
    *DURABLE,
    *KILLED,
    *REPLIES,
    *PROVIDERS,
    *FALLBACK,
    *SCORING,
    *JUDGE,
    *PLAYGROUND,
    *SERVING,
    *BAD_INPUT,
    *MASKING,
    *SLACK_SHOWN,
    *SLACK_WIRE,
    *SLACK_MANAGED,
    *SLACK_INSTALLED,
    *DISCORD_WIRE,
    *DISCORD_SHOWN,
    *COMMAND_LINE_OF_MANAGERS,
    *PICTURES,
    *FIGURES,
    *MANAGING,
    *SPEED,
)
