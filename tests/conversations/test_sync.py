"""Members change in WeCom: read anew at once, also when they change while they are being read."""

import threading

import pytest
from sqlalchemy import select

from bot.incoming import ContactChange
from models.people import Department as Row
from models.scope import SYSTEM
from sandbox.company import Department
from tests.support.chat import Chat

SLOW_S = 0.5  # an answer of WeCom's


def changed(chat: Chat) -> None:
    chat.parts.about_company(
        ContactChange(
            userid="", sender="sys", agent_id=0, created_at=chat.clock.now(), key="e:1",
            change="create_party", subject="9", fields={},
        )
    )  # fmt: skip


def departments(chat: Chat) -> list[str]:
    for thread in threading.enumerate():
        if thread.name == "sync-contacts":
            thread.join()
    with chat.parts.database.read(SYSTEM, chat.clock.now()) as session:
        return list(session.scalars(select(Row.name).order_by(Row.id)))


@pytest.mark.parametrize("events", [1, 3])
def test_what_changes_while_members_are_read_is_read_too(chat: Chat, events: int) -> None:
    asked = chat.box.calls["user/list"]
    chat.box.faults.api("user/list", delay_s=SLOW_S, times=1)
    changed(chat)
    while chat.box.calls["user/list"] == asked:  # departments were read before
        threading.Event().wait(0.005)
    chat.box.company.departments.append(Department(9, "新部门", 1))
    for _ in range(events):
        changed(chat)
    assert "新部门" in departments(chat)
