"""The menu under the chat: the few things people look for, each the same as typing it.

Limits: WeCom's page 90231.
"""

from typing import Any

from bot.client import WeComClient

SAY = "say:"  # an entry with such a key is the same as typing the rest (bot.road)
TOP_BYTES, SUB_BYTES, KEY_BYTES, URL_BYTES = 16, 40, 128, 1024

Json = dict[str, Any]

MENU: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("待办", (("今天的待办", "今天的待办"), ("本周待办", "本周待办"), ("逾期待办", "逾期的待办"))),
    ("客户", (("我的客户", "我有哪些客户"), ("新增客户", "新建客户"))),
    ("记一笔", (("怎么记", "帮助"), ("撤销上一条", "撤销"))),
)
"""Top entries with their entries: what is shown, and what tapping it says."""


def buttons() -> list[Json]:
    """MENU as menu/create takes it."""
    return [
        {
            "name": _within(top, TOP_BYTES),
            "sub_button": [
                {"type": "click", "name": _within(name, SUB_BYTES), "key": _within(SAY + said, KEY_BYTES)}
                for name, said in entries
            ],
        }
        for top, entries in MENU
    ]


def install(client: WeComClient) -> None:
    """Give the application its menu, replacing the one it has. Raises WeComError."""
    client.create_menu(buttons())


def _within(text: str, most: int) -> str:
    if not text or len(text.encode()) > most:
        raise ValueError(f"menu text {text!r}: 1 to {most} bytes")
    return text
