"""What is said about the library of material."""

from collections.abc import Sequence

from crm.interactions.attachments import KINDS
from crm.materials import Kept
from models.campaigns import Material
from models.people import User

NONE_YET = "资料库还是空的。主管或管理员把文件发给我，再说「存为资料 产品手册」就放进来了。"
ASK_NAME = "这份资料叫什么名字？比如「产品手册」"
ASK_WHICH = "是哪份资料？"
NOTHING_SENT = "先把文件或图片发给我，再说「存为资料 {name}」；链接直接写在后面也行。"


def not_yours(who: str) -> str:
    return f"资料由主管和管理员来放，请找{who}。要用的话说「把产品手册发我」。"


def kept(one: Material, what: str, again: bool) -> str:
    verb = "已换成新的一份" if again else "已存为资料"
    how = f"大家说「把{one.name}发我」就能拿到，放错了发「撤销」"
    return f"{verb}：{one.name}（{KINDS.get(what, '链接')}）。{how}"


def there_already(name: str) -> str:
    return f"资料库里已经有「{name}」了，换成新的这份，还是另起一个名字？"


def sent(one: Material, customer: str) -> str:
    return f"「{one.name}」发给你了，长按可以转发给{customer or '客户'}。"


def sent_to(one: Material, to: User) -> str:
    return f"已把「{one.name}」发给{to.name}。"


def unknown(said: str, found: Sequence[Material]) -> str:
    if not found:
        return NONE_YET
    named = "、".join(one.name for one in found[:6])
    more = f"等{len(found)}份" if len(found) > 6 else ""
    return f"资料库里没有「{said}」。现在有：{named}{more}。"


def line(number: int, one: Material, what: Kept) -> str:
    return f"{number}. {one.name}（{KINDS.get(what.kind, '文件')}）"


def renamed(old: str, new: str) -> str:
    return f"资料「{old}」改名为「{new}」。"


def removed(one: Material) -> str:
    return f"资料「{one.name}」拿掉了，要找回来发「撤销」。"
