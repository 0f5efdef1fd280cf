"""「王芳昨天刚联系过李总」: said beside a plan or a record, before the customer is bothered twice."""

from crm.interactions.repeat_contact import last_by_others
from handlers.context import Context
from handlers.ownership import words
from models.customers import Contact


def repeat_contact(answer: str, contact: Contact | None, ctx: Context) -> str:
    """The answer, with a line about the colleague who has just been in touch with this person."""
    if contact is None or contact.id in ctx.spoken_to:
        return answer
    ctx.spoken_to.add(contact.id)
    touch = last_by_others(ctx.session, contact, ctx.user.id, ctx.now)
    if touch is None:
        return answer
    return f"{answer}\n{words.repeat(touch, contact.name, ctx.now, ctx.tz)}"
