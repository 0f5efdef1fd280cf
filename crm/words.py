"""What the values of our own columns are called."""

from collections.abc import Mapping
from typing import Final

CHANNELS: Final[Mapping[str, str]] = {
    "visit": "拜访",
    "call": "电话",
    "wechat": "微信",
    "email": "邮件",
    "meeting": "会议",
    "sms": "短信",
    "exhibition": "展会",
    "other": "其他",
}
