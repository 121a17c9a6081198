"""Modals and home tabs, status lines, suggested prompts, agent sessions, and Block Kit's own check."""

from __future__ import annotations

import json
from typing import Any

from tests.fakes.slack.blocks import message_problems, take_view, view_problems
from tests.fakes.slack.calls import Answer, Call, method, refuse
from tests.fakes.slack.holdings import AgentSession, Status, View
from tests.fakes.slack.methods.chat import LOOKS
from tests.fakes.slack.methods.contents import customized
from tests.fakes.slack.state import Channel

STACK = 3
LOADING = 10
PROMPTS = 4
TITLE = 200
STATUSES = ("active", "processing", "suspended", "closed")


@method("views.open", tier="tier 4", body=True, takes="trigger_id interactivity_pointer view:json!")
def open(call: Call) -> Answer:
    user = _exchange(call)
    content = take_view(call["view"], "modal")
    view = new_view(call, user, content)
    call.workspace.modals[user] = [view]
    return _shown(call, view)


@method("views.push", tier="tier 4", body=True, takes="trigger_id interactivity_pointer view:json!")
def push(call: Call) -> Answer:
    user = _exchange(call)
    content = take_view(call["view"], "modal")
    return _shown(call, push_view(call, user, content))


@method("views.update", tier="tier 4", body=True, takes="view:json! external_id view_id hash")
def update(call: Call) -> Answer:
    stacks = call.workspace.modals.values()
    views = [*call.workspace.homes.values(), *(view for stack in stacks for view in stack)]
    wanted = call["view_id"] or call["external_id"]
    named = (v for v in views if wanted and wanted in (v.id, v.content.get("external_id")))
    view = next(named, None) or refuse("not_found")
    content = take_view(call["view"], view.content["type"])
    change_view(call, view, content)
    return _shown(call, view)


@method("views.publish", tier="tier 4", body=True, takes="user_id! view:json! hash")
def publish(call: Call) -> Answer:
    user = call.user("user_id")
    content = take_view(call["view"], "home")
    view = call.workspace.homes.get(user.id)
    if view is None:
        view = call.workspace.homes[user.id] = new_view(call, user.id, content)
    else:
        change_view(call, view, content)
    return _shown(call, view)


@method(
    "assistant.threads.setStatus",
    tier="special",
    scopes=("chat:write", "assistant:write"),
    body=True,
    takes=f"channel_id! thread_ts! status loading_messages:json {LOOKS}",
)
def set_status(call: Call) -> Answer:
    channel = _thread(call)
    if call["status"] is None:
        refuse("invalid_arguments", "missing required field: status")
    loading = tuple(call["loading_messages"] or ())
    if len(loading) > LOADING:
        refuse("invalid_arguments", f"no more than {LOADING} items allowed")
    look = customized(call)
    status = Status(
        at=call.slack.clock.monotonic(),
        text=call["status"],
        loading=loading,
        username=look["username"],
    )
    call.workspace.statuses.setdefault((channel.id, call["thread_ts"]), []).append(status)
    return {}


@method(
    "assistant.threads.setSuggestedPrompts",
    tier="tier 4",
    scopes=("assistant:write",),
    body=True,
    takes="channel_id! thread_ts title prompts:json!",
)
def set_prompts(call: Call) -> Answer:
    """With a thread it does nothing and says nothing, where the app is an agent."""
    channel = call.channel("channel_id")
    prompts = call["prompts"]
    if not isinstance(prompts, list) or len(prompts) > PROMPTS:
        refuse("invalid_arguments", f"no more than {PROMPTS} items allowed")
    if not all(isinstance(p, dict) and p.keys() == {"title", "message"} for p in prompts):
        refuse("invalid_arguments", "missing required field: title or message")
    if call["thread_ts"] is None or not call.slack.app.agent:
        call.workspace.prompts[channel.id] = prompts
    return {}


@method(
    "agents.sessions.setStatus",
    tier="tier 3",
    scopes=("chat:write",),
    body=True,
    takes=f"channel_id! status! thread_ts title initiator_user_id {LOOKS}",
)
def set_session_status(call: Call) -> Answer:
    channel = _thread(call)
    customized(call)
    session = set_session(call, channel.id, call["thread_ts"], call["status"], call["title"] or "")
    answer = {"status": session.status, "agent_status": session.status, "title": session.title}
    if call["status"] == "processing" and "agent_session_stopped" not in call.slack.app.events:
        answer["warning"] = "missing_agent_session_stopped_event_subscription"
    return answer


@method(
    "agents.sessions.rename",
    tier="tier 3",
    scopes=("chat:write",),
    body=True,
    takes="channel_id! title! thread_ts",
)
def rename(call: Call) -> Answer:
    channel = _thread(call)
    session = call.workspace.sessions.get((channel.id, call["thread_ts"]))
    if session is None:
        refuse("session_not_found")
    session.title = _title(call["title"])
    return {"title": session.title}


def set_session(
    call: Call, channel: str, thread: str, status: str, title: str = ""
) -> AgentSession:
    """Its status; the first one makes the session and gives it its title."""
    if not call.slack.app.agent:
        refuse("feature_disabled")
    if status not in STATUSES:
        refuse("invalid_arguments", f"value must be one of: {', '.join(STATUSES)}")
    session = call.workspace.sessions.get((channel, thread))
    if session is None:
        session = AgentSession(status=status, title=_title(title))
        call.workspace.sessions[channel, thread] = session
    session.status = status
    session.history.append((call.slack.clock.monotonic(), status))
    return session


@method("blocks.validate", tier="tier 3", body=True, token="none", takes="blocks message view")
def validate(call: Call) -> Answer:
    given = [name for name in ("blocks", "message", "view") if call[name] is not None]
    if len(given) != 1:
        refuse("invalid_arguments", "exactly one of these is required: blocks, message, view")
    value = _parsed(call[given[0]])
    match given[0]:
        case "blocks":
            problems = list(message_problems(value, ""))
        case "message":
            problems = list(message_problems(value.get("blocks", [])))
        case _:
            problems = list(view_problems(value, ""))
    if problems:
        told = [{"pointer": p, "code": "failed_constraint", "message": m} for p, m in problems]
        refuse(f"invalid_{given[0]}", errors=told)
    return {}


def new_view(call: Call, user: str, content: dict[str, Any]) -> View:
    id = call.workspace.new_id("V")
    return View(id=id, user=user, content=content, hash=call.workspace.new_ts(), root=id)


def push_view(call: Call, user: str, content: dict[str, Any]) -> View:
    """One more modal over those a person has open."""
    stack = call.workspace.modals.get(user)
    if not stack:
        refuse("not_found")
    if len(stack) >= STACK:
        refuse("push_limit_reached")
    view = new_view(call, user, content)
    view.root, view.previous = stack[0].id, stack[-1].id
    stack.append(view)
    return view


def change_view(call: Call, view: View, content: dict[str, Any]) -> None:
    """What was filled in stays, in blocks that stay."""
    if call["hash"] is not None and call["hash"] != view.hash:
        refuse("hash_conflict")
    view.content, view.hash = content, call.workspace.new_ts()
    kept = {block["block_id"] for block in view.blocks}
    view.state = {id: values for id, values in view.state.items() if id in kept}


def _exchange(call: Call) -> str:
    """Whose action a trigger stands for; it is good once, for three seconds."""
    trigger = call.slack.responses.triggers.get(call["trigger_id"] or "")
    if trigger is None:
        refuse("invalid_trigger_id")
    if trigger.used:
        refuse("exchanged_trigger_id")
    if call.slack.clock.monotonic() > trigger.ends:
        refuse("expired_trigger_id")
    trigger.used = True
    return trigger.user


def _thread(call: Call) -> Channel:
    channel = call.channel("channel_id")
    message = channel.messages.get(call["thread_ts"] or "")
    if message is None or message.thread_ts not in (None, message.ts):
        refuse("invalid_thread_ts")
    return channel


def _title(title: str) -> str:
    if len(title) > TITLE:
        refuse("invalid_arguments", f"must be less than {TITLE + 1} characters")
    return title


def _parsed(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        refuse("invalid_arguments", "must be valid JSON")


def _shown(call: Call, view: View) -> Answer:
    space = call.workspace
    return {"view": view.wire(space.id, call.slack.app.id, space.bot_id)}
