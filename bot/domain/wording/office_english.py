"""What managers and trainees are told in English, besides results and digests."""

from __future__ import annotations

from collections.abc import Mapping

_TROUBLES: Mapping[str, str] = {
    "did_you_mean": "Did you mean {near}?",
    "nobody_named": "Say who is to practise: `@somebody`, a group, or `everyone`.",
    "nobody_there": "There is nobody in {who} who could be assigned anything.",
    "no_scenario_named": "Say which scenario: its id, several with commas. "
    "`/chattrain list` shows them.",
    "unknown_person": "Nobody here is called “{typed}”.",
    "unknown_group": "There is no group “{typed}”.",
    "unknown_scenario": "There is no scenario `{typed}`.",
    "unknown_zone": "There is no time zone “{typed}”. Write one like `Europe/Berlin`, or `UTC`.",
    "several": "“{typed}” could be {several}. Write the whole name, or mention the person.",
    "has_left": "{typed} has left.",
    "no_such_date": "“{typed}” is no date. Write it like `2026-12-01` or `1 Dec 17:00`.",
    "past": "“{typed}” is {date} {time} in {zone}, which is past. Choose a later date.",
    "too_far": "“{typed}” is {date}, more than two years ahead. Choose an earlier date.",
    "two_dates": "“{typed}” could be {first} or {second}. Write it like one of these.",
    "hour_missing": "On {date} clocks in {zone} are put forward over {time}, so that it never comes. "
    "Write `{other}`.",
    "hour_twice": "On {date} clocks in {zone} show {time} twice, because they are put back. "
    "Write `{first} UTC` for the first time or `{second} UTC` for the second.",
    "pass_mark_range": "A pass mark is a whole number from 0 to 100, like `pass 80`.",
    "attempts_range": "Attempts are whole numbers from 1 to {most}, like `2`, `1-3` or `max 3`.",
    "not_understood": "“{typed}” was not understood. After the scenario there can be a due date, "
    "`pass 80`, `max 3`, and `assessment` or `coaching`.",
}
_ASSIGNING: Mapping[str, str] = {
    "assign_how": "How to assign",
    "assign_usage": "`/chattrain assign @who scenario[,scenario] [due] [pass] [attempts] "
    "[assessment]`, as in `/chattrain assign @Anna late-lamp Friday 17:00 pass 80 max 3`.",
    "not_assigned": "Nothing is assigned yet",
    "understood": "Understood so far",
    "typed": "You typed: `/chattrain assign {line}`",
    "assigned": "Assigned",
    "reaches": "It reaches {count}: {names}.",
    "told_now": "They are told in private within minutes; where it is not between 9 and 17 h on a "
    "working day of theirs, as soon as it is.",
    "told_later": "They are told in private on their next working day from {hour} h on, in their own "
    "time zone.",
    "told_here": "Whoever has no conversation with me yet is told in this channel, with a button to "
    "start.",
    "assign_in_channel": "Some of them have no conversation with me yet, and I may not open one with "
    "many people. Give this order in a channel that they read.",
    "cannot_announce": "Some of them can only be told in this channel, and I cannot post here: {why}",
    "reminded": "Whoever is not done is reminded two days before and on the day it is due.",
    "later_members": "Whoever joins the group later is included.",
    "incomplete": "Of {group} only those are known who were seen so far ({count}); "
    "others are included once they are seen.",
    "who": "Who",
    "scenarios": "Scenarios",
    "due": "Due",
    "pass_mark": "Pass mark",
    "attempts": "Attempts that count",
    "at_least": "at least {count}",
    "assessment": "Assessment: all feedback comes at the end",
    "status": "Status",
    "not started": "not started",
    "in progress": "in progress",
    "passed": "passed",
    "did not pass": "did not pass",
    "past due": "past due",
    "start": "Start",
    "my_assignments": "Assigned to you",
    "nothing_assigned": "Nothing is assigned to you. `/chattrain start` opens a practice of your own.",
    "no_assignments": "Nothing is assigned. `/chattrain assign` says how it is done.",
    "no_such_assignment": "There is no such assignment any more. `/chattrain assignments` shows "
    "those there are.",
    "withdrawn": "“{title}” is withdrawn: nobody is asked or reminded any more. What was practised "
    "for it stays.",
    "withdrawn_already": "“{title}” was withdrawn before.",
    "assigned_to_you": "You have something to practise",
    "assigned_here": "There is something to practise",
    "assigned_by": "{who} assigned it. Only you read the conversation.",
    "reminder": "Still to practise",
    "managers_see": "Managers see the score of what they assigned, never the conversation.",
    "all_passed": "That was all of “{title}”: it is passed.",
    "all_used_up": "That was the last attempt that counts for “{title}”. "
    "What you practise now is for yourself.",
    "next_up": "Next of what is assigned to you: “{title}”.",
    "practice_used_up": "Your attempts for “{title}” are used up, so this one is practice of your own: "
    "managers see only that it was completed.",
    "practice_too_soon": "“{title}” counts once “{first}” is passed; this one is practice of your own, "
    "of which managers see only that it was completed.",
    "not_your_assignment": "That is not assigned to you, or no longer. `/chattrain start` opens a "
    "practice of your own.",
    "nothing_next": "There is nothing left to do for “{title}”. `/chattrain start` opens a practice of "
    "your own.",
}
_DISPUTES: Mapping[str, str] = {
    "dispute_own": "Only whose session it is can dispute its score.",
    "no_such_score": "There is no such score to dispute.",
    "dispute_unseen": "Nobody but you sees this score. Share it with managers first; then one of them "
    "can look at it.",
    "dispute_why": "Say in a sentence what the score missed; a manager reads it.",
    "disputed": "Your dispute of “{title}” stands under the managers' `/chattrain assignments`. They "
    "read your reason and the lines cited for this one score, nothing else. You are told what is decided.",
    "disputed_to": "{who} is asked to look at “{title}”, with your reason and the lines cited for this "
    "one score, nothing else. You are told what is decided.",
    "disputed_already": "“{title}” is disputed already; {who} has not decided yet.",
    "decided_already": "“{title}” was decided by {who}: it is “{level}”, and that stands.",
    "no_such_dispute": "That dispute is gone, because the session was deleted.",
    "not_your_own": "Somebody else has to decide on a score of your own.",
    "no_such_level": "There is no such level.",
    "decide_why": "Say why in a sentence; the trainee reads it.",
    "overridden": "“{title}” of {who} is now “{level}”. They are told, with your reason, and the score "
    "as it was given stays beside it.",
    "upheld": "“{title}” of {who} stays as it was. They are told, with your reason.",
    "please_decide": "A score is disputed",
    "dispute_title": "Disputed: {title}",
    "dispute_about": "{who}, in “{scenario}”. The lines cited for this score:",
    "no_lines": "No line was cited.",
    "given": "Given",
    "says": "The trainee says",
    "leave_it": "Leave it",
    "give": "{level} ({points})",
    "only_these_lines": "You read these lines only because they are disputed; the conversation stays "
    "private.",
    "not_judged": "not judged",
    "a_manager": "a manager",
}
_DIGESTS: Mapping[str, str] = {
    "digest_usage": "`/chattrain digest here [weekly|monthly] [day] [hour] [time zone]` promises this "
    "channel a digest, `digest now` shows you one, `digest off` ends it.",
    "digest_odd": "“{typed}” was not understood. Write it like "
    "`/chattrain digest here weekly Monday 9:00 Europe/Berlin`.",
    "no_such_hour": "There is no hour {typed}; there are 0 to 23.",
    "digest_refused": "Nothing can be posted in this channel: {why}",
    "digest_weekly": "This channel gets the digest every {day} at {hour} ({zone}), the next one "
    "{next}. `/chattrain digest off` ends that.",
    "digest_monthly": "This channel gets the digest of each month on the first {day} after it at "
    "{hour} ({zone}), the next one {next}. `/chattrain digest off` ends that.",
    "digest_off": "This channel gets no digest any more.",
    "no_digest_here": "This channel gets no digest. `/chattrain digest here` promises it one.",
    "digest_trouble": "A digest could not be posted: {why} The next one is tried again; "
    "`/chattrain digest off` in its channel ends it.",
    "digest_gone": "A digest could not be posted: {why} Its channel seems to be gone. The next one is "
    "tried once more; if that fails as well, the digest is switched off.",
    "digest_ended": "The digest is switched off, because its channel is still gone: {why} To have one in "
    "another channel, type `/chattrain digest here` there.",
    "day_0": "Monday",
    "day_1": "Tuesday",
    "day_2": "Wednesday",
    "day_3": "Thursday",
    "day_4": "Friday",
    "day_5": "Saturday",
    "day_6": "Sunday",
}
_ROLES: Mapping[str, str] = {
    "refused": "Only managers can do that (`{what}`): {who}, and those who run this place. "
    "They can make you one: `/chattrain managers add @you`.",
    "refused_nobody": "Only managers can do that (`{what}`), and nobody was made one yet. Those who run "
    "this place can: they have the role by themselves, and give it with `/chattrain managers add @who`.",
    "refused_admin": "Only the admins who run this place can do that (`{what}`).",
    "managers_usage": "“{typed}” was not understood. There is `/chattrain managers add @who`, "
    "`remove @who`, and nothing else to list them.",
    "managers_people": "A role is given to people, one by one or several at once, not to groups.",
    "managers_who": "Say who: `/chattrain managers add @who`.",
    "managers_are": "Managers besides the admins: {who}.",
    "managers_none": "Nobody was made a manager yet. Those who run this place are managers by "
    "themselves.",
    "managers_how": "`/chattrain managers add @who` makes somebody one, `remove @who` takes it back.",
    "managers_added": "Now a manager: {who}.",
    "managers_removed": "No longer a manager: {who}.",
    "managers_admins": "{who} runs this place, and is a manager by that; it cannot be taken back here.",
    "managers_never": "{who} was no manager.",
    "settings": "Settings",
    "set_how": "Change one by its name, as in `/chattrain settings language de`.",
    "set_language": "of reports and digests: en or de",
    "set_zone": "where a person's own is not known",
    "set_retention": "closed sessions are deleted after so many days",
    "set_names": "whether digests name who is past due",
    "set_words": "whether digests quote single masked lines, which the briefing then says",
    "set_group": "fewer people than that are neither named nor averaged in a digest",
    "set_budget": "what all of this place together may take of models, from midnight to midnight UTC",
    "set_budget_member": "what each member may take of it",
    "a_day": "{amount} a day",
    "no_limit": "no limit",
    "today": "today so far {amount}",
    "operators_less": "here it was set to {amount}, but the operator's limit is less, and holds",
    "platforms": "as the chat platform says",
    "for_ever": "kept until deleted",
    "days": "{count} days",
    "on": "on",
    "off": "off",
    "no_such_setting": "There is no setting “{typed}”. There are: language, zone, retention, names, "
    "words, group, budget.",
    "no_such_language": "“{typed}” is no language that reports are written in; there are {known}.",
    "bad_days": "“{typed}” is no number of days. Write 1 to 36500, or `off`.",
    "bad_budget": "“{typed}” is no budget. Write tokens or dollars a day, or both, as in "
    "`budget 200000 tokens`, `budget 5 dollars`, `budget member 20000 tokens` or `budget off`.",
    "budget_small": "“{typed}” is less than one reply takes. Write at least {least} tokens, or dollars, "
    "as in `budget 5 dollars`.",
    "bad_group": "“{typed}” is no group size. Write a whole number from 3 to 100.",
    "on_or_off": "“{typed}” is neither `on` nor `off`.",
    "nothing_set": "Nothing was changed.",
}
_DATA: Mapping[str, str] = {
    "your_data": "All that is stored of you, as JSON lines.",
    "forget_ask": "Delete all that is stored of you: sessions, scores, assignments and disputes? It "
    "cannot be undone. What stands in chat stays there until you delete it. "
    "`/chattrain export-me` gives you a copy first.",
    "forget_button": "Delete everything",
    "forgotten": "All that was stored of you is deleted. Messages that stand in chat are not stored "
    "here; delete those there. As long as you are in a group that is to practise something, you are "
    "asked again.",
    "share_own": "Only whose session it is can share its score.",
    "share_assigned": "This session was assigned, so managers see its score already.",
    "share_unscored": "There is no score to share yet.",
}
_LOBBY: Mapping[str, str] = {
    "choose": "Choose a scenario to practise.",
    "greeting": "I let you practise conversations. Yours opens where nobody but you reads it.",
    "start_a_practice": "Start a practice",
    "commands": "`/chattrain start` opens a practice, `list` shows the scenarios, `score` your results, "
    "`stop` closes the session that runs. In its thread:",
    "no_session": "You have no session running. `/chattrain start` opens one.",
    "nothing_to_retry": "There is no session of yours to try again here. `/chattrain start` opens one.",
    "no_such_turn": "That message does not exist any more. Use Try again on the scorecard.",
    "list_shows": "`/chattrain list` shows them all.",
    "no_such_command": "There is no `/chattrain {typed}`.",
    "help_says": "`/chattrain help` says what there is.",
    "leave_for_itself": "You have “{title}” open. Leave it without a score and start it afresh?",
    "leave_for_another": "You have “{title}” open. Leave it without a score and start “{wanted}”?",
    "leave_and_start": "Leave it and start",
    "go_on_with_open": "Go on with the open one",
}
ENGLISH: Mapping[str, str] = {
    **_LOBBY,
    **_TROUBLES,
    **_ASSIGNING,
    **_DISPUTES,
    **_DIGESTS,
    **_ROLES,
    **_DATA,
}
