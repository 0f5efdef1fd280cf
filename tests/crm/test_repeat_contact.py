"""Who has just been in touch with the same person is told at once, however much the company did since."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from crm.interactions.repeat_contact import last_by_others
from crm.people.people import add_user
from models.customers import Contact, Customer
from models.database import Database
from models.scope import SYSTEM
from models.work import Interaction

OTHERS = 300  # contacts of the company with other people in the same two days
ENOUGH = 300  # steps of SQLite's machine; each contact that is looked at takes some ten


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("phone", ["13800001234", None])
def test_only_the_contacts_with_this_person_are_looked_at(
    database: Database, now: datetime, phone: str | None
) -> None:
    since: dict[str, Any] = {"created_at": now, "source": "test"}
    with database.system(now, "test") as session:
        mine, other = (add_user(session, *who, now) for who in (("xiaoli", "小李"), ("xiaozhao", "小赵")))
        customer = Customer(name="星辰科技有限公司", **since)
        session.add(customer)
        session.flush()
        people = [
            Contact(name="李晓东", customer_id=customer.id, phone=phone, **since) for _ in range(OTHERS)
        ]
        session.add_all(people)
        session.flush()
        for number, person in enumerate(people):
            told: dict[str, Any] = {"customer_id": customer.id, "contact_id": person.id, "user_id": other.id}
            at = now - timedelta(hours=30 if number == 0 else number / 10)
            session.add(Interaction(content="聊了聊", happened_at=at, **told, **since))
            person.phone = phone if number == 0 else None
        session.flush()
        person_id, my_id = people[0].id, mine.id

    steps: list[None] = []
    with database.read(SYSTEM, now) as session:
        found = session.get(Contact, person_id)
        assert found is not None
        driver: Any = session.connection().connection.driver_connection
        driver.execute("ANALYZE")  # what is known of the indexes led the planner astray
        driver.set_progress_handler(lambda: steps.append(None), 1)
        touch = last_by_others(session, found, my_id, now)
        driver.set_progress_handler(None, 0)
    assert touch is not None
    assert (touch.user, touch.at) == ("小赵", now - timedelta(hours=30))
    assert len(steps) < ENOUGH
