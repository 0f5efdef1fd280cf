"""Conditions with SQL of their own: inside an OR they stay conditions, else no index would be used."""

from typing import Any

import pytest
from sqlalchemy import bindparam, create_engine, or_, select

from models.lists import Ids, InSelect, OneOf
from models.tables import Contact, Customer


@pytest.mark.parametrize("url", ["sqlite://", "postgresql+psycopg://"])
@pytest.mark.parametrize(
    "condition",
    [
        OneOf(Customer.id, bindparam("ids", type_=Ids())),
        InSelect(Customer.__table__.c.owner_id, select(Contact.id)),
    ],
)
def test_a_condition_is_not_compared_with_anything(condition: Any, url: str) -> None:
    statement = select(Customer.id).where(or_(condition, Customer.level == "A"))
    said = " ".join(str(statement.compile(create_engine(url))).split())
    assert ") OR customers.level = " in said
    assert "= 1" not in said
