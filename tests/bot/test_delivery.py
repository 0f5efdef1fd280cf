"""From the outbox to phones, against the sandbox. It is Tuesday 4 March 2025, 09:30 in Shanghai."""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.client import WeComClient
from bot.delivery import LEASE, MOST_TRIES, PAUSES_S, DeliveryResult, deliver_once
from bot.limits import MemoryLimits, SendLimits, Window
from bot.tokens import MemoryTokenStore
from models.database import Database
from models.outbox import Button, Card, Message, Picture, Text, Update, queue, task_id
from models.people import User
from models.platform import Outbox
from models.scope import SYSTEM
from sandbox import Company, Sandbox

START = datetime(2025, 3, 4, 1, 30, tzinfo=UTC)
HOME = "https://crm.example.com/"
CARD = Card("给华辰报价", desc="今天 17:00 到期", buttons=(Button("完成", "task.done", ("42",), 1),))
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


class Office:
    """A database with three people, a WeCom beside it, and a clock for both."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.now = START
        self.limits: SendLimits = MemoryLimits()
        self.box = Sandbox(Company.tiny(), clock=lambda: self.now)
        self.box.company.callback_url = "http://127.0.0.1:9/wecom/callback"
        self.users: dict[str, int] = {}
        with self._write() as session:
            for userid in ("xiaoli", "xiaowang", "xiaozhao"):
                user = User(userid=userid, name=userid, created_at=START)
                session.add(user)
                session.flush()
                self.users[userid] = user.id

    def _write(self) -> AbstractContextManager[Session]:
        return self.database.system(self.now, "test")

    def client(self) -> WeComClient:
        company = self.box.company
        return WeComClient(
            company.corp_id, company.agent_id, company.secret, MemoryTokenStore(), lambda: 0.0, self.box.api
        )

    def put(
        self,
        userid: str,
        message: Message,
        key: str = "",
        *,
        later: timedelta | None = None,
        keeps: timedelta | None = None,
    ) -> str:
        with self._write() as session:
            key = key or f"test:{len(self.rows())}"
            not_before = self.now + later if later else None
            queue(session, key, self.users[userid], message, self.now, not_before=not_before, keeps=keeps)
        return key

    def rows(self) -> list[Outbox]:
        with self.database.read(SYSTEM, self.now) as session:
            return list(session.scalars(select(Outbox).order_by(Outbox.id)))

    def row(self, key: str) -> Outbox:
        return next(row for row in self.rows() if row.key == key)

    def deliver(self, **options: Any) -> DeliveryResult:
        client = self.client()
        try:
            return deliver_once(self.database, client, self.limits, self.now, home=HOME, **options)
        finally:
            client.close()

    def deliver_all(self) -> int:
        """Rounds until there is nothing to do; how many messages were sent."""
        sent = 0
        while True:
            result = self.deliver()
            sent += result.sent
            if not result.more:
                return sent

    def texts(self, userid: str) -> list[str]:
        return [message.text for message in self.box.inbox(userid) if message.kind == "text"]


@pytest.fixture
def office(database: Database) -> Iterator[Office]:
    office = Office(database)
    with office.box:
        yield office


def test_each_kind_arrives_and_is_noted(office: Office) -> None:
    office.put("xiaoli", Text("华辰的报价今天到期"), "a")
    office.put("xiaowang", CARD, "b")
    office.put("xiaozhao", Picture("日报.png", PNG), "c")
    assert office.deliver().sent == 3
    assert office.texts("xiaoli") == ["华辰的报价今天到期"]
    (card,) = office.box.cards("xiaowang")
    assert card.card is not None
    assert card.card.card["main_title"] == {"title": "给华辰报价", "desc": "今天 17:00 到期"}
    assert card.card.card["button_list"] == [{"text": "完成", "style": 1, "key": "1:task.done:42"}]
    assert [message.kind for message in office.box.inbox("xiaozhao")] == ["image"]
    for row in office.rows():
        assert (row.status, row.attempts, row.error, row.sent_at) == ("sent", 1, None, START)
        assert row.msgid
    assert office.row("b").response_code
    with office.database.read(SYSTEM, START) as session:
        assert session.scalar(select(Outbox.blob).where(Outbox.key == "c")) is None
    assert not office.deliver()


def test_a_card_to_read_opens_its_page_or_the_home_page(office: Office) -> None:
    office.put(
        "xiaoli", Card("日报", figure=("3", "新增客户"), lines=(("跟进", "12"),), url=HOME + "r/7"), "a"
    )
    office.put("xiaowang", Card("日报"), "b")
    office.deliver()
    (first,), (second,) = office.box.cards("xiaoli"), office.box.cards("xiaowang")
    assert first.card is not None
    assert second.card is not None
    assert first.card.card["card_action"]["url"] == HOME + "r/7"
    assert first.card.card["emphasis_content"] == {"title": "3", "desc": "新增客户"}
    assert second.card.card["card_action"]["url"] == HOME


def test_one_persons_messages_keep_their_order(office: Office) -> None:
    for i in range(10):
        office.put("xiaoli", Text(f"第{i}条"))
        office.put("xiaowang", Text(f"第{i}条"))
    assert office.deliver_all() == 20
    assert office.texts("xiaoli") == office.texts("xiaowang") == [f"第{i}条" for i in range(10)]


def test_a_failed_first_message_holds_back_the_second_but_not_other_people(office: Office) -> None:
    office.box.faults.api("message/send", errcode=-1, times=1)
    office.put("xiaoli", Text("一"), "first")
    office.put("xiaoli", Text("二"))
    assert office.deliver(senders=1).retried == 1
    office.put("xiaowang", Text("三"))
    office.deliver_all()
    assert office.texts("xiaoli") == []
    assert office.texts("xiaowang") == ["三"]
    office.now += timedelta(seconds=5)
    office.deliver_all()
    assert office.texts("xiaoli") == ["一", "二"]
    assert office.row("first").attempts == 2


def test_a_message_for_later_waits_and_holds_nothing_back(office: Office) -> None:
    office.put("xiaoli", Text("晚上"), later=timedelta(hours=8))
    office.put("xiaoli", Text("现在"))
    office.deliver_all()
    assert office.texts("xiaoli") == ["现在"]
    office.now += timedelta(hours=8)
    office.deliver_all()
    assert office.texts("xiaoli") == ["现在", "晚上"]


def test_the_api_is_down_and_comes_back_everything_is_sent_once(office: Office) -> None:
    for i in range(40):
        office.put(["xiaoli", "xiaowang", "xiaozhao"][i % 3], Text(f"第{i}条"))
    office.box.faults.down()
    for _ in range(8):
        result = office.deliver()
        assert result.sent == 0
        assert not result.more
        office.now += timedelta(seconds=20)
    office.box.faults.up()
    office.now += timedelta(minutes=5)
    assert office.deliver_all() == 40
    said = sorted(text for userid in office.users for text in office.texts(userid))
    assert said == sorted(f"第{i}条" for i in range(40))
    for userid in office.users:
        numbers = [int(text[1:-1]) for text in office.texts(userid)]
        assert numbers == sorted(numbers)


@pytest.mark.parametrize(
    "message", [Text("到期提醒"), CARD, Picture("a.png", PNG)], ids=["text", "card", "picture"]
)
def test_an_answer_lost_on_the_way_is_no_second_message(office: Office, message: Message) -> None:
    office.box.faults.api("message/send", drop=True, after=True)
    office.put("xiaoli", message, "a")
    assert office.deliver().retried == 1
    office.now += timedelta(hours=2)
    assert office.deliver().sent == 1
    assert len(office.box.inbox("xiaoli")) == 1
    assert office.row("a").attempts == 2


def test_a_process_that_died_while_sending_is_made_good_after_the_lease(office: Office) -> None:
    office.put("xiaoli", CARD, "a")
    with pytest.raises(KeyboardInterrupt):
        deliver_once(office.database, Dying(office.client()), office.limits, office.now, home=HOME)  # type: ignore[arg-type]
    assert office.row("a").status == "sending"
    assert len(office.box.cards("xiaoli")) == 1
    assert not office.deliver()
    office.now += LEASE
    assert office.deliver().sent == 1
    assert len(office.box.cards("xiaoli")) == 1
    assert office.row("a").response_code


class Dying:
    """A client whose process is killed after the message has left."""

    def __init__(self, client: WeComClient) -> None:
        self._client = client

    def send(self, *args: object, **options: object) -> None:
        self._client.send(*args, **options)  # type: ignore[arg-type]
        raise KeyboardInterrupt


def test_what_was_settled_by_somebody_else_is_left_alone(office: Office) -> None:
    """A sender so slow that its lease ran out does not overwrite what the next one found."""
    office.put("xiaoli", Text("一"), "a")
    client = Slow(office)
    result = deliver_once(office.database, client, office.limits, office.now, home=HOME)  # type: ignore[arg-type]
    assert result.sent == 0
    row = office.row("a")
    assert (row.status, row.attempts) == ("sent", 2)
    assert office.texts("xiaoli") == ["一"]


class Slow:
    """While this one sends, another process takes the row after the lease and sends it too."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._client = office.client()

    def send(self, *args: object, **options: object) -> object:
        sent = self._client.send(*args, **options)  # type: ignore[arg-type]
        self._office.now += LEASE
        assert self._office.deliver().sent == 1
        return sent


@pytest.mark.parametrize("code", [-1, 6000, 45009, 45033])
def test_what_may_pass_is_tried_with_growing_pauses(office: Office, code: int) -> None:
    office.box.faults.api("message/send", errcode=code, times=None)
    office.put("xiaoli", Text("一"), "a")
    pauses = []
    for _ in range(6):
        assert office.deliver().retried == 1
        pauses.append(int((office.row("a").next_try_at - office.now).total_seconds()))
        office.now = office.row("a").next_try_at
    least = 60 if code == 45009 else 0
    assert pauses == [max(pause, least) for pause in (5, 15, 45, 120, 300, 300)]
    with office.database.system(office.now, "test") as session:
        session.execute(update(Outbox).values(attempts=MOST_TRIES - 1))
    assert office.deliver().failed == 1
    assert str(code) in (office.row("a").error or "")


def test_the_pauses_of_all_tries_are_two_days() -> None:
    pauses = [*PAUSES_S, *[PAUSES_S[-1]] * (MOST_TRIES - 1 - len(PAUSES_S))]
    assert abs(timedelta(seconds=sum(pauses)) - timedelta(hours=48)) < timedelta(minutes=10)


def test_what_was_put_off_over_a_holiday_is_tried_as_often_as_anything(office: Office) -> None:
    office.put("xiaoli", Text("一"), "a", later=timedelta(days=9))
    office.now += timedelta(days=9)
    office.box.faults.api("message/send", errcode=-1, times=2)
    for _ in range(2):
        assert office.deliver().retried == 1
        office.now = office.row("a").next_try_at
    assert office.deliver().sent == 1
    assert office.texts("xiaoli") == ["一"]


@pytest.mark.parametrize("code", [81013, 60111, 40058, 44004, 60020])
def test_what_may_not_pass_is_given_up_with_a_reason(office: Office, code: int) -> None:
    office.box.faults.api("message/send", errcode=code)
    office.put("xiaoli", Text("一"), "a")
    result = office.deliver()
    assert result.failed == 1
    row = office.row("a")
    assert row.status == "failed"
    assert (row.error or "").startswith(str(code))
    assert bool(result.alarms) == (code == 60020)
    office.now += timedelta(days=1)
    assert not office.deliver()


def test_a_wrong_secret_raises_the_alarm_and_loses_nothing(office: Office) -> None:
    right = office.box.company.secret
    office.box.company.secret = "wrong" * 8
    client = office.client()
    office.box.company.secret = right
    for userid in office.users:
        office.put(userid, Text("一"))
    result = deliver_once(office.database, client, office.limits, office.now, home=HOME, senders=1)
    assert (result.sent, result.failed, result.more, len(result.alarms)) == (0, 0, False, 1)
    office.now += timedelta(minutes=1)
    assert office.deliver_all() == 3


def test_a_token_that_died_early_is_renewed(office: Office) -> None:
    client = office.client()
    client.ready()
    office.box.faults.expire_tokens()
    office.put("xiaoli", Text("一"))
    assert deliver_once(office.database, client, office.limits, office.now, home=HOME).sent == 1
    assert office.texts("xiaoli") == ["一"]


def test_a_person_out_of_sight_is_a_failure_although_errcode_may_be_0(office: Office) -> None:
    member = office.box.company.user("xiaoli")
    assert member is not None
    member.visible = False
    office.put("xiaoli", Text("一"), "a")
    assert office.deliver().failed == 1
    assert "does not reach" in (office.row("a").error or "")


def test_somebody_who_has_left_gets_nothing(office: Office) -> None:
    office.put("xiaoli", Text("一"), "a")
    with office.database.system(office.now, "test") as session:
        session.execute(update(User).where(User.userid == "xiaoli").values(status="left"))
    assert office.deliver().dropped == 1
    assert office.row("a").error == "the receiver is left"
    assert office.texts("xiaoli") == []


def test_what_is_too_late_is_not_sent(office: Office) -> None:
    office.put("xiaoli", Text("马上开会"), "late", keeps=timedelta(minutes=10))
    office.put("xiaoli", Text("常在"), "kept")
    office.now += timedelta(minutes=10)
    assert office.deliver().dropped == 1
    assert (office.row("late").status, office.row("kept").status) == ("dropped", "sent")
    assert office.texts("xiaoli") == ["常在"]


def test_a_row_that_cannot_be_built_fails_alone(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    office.put("xiaoli", Card("客户机密", buttons=(Button("", "x"),)), "bad")
    office.put("xiaoli", Text("好"))
    office.put("xiaowang", Text("好"))
    assert office.deliver_all() == 2
    assert office.row("bad").status == "failed"
    assert "客户机密" not in caplog.text


def test_the_limit_of_a_person_postpones_and_loses_nothing(office: Office) -> None:
    for i in range(35):
        office.put("xiaoli", Text(f"第{i}条"))
    office.put("xiaowang", Text("他人"))
    assert office.deliver_all() == 31
    assert len(office.texts("xiaoli")) == 30
    assert all(row.attempts == 0 for row in office.rows() if row.status == "waiting")
    office.now += timedelta(seconds=62)
    assert office.deliver_all() == 5
    assert office.texts("xiaoli") == [f"第{i}条" for i in range(35)]


def test_the_limit_of_the_application_ends_the_round(office: Office) -> None:
    office.limits = MemoryLimits(app=[Window(2, 60)])
    for userid in office.users:
        office.put(userid, Text("一"))
    result = office.deliver()
    assert (result.sent, result.limited, result.more) == (2, 1, False)
    office.now += timedelta(seconds=62)
    assert office.deliver_all() == 1


def test_a_text_longer_than_one_message_arrives_whole_and_in_order(office: Office) -> None:
    said = "".join(f"第{i}行很长的说明文字\n" for i in range(200))
    office.put("xiaoli", Text(said))
    office.deliver()
    assert "".join(office.texts("xiaoli")) == said
    assert len(office.texts("xiaoli")) > 2


def test_the_same_words_may_be_said_again_after_a_minute(office: Office) -> None:
    for key in ("a", "b"):
        office.put("xiaoli", Text("小王把华辰转给了你"), key)
        office.deliver_all()
        office.now += timedelta(minutes=2)
    assert len(office.texts("xiaoli")) == 2


def test_a_picture_whose_upload_went_out_of_date_is_uploaded_again(office: Office) -> None:
    office.put("xiaoli", Picture("a.png", PNG), "a")
    office.box.faults.api("message/send", errcode=-1)
    assert office.deliver().retried == 1
    assert office.row("a").payload["media_id"]
    office.box.faults.api("message/send", errcode=40007)
    office.now += timedelta(minutes=1)
    assert office.deliver().sent == 1
    assert office.box.world.calls["media/upload"] == 2


def test_the_card_of_a_colleague_is_updated(office: Office) -> None:
    office.put("xiaowang", CARD, "ask:1")
    office.deliver()
    office.put("xiaowang", Update(task_id("ask:1"), "小李已处理"))
    assert office.deliver().sent == 1
    (card,) = office.box.cards("xiaowang")
    assert card.card is not None
    assert card.card.replaced == "小李已处理"
    assert office.row("ask:1").response_code is None
    office.put("xiaowang", Update(task_id("ask:1"), "又一次"))
    assert office.deliver().failed == 1


def test_several_deliverers_at_once_send_everything_once_and_in_order(postgres: Database) -> None:
    office = Office(postgres)
    office.box.world.limits = replace(office.box.world.limits, member_per_minute=0, member_per_hour=0)
    office.limits = MemoryLimits(person=[], app=[])
    with office.box:
        for i in range(60):
            office.put(["xiaoli", "xiaowang", "xiaozhao"][i % 3], Text(f"第{i}条"), f"k:{i}")
        start = threading.Barrier(4)

        def work() -> None:
            start.wait()
            for _ in range(500):
                office.deliver(senders=2)
                if all(row.status == "sent" for row in office.rows()):
                    break

        workers = [threading.Thread(target=work) for _ in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert {row.status for row in office.rows()} == {"sent"}
        assert {row.attempts for row in office.rows()} == {1}
        for n, userid in enumerate(office.users):
            assert office.texts(userid) == [f"第{i}条" for i in range(n, 60, 3)]
