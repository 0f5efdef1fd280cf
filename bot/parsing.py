"""The decrypted XML of a callback → `Incoming`.

Never raises for anything a genuine callback could contain: missing fields are empty, unknown kinds `Unknown`.
"""

import hashlib
import math
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from bot.incoming import (
    ApprovalChange,
    BatchJob,
    ContactChange,
    Enter,
    ExternalContactChange,
    File,
    Image,
    Incoming,
    Link,
    Location,
    LocationReport,
    MenuClick,
    MenuView,
    Subscribe,
    Tap,
    Text,
    Unknown,
    Unsubscribe,
    Video,
    Voice,
)
from bot.xml import BadXml, Node, as_list, child, read, text

MAX_TEXT = 20_000  # characters kept of one text; WeCom itself cuts long before

Common = dict[str, Any]  # the fields of Incoming itself
Build = Callable[[Node, Common], Incoming]


class NotAMessage(ValueError):
    """Genuine, but not a callback's XML: log the kind of damage and answer 200, or WeCom repeats it."""


def parse(xml: str, received_at: datetime) -> Incoming:
    """The event or message in a decrypted callback. Raises NotAMessage only when it is not readable XML.

    `received_at` (aware) stands in for a missing or absurd CreateTime.
    """
    try:
        node = read(xml)
    except BadXml as error:
        raise NotAMessage(str(error)) from None
    kind = text(node, "MsgType").strip().lower()
    event = text(node, "Event").strip().lower() if kind == "event" else ""
    sender = text(node, "FromUserName").strip()
    agent = _int(text(node, "AgentID") or text(node, "AgentId"))
    common: Common = {
        "userid": "" if event and sender.lower() == "sys" else sender.lower(),
        "sender": sender,
        "agent_id": agent,
        "created_at": _moment(text(node, "CreateTime"), received_at),
        "key": _key(node, kind, agent, xml),
    }
    if kind == "event":
        build = _EVENTS.get(event)
        return build(node, common) if build else Unknown(**common, kind=f"event:{event[:64]}")
    build = _MESSAGES.get(kind)
    return build(node, common) if build else Unknown(**common, kind=kind[:64])


def _key(node: Node, kind: str, agent: int, xml: str) -> str:
    """WeCom's rule for events (sender + second) swallows genuine ones, so their whole content is the key."""
    msgid = text(node, "MsgId").strip()
    if kind != "event" and msgid and len(msgid) <= 64:
        return f"m:{agent}:{msgid}"
    return "e:" + hashlib.sha256(xml.encode("utf-8", "surrogatepass")).hexdigest()


def _text(node: Node, common: Common) -> Incoming:
    return Text(**common, content=text(node, "Content")[:MAX_TEXT])


def _image(node: Node, common: Common) -> Incoming:
    return Image(**common, media_id=text(node, "MediaId"), pic_url=text(node, "PicUrl"))


def _voice(node: Node, common: Common) -> Incoming:
    return Voice(
        **common,
        media_id=text(node, "MediaId"),
        format=text(node, "Format").lower(),
        recognition=text(node, "Recognition")[:MAX_TEXT],
    )


def _video(node: Node, common: Common) -> Incoming:
    return Video(**common, media_id=text(node, "MediaId"), thumb_media_id=text(node, "ThumbMediaId"))


def _location(node: Node, common: Common) -> Incoming:
    return Location(
        **common,
        latitude=_number(text(node, "Location_X"), 90),
        longitude=_number(text(node, "Location_Y"), 180),
        scale=_int(text(node, "Scale")),
        label=text(node, "Label"),
    )


def _link(node: Node, common: Common) -> Incoming:
    return Link(
        **common,
        title=text(node, "Title"),
        description=text(node, "Description"),
        url=text(node, "Url"),
        pic_url=text(node, "PicUrl"),
    )


def _file(node: Node, common: Common) -> Incoming:
    return File(
        **common, media_id=text(node, "MediaId"), file_name=text(node, "FileName") or text(node, "Title")
    )


def _tap(node: Node, common: Common) -> Incoming:
    selected = {
        text(item, "QuestionKey"): tuple(
            o for o in as_list(child(item, "OptionIds").get("OptionId")) if isinstance(o, str)
        )
        for item in as_list(child(node, "SelectedItems").get("SelectedItem"))
        if isinstance(item, dict)
    }
    return Tap(
        **common,
        button=text(node, "EventKey"),
        task_id=text(node, "TaskId"),
        card_type=text(node, "CardType"),
        response_code=text(node, "ResponseCode"),
        selected=selected,
        menu=text(node, "Event").strip().lower() == "template_card_menu_event",
    )


def _menu_click(node: Node, common: Common) -> Incoming:
    details = {
        name: node[name] for name in ("ScanCodeInfo", "SendPicsInfo", "SendLocationInfo") if node.get(name)
    }
    event = text(node, "Event").strip().lower()
    return MenuClick(**common, event=event, event_key=text(node, "EventKey"), details=details)


def _menu_view(node: Node, common: Common) -> Incoming:
    return MenuView(**common, url=text(node, "EventKey"))


def _location_report(node: Node, common: Common) -> Incoming:
    return LocationReport(
        **common,
        latitude=_number(text(node, "Latitude"), 90),
        longitude=_number(text(node, "Longitude"), 180),
        precision=_number(text(node, "Precision"), math.inf),
    )


def _contact_change(node: Node, common: Common) -> Incoming:
    subject = text(node, "UserID").lower() or text(node, "Id") or text(node, "TagId")
    return ContactChange(
        **common, change=text(node, "ChangeType").lower(), subject=subject, fields=_fields(node)
    )


def _external_change(node: Node, common: Common) -> Incoming:
    return ExternalContactChange(
        **common,
        change=text(node, "ChangeType").lower(),
        member=text(node, "UserID").lower(),
        external_userid=text(node, "ExternalUserID"),
        state=text(node, "State"),
        welcome_code=text(node, "WelcomeCode"),
        fields=_fields(node),
    )


def _sys_approval(node: Node, common: Common) -> Incoming:
    info = child(node, "ApprovalInfo")
    return ApprovalChange(
        **common,
        own=False,
        number=text(info, "SpNoStr") or text(info, "SpNo"),
        status=_int(text(info, "SpStatus")),
        applicant=text(child(info, "Applyer"), "UserId").lower(),
        fields=info,
    )


def _open_approval(node: Node, common: Common) -> Incoming:
    info = child(node, "ApprovalInfo")
    return ApprovalChange(
        **common,
        own=True,
        number=text(info, "ThirdNo"),
        status=_int(text(info, "OpenSpStatus")),
        applicant=text(info, "ApplyUserId").lower(),
        fields=info,
    )


def _batch_job(node: Node, common: Common) -> Incoming:
    job = child(node, "BatchJob")
    return BatchJob(
        **common,
        job_id=text(job, "JobId"),
        job_type=text(job, "JobType"),
        errcode=_int(text(job, "ErrCode")),
        errmsg=text(job, "ErrMsg"),
    )


_MESSAGES: dict[str, Build] = {
    "text": _text,
    "image": _image,
    "voice": _voice,
    "video": _video,
    "location": _location,
    "link": _link,
    "file": _file,
}

_EVENTS: dict[str, Build] = {
    "template_card_event": _tap,
    "template_card_menu_event": _tap,
    "click": _menu_click,
    "scancode_push": _menu_click,
    "scancode_waitmsg": _menu_click,
    "pic_sysphoto": _menu_click,
    "pic_photo_or_album": _menu_click,
    "pic_weixin": _menu_click,
    "location_select": _menu_click,
    "view": _menu_view,
    "view_miniprogram": _menu_view,
    "enter_agent": lambda node, common: Enter(**common),
    "subscribe": lambda node, common: Subscribe(**common),
    "unsubscribe": lambda node, common: Unsubscribe(**common),
    "location": _location_report,
    "change_contact": _contact_change,
    "change_external_contact": _external_change,
    "sys_approval_change": _sys_approval,
    "open_approval_change": _open_approval,
    "batch_job_result": _batch_job,
}

_ENVELOPE_FIELDS = frozenset({"ToUserName", "FromUserName", "CreateTime", "MsgType", "Event", "AgentID"})


def _fields(node: Node) -> Node:
    return {name: value for name, value in node.items() if name not in _ENVELOPE_FIELDS}


def _int(value: str) -> int:
    """0 for what is no plain integer; int() itself would take Arabic-Indic digits and 5000 of them."""
    value = value.strip()
    return int(value) if value.isascii() and value.removeprefix("-").isdigit() and len(value) <= 18 else 0


def _number(value: str, limit: float) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) and abs(number) <= limit else None


def _moment(value: str, received_at: datetime) -> datetime:
    """Unix seconds as an aware moment. Anything outside 2001–2286 (10 digits) is not a date WeCom sends."""
    seconds = _int(value)
    return datetime.fromtimestamp(seconds, UTC) if 10**9 <= seconds < 10**10 else received_at
