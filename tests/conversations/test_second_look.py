"""What a second look at a week of use found: what is given, whose it is, what cannot be done is said."""

import pytest

from tests.conversations.test_attachments import HUAWEI
from tests.support.chat import Chat


def owner(chat: Chat) -> object:
    (one,) = chat.records("customers", name=HUAWEI)
    return one["owner"]


@pytest.mark.parametrize("said", ["华为给王磊两千", "把华为的合同给王磊", "华为的发票转给王磊"])
def test_a_sum_or_a_paper_is_given_and_not_the_customer(team: Chat, said: str) -> None:
    team.say("XiaoLi", said)
    team.say("XiaoLi", "是")
    assert owner(team) == "李晓"


def test_the_customer_is_given(team: Chat) -> None:
    assert "王磊" in team.say("XiaoLi", "把华为给王磊")
    assert owner(team) == "王磊"
