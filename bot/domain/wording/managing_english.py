"""Results in English, and in languages that have no table of their own."""

from __future__ import annotations

from bot.domain.wording.managing_table import (
    Counted,
    Dates,
    Digests,
    Managing,
    Mine,
    Numbers,
    Reports,
    Skill,
)

ENGLISH = Managing(
    language="en",
    dates=Dates(
        months=(
            *("January", "February", "March", "April", "May", "June"),
            *("July", "August", "September", "October", "November", "December"),
        ),
        short_months=(
            *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
            *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        ),
        day="{day} {month}",
        span="{first} to {last}",
        near="{first} to {last}",
    ),
    numbers=Numbers(
        of_100="{figure} of 100",
        share="{n} of {of}",
        people=Counted("1 person", "{n} people"),
        sessions=Counted("1 session", "{n} sessions"),
        scores=Counted("1 score", "{n} scores"),
        attempts=Counted("1 attempt", "{n} attempts"),
        attempts_of="{n} of {of} attempts",
        points=Counted("1 point", "{n} points"),
        hours=Counted("1 hour", "{n} hours"),
        minutes=Counted("1 minute", "{n} minutes"),
        range="95 % range {low} to {high}",
        ends="{low} to {high}",
        few="too few yet ({n} of {least} scores)",
        few_people="too few people ({n}; it takes {least})",
        too_few="too few",
        tokens="{figure} tokens",
        money="${amount}",
        point=".",
        none="not enough to judge",
        unscored="no score",
        more=Counted("1 more", "{n} more"),
        and_="and",
    ),
    skills={
        "acknowledging": Skill(
            title="Acknowledging",
            exercise="Take a real complaint and let everybody answer it in one sentence that names "
            "what happened to the customer, before any solution.",
        ),
        "agreeing": Skill(
            title="Agreeing",
            exercise="Close the next one-to-ones with one thing to try, and the day you look at it "
            "together.",
        ),
        "asking": Skill(
            title="Asking",
            exercise="Collect three yes-or-no questions from the week and let the team turn each "
            "into an open one.",
        ),
        "committing": Skill(
            title="Committing",
            exercise="Let everybody rewrite “we will look into it” as who does what by when.",
        ),
        "describing": Skill(
            title="Describing",
            exercise="In pairs: say what was seen, when, and what it led to, without a word that "
            "judges.",
        ),
        "listening": Skill(
            title="Listening",
            exercise="In pairs: say back what the other said before adding anything of your own.",
        ),
        "ordering": Skill(
            title="Ordering",
            exercise="Let everybody write the first three steps for somebody in a hurry, one step "
            "a line.",
        ),
        "prioritising": Skill(
            title="Prioritising",
            exercise="Practise “if this comes in, that goes out” with the team's real work.",
        ),
        "quantifying": Skill(
            title="Quantifying",
            exercise="Collect questions that are answered by a figure: how many, how often, how "
            "much.",
        ),
        "refusing": Skill(
            title="Refusing",
            exercise="Practise a no in two sentences: the no with its rule, then the way that "
            "works.",
        ),
        "respecting": Skill(
            title="Respecting a no",
            exercise="Practise taking a no: thank, say what happens now, and offer nothing.",
        ),
        "tone": Skill(
            title="Tone",
            exercise="Read two real messages aloud and strike out what nobody would say to a face.",
        ),
    },
    exercise="Play one exchange of it in the team meeting, and let two people say it better.",
    digests=Digests(
        title="Practice, {period}",
        before={"weekly": "the week before", "monthly": "the month before"},
        trend={"weekly": "Average by week", "monthly": "Average by month"},
        active=Counted("1 person practised in {sessions}.", "{n} people practised in {sessions}."),
        average_is="The average of {people} is {mark}{change}.",
        better="better than {before}",
        worse="lower than {before}",
        unclear="no clear change from {before}",
        chance="may be chance",
        nobody="Nobody practised.",
        how_to_assign="Nothing is assigned at the moment. `/chattrain assign` asks people to "
        "practise something by a day.",
        activity={"weekly": "The week", "monthly": "The month"},
        sessions="Sessions",
        people="People",
        scored="Scored",
        average="Average",
        median="Median",
        change="Change",
        was="{before}: {figure}",
        assignments="Assignments",
        pairs="Each assignment of each person counts once. `/chattrain assignments` tells managers who.",
        done="Done",
        passed="{n} passed",
        not_started="Not started",
        past_due="Past due",
        strongest="Strongest",
        weakest="Weakest",
        listed="Criteria",
        quotes="In the team's own words",
        quoted="“{words}”",
        coach="To coach next",
        coach_skill="{title} is the weakest skill ({rests}). {exercise}",
        coach_trains=" “{scenario}” trains it.",
        coach_criterion="“{title}” is the weakest criterion ({rests}). Ask somebody who does it well to "
        "show how they say it.",
        coach_scenario="“{title}” is where most points are lost ({rests}). Play it once together, "
        "and stop where it turns.",
        coach_not_started=Counted(
            "1 assigned practice was not started. Keep half an hour of the week free for it.",
            "{n} assigned practices were not started. Keep half an hour of the week free for them.",
        ),
        coach_past_due=Counted(
            "1 person is past due. Ask what stands in the way before you set a new date.",
            "{n} people are past due. Ask what stands in the way before you set a new date.",
        ),
        coach_failed=Counted(
            "1 assigned practice was not passed. Go through one conversation of it together.",
            "{n} assigned practices were not passed. Go through one conversation of each together.",
        ),
        coach_nothing="Everything is at 90 or more. A harder scenario would show what there is to learn.",
        coach_few="Too few people practised to say what the team should work on. "
        "`/chattrain assign` brings everybody to the same scenario.",
        also="Also",
        helpful="Scorecards found helpful",
        cost="Model cost",
        no_price="no price known",
        calls=Counted("1 call", "{n} calls"),
        footer="Scores: assigned and shared sessions only, each person counts once, no average under "
        "{people}.",
        footer_range="The 95 % range holds the true average 19 times in 20. “Better” and “lower” are "
        "said only where chance is unlikely.",
        sample="Sample data: these people and figures are made up.",
        sample_title="Sample data",
        some_skills="Skills, strongest and weakest",
        skills="Skills",
    ),
    reports=Reports(
        team="Results of {title}",
        everybody="everybody",
        person="Results of {name}",
        active="{n} of {people} practised.",
        sessions="{sessions}, {scored} scored.",
        time="Time spent",
        about="about {time}",
        last="Last practised on {day}.",
        nothing="{name} has not started a session yet.",
        nobody="Nobody has started a session yet.",
        figures="Scores",
        average="Average",
        median="Median",
        improvement="First to best attempt",
        tried_twice="scenarios tried twice or more: {n}",
        skills="Skills",
        month_ago="30 days ago: {figure}",
        month_before="30 days ago",
        now="now",
        weakest="Weakest criteria",
        scenarios="Scenarios",
        difficulty="difficulty {level} of 5",
        people="People",
        lowest_first="People, the lowest last score first",
        best_last="best {best}, last {last}",
        not_started="Not started",
        all_started="Everybody has started.",
        assigned="Assigned",
        due="due {day} at {time}, {zone}",
        pass_mark="pass mark {mark}",  # noqa: S106  # a mark, no password
        own_mark="the scenario's own pass mark",
        least_attempts=Counted("at least 1 attempt", "at least {n} attempts"),
        most_attempts=Counted("1 attempt at most", "{n} attempts at most"),
        assessment="assessment",
        best="best {best}",
        passed="passed",
        own="Practice of their own",
        own_sessions="{sessions}, {scored} completed. Their scores are not shown to managers.",
        assignments="Assignments",
        no_assignments="Nothing is assigned. `/chattrain assign` asks people to practise something "
        "by a day.",
        withdraw="Withdraw",
        nobody_reached="It reaches nobody yet: the groups it went to have no members.",
        more_assignments=Counted("1 more is not shown.", "{n} more are not shown."),
        footer="Scores are of assigned and shared sessions; each person counts once. In skills, a "
        "session weighs half after 30 days. No mean under {least} scores.",
        person_footer="Scores are of assigned and shared sessions. In skills, a session weighs half "
        "after 30 days. No mean under {least} scores.",
        trend_weeks="Average by week",
        trend_sessions="Scores, session by session",
        statuses={
            "not started": "not started",
            "in progress": "in progress",
            "passed": "passed",
            "did not pass": "did not pass",
            "past due": "past due",
        },
    ),
    mine=Mine(
        title="Your progress",
        summary="{sessions}, {scored} scored, about {time}.",
        nothing="You have not finished a session yet.",
        assigned="Assigned to you",
        start="Start “{title}”",
        next="Practise next",
        next_weakest="{skill} is your weakest skill ({rests}), last practised on {day}. “{title}” "
        "trains it.",
        next_skill="{skill} stands at {rests}, and was last practised on {day}. “{title}” trains it.",
        next_new="“{title}” is new to you.",
        results="Your results",
        skills="Your skills",
        seen="What managers see",
        seen_none="No score of yours.",
        seen_some=Counted(
            "The score of 1 session that was assigned to you or that you shared.",
            "The scores of {n} sessions that were assigned to you or that you shared.",
        ),
        unseen=Counted(
            "Of 1 other only that you practised, and whether you finished.",
            "Of {n} others only that you practised, and whether you finished.",
        ),
        quoted="The team's digest may quote single lines of assigned sessions, masked and without "
        "your name.",
        never="Nobody reads your conversations, except the lines of a score that you dispute.",
        footer="In skills, a session weighs half after 30 days. No mean under {least} scores.",
    ),
)
