"""The elements of Block Kit: what can be pressed, chosen and filled in, with their limits
(docs.slack.dev/reference/block-kit/block-elements)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tests.fakes.slack.checks import (
    Check,
    Problem,
    anything,
    boolean,
    both,
    exactly_one,
    integer,
    many,
    one_of,
    plain,
    rich,
    shape,
    string,
    typed,
    web_address,
)

ACTION_ID = {"action_id": string(255)}
STYLE = one_of("primary", "danger")

confirm = shape(
    {"title": plain(100), "text": rich(300), "confirm": plain(30), "deny": plain(30)},
    {"style": STYLE},
)
option = shape({"text": rich(75), "value": string(150)}, {"description": rich(75)})
menu_option = shape(
    {"text": plain(75), "value": string(150)},
    {"description": plain(75), "url": web_address()},
)
group = shape({"label": plain(75), "options": many(menu_option, 100)})
FILE = re.compile("F[A-Z0-9]{8,}")


def file_id(value: Any, place: str) -> Iterator[Problem]:
    if not isinstance(value, str) or not FILE.fullmatch(value):
        yield place, "input must match regex pattern: ^[F][A-Z0-9]{8,}$"


slack_file = both(exactly_one("id", "url"), shape({}, {"id": file_id, "url": web_address()}))
picture: Check = both(
    exactly_one("image_url", "slack_file"),
    shape(
        {"alt_text": string(2000)},
        {"image_url": web_address(), "slack_file": slack_file},
    ),
)
feedback = shape({"text": plain(75), "value": string(2000)}, {"accessibility_label": string(75)})
asking = {
    **ACTION_ID,
    "placeholder": plain(150),
    "focus_on_load": boolean,
    "confirm": confirm,
}


def _menu(**more: Check) -> Check:
    return shape({}, {**asking, **more})


def _static(**more: Check) -> Check:
    lists = {"options": many(menu_option, 100), "option_groups": many(group, 100)}
    return both(exactly_one("options", "option_groups"), _menu(**lists, **more))


def _several(**more: Check) -> dict[str, Check]:
    return {"max_selected_items": integer(1, 100), **more}


BUTTON = shape(
    {"text": plain(75)},
    {
        **ACTION_ID,
        "value": string(2000),
        "url": web_address(),
        "style": STYLE,
        "confirm": confirm,
        "accessibility_label": string(75),
        "agent_prompt": string(4000),
        "visible_to_user_ids": many(string(255), 100),
    },
)
PRESSED: dict[str, Check] = {
    "button": BUTTON,
    "overflow": shape({"options": many(menu_option, 5)}, {**ACTION_ID, "confirm": confirm}),
    "static_select": _static(initial_option=menu_option),
    "external_select": _menu(min_query_length=integer(0, 100), initial_option=menu_option),
    "users_select": _menu(initial_user=string(255)),
    "conversations_select": _menu(
        initial_conversation=string(255),
        default_to_current_conversation=boolean,
        response_url_enabled=boolean,
        filter=anything,
    ),
    "channels_select": _menu(initial_channel=string(255), response_url_enabled=boolean),
    "multi_static_select": _static(**_several(initial_options=many(menu_option, 100))),
    "multi_users_select": _menu(**_several(initial_users=many(string(255), 100))),
    "multi_conversations_select": _menu(
        **_several(
            initial_conversations=many(string(255), 100),
            default_to_current_conversation=boolean,
            filter=anything,
        )
    ),
    "multi_channels_select": _menu(**_several(initial_channels=many(string(255), 100))),
    "datepicker": _menu(initial_date=string(10)),
    "timepicker": _menu(initial_time=string(5), timezone=string(255)),
    "datetimepicker": shape(
        {},
        {
            **ACTION_ID,
            "initial_date_time": integer(10**9, 10**10 - 1),
            "focus_on_load": boolean,
            "confirm": confirm,
        },
    ),
    "checkboxes": shape(
        {"options": many(option, 10)},
        {
            **ACTION_ID,
            "initial_options": many(option, 10),
            "confirm": confirm,
            "focus_on_load": boolean,
        },
    ),
    "radio_buttons": shape(
        {"options": many(option, 10)},
        {**ACTION_ID, "initial_option": option, "confirm": confirm, "focus_on_load": boolean},
    ),
}
"""What an actions block or an accessory may be."""

written = {
    **ACTION_ID,
    "placeholder": plain(150),
    "focus_on_load": boolean,
    "dispatch_action_config": anything,
}
FILLED: dict[str, Check] = {
    **{name: check for name, check in PRESSED.items() if name not in ("button", "overflow")},
    "plain_text_input": shape(
        {},
        {
            **written,
            "initial_value": string(3000, 0),
            "multiline": boolean,
            "min_length": integer(0, 3000),
            "max_length": integer(1, 3000),
        },
    ),
    "email_text_input": shape({}, {**written, "initial_value": string(3000, 0)}),
    "url_text_input": shape({}, {**written, "initial_value": string(3000, 0)}),
    "number_input": shape(
        {"is_decimal_allowed": boolean},
        {
            **written,
            "initial_value": string(100),
            "min_value": string(100),
            "max_value": string(100),
        },
    ),
    "file_input": shape({}, {**ACTION_ID, "filetypes": anything, "max_files": integer(1, 10)}),
    "rich_text_input": shape({}, {**written, "initial_value": anything}),
}
"""What an input block may ask for."""

SMALL: dict[str, Check] = {
    "feedback_buttons": shape(
        {"positive_button": feedback, "negative_button": feedback}, ACTION_ID
    ),
    "icon_button": shape(
        {"icon": one_of("trash"), "text": plain(75)},
        {
            **ACTION_ID,
            "value": string(2000),
            "confirm": confirm,
            "accessibility_label": string(75),
            "visible_to_user_ids": many(string(255), 100),
        },
    ),
}
"""What a context_actions block may hold."""

pressed = typed(PRESSED)
filled = typed(FILLED)
small = typed(SMALL)
accessory = typed({**PRESSED, "image": picture})
beside_text = typed(
    {
        "image": picture,
        "mrkdwn": shape({"text": string(3000)}, {"verbatim": boolean}),
        "plain_text": shape({"text": string(3000)}, {"emoji": boolean}),
    }
)
