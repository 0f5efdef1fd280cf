"""「王磊的公牛和讯飞给李晓」「李晓的A类客户给王磊」: some of a colleague's customers to another one."""

import re

from crm.customers.search import MOST
from crm.errors import NotThere, Refused
from crm.ownership import ownership
from handlers.context import Context
from handlers.customers.several_changed import meant_by
from handlers.ownership.intents import HANDED, PERSON
from handlers.phrases import colleagues_called, customers_called, says
from models.customers import Customer
from nlp.frames import Frame
from nlp.names import Name


@says(
    rf"(?:把|将)?{PERSON}(?:名下|手上|手里)?的(.{{2,40}}?)(?:都|全部?|一起)?(?:{HANDED}|转|给){PERSON}(?:跟|吧|了)?"
)
def read_some(match: re.Match[str], ctx: Context) -> Frame | None:
    """Those that are named, if all are that colleague's; or all of that colleague's that fit."""
    givers, receivers = colleagues_called(match[1], ctx), colleagues_called(match[3], ctx)
    if len(givers) != 1 or len(receivers) != 1:
        return None
    meant = meant_by(re.sub("[和跟与及]", "、", match[2]), ctx)
    if meant is None or meant.what:
        meant = meant_by(f"{givers[0].name}的{match[2]}", ctx) if "客户" in match[2] else None
    if meant is None or meant.left:
        return None
    if not meant.customers:
        raise NotThere(f"没有{meant.what or match[2]}，没有转。")
    if meant.total > MOST:
        raise Refused(
            f"{meant.what}有{meant.total}家，一次最多转{MOST}家。全转就说「离职交接 {match[1]}→{match[3]}」。"
        )
    others = [one.name for one in meant.customers if one.owner_id != givers[0].id]
    if others:
        raise Refused(f"{'、'.join(others)}不在{givers[0].name}名下，都没有转。")
    first, *more = (_name(one) for one in meant.customers)
    slots = {"customer": first.name, "user": receivers[0].name}
    return Frame(
        "customer.transfer", slots, refs={"customer": (first,), "others": tuple(more), "user": receivers}
    )


WITHOUT = "(?P<but>.{2,30}?)(?:以外|之外|外)?"
THEIRS = f"(?:把|将)?{PERSON}(?:名下|手上|手里)?的(?:客户)?(?:全部|全都|都|全)*(?:{HANDED}|转|给){PERSON}"


@says(
    rf"{THEIRS}(?:跟|吧|了)?[,， ]*(?:但|就)?(?:除了?|不包括|不含){WITHOUT}",
    rf"除了?{WITHOUT}[,， ]*(?:其他的?|其余的?|别的)?[,， ]*{THEIRS}(?:跟|吧|了)?",
)
def read_but(match: re.Match[str], ctx: Context) -> Frame | None:
    """李晓的客户都转给王磊 除了华为: all of that colleague's but those that are named."""
    first, second = (2, 3) if match.start("but") < match.start(2) else (1, 2)
    givers, receivers = colleagues_called(match[first], ctx), colleagues_called(match[second], ctx)
    if len(givers) != 1 or len(receivers) != 1 or givers[0].id is None:
        return None
    named = [customers_called(one, ctx) for one in re.split("[和跟与及、,， ]+", match["but"]) if one]
    if any(len(one) != 1 for one in named):
        raise Refused(f"没听出「{match['but']}」是哪几家，都没有转。")
    ids = {one[0].id for one in named}
    found = [_name(one) for one in ownership.owned_by(ctx.session, givers[0].id) if one.id not in ids]
    if not found:
        raise NotThere(f"除了这几家，{givers[0].name}名下没有别的客户，没有转。")
    slots = {"customer": found[0].name, "user": receivers[0].name}
    refs = {"customer": (found[0],), "others": tuple(found[1:]), "user": receivers}
    return Frame("customer.transfer", slots, refs=refs)


def _name(customer: Customer) -> Name:
    return Name("customer", customer.name, customer.name, customer.id)
