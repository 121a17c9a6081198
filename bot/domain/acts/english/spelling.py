"""How English is typed in chat, and the normal form of it."""

from __future__ import annotations

from functools import lru_cache

from bot.domain.acts.language import words

_WRITTEN_OUT = """
im=i am|ive=i have|ill=i will|ll=will|youre=you are|youve=you have|youll=you will|youd=you would
u=you|ur=your|r=are|ull=you will|hes=he is|shes=she is|its=it is|itll=it will|thats=that is
whats=what is|wheres=where is|hows=how is|whos=who is|theres=there is|lets=let us|let's=let us
dont=do not|doesnt=does not|didnt=did not|cant=can not|cannot=can not|can't=can not|wont=will not
won't=will not|couldnt=could not|wouldnt=would not|shouldnt=should not|isnt=is not|arent=are not
wasnt=was not|werent=were not|havent=have not|hasnt=has not|hadnt=had not|aint=is not|weve=we have
theyre=they are|theyve=they have|couldve=could have|shouldve=should have|shoulda=should have
coulda=could have|gonna=going to|wanna=want to|gotta=have to|gimme=give me|dunno=do not know
pls=please|plz=please|thx=thanks|thanx=thanks|tnx=thanks|thnx=thanks|tx=thanks|cheers=thanks
ty=thank you|tysm=thank you|thankyou=thank you|sry=sorry|sory=sorry|soz=sorry|sorri=sorry
srry=sorry|appologies=apologies|appology=apology|appologize=apologize|appologise=apologize
apologise=apologize|apologising=apologizing|cuz=because|cos=because|becuase=because|bc=because
wht=what|wat=what|wut=what|happend=happened|hapened=happened|happenned=happened|tmr=tomorrow
tmrw=tomorrow|tomorow=tomorrow|tommorow=tomorrow|tommorrow=tomorrow|2moro=tomorrow|tonite=tonight
asap=as soon as possible|def=definitely|definately=definitely|definitly=definitely|defo=definitely
garantee=guarantee|gaurantee=guarantee|garanteed=guaranteed|realy=really|rly=really
understnd=understand|undrstand=understand|recieve=receive|adress=address|addres=address
immediatly=immediately|wrng=wrong|msg=message|everyones=everyone is|nothings=nothing is
ok=ok|okay=ok|okey=ok|k=ok|alright=ok|yeah=yes|yep=yes|hrs=hours|mins=minutes|min=minutes|wk=week
summarise=summarize|summarising=summarizing|thru=through|abt=about|w/=with|hav=have|wud=would
shud=should|cud=could|bcs=because|pple=people|ppl=people|everybody=everyone|anybody=anyone
""".strip()

_NORMAL = dict(pair.split("=", 1) for line in _WRITTEN_OUT.splitlines() for pair in line.split("|"))
_ENDINGS = (
    ("n't", " not"),
    ("'re", " are"),
    ("'ve", " have"),
    ("'ll", " will"),
    ("'d", " would"),
    ("'m", " am"),
)
_IS = words("he she it that what who where how there here this everyone nothing when")


@lru_cache(maxsize=4096)
def spelling(word: str) -> str:
    """The normal form of a word typed in lower case: "don't" and "dont" are "do not"."""
    if word in _NORMAL:
        return _NORMAL[word]
    for ending, written in _ENDINGS:
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            return _NORMAL.get(stem, stem) + written
    stem, apostrophe, rest = word.partition("'")
    if apostrophe and rest == "s" and stem in _IS:
        return f"{stem} is"
    return _NORMAL.get(bare := word.replace("'", "").replace("-", ""), bare)
