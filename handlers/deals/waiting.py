"""Tasks that waited for a stage come due in the message that brings a chance there."""

from crm.deals import stages
from crm.tasks import waiting
from handlers.context import Context
from handlers.tasks import words as tasks_words
from models.deals import Opportunity

ENDS = {"won": stages.WON, "lost": stages.LOST}


def come_due(deal: Opportunity, ctx: Context) -> str:
    """What the tasks are called, for the answer; empty where nothing waited. Call it after every move."""
    ctx.session.flush()
    stage = ENDS.get(deal.status, deal.stage)
    found = waiting.reached(ctx.session, deal.customer_id, stage, ctx.now, ctx.tz)
    return tasks_words.came_due(stage, found) if found else ""
