"""What ChatTrain says in English, and in languages that have no table of their own."""

from __future__ import annotations

from bot.domain.wording.table import Doing, Judgement, Labels, Opinions, Questions, Talk, Wording

ENGLISH = Wording(
    language="en",
    talk=Talk(
        privacy="A machine plays the other side and scores the practice. "
        "Nobody but you reads the conversation. It is practice of your own: managers see only that it "
        "was completed, unless you share its score.",
        privacy_assigned="A machine plays the other side and scores the practice. "
        "Nobody but you reads the conversation. It was assigned to you: managers see its score, "
        "and of the words only lines of a score that you dispute.",
        privacy_quoted="The team's digest may quote single lines, masked and without your name.",
        decided="{who} looked at “{title}” and decided: {level} ({points}/100) in place of {given}. "
        "“{reason}” Your score is now {total}.",
        upheld="{who} looked at “{title}” and left the score as it is: “{reason}”",
        shared="Managers see the score of this practice now, and nothing of its words. "
        "“Do not share any more” on the scorecard takes it back.",
        unshared="Managers no longer see the score of this practice, only that it was completed.",
        help="Answer as you would in the real conversation. "
        "`!hint` gives a hint, `!stop` stops a reply that is being written, "
        "`!finish` ends the conversation and scores it, `!retry` starts it again.",
        empty="That message had no text. Type what you would say; `!help` lists the commands.",
        not_yours="This session belongs to someone else. Type `/chattrain start` to open your own.",
        unknown_word="There is no `!{typed}`. What you can type: {words}.",
        too_long="That message has {length} characters; here a message can have {limit}. "
        "It was not sent. Shorten it and send it again.",
        all_said="You have used all of your messages ({count}), so this one does not count. "
        "The conversation is scored after the last reply.",
        limit="You have {turns} messages; you can finish earlier.",
        limit_with_time="You have {turns} messages and {minutes} minutes; you can finish earlier.",
        nothing_written="Nothing is being written right now. "
        "To end the conversation and see your score, use `!finish`.",
        nothing_said="You have not said anything yet, so there is nothing to score. "
        "Answer the first message, or close the session without a score.",
        scoring="The conversation is being scored, so this message does not count. "
        "You can try again from any message once the scorecard is here.",
        closed="This session is closed. You can try it again or start another.",
        not_closed="This session is still running. "
        "Use `!finish` to score it first; then you can try again.",
        scoring_stopped="Scoring was stopped. The conversation is kept, "
        "and can be scored at any time: press “Score it after all”, or type `!finish`.",
        no_hint="There are no more hints for this scenario. "
        "Say what you would say in your own words.",
        no_hint_now="There is no further hint for this moment. Answer first, then ask again.",
        ended_without_score="The session is closed without a score.",
        ask_close="Close this session without a score? "
        "What was said stays stored, but is not scored.",
        kept="The session goes on. Answer where you left off.",
        reminder="This practice is still open. Answer to go on, or finish it to get your score.",
        expired="Nothing was said here for three days, so the session was closed as not finished.",
        failed="The reply could not be finished, because the language model did not answer. "
        "Your message is kept; ask for the answer again.",
        failed_spent="The limit set for language models is reached, so there is no answer. Your message "
        "is kept: ask for the answer again later, or type `!finish` to get your score for what was said.",
        stood_in={
            "silent": "The language model does not answer at the moment, so the scenario's own "
            "script speaks for the other side. You can go on as before.",
            "spent": "The limit set for language models is reached, so the scenario's own script "
            "speaks for the other side. You can go on as before.",
        },
        time_is_up="The time for this scenario is up. The conversation is scored now.",
        not_taken="That could not be taken, because of a fault in ChatTrain. "
        "All else goes on: try it once more, or put it differently.",
        not_opened="The session could not be opened, because ChatTrain may not open a conversation "
        "here. It is closed; start it in another place, or ask an administrator for the permission.",
        place_gone="The conversation's place is gone, so the session was closed.",
        too_late="That change came too late: your message counts as you first wrote it.",
        goes_on="You have “{title}” open; it goes on in its own thread.",
        opens_in="Many people practise at this moment. Your session opens in about {seconds} seconds.",
        taken_in="Taken as said in “{title}”; the answer stands in its thread.",
        thousands=",",
    ),
    labels=Labels(
        finish="Finish and score",
        close="Close without a score",
        go_on="Go on",
        hint="Hint",
        answer_again="Answer again",
        try_again="Try again",
        from_here="Try again from here",
        next_scenario="Next scenario",
        stop="Stop",
        score_after_all="Score it after all",
        share="Share with managers",
        unshare="Do not share any more",
        dispute="Dispute a score",
        you="You",
        role="Your role",
        situation="Situation",
        goal="Your goal",
        limits="Limits",
        talks_with="You talk with",
        attempt="attempt {number}",
        words="!hint helps, !stop stops a reply, !finish ends and scores, !help says more.",
        go_there="Go to the conversation",
        a_hint="Hint",
        a_note="Coach",
        scorecard="Scorecard",
        you_said="You said",
        yours="Yours",
        an_example="A weak example",
        stronger="Stronger",
        why="Why",
        try_next="Try next",
        helpful="Helpful",
        not_helpful="Not helpful",
        left_out="Some of it is left out here, so that it fits into one message.",
    ),
    questions=Questions(
        dispute="Dispute a score",
        dispute_why="What did the score miss?",
        decide="Decide on the score",
        decide_why="Why? The trainee will read it.",
        send="Send",
    ),
    judgement=Judgement(
        acts={
            "open_question": Doing(
                title="an open question",
                advice="Ask one question that cannot be answered with yes, no or a number",
            ),
            "echo": Doing(
                title="an echo of the other's own words",
                advice="Take up words that the other has just used",
            ),
            "acknowledgement": Doing(
                title="an acknowledgement of what the other went through",
                advice="Say what the other went through, with what happened in it",
            ),
            "apology": Doing(
                title="an apology without an excuse",
                advice="Say that you are sorry, and what for, without a reason beside it",
            ),
            "next_step": Doing(
                title="a concrete next step",
                advice="Say who does what, and by when",
            ),
            "check_understanding": Doing(
                title="a check of understanding",
                advice="Say in your own words what you understood, and ask whether it is right",
            ),
            "thanks": Doing(
                title="thanks",
                advice="Thank the other, and say what for",
            ),
            "blame": Doing(
                title="blame",
                advice="Leave out whose fault it is",
            ),
            "dismissal": Doing(
                title="a dismissal",
                advice="Take what the other says as it is, without playing it down",
            ),
            "jargon": Doing(
                title="jargon",
                advice="Use the word that the other would use",
            ),
            "overpromise": Doing(
                title="a promise nobody can keep",
                advice="Promise only what you can keep",
            ),
            "pressure": Doing(
                title="pressure",
                advice="Leave the other time and room to decide",
            ),
        },
        being_made="Score: being worked out",
        score="Score: {total}/100",
        no_total="Score: not enough to judge",
        passed="passed",
        not_passed="not yet passed",
        pass_mark="pass mark {mark}",  # noqa: S106  # a mark, no password
        bands={"not yet": "not yet", "basic": "basic", "good": "good", "excellent": "excellent"},
        compared="{before} → {now}, over the criteria judged both times",
        blocked="Not passed because of: {title}",
        judged="Judged: {share} % of the weight{rest}.",
        judged_nothing="Judged: nothing{rest}.",
        for_model="a language model is needed for {titles}",
        for_language="the rules do not know the language for {titles}",
        too_little="too little was said",
        level="{level} of {levels}: {title}",
        points="{points}/100",
        was="was {before}, now {now}",
        not_judged="not judged",
        given="given as {before}",
        overridden="“{title}”: {who} decided “{now}” in place of “{given}”: {why}",
        analysing="Analysing criterion {number} of {count}",
        no_model="Not judged: this takes a language model, and none was asked.",
        no_rules="Not judged: the rules read English and German only, "
        "and no language model was asked.",
        not_enough="Not enough to judge: too little was said.",
        not_seen="Not seen in {messages}: {what}.",
        for_more="For the next level, not seen in {messages}: {what}.",
        has="{message} has {what}: {quote}",
        none_of="Not seen in {messages}: {what}.",
        copied="Words copied from the scenario do not count ({messages}).",
        foreign="Words in another language do not count ({messages}).",
        stock="Phrases that would fit any conversation do not count ({messages}).",
        message="your message {first}",
        messages="your messages {first} to {last}",
        a_message="Your message {first}",
        cited="your message {first}",
        one_of="one of: {these}",
        and_=" and ",
        more_of="{count} more of: {these}",
        words_like="words like {phrase}",
        held_back="what the other holds back, brought out",
        mood="a better mood of the other ({gauge})",
        in_time="this at the right time",
        include="Include {what}",
        bring_out="Ask until the other tells what it holds back",
        try_again="{title}: there is more to reach",
        for_example=" For example: {stronger}",
        leave_out="Leave out {what}",
        instead_of="{advice}, unlike in {quote}",
        good="Good: {what}, {quote}.",
        to_do="To try next: {advice}.",
        quoted="“{text}”",
    ),
    opinions=Opinions(
        no_answer="Not judged: this takes a language model, and none answered.",
        cannot_tell="Not judged: the language model could not tell. {reason}",
        without_model={
            "silent": "The language model did not answer for all of this; "
            "there the rules judged alone.",
            "spent": "The limit set for language models is reached; "
            "what they did not judge, the rules judged alone.",
        },
        found="Found by the rules: {what}.",
        found_none="Found by the rules: none of {what}.",
        agrees="The language model agrees: {reason}",
        capped="The language model would give “{given}”; more is not given than what "
        "the rules found bears out. {reason}",
        lowered="The rules saw “{rules}”; it is a level less, for words of yours that "
        "the language model points to: {reason}",
        not_lowered="The language model would give “{given}”; what the rules found stands.",
        no_evidence="The language model cited words that you did not say, "
        "so its judgement does not count.",
        two_differ="Two judgements of language models differ, “{first}” and “{second}”.",
        lower_counts="The lower one counts.",
        unsure="The language model is not sure of this.",
        partly_read="The conversation is long: the language model read {read} of your {every} "
        "messages, the rules all of them.",
        alone="Judged by the language model alone, so it does not count towards passing.",
        secured="Not passed: without what a language model alone judged it is {total}/100.",
        nothing_secured="Not passed: without what a language model alone judged there is too little to "
        "judge.",
        second_look="For a person to look at again: {titles}.",
    ),
)
