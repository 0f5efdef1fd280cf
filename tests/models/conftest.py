"""The cast: 小李, 小王 (same team), 王芳 (their manager), 小赵 (another team), 陈宇 (admin)."""

from dataclasses import dataclass
from datetime import datetime

import pytest

from crm.people.people import add_user, scope_of
from models.database import Database
from models.people import Department, Membership
from models.scope import Scope


@dataclass(frozen=True)
class Cast:
    xiaoli: Scope
    xiaowang: Scope
    wangfang: Scope
    xiaozhao: Scope
    chenyu: Scope


@pytest.fixture
def cast(database: Database, now: datetime) -> Cast:
    with database.system(now, "cast") as session:
        session.add_all(
            [
                Department(id=1, name="公司", parent_id=None, path="/1/"),
                Department(id=2, name="一部", parent_id=1, path="/1/2/"),
                Department(id=21, name="一部一组", parent_id=2, path="/1/2/21/"),
                Department(id=3, name="二部", parent_id=1, path="/1/3/"),
            ]
        )
        session.flush()
        places = {"xiaoli": 21, "xiaowang": 2, "wangfang": 2, "xiaozhao": 3, "chenyu": 1}
        roles = {"wangfang": "manager", "chenyu": "admin"}
        scopes = {}
        for userid, department in places.items():
            user = add_user(session, userid, userid, now, role=roles.get(userid, "rep"))
            leads = userid == "wangfang"
            session.add(Membership(user_id=user.id, department_id=department, leads=leads))
            session.flush()
            scopes[userid] = scope_of(session, user)
    return Cast(**scopes)
