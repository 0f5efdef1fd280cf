"""Where the gathering of a message stands."""

from dataclasses import dataclass, field

from nlp.blocks import Block
from nlp.reading import Clause, joined
from nlp.rules.base import Rule

SILENCE = Rule("", "", 0)  # what a clause is judged by where no rule speaks
_CUSTOMER = frozenset({"customer"})


@dataclass(slots=True)
class Gathering:
    """The blocks so far, and the clause that is next.

    Until a rule speaks, clauses are laid to the `lead` and wait for the first block; from then on there is a
    last block and no lead. A way of gathering (see `nlp/gather/`) is a function that is handed this, does one
    thing with the clause where it may, and answers whether it has.
    """

    clauses: list[Clause]
    blocks: list[Block] = field(default_factory=list)
    lead: list[Clause] = field(default_factory=list)
    clause: Clause = field(init=False)
    place: int = 0  # of the clause among the clauses
    taken: int = 0  # clauses before this place are in a block already
    rule: Rule = SILENCE  # what speaks for the clause
    rival: str | None = None  # the intent of a close second

    @property
    def last(self) -> Block:
        """The last block; there is one unless there is a lead, or nothing yet."""
        return self.blocks[-1]

    @property
    def begun(self) -> Clause | None:
        """The last block or the lead as one clause; None where nothing came before."""
        if self.blocks:
            return self.blocks[-1].clause
        return joined(self.lead) if self.lead else None

    @property
    def intent(self) -> str:
        """What is meant so far; nothing where no rule has spoken."""
        return self.blocks[-1].intent if self.blocks else ""

    def judged(self, verdict: tuple[Rule, str | None] | None) -> None:
        """What the rules say of the clause."""
        self.rule, self.rival = verdict or (SILENCE, None)

    def turns(self, rule: Rule, rival: str | None = None) -> bool:
        """The last block, or the lead, together with the clause is a block of this rule."""
        if self.blocks:
            self.blocks[-1] = Block([*self.blocks[-1].clauses, self.clause], rule, rival)
        else:
            self.blocks.append(Block([*self.lead, self.clause], rule, rival))
            self.lead = []
        return True

    def opens(self, rule: Rule, rival: str | None = None) -> bool:
        """The clause, with what leads to it, is a block of its own."""
        self.blocks.append(Block([*self.lead, self.clause], rule, rival, len(self.lead)))
        self.lead = []
        return True


def carried(blocks: list[Block], customer_named: bool) -> frozenset[str]:
    """What earlier clauses said and this one need not repeat: the customer, and the thing talked about."""
    if not blocks:
        return _CUSTOMER if customer_named else frozenset()
    intent = blocks[-1].intent
    topic = _TOPIC_WORD.get(intent) or _TOPIC_WORD.get(intent.partition(".")[0])
    if intent in _ENDED:
        topic = None
    customer_named = customer_named or any(block.intent == "customer.create" for block in blocks)
    if topic is None:
        return _CUSTOMER if customer_named else frozenset()
    return frozenset({"customer", topic}) if customer_named else frozenset({topic})


_ENDED = frozenset({"opportunity.win", "opportunity.lose"})
_TOPIC_WORD = {
    "ticket": "ticket_word",
    "opportunity": "opp_word",
    "goal": "goal_word",
    "customer.release": "pool_word",
    "customer.claim": "pool_word",
    "task.assign": "task_word",
    "task.done": "task_word",
    "task.cancel": "task_word",
    "task.postpone": "task_word",
}
