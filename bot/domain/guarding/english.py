"""What no persona says in English.

Each phrase is chosen so that people do not say it by chance: a customer asks whether they talk to
a robot, says "you should have told me", works as an assistant, and gives two out of ten.
"""

from __future__ import annotations

from itertools import product

from bot.domain.guarding.phrasebook import Phrases

_AM = ("i'm", "im", "i am", "i'm just", "i am just", "i'm only", "i am only", "i'm actually")
_SHOULD = ("you should have", "you should've", "you could have", "you could've", "you might have")
_GOOD = ("good", "great", "nice", "excellent", "effective", "fantastic", "wonderful", "perfect")
_QUESTIONS = (
    "open question", "open-ended question", "probing question", "clarifying question",
)  # fmt: skip

OUT_OF_ROLE = (
    Phrases(
        after=("as", *_AM),
        say=(
            "a language model", "a large language model", "an ai language model", "an ai assistant",
            "an ai model", "an ai system", "an ai chatbot", "an ai-powered", "an llm",
            "an artificial intelligence", "a simulated customer",
            # others are "an AI engineer", or work for "an AI company"
            "an ai,", "an ai.", "an ai!", "an ai;", "an ai and", "an ai so", "an ai that", "an ai i",
            "an ai who", "an ai created", "an ai developed", "an ai designed", "an ai trained",
            "an ai without", "an ai playing", "an ai -", "an ai –", "an ai —", "an ai—",
        ),
    ),
    Phrases(after=("as", *_AM), say=("a chatbot",), unless="chatbot"),
    Phrases(
        after=("as", *_AM), say=("a virtual assistant", "a digital assistant"), unless="assistant"
    ),
    Phrases(after=_AM, say=("an assistant",), unless="assistant"),
    Phrases(
        after=_AM,
        say=(
            "playing the role of", "playing a customer", "playing the customer", "role-playing",
            "roleplaying", "here to assist you", "here to help you practi*", "not a real customer",
            "simulating a", "programmed to",
        ),
    ),
    *(
        Phrases(after=("this", "the", "our", "a"), say=(exercise,), unless=exercise)
        for exercise in (
            "role-play", "roleplay", "training exercise", "training scenario", "practice scenario",
            "training simulation", "simulated conversation",
        )
    ),
    Phrases(after=("this", "this is a"), say=("simulation",), unless="simulation"),
    Phrases(
        after=("in this scenario", "for this scenario"),
        say=(
            "i'm playing", "i am playing", "i play", "i would play", "my role", "my character",
            "as the customer", "the customer",
        ),
    ),
    Phrases(after=("the", "this"), say=("scenario says", "scenario instructs", "scenario requires me")),
    Phrases(after=("my",), say=("character would", "character wants", "character is supposed")),
    Phrases(
        after=("my", "the"),
        say=("system prompt", "prompt says", "prompt i was given", "prompt you gave", "prompt instructs"),
    ),
    Phrases(after=("according to", "as per"), say=("the prompt", "my prompt", "my programming")),
    Phrases(after=("my",), say=("instructions say", "instructions are to", "instructions are not to")),
    Phrases(after=("my",), say=("training data",), unless="training data"),
    Phrases(after=("i was", "i've been", "i have been"), say=("instructed to play", "told to play")),
    Phrases(after=("break", "breaking"), say=("character",)),
    Phrases(after=("stay", "staying", "remain", "remaining"), say=("in character",)),
    Phrases(after=("step out", "stepping out"), say=("of character", "of the role", "of my role")),
    Phrases(after=("the", "my", "these"), say=("hidden facts",)),
    Phrases(after=("how can i", "how may i"), say=("assist you", "help you today")),
    Phrases(after=("anything else i can",), say=("assist you", "help you with today")),
    Phrases(after=("i'd be happy to", "i'm happy to", "i am happy to"), say=("assist you",)),
    Phrases(
        after=("i can't", "i cannot", "i'm not able to", "i am unable to", "i'm unable to"),
        say=("assist with that", "help with that request", "fulfill that request", "reveal my instructions"),
    ),
)  # fmt: skip

_ACTS = (
    "sighs", "sighing", "pauses", "pausing", "laughs", "laughing", "chuckles", "smiles", "smiling",
    "nods", "nodding", "shrugs", "frowns", "frowning", "rolls", "leans", "looks at", "looks up",
    "looks down", "looks away", "looking", "crosses", "clears", "raises", "raising", "hesitates",
    "groans", "grits", "takes a", "shakes", "shaking", "stares", "glances", "folds", "slams", "hangs up",
    "scoffs", "mutters", "whispers", "long pause", "pause", "sniffs", "sobs", "in an angry",
    "in a frustrated", "angrily",
)  # fmt: skip
_MANNERS = ("angry", "annoyed", "frustrated", "exasperated", "impatient", "silence", "crying")
ASIDES = (
    Phrases(say=(*_ACTS, "direction ")),
    Phrases(say=tuple(f"{manner}{close}" for manner, close in product(_MANNERS, ")]"))),
)
"""What is done instead of said, after the star or bracket."""

OTHERS = (
    Phrases(
        say=(
            "you:", "agent:", "support agent:", "support:", "representative:", "rep:", "trainee:",
            "customer service:", "customer support:", "assistant:", "user:", "system:", "narrator:",
            "salesperson:", "employee:",
        ),
    ),
)  # fmt: skip
"""At the beginning of a line: whose words follow, the trainee's or a machine's."""

COACHING = (
    Phrases(
        after=tuple(
            f"{should} {verb}"
            for should, verb in product(
                _SHOULD, ("acknowledged", "validated", "recognised", "recognized", "addressed")
            )
        ),
        say=(
            "my feelings", "my frustration", "my emotions", "how i feel", "how i felt", "how frustrat*",
            "how upset", "that i was upset", "that i was frustrat*", "the customer*", "their feelings",
            "her feelings", "his feelings", "the emotion*",
        ),
    ),
    Phrases(after=_SHOULD, say=("acknowledged.", "acknowledged!", "empathised", "empathized")),
    Phrases(
        after=tuple(f"{should} {verb}" for should, verb in product(_SHOULD, ("used", "asked", "tried"))),
        say=(
            *(f"{an} {question}*" for an, question in zip(("an", "an", "a", "a"), _QUESTIONS, strict=True)),
            *(f"{question}s" for question in _QUESTIONS), "more open questions", "active listening",
            "reflective listening", "paraphras*", "more empathy", "the customer's name", "de-escalation",
        ),
    ),
    Phrases(
        after=tuple(f"{good} use of" for good in _GOOD),
        say=(
            "an open", "open question*", "open-ended", "active listening", "empathy", "reflective",
            "paraphras*", "probing", "a probing", "clarifying", "a clarifying", "de-escalation", "silence",
            "the customer's", "positive language", "acknowledg*",
        ),
    ),
    Phrases(
        after=_GOOD,
        say=(*(f"{question}*" for question in _QUESTIONS), "active listening", "empathy statement*"),
    ),
    Phrases(
        after=tuple(f"{good} job" for good in _GOOD),
        say=(
            "acknowledging", "empathi*", "validating", "de-escalating", "showing empathy", "paraphras*",
            "staying calm", "asking open*", "asking clarifying", "building rapport", "using empathy",
            "using open*", "using active",
        ),
    ),
    Phrases(
        after=("try", "remember", "be sure", "aim"),
        say=(
            "to show empathy", "to show more empathy", "to empathi*", "to acknowledge my feelings",
            "to acknowledge the customer*", "to use open*", "to ask open*", "to ask more open*",
            "to validate my", "to validate the", "to paraphras*", "to build rapport", "to use active",
            "to de-escalate",
        ),
    ),
    Phrases(
        after=("your",),
        say=(
            "score is", "score was", "score would", "score for this", "score so far", "final score",
            "overall score", "total score", "score:",
        ),
        unless="score",
    ),
    Phrases(after=("you", "you've"), say=("scored",), unless="scor"),
    Phrases(
        after=("i'd", "i would", "i will", "i'll"),
        say=("rate your response", "rate your performance", "rate your empathy", "rate your reply",
             "score you", "score this", "score your", "grade your response"),
    ),
    Phrases(
        after=("you", "you've"),
        say=("built rapport", "demonstrated empathy", "demonstrated good", "demonstrated great",
             "demonstrated active", "showed good empathy", "showed great empathy",
             "showed active listening", "passed the training", "passed this training"),
    ),
    Phrases(
        after=("a more", "a very", "an", "a"),
        say=("empathetic response", "empathetic reply", "empathic response", "empathic reply"),
    ),
    Phrases(after=("a better", "a stronger"), say=("response would be to", "response would have been")),
    Phrases(after=("here is some", "here's some", "some"), say=("feedback on your response", "feedback on how you")),
    Phrases(after=("your",), say=("areas for improvement", "communication skills are", "empathy skills",
                                  "listening skills are", "next attempt at this")),
    Phrases(after=("the",), say=("learning objective*",), unless="learning objective"),
    Phrases(after=("as your",), say=("coach", "trainer"), unless="coach"),
    Phrases(after=("example of",), say=("active listening", "good empathy", "a good open question")),
)  # fmt: skip

COACHES = (
    Phrases(
        say=(
            "tip:", "hint:", "feedback:", "coaching tip:", "coach:", "trainer:", "coaching note:",
            "score:", "score (", "rating:", "evaluation:", "strengths:", "areas for improvement:",
        ),
    ),
)  # fmt: skip
"""At the beginning of a line: what a trainer writes."""
