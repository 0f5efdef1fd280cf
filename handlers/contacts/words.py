"""What is said about the people at customers."""

import re
from datetime import date

from crm.customers.birthdays import Born
from models.customers import Contact, Customer
from zh import say

LUNAR = re.compile("[农阴]历|初|[正冬腊]月|廿")
ASK_CONTACT = "联系人叫什么？"


def no_contact(name: str) -> str:
    return f"没找到联系人「{name}」。"


def person(contact: Contact) -> str:
    return " ".join(filter(None, [contact.name, contact.title, contact.phone]))


def contact_added(contact: Contact, customer: Customer, merged: bool) -> str:
    verb = "已更新联系人" if merged else "已加联系人"
    details = [contact.title, contact.phone, contact.email, contact.wechat and f"微信{contact.wechat}"]
    if contact.birthday:
        details.append(f"生日{contact.birthday}")
    return f"{verb}：{customer.name} {contact.name} {' '.join(filter(None, details))}".rstrip()


def contact_card(contact: Contact, customer: Customer) -> str:
    rows = [
        ("职位", contact.title),
        ("电话", contact.phone),
        ("邮箱", contact.email),
        ("微信", contact.wechat),
    ]
    rows.append(("生日", contact.birthday))
    known = [f"{name}：{value}" for name, value in rows if value]
    return "\n".join([f"{contact.name}（{customer.name}）", *(known or ["还没有记电话等资料"])])


def contact_as_it_was(contact: Contact, customer: Customer) -> str:
    """A person known already, of whom no new detail was understood."""
    return (
        f"{customer.name}已经有{person(contact)}，没看出要改什么，没有动。"
        f"\n要改就说「{contact.name}电话139…」「{contact.name}职位是副总」。"
    )


def no_birthday(told: str) -> str:
    if LUNAR.search(told):
        return (
            f"生日「{told[:20]}」是农历，我只会记公历的，没有记。换成公历再说一遍，比如「李总生日6月3日」。"
        )
    return "没听出生日是哪一天，没有记。比如「李总生日3月5日」。"


def birthdays(when: str, count: int) -> str:
    return f"{when}过生日的：共{count}位"


def born(number: int, one: Born, today: date) -> str:
    return f"{number}. {say.day(one.day, today)} {one.contact} · {one.customer}"


def no_birthdays(when: str) -> str:
    return f"{when}没有联系人过生日（只看记了生日的）。记一个：「李总生日6月3日」。"


def colleague(name: str) -> str:
    return f"{name}是同事，不是客户那边的人。同事的电话在企业微信通讯录里看。"


def no_number(name: str, digits: str) -> str:
    return f"「{digits}」是{len(digits)}位，手机号是11位，没有记。再说一遍「{name}电话…」就行。"
