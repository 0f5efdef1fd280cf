"""The company of the demo: two teams, their manager, an administrator, and what they have worked on."""

from datetime import datetime, timedelta, tzinfo

from sqlalchemy import select

from crm.customers import contacts, customers
from crm.interactions import interactions
from crm.tasks import tasks
from genjin import sample_sales
from models.customers import Customer
from models.database import Database
from models.people import User
from sandbox.company import Company, Department, Member

CORP = "ww5a7db0c0ffee0001"
SECRET_KEY = "demo-only-not-a-secret"
ADMIN = "ChenYu"

CUSTOMERS = (
    # owner, name, level, industry, region, contacts, days since the last talk, what it was about
    (
        "XiaoLi",
        "华为技术有限公司",
        "A",
        "通信",
        "深圳",
        (("李强", "采购总监", "13800010001"), ("王敏", "项目经理", "13800010002")),
        3,
        "看了机房，关心交货期",
    ),
    (
        "XiaoLi",
        "杭州海康威视数字技术股份有限公司",
        "B",
        "安防",
        "杭州",
        (("周航", "供应链经理", "13800010003"),),
        12,
        "样机测试没问题，等预算",
    ),
    (
        "XiaoLi",
        "北京字节跳动科技有限公司",
        "A",
        "互联网",
        "北京",
        (("于佳", "采购主管", "13800010004"),),
        26,
        "要三家比价",
    ),
    (
        "XiaoWang",
        "科大讯飞股份有限公司",
        "B",
        "人工智能",
        "合肥",
        (("汪洋", "副总裁", "13800010005"),),
        5,
        "认可方案",
    ),
    (
        "XiaoWang",
        "公牛集团股份有限公司",
        "C",
        "电工",
        "宁波",
        (("阮志强", "副总经理", "13800010006"),),
        40,
        "寄了样品",
    ),
    (
        "XiaoZhao",
        "九阳股份有限公司",
        "B",
        "家电",
        "济南",
        (("尹涛", "供应链总监", "13800010007"),),
        9,
        "谈明年用量",
    ),
)


def company(callback_url: str = "") -> Company:
    """The members as the sandbox's WeCom knows them. Its secrets are for the sandbox alone."""
    return Company(
        corp_id=CORP,
        agent_id=1000002,
        secret="sandbox-secret-not-for-production-use",
        token="SandboxToken",
        aes_key="abcdefghijklmnopqrstuvwxyz0123456789ABCDEFE",
        callback_url=callback_url,
        corp_name="云帆科技",
        departments=[
            Department(1, "云帆科技", 0),
            Department(2, "销售一部", 1),
            Department(3, "销售二部", 1),
            Department(4, "运营部", 1),
        ],
        users=[
            Member("XiaoLi", "李晓", [2], position="销售代表"),
            Member("XiaoWang", "王磊", [2], position="销售代表"),
            Member("WangFang", "王芳", [2], is_leader_in_dept=[1], position="销售一部经理"),
            Member("XiaoZhao", "赵敏", [3], position="销售代表"),
            Member(ADMIN, "陈宇", [4], position="运营"),
        ],
    )


def fill(database: Database, now: datetime, tz: tzinfo) -> None:
    """Some weeks of work, so that lists, plans and reports have something to show. Does nothing twice."""
    with database.system(now, "sample") as session:
        users = {user.userid: user for user in session.scalars(select(User))}
        if session.scalar(select(Customer.id).limit(1)):
            return
        for owner, name, level, industry, region, people, days, talk in CUSTOMERS:
            user = users[owner.lower()]
            customer = customers.create(
                session,
                user.id,
                name,
                now - timedelta(days=90),
                level=level,
                industry=industry,
                region=region,
            )
            made = [
                contacts.add(session, customer, person, now, title=title, phone=phone)
                for person, title, phone in people
            ]
            then = now - timedelta(days=days)
            interactions.log(
                session, user.id, customer, talk, then, then, tz, contact=made[0], channel="visit"
            )
        known = {one.name: one for one in session.scalars(select(Customer))}
        sample_sales.fill(session, users, known, now, tz)
        me = users["xiaoli"]
        due = tasks.Due.on(now.astimezone(tz).date(), tz)
        tasks.create(session, me.id, "整理本周拜访计划", due, now, tz)
