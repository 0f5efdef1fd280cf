"""Who is meant by a name in the columns 负责人 and 跟进人员."""

import re
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm.importing.clean import Bad
from models.people import User
from models.scope import owned
from zh.text import normal

NICKNAME = re.compile("[小老阿][\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Colleague:
    id: int
    name: str
    active: bool


class Colleagues:
    """All members by name and by WeCom userid, and to whom the session's person may give customers."""

    def __init__(self, session: Session) -> None:
        self._called: dict[str, list[Colleague]] = defaultdict(list)
        self.names: dict[int, str] = {}
        for key, userid, name, status in session.execute(
            select(User.id, User.userid, User.name, User.status)
        ):
            one = Colleague(key, name, status != "left")
            self.names[key] = name
            for word in {_bare(name), _bare(userid)}:
                self._called[word].append(one)
        scope = session.info["scope"]
        self._reader = scope.user_id
        self._may: frozenset[int] | None = None
        if scope.kind != "all":
            mine = owned(User.id, scope.kind, len(scope.paths))
            self._may = frozenset(session.scalars(select(User.id).where(mine)))

    def owner(self, word: str) -> int:
        """The id of the one who is to own a customer; `Bad` where that cannot be."""
        one = self._one(word)
        if one is None:
            raise Bad(f"负责人「{word}」不在通讯录里")
        if not one.active:
            raise Bad(f"负责人「{word}」已离职，请改成在职的人")
        if self._may is not None and one.id not in self._may:
            raise Bad(f"你不能把客户分给「{word}」")
        return one.id

    def author(self, word: str) -> int | None:
        """The id of the one who wrote a follow-up, who may have left; None for somebody we do not know."""
        one = self._one(word)
        return one.id if one else None

    def _one(self, word: str) -> Colleague | None:
        found = self._called.get(_bare(word), []) or self._nicknamed(_bare(word))
        working = [one for one in found if one.active] or found
        if len(working) > 1:
            raise Bad(f"有 {len(working)} 位「{word}」，请写企业微信账号")
        return working[0] if working else None

    def _nicknamed(self, word: str) -> list[Colleague]:
        """小李 as the chat knows them: by the family name; nobody calls oneself so."""
        if not NICKNAME.fullmatch(word):
            return []
        named = (one for found in self._called.values() for one in found)
        like = {one.id: one for one in named if one.name.startswith(word[1]) and one.active}
        return [one for one in like.values() if one.id != self._reader] or list(like.values())


def _bare(word: str) -> str:
    return normal(word).replace(" ", "")
