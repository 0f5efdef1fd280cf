"""What is said about colleagues who work along at a customer."""

from collections.abc import Sequence

from models.customers import Customer
from models.outbox import Button, Card
from models.people import User

ASK_WHO = "加哪位同事做协作人？"


def names(people: Sequence[User]) -> str:
    return "、".join(user.name for user in people)


def added(customer: Customer, new: Sequence[User], had: Sequence[User]) -> str:
    lines = []
    if new:
        lines.append(
            f"已把{names(new)}加为「{customer.name}」的协作人：能看这家客户，能记跟进和待办，别的不能动。"
            "加错了发「撤销」"
        )
    if had:
        lines.append(f"{names(had)}本来就看得到这家客户，不用加。")
    return "\n".join(lines)


def removed(customer: Customer, gone: Sequence[User], asked: Sequence[User]) -> str:
    if not gone:
        return f"{names(asked)}不是「{customer.name}」的协作人，没有动。"
    return f"已去掉「{customer.name}」的协作人{names(gone)}，以后看不到这家客户了。去错了发「撤销」"


def listed(customer: Customer, owner: str, people: Sequence[User]) -> str:
    if not people:
        return f"「{customer.name}」还没有协作人，负责人是{owner}。要加就说「{customer.name}加协作人 小赵」。"
    return f"「{customer.name}」的负责人是{owner}，协作人：{names(people)}"


def invited(customer: Customer, by: str) -> Card:
    """The card on the colleague's phone."""
    return Card(
        title=f"{by}请你协作{customer.name}",
        desc="能看这家客户，能记跟进和待办",
        buttons=(Button("看看", "along.show", (str(customer.id),), 1),),
    )


def may_not(customer: Customer, owner: str) -> str:
    return f"「{customer.name}」的协作人由负责人来定，请找{owner}。"


def in_pool(customer: Customer) -> str:
    return f"「{customer.name}」在公海里，谁都看得到。先领取再加协作人：「从公海领取{customer.name}」。"
