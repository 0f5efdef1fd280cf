"""The shape of a rule, and the tray on which slots are laid."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from nlp.mentions.mention import Mention
from nlp.names import Name
from nlp.reading import Clause, Span

When = Callable[[Clause], bool]


READS = frozenset(
    "customer.show customer.list contact.show interaction.list task.list opportunity.list order.list "
    "product.show ticket.list device.show report.show report.export churn.list goal.show survey.report "
    "campaign.show approval.list help greet unknown".split()
)


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """Evidence for an intent: `all` features there, one of `any` (if given), `none` of the barred ones, the
    form `says` (if given) somewhere in the clause's text, and `when` agrees. Features stand in a row: "id
    close"."""

    name: str
    intent: str
    weight: float
    all: str = ""
    any: str = ""
    none: str = ""
    says: str = ""
    when: When | None = None
    trust: float = (
        0.0  # weight it has on top, and doubt it bears, where the learned chain sees something else
    )


@dataclass(slots=True)
class Slots:
    """The slots of a frame while they are being filled. Nothing empty is ever laid down."""

    values: dict[str, Any] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)
    refs: dict[str, tuple[Name, ...]] = field(default_factory=dict)

    def put(self, slot: str, value: Any, span: Span | None = None) -> None:
        """Lay down a value, unless it is empty or the slot is taken."""
        if value is None or value == "" or value == [] or slot in self.values:
            return
        self.values[slot] = value
        if span:
            self.spans[slot] = span

    def name(self, slot: str, names: tuple[Name, ...], span: Span) -> None:
        """Lay down known names: one as it is, several as a list."""
        if slot in self.values or not names:
            return
        plain = list(dict.fromkeys([name.name for name in names])) if len(names) > 1 else [names[0].name]
        self.put(slot, plain[0] if len(plain) == 1 else plain, span)
        if plain != ["me"]:
            self.refs[slot] = names

    def mention(self, slot: str, mention: Mention | None, clause: Clause, *kinds: str) -> None:
        """Lay down what a mention names; its own words where it is not known."""
        if mention is None:
            return
        span = (mention.start, mention.end)
        if names := mention.of(*kinds):
            self.name(slot, names, span)
        else:
            self.put(slot, clause.reading.words(span), span)


@dataclass(slots=True)
class Context:
    """What earlier frames of the same message leave for later ones."""

    customer: tuple[Name, ...] = ()
    customer_words: str = ""
    contact: tuple[Name, ...] = ()
    contact_words: str = ""
    intent: str = ""
    last: str = ""  # the intent of the frame before
    said: str = ""  # what that frame was told
    product: tuple[Name, ...] = ()
    range: str = ""


Fill = Callable[[Clause, Slots, Context], None]


class Topic:
    """The rules of one topic and the functions that fill the slots of its intents."""

    def __init__(self, *rules: Rule) -> None:
        self.rules = rules
        self.fills: dict[str, Fill] = {}

    def fill(self, *intents: str) -> Callable[[Fill], Fill]:
        """Register the function that fills the slots of these intents."""

        def register(function: Fill) -> Fill:
            self.fills.update(dict.fromkeys(intents, function))
            return function

        return register
