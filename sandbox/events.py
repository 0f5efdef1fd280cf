"""Plain XML of every message and event of WeCom's callbacks (before encryption)."""

from __future__ import annotations

from typing import Any

from .world import Json, World
from .xml import document

SYS = "sys"

SCANNED: Json = {"ScanType": "qrcode", "ScanResult": "SN-0001"}
PICTURE: Json = {"PicMd5Sum": "1b5f7c23b5bf75682a53e7b6d163e185"}

# Documented events as (sender, fields after Event). "sys" events carry no AgentID unless listed.
SAMPLES: dict[str, tuple[str, Json]] = {
    "subscribe": ("user", {"EventKey": ""}),
    "unsubscribe": ("user", {"EventKey": ""}),
    "enter_agent": ("user", {"EventKey": ""}),
    "LOCATION": (
        "user",
        {"Latitude": 31.2304, "Longitude": 121.4737, "Precision": 50.0, "AppType": "wxwork"},
    ),
    "click": ("user", {"EventKey": "MENU_TODAY"}),
    "view": ("user", {"EventKey": "https://crm.example.com/today"}),
    "view_miniprogram": ("user", {"EventKey": "pages/index"}),
    "scancode_push": ("user", {"EventKey": "SCAN", "ScanCodeInfo": SCANNED}),
    "scancode_waitmsg": ("user", {"EventKey": "SCAN", "ScanCodeInfo": SCANNED}),
    "pic_sysphoto": (
        "user",
        {"EventKey": "PIC", "SendPicsInfo": {"Count": 1, "PicList": {"item": [PICTURE]}}},
    ),
    "pic_photo_or_album": ("user", {"EventKey": "PIC", "SendPicsInfo": {"Count": 0, "PicList": {}}}),
    "pic_weixin": ("user", {"EventKey": "PIC", "SendPicsInfo": {"Count": 0, "PicList": {}}}),
    "location_select": (
        "user",
        {
            "EventKey": "WHERE",
            "SendLocationInfo": {
                "Location_X": "31.230416",
                "Location_Y": "121.473701",
                "Scale": "15",
                "Label": "上海市黄浦区人民大道185号",
                "Poiname": "",
            },
        },
    ),
    "change_contact": (SYS, {"ChangeType": "delete_user", "UserID": "WangFang"}),
    "batch_job_result": (
        SYS,
        {"BatchJob": {"JobId": "JOB0001", "JobType": "sync_user", "ErrCode": 0, "ErrMsg": "ok"}},
    ),
    "change_external_contact": (
        SYS,
        {
            "ChangeType": "add_external_contact",
            "UserID": "LiMing",
            "ExternalUserID": "wmAAAA0001",
            "State": "expo2025",
            "WelcomeCode": "WELCOME0001",
        },
    ),
    "sys_approval_change": (
        SYS,
        {
            "AgentID": 3010040,
            "ApprovalInfo": {
                "SpNo": 202311150001,
                "SpName": "折扣申请",
                "SpStatus": 1,
                "TemplateId": "TPL0001",
                "ApplyTime": 1700000150,
                "Applyer": {"UserId": "LiMing", "Party": "2"},
                "SpRecord": {
                    "SpStatus": 1,
                    "ApproverAttr": 1,
                    "Details": {"Approver": {"UserId": "WangFang"}, "Speech": "", "SpStatus": 1, "SpTime": 0},
                },
                "Notifyer": {"UserId": "ZhaoLei"},
                "StatuChangeEvent": 1,
            },
        },
    ),
    "open_approval_change": (
        SYS,
        {
            "ApprovalInfo": {
                "ThirdNo": "ord-20231115-7",
                "OpenSpName": "大额报价",
                "OpenTemplateId": "OTPL0001",
                "OpenSpStatus": 1,
                "ApplyTime": 1700000160,
                "ApplyUserName": "李明",
                "ApplyUserId": "LiMing",
                "ApprovalNodes": {
                    "ApprovalNode": {
                        "NodeStatus": 1,
                        "NodeAttr": 1,
                        "NodeType": 1,
                        "Items": {"Item": {"ItemName": "王芳", "ItemUserId": "WangFang", "ItemStatus": 1}},
                    }
                },
                "NotifyNodes": {},
                "approverstep": 0,
            },
        },
    ),
    "change_app_admin": (SYS, {}),
    "close_inactive_agent": (SYS, {"EffectTime": 1700000180}),
    "reopen_inactive_agent": (SYS, {"EffectTime": 1700000181}),
    "inactive_alert": (SYS, {"EffectTime": 1700000182}),
    "share_agent_change": (SYS, {}),
    "kf_msg_or_event": (SYS, {"Token": "KF", "OpenKfId": "wkAAAA"}),
}


def message_xml(world: World, userid: str, kind: str, fields: Json, msgid: int) -> str:
    """A member's message (§2.2): common elements around the fields of its type."""
    tail: Json = {"MsgId": msgid, "AgentID": world.company.agent_id}
    if kind == "location":
        tail["AppType"] = "wxwork"
    return document(_head(world, userid, kind) | fields | tail)


def event_xml(world: World, sender: str, event: str, fields: Json) -> str:
    """An event (§3). A member's event gets the app's AgentID; ``sys`` events are as given."""
    first: Json = _head(world, sender, "event") | {"Event": event}
    if sender != SYS and "AgentID" not in fields:
        fields = fields | {"AgentID": world.company.agent_id}
    return document(first | fields)


def tap_fields(
    key: str, task_id: str, card_type: str, code: str, agent_id: int, selected: dict[str, list[str]]
) -> Json:
    """Fields of template_card_event and template_card_menu_event."""
    fields: Json = {
        "EventKey": key,
        "TaskId": task_id,
        "CardType": card_type,
        "ResponseCode": code,
        "AgentID": agent_id,
    }
    if selected:
        fields["SelectedItems"] = {
            "SelectedItem": [
                {"QuestionKey": question, "OptionIds": {"OptionId": options}}
                for question, options in selected.items()
            ]
        }
    return fields


def _head(world: World, sender: str, kind: str) -> dict[str, Any]:
    return {
        "ToUserName": world.company.corp_id,
        "FromUserName": sender,
        "CreateTime": int(world.stamp()),
        "MsgType": kind,
    }
