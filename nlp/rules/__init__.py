"""All rules, by topic. `RULES` is what the bot understands; `FILLS` says how slots are filled."""

from nlp.rules import (  # noqa: F401  (slots are filled by being imported)
    contacts,
    customers,
    customers_slots,
    figures,
    logs,
    logs_slots,
    misc,
    offers,
    offers_slots,
    opportunities,
    products_slots,
    service,
    service_slots,
    tasks,
)
from nlp.rules.base import Fill, Rule

TOPICS = (
    customers.TOPIC,
    contacts.TOPIC,
    logs.TOPIC,
    tasks.TOPIC,
    opportunities.TOPIC,
    offers.TOPIC,
    service.TOPIC,
    figures.TOPIC,
    misc.TOPIC,
)
RULES: tuple[Rule, ...] = tuple(rule for topic in TOPICS for rule in topic.rules)
FILLS: dict[str, Fill] = {intent: fill for topic in TOPICS for intent, fill in topic.fills.items()}


def called(name: str) -> Rule:
    """The first rule of that name."""
    return next(rule for rule in RULES if rule.name == name)
