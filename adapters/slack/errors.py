"""What Slack's refusals mean for the engine, and what an operator can do about each.

The one place where errors of the SDK and of the network become the project's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final, Literal

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError, SlackClientError

from adapters.chat.errors import NOTHING, PAUSE, REPORT, Meaning, Unfit, as_error
from bot.errors import PlatformError, PlatformRateLimited, PlatformUnavailable, StreamClosed

log = structlog.get_logger(__name__)

Own = Literal["closed", "stopped", "open", "missing", "recipient", "late", "unready"]
"""What only Slack's refusals mean."""


class Unready(Unfit):
    """A picture that was uploaded is not known yet where it is to be shown."""


class TooLate(PlatformError):
    """What was pressed was too long ago for a form to be opened."""


class StillOpen(PlatformError):
    """The message is a stream that has not ended, and cannot be edited before."""


class NotOffered(PlatformError):
    """Slack does not have this feature here. `everywhere` where no call of it can succeed."""

    def __init__(self, message: str | None = None, *, everywhere: bool = True) -> None:
        self.everywhere = everywhere
        super().__init__(message)


class Stopped(StreamClosed):
    """The person stopped the reply by Slack's own button."""


INSTALL_AGAIN = "Install the app in this workspace again; `chattrain doctor` checks its token."
SCOPES = "Add the scope to the app and install it again; `chattrain doctor` names what is missing."
ADMINS = "An admin of the workspace has to allow it."
FILES = "An admin of the workspace has to allow apps to upload files."
INVITE = "If the bot should talk in that channel, invite it with /invite."

CODES: Final[Mapping[str, tuple[Meaning | Own, str]]] = {
    **dict.fromkeys(
        ("ratelimited", "rate_limited", "message_limit_exceeded", "accesslimited"),
        ("limited", NOTHING),
    ),
    **dict.fromkeys(
        (
            "internal_error", "fatal_error", "service_unavailable", "request_timeout",
            "server_error", "team_added_to_org", "external_channel_migrating", "update_failed",
        ),
        ("away", NOTHING),
    ),
    **dict.fromkeys(
        (
            "message_not_found", "cant_update_message", "cant_delete_message",
            "message_not_owned_by_app", "edit_window_closed", "is_inactive", "compliance_exports_prevent_deletion",
        ),
        ("message", NOTHING),
    ),
    **dict.fromkeys(
        (
            "not_in_channel", "user_not_in_channel", "thread_not_found", "cannot_reply_to_message", "thread_locked",
            "channel_type_not_supported", "method_not_supported_for_channel_type",
            "restricted_action_thread_locked", "restricted_action_read_only_channel",
            "restricted_action_thread_only_channel", "restricted_action_non_threadable_channel",
            "posting_to_channel_denied", "invalid_channel",
        ),
        ("surface", INVITE),
    ),
    **dict.fromkeys(("channel_not_found", "is_archived"), ("gone", INVITE)),
    **dict.fromkeys(
        (
            "user_not_found", "users_not_found", "user_not_visible", "user_disabled",
            "user_is_bot", "user_is_restricted", "user_is_ultra_restricted", "cannot_dm_bot",
        ),
        ("surface", "The person was deactivated, or cannot be written to by apps."),
    ),
    **dict.fromkeys(("no_such_subteam", "subteam_not_found"), ("surface", NOTHING)),
    "messages_tab_disabled": ("surface", "Turn on the Messages Tab in the app's App Home."),
    "missing_scope": ("permission", SCOPES),
    "no_permission": ("permission", SCOPES),
    "not_allowed_token_type": ("permission", "SLACK_BOT_TOKEN must be a bot's token (xoxb-...)."),
    **dict.fromkeys(
        (
            "not_authed", "invalid_auth", "account_inactive", "token_revoked", "token_expired",
            "invalid_token", "team_not_found", "app_not_found", "no_installation",
        ),
        ("permission", INSTALL_AGAIN),
    ),
    **dict.fromkeys(
        (
            "restricted_action", "access_denied", "team_access_not_granted", "ekm_access_denied",
            "org_login_required", "enterprise_is_restricted", "two_factor_setup_required",
            "free_team_not_allowed", "user_is_not_allowed",
        ),
        ("permission", ADMINS),
    ),
    "plan_upgrade_required": ("permission", "User groups need a paid plan of Slack."),
    **dict.fromkeys(
        (
            "file_uploads_disabled", "file_uploads_except_images_disabled", "storage_limit_reached",
            "file_upload_size_restricted", "slack_connect_file_upload_sharing_blocked",
            "slack_connect_blocked_file_type", "slack_connect_clip_sharing_blocked",
            "blocked_file_type", "file_type_not_allowed", "malware_detected",
        ),
        ("permission", FILES),
    ),
    **dict.fromkeys(
        (
            "expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "trigger_expired",
            "trigger_exchanged",
        ),
        ("late", NOTHING),
    ),
    **dict.fromkeys(("file_not_found", "file_not_ready", "invalid_slack_file"), ("unready", NOTHING)),
    "message_not_in_streaming_state": ("closed", NOTHING),
    "stopped_by_user": ("stopped", NOTHING),
    "streaming_state_conflict": ("open", NOTHING),
    **dict.fromkeys(
        (
            "invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long",
            "block_mismatch", "no_text", "too_many_attachments", "markdown_text_conflict",
            "metadata_too_large", "invalid_metadata_format", "invalid_metadata_schema",
            "invalid_arguments", "invalid_arg_name", "invalid_array_arg", "invalid_charset",
            "invalid_form_data", "invalid_json", "json_not_object", "missing_post_type",
            "invalid_post_type", "missing_charset", "invalid_chunks", "invalid_ts_latest",
            "invalid_ts_oldest", "invalid_cursor", "invalid_thread_ts", "view_too_large",
            "invalid_limit", "missing_argument", "not_found", "duplicate_external_id",
            "push_limit_reached", "channels_limit_exceeded", "file_update_failed",
            "unknown_snippet_type", "unknown_subtype", "snippet_too_large",
        ),
        ("unfit", REPORT),
    ),
    **dict.fromkeys(
        (
            "unknown_method", "method_deprecated", "deprecated_endpoint", "feature_not_enabled",
            "feature_disabled", "not_enabled",
        ),
        ("missing", NOTHING),
    ),
    **dict.fromkeys(
        ("missing_recipient_user_id", "missing_recipient_team_id"), ("recipient", NOTHING)
    ),
    "hash_conflict": ("away", NOTHING),
}  # fmt: skip
"""By code: what it means, and what can be done about it."""


@contextmanager
def mapped(method: str, team: str) -> Iterator[None]:
    """Raises PlatformError in place of whatever a call of Slack can raise."""
    try:
        yield
    except SlackApiError as error:
        raise refusal(method, team, error.response) from error
    except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as error:
        raise PlatformUnavailable(f"Slack gave no answer to {method}: {_name(error)}.") from error
    except (ValueError, AttributeError, TypeError) as error:  # of the SDK, reading what is no JSON
        raise PlatformUnavailable(f"Slack's answer to {method} is not readable.") from error


def refusal(method: str, team: str, response: object) -> PlatformError:
    """What an answer means that is none of success: the SDK's, or aiohttp's own."""
    status = getattr(response, "status_code", None) or getattr(response, "status", 200)
    data = getattr(response, "data", None)
    answer: Mapping[str, object] = data if isinstance(data, dict) else {}
    code = str(answer.get("error") or "")
    if status == 429 or code in ("ratelimited", "rate_limited"):
        return PlatformRateLimited(retry_after=_pause(getattr(response, "headers", {})))
    if not code:
        log.warning("slack.no_answer", method=method, team=team, status=status)
        return PlatformUnavailable(f"Slack answered {method} with status {status}.")
    meaning, remedy = CODES.get(code, ("away", REPORT))
    if code == "invalid_blocks" and _names_a_file(answer):
        meaning, remedy = "unready", NOTHING
    scope = str(answer.get("needed") or "")
    if remedy:
        log.error("slack.refused", method=method, team=team, code=code, scope=scope, remedy=remedy)
    return _as_error(meaning, f"Slack refused {method}: {code}. {remedy}".rstrip(), scope)


def _as_error(meaning: Meaning | Own, sentence: str, scope: str) -> PlatformError:
    match meaning:
        case "closed":
            return StreamClosed(sentence)
        case "stopped":
            return Stopped(sentence)
        case "open":
            return StillOpen(sentence)
        case "unready":
            return Unready(sentence)
        case "late":
            return TooLate(sentence)
        case "missing":
            return NotOffered(sentence)
        case "recipient":
            return NotOffered(sentence, everywhere=False)
        case _:
            return as_error(meaning, sentence, scope)


def _names_a_file(answer: Mapping[str, object]) -> bool:
    """Whether it was a picture's file that was not taken: it is some seconds until it can be used
    (https://github.com/slackapi/python-slack-sdk/issues/1658)."""
    return "slack_file" in str(answer.get("errors") or answer.get("response_metadata") or "")


def _pause(headers: Mapping[str, str]) -> float:
    """How long Slack asks to wait, in seconds."""
    wanted = next((v for name, v in headers.items() if name.lower() == "retry-after"), "")
    return float(wanted) if wanted.isdecimal() else PAUSE


def _name(error: BaseException) -> str:
    return type(error).__name__
