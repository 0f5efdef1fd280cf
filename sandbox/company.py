"""The company behind the sandbox: ids and secrets of one app, departments, members, outside contacts."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

COLOURS = ("#3b78e7", "#1a9c6b", "#d9742b", "#8e5bd0", "#c2486b", "#0e8fa8", "#6a7f1e", "#5b6b86")


@dataclass
class Department:
    """A department; the root has id 1 and parentid 0."""

    id: int
    name: str
    parentid: int = 1
    order: int = 0
    name_en: str = ""


@dataclass
class Member:
    """A member (成员). ``visible``: in the app's range.

    ``status``: 1 active, 2 disabled, 4 not activated, 5 left.
    """

    userid: str
    name: str
    department: list[int] = field(default_factory=lambda: [1])
    is_leader_in_dept: list[int] = field(default_factory=list)
    order: list[int] = field(default_factory=list)
    main_department: int = 0
    position: str = ""
    status: int = 1
    alias: str = ""
    direct_leader: list[str] = field(default_factory=list)
    telephone: str = ""
    colour: str = ""
    visible: bool = True

    def __post_init__(self) -> None:
        self.is_leader_in_dept = self.is_leader_in_dept or [0] * len(self.department)
        self.order = self.order or [0] * len(self.department)
        self.main_department = self.main_department or (self.department[0] if self.department else 1)
        self.colour = self.colour or COLOURS[crc32(self.userid.lower().encode()) % len(COLOURS)]

    @property
    def reachable(self) -> bool:
        """Whether the app can write to this member at all."""
        return self.visible and self.status == 1


@dataclass
class Company:
    """One corp with one self-built app.

    ``callback_url`` may be set later; without it cards that call back are refused.
    ``trusted_domain`` (host[:port]) restricts OAuth redirects as in the console; empty allows any.
    ``external`` holds outside contacts as ``externalcontact/get`` answers them.
    """

    corp_id: str
    agent_id: int
    secret: str
    token: str
    aes_key: str
    callback_url: str = ""
    app_name: str = "跟进助手"
    corp_name: str = "沙箱公司"
    departments: list[Department] = field(default_factory=list)
    users: list[Member] = field(default_factory=list)
    tags: dict[int, list[str]] = field(default_factory=dict)
    external: list[dict[str, Any]] = field(default_factory=list)
    contact_secret: str = ""
    trusted_domain: str = ""
    account_limit: int = 1000

    def user(self, userid: str) -> Member | None:
        """The member with this id; WeCom ignores its case."""
        wanted = userid.lower()
        return next((user for user in self.users if user.userid.lower() == wanted), None)

    def department(self, department_id: int) -> Department | None:
        return next((one for one in self.departments if one.id == department_id), None)

    def below(self, department_id: int) -> list[int]:
        """Ids of a department and everything under it."""
        ids = [department_id]
        for parent in ids:
            ids += [one.id for one in self.departments if one.parentid == parent and one.id not in ids]
        return ids

    def save(self, path: str | Path) -> None:
        Path(path).write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8")

    @classmethod
    def load(cls, path: str | Path) -> Company:
        """Read a company file written by ``save`` or by hand; unknown keys raise TypeError."""
        data = json.loads(Path(path).read_text(encoding="utf-8"))
        data["departments"] = [Department(**one) for one in data.get("departments", [])]
        data["users"] = [Member(**one) for one in data.get("users", [])]
        data["tags"] = {int(key): value for key, value in data.get("tags", {}).items()}
        return cls(**data)

    @classmethod
    def tiny(cls) -> Company:
        """Two departments and three people, with throw-away secrets: enough for a first try."""
        return cls(
            corp_id="ww5a7db0c0ffee0001",
            agent_id=1000002,
            secret="sandbox-secret-not-for-production-use",
            token="SandboxToken",
            aes_key="abcdefghijklmnopqrstuvwxyz0123456789ABCDEFE",
            departments=[Department(1, "沙箱公司", 0), Department(2, "销售一部"), Department(3, "销售二部")],
            users=[
                Member("XiaoLi", "小李", [2], position="销售代表"),
                Member("XiaoWang", "小王", [2], is_leader_in_dept=[1], position="销售经理"),
                Member("XiaoZhao", "小赵", [3], position="销售代表"),
            ],
        )
