"""The passive reply: the one XML that may answer a callback, before it is sealed.

Not possible here, and therefore a matter of the outbox: markdown, files, new cards. Protocol: page 90241.
"""

from dataclasses import dataclass

from bot.card_render import card_xml
from bot.cards import Card
from bot.fit import shorten_bytes
from bot.xml import cdata

MAX_TEXT_BYTES = 2048  # WeCom cuts beyond, in the middle of a character


@dataclass(frozen=True, slots=True)
class TextReply:
    """Words. Cut at 2048 bytes; who has more to say divides it before, with `fit.fit_bytes`."""

    text: str


@dataclass(frozen=True, slots=True)
class ButtonReply:
    """Answer to a tap: the buttons of the card become this one greyed text, for the person who tapped."""

    text: str


@dataclass(frozen=True, slots=True)
class CardReply:
    """Answer to a tap: the card becomes this one, for the person who tapped."""

    card: Card


Reply = TextReply | ButtonReply | CardReply


def render(reply: Reply, to: str, corp_id: str, timestamp: int) -> str:
    """The inner XML to `to` (a userid), ready for `CallbackCrypto.seal`. `timestamp` in seconds.

    Raises CardError for a card that WeCom would refuse, ValueError for a text without a visible character.
    """
    kind, body = _body(reply)
    return (
        f"<xml><ToUserName>{cdata(to)}</ToUserName><FromUserName>{cdata(corp_id)}</FromUserName>"
        f"<CreateTime>{timestamp}</CreateTime><MsgType><![CDATA[{kind}]]></MsgType>{body}</xml>"
    )


def _body(reply: Reply) -> tuple[str, str]:
    match reply:
        case TextReply(text):
            return "text", f"<Content>{cdata(shorten_bytes(_visible(text), MAX_TEXT_BYTES))}</Content>"
        case ButtonReply(text):
            return "update_button", f"<Button><ReplaceName>{cdata(_visible(text))}</ReplaceName></Button>"
        case CardReply(card):
            return "update_template_card", card_xml(card)


def _visible(text: str) -> str:
    if not text.strip():
        raise ValueError("an empty reply: answer None to be silent")
    return text
