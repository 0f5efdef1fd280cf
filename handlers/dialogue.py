"""One message of one person: an answer to the open question, or orders of its own."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from crm.errors import Forbidden, Refused
from crm.people import watch
from handlers import phrases, replies, topics  # noqa: F401  (topics fills the tables)
from handlers.campaigns.phrases import without_title
from handlers.chat import suggest
from handlers.chat.media import take_sent
from handlers.chat.tour import first_answer, is_first
from handlers.company.watching import refused, watched
from handlers.contacts.of_person import with_person
from handlers.context import ANSWER_WITHIN, Answer, Context, Input, Question, Said, Sent, Tapped
from handlers.finding import again, numbered
from handlers.interactions.attachments import PLACE, more_came, still_loose
from handlers.interactions.attachments_words import unheard
from handlers.mending import half_said, left_out, redo
from handlers.mending.restating import PUTS_RIGHT, only_asked, waiting
from handlers.ownership.guarding import guarded
from handlers.ownership.intents import gathered
from handlers.paging import more, paged
from handlers.questions.answers import (
    GOODS,
    LOOKS,
    asks_again,
    filled,
    is_answer,
    only_sounds_like,
    only_words,
    tells_no_value,
    waits_whole,
)
from handlers.questions.asking import ask, frame_of, names_of, set_aside
from handlers.questions.confirming import does_it, puts_off
from handlers.questions.doubting import MEANT, completed, doubt, instead, meant, offered
from handlers.questions.meanwhile import of_another, orders_of_others, passed_over, still_open
from handlers.questions.picking import NAMED, bare_name, picked
from handlers.questions.telling import as_told, no_answer
from handlers.registry import FRAMES, TAPS, complete, taps
from handlers.resolve import named_all_the_same
from handlers.sums import left_out as left_out_sum
from handlers.tasks.refs import ordinal
from handlers.vocabulary import parse
from models.outbox import Text
from nlp.frames import Frame
from zh.text import normal

YES_CHOOSES = {
    "confirmed",
    "new_customer",
    "same_as",
    left_out.MORE,
}  # slots whose first option is what a mere 是 means
ANSWERS = {"yes", "no", "choose", "cancel"}
SHORT = ("yes", "no", "cancel")
LONGEST_ANSWER = 4  # characters: 要得, 不录了; longer, where nothing was asked, it tells of something
ANSWERS_TOO = {
    "talk.wrong",
    "contact.show",
    "approval.yes",
}  # 不对, 李总: while a question is open they answer it
ASIDE = {"talk.thanks", "talk.laugh", "talk.curse", "talk.bye", "talk.who"}
MORE = {"更多", "下一页", "继续", "还有吗", "还有呢"}


def respond(said: Input, ctx: Context) -> Answer:
    """Answer one message. Everything it changes goes through `ctx.session`, which the caller commits."""
    match said:
        case Said(text):
            ctx.text = text
            first = is_first(ctx)
            answer = _answer_words(text, ctx)
            return Answer(paged(ctx, first_answer(answer, ctx) if first else answer))
        case Tapped(action, ref):
            return _tapped(action, ref, ctx)
        case Sent():
            text_ = _answer_sent(said, ctx)
            return Answer(paged(ctx, text_)) if text_ else Answer()


def _answer_sent(sent: Sent, ctx: Context) -> str | None:
    """A picture while a question is open is kept, and the question stays."""
    said = take_sent(sent, ctx)
    if not isinstance(said, Frame):
        return said
    pending = _open_question(ctx)
    if pending is not None and pending["frame"]["intent"] == said.intent:
        return more_came(pending, said, ctx)
    if pending is not None:
        ctx.remember(pending=pending)
        return replies.kept_for_later(pending["question"]) + unheard([sent.kind])
    return _run([said], ctx)


def _answer_words(text: str, ctx: Context) -> str:
    if text.strip() in MORE:
        ctx.intents.append(watch.MORE)
        return watched(more(ctx), ctx)
    pending = ctx.open = _open_question(ctx)
    if pending is not None:
        chosen = picked(text, pending)
        if chosen is not None:
            return _go_on(pending, chosen, ctx)
        if (other := of_another(text, pending, ctx)) is not None:
            return _resume(other, pending, ctx)
        text = bare_name(text, pending, ctx)
    try:
        text = ctx.text = numbered.named(text, ctx)
        command = phrases.spoken(text, ctx)
        if command is None:
            text = ctx.text = without_title(text, ctx)
    except Refused as refusal:  # 第9个签了, of a list of two
        ctx.remember(pending=pending)
        return _refused(refusal, ctx)
    if command is not None and not (pending and command.intent in ANSWERS_TOO):
        if command.intent in ASIDE:
            ctx.remember(pending=pending)  # 谢谢 is no answer: the question stays open
            pending = None
        else:
            _pass_over(pending, [command], ctx)
        ctx.names.bring([command])
        return passed_over(_run([command], ctx), [command], pending)
    asked = frame_of(pending["frame"]) if pending else None
    frames = parse(text, ctx, asked)
    if pending is None and len(text.strip()) > LONGEST_ANSWER:
        frames = [Frame("unknown") if only_sounds_like(frame, *SHORT) else frame for frame in frames]
    if pending is not None and (_of_another(text, pending, ctx) or _of_people(text, pending, ctx)):
        set_aside(pending, ctx)
        pending = ctx.open = None
        frames = parse(text, ctx)
    if pending is not None and (others := orders_of_others(text, pending, ctx)):
        ctx.open = None
        ctx.names.bring(others)
        return still_open(_run(others, ctx), others, pending, ctx)
    if pending is not None and _picks(pending) and frames[0].intent not in ANSWERS:
        frames = _own_order(text, frames, ctx)
    ctx.names.bring(frames)
    if pending is not None:
        answered = _answered(text, frames, pending, ctx)
        if answered is not None:
            return answered
    _pass_over(pending, frames, ctx)
    return passed_over(_run(frames, ctx), frames, pending)


def _pass_over(pending: dict[str, Any] | None, frames: list[Frame], ctx: Context) -> None:
    """The message is an order of its own; the question before it is kept, unless the order is said anew."""
    if pending is not None and pending["frame"]["intent"] not in {frame.intent for frame in frames}:
        set_aside(pending, ctx)


def _of_people(text: str, pending: dict[str, Any], ctx: Context) -> bool:
    """龚老师电话135…, 对了他们还有个副校长姓胡: somebody is named and no goods are."""
    if pending["slot"] != "items":
        return False
    named = {one.kind for one in ctx.names.mentioned(text)}
    if not named & {"customer", "contact"} or "product" in named:
        return False
    return PHONE.search(text) is not None or COUNTED.search(text) is None


PHONE = re.compile(r"1[3-9]\d{9}")
COUNTED = re.compile(r"[\d一二两三四五六七八九十百千万几半]")


WORDS_OF = ("value", "tags")  # what may be any words at all
BEFORE_A_NAME = re.compile("(?:把|将|给|去掉|取消|帮我|再|先|然后|还有|也)*")


def _of_another(text: str, pending: dict[str, Any], ctx: Context) -> bool:
    """Whether the message begins with another customer than the one asked about."""
    about = {name["id"] for name in pending["frame"]["refs"].get("customer", ())}
    if pending["slot"] not in WORDS_OF or not about:
        return False
    said = normal(text).replace(" ", "")
    said = said[BEFORE_A_NAME.match(said).end() :]  # type: ignore[union-attr]
    first = [
        one.customer_id if one.kind == "contact" else one.id
        for one in ctx.names.mentioned(text)
        if said.startswith(one.key)
    ]
    return bool(first) and about.isdisjoint(first)


def _picks(pending: dict[str, Any]) -> bool:
    """Whether it asked which of some: then no other words fill the gaps of what was asked about."""
    return bool(pending["options"]) and pending["slot"] not in (*NAMED, "amount") and not pending.get("free")


def _own_order(text: str, frames: list[Frame], ctx: Context) -> list[Frame]:
    """The message without the question before it, where it is clear by itself: 我的待办, 海康付了5000.

    Asked which of two things a message meant, no other words fill the gaps of either; asked whether it meant
    this one, the sum or the day that it lacked does.
    """
    alone = parse(text, ctx)
    if ctx.open is not None and ctx.open["slot"] == MEANT:
        gap = offered(ctx.open["options"]) if alone[0].intent == "unknown" else None
        frames = parse(text, ctx, gap) if gap else alone
        return frames if completed(frames[0], ctx.open["options"]) else alone
    return frames if alone[0].intent in ("unknown", *ANSWERS, *LOOKS) else alone


def _run(frames: list[Frame], ctx: Context) -> str:
    """Do each frame in turn; a question stops the row, what was done stays done and is said."""
    said: list[str] = []
    frames = [with_person(_completed(frame, ctx), ctx) for frame in gathered(frames)]
    unbooked = left_out_sum(ctx.text, frames)
    for position, frame in enumerate(frames):
        try:
            if question := doubt(frame):
                raise question
            said.append(_do(frame, ctx))
        except Question as question:
            named_all_the_same(question.frame or frame, ctx)
            said += [unbooked, ask(question, question.frame or frame, frames[position + 1 :], ctx)]
            break
        except Refused as refusal:
            named_all_the_same(frame, ctx)
            said.append(_refused(refusal, ctx))
    else:
        said.append(unbooked)
    return "\n".join(filter(None, said))


def _completed(frame: Frame, ctx: Context) -> Frame:
    """The frame as its topic reads it; a doubt stays unless the topic knows better what it is."""
    read = complete(frame, ctx)
    return replace(read, rival=frame.rival) if read.intent == frame.intent else read


def _do(frame: Frame, ctx: Context) -> str:
    ctx.intents.append(frame.intent)
    if frame.intent in ANSWERS and frame.intent not in FRAMES:
        return replies.NOTHING_ASKED[frame.intent]
    handler = FRAMES.get(frame.intent)
    if handler is None:
        if "customer" in frame.refs:
            ctx.remember(spoken_at=None)  # what comes next may be of them
        return replies.not_yet(suggest.meaning(frame.intent))
    with guarded(ctx):
        said = handler(frame, ctx)
    again.keep(frame, ctx)
    redo.keep(frame, ctx)
    return watched(said, ctx) if watch.is_read(frame.intent) else said


def _tapped(action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    handler = TAPS.get(action)
    if handler is None:
        return Answer(button=replies.OLD_CARD)
    try:
        with guarded(ctx):
            return handler(action, ref, ctx)
    except Refused as refusal:
        ctx.send(Text(_refused(refusal, ctx)))
        return Answer(button=replies.NOT_DONE)


def _refused(refusal: Refused, ctx: Context) -> str:
    if isinstance(refusal, Forbidden):
        ctx.intents.append(watch.REFUSED)
        return refused(ctx) or str(refusal)
    return str(refusal)


def _open_question(ctx: Context) -> dict[str, Any] | None:
    pending: dict[str, Any] | None = ctx.state.get("pending")
    if pending is None:
        return None
    ctx.remember(pending=None)
    if _late(pending, ctx):
        set_aside(pending, ctx)
        return None
    return pending


def _late(pending: dict[str, Any], ctx: Context) -> bool:
    return ctx.now - datetime.fromisoformat(pending["asked_at"]) > ANSWER_WITHIN


@taps("choose")
def choose(_action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    """A candidate was tapped: the card shows which, and what came of it follows as a message."""
    open_, aside = ctx.state.get("pending"), ctx.state.get("aside", [])
    asked = [one for one in (open_, *aside) if one and len(ref) == 2 and one.get("asked_in") == ref[1]]
    if not asked:
        return Answer(button=replies.ANSWERED_ALREADY)
    pending = asked[0]
    if pending is open_:
        ctx.remember(pending=None)
    elif _late(pending, ctx):
        return Answer(button=replies.ASKED_TOO_LONG_AGO)
    ctx.remember(aside=[one for one in aside if one is not pending] or None)
    option = pending["options"][int(ref[0]) - 1]
    ctx.send(Text(paged(ctx, _go_on(pending, option, ctx))))
    alike = [one for one in pending["options"] if one["label"] == option["label"]]
    chosen = f"{option['label']} {option['hint']}" if len(alike) > 1 else option["label"]
    return Answer(button=f"已选：{chosen}")


def _answered(text: str, frames: list[Frame], pending: dict[str, Any], ctx: Context) -> str | None:
    """The reply if the message answers the open question; None if it is an order of its own."""
    if pending.get("free"):
        frames = [Frame("unknown") if only_sounds_like(frame, "no", "cancel") else frame for frame in frames]
    first = frames[0]
    options = pending["options"]
    if (beside := no_answer(text, frames, pending)) is not None:
        ctx.remember(pending=pending)
        return beside
    if (words := waiting(frames, pending, ctx)) is not None:
        ctx.text, ctx.open = words, None
        return f"改好了：{words}\n{_answer_words(words, ctx)}"
    if (first.intent == "correct" or PUTS_RIGHT.match(text)) and waits_whole(pending, ctx):
        ctx.remember(pending=pending)
        return replies.not_put_right(pending["text"], pending["question"])
    if first.intent == "choose" and options:
        index = int(first.slots.get("index", 0))
        if 1 <= index <= len(options):
            return _go_on(pending, options[index - 1], ctx)
        ctx.remember(pending=pending)
        return f"只有{len(options)}个可选，回复1到{len(options)}。"
    if pending["slot"] == MEANT and len(frames) == 1 and (option := meant(first, options)):
        return _go_on(pending, option, ctx)
    if pending["slot"] == MEANT and len(frames) == 1 and (told := completed(first, options)):
        return _resume(told, pending, ctx)
    says_yes = first.intent == "yes" or does_it(text, pending)
    if says_yes and len(options) == 2 and YES_CHOOSES & set(options[0]["slots"]):
        return _go_on(pending, options[0], ctx)
    if first.intent in ("no", "cancel") or puts_off(text, frames, pending):
        if pending["frame"]["intent"] == PLACE:
            ctx.remember(loose=None)
        return replies.LEFT.get(pending["frame"]["intent"], replies.FORGOTTEN) + still_loose(ctx)
    if first.intent == "undo" and only_asked(pending, ctx):
        return replies.ONLY_ASKED
    asked = frame_of(pending["frame"])
    if (told := as_told(text, frames, pending, asked)) is not None:
        return _resume(told, pending, ctx)
    nth = ordinal(str(first.slots.get("ref", ""))) if first.intent == asked.intent else None
    if nth is not None and 1 <= nth <= len(options):  # 第2个完成了, of the candidates just shown
        return _go_on(pending, options[nth - 1], ctx)
    if len(frames) == 1 and first.intent == asked.intent:
        merged = {**asked.slots, **first.slots}
        refs = {**asked.refs, **first.refs}
        fills = pending["slot"] in first.slots or (pending["slot"] == "items" and "amount" in first.slots)
        if fills and not ("lines" in asked.slots and GOODS & set(first.slots)):
            frame = Frame(asked.intent, merged, refs=refs, spans=first.spans, evidence=first.evidence)
            return _resume(frame, pending, ctx)
    if pending.get("free") and only_words(frames, asked):
        whole = Frame(asked.intent, {**asked.slots, pending["slot"]: text.strip()}, refs=asked.refs)
        return _resume(whole, pending, ctx)
    if asked.intent == "customer.update" and not {"field", "value"} & (
        asked.slots.keys() | first.slots.keys()
    ):
        return None  # which field, is not said: it is about something else
    if "asked" in asked.slots and tells_no_value(text, pending["slot"], ctx):
        return None
    if (not options or pending.get("others")) and is_answer(text, frames, pending["slot"], ctx):
        said = _resume(filled(asked, pending["slot"], text.strip(), first), pending, ctx)
        return None if asks_again(text, pending, ctx) else said
    if pending["slot"] == MEANT and first.intent == "unknown" and half_said.tells(text):
        return None  # 他说价格高了 chooses nothing, and is not to be lost
    if first.intent == "unknown" and options and pending["slot"] != left_out.MORE:
        if pending.get("missed"):
            return None  # asked twice: the talk has gone on
        ctx.remember(pending={**pending, "missed": True})
        return replies.question_options(
            replies.not_an_option(pending["question"]), [(o["label"], o["hint"]) for o in options]
        )
    return None


def _go_on(pending: dict[str, Any], option: dict[str, Any], ctx: Context) -> str:
    asked = frame_of(pending["frame"])
    if (chosen := instead(option)) is not None:
        ctx.text = pending["text"]
        return _chosen(chosen, pending, ctx)
    refs = {**asked.refs, **{slot: names_of(found) for slot, found in option["refs"].items()}}
    ctx.text = pending["text"]
    return _resume(Frame(asked.intent, {**asked.slots, **option["slots"]}, refs=refs), pending, ctx)


def _chosen(chosen: dict[str, Any], pending: dict[str, Any], ctx: Context) -> str:
    """Do the frame that was meant, or say that nothing was done; then what the message said after it."""
    if chosen:
        return _resume(frame_of(chosen), pending, ctx)
    return "\n".join(filter(None, [replies.NOT_MEANT, _run(list(map(frame_of, pending["rest"])), ctx)]))


def _resume(frame: Frame, pending: dict[str, Any], ctx: Context) -> str:
    rest = [frame_of(later) for later in pending["rest"]]
    carried = {"customer", "contact"} & set(frame.refs)
    rest = [_with(later, frame, carried) for later in rest]
    said = _run([frame, *rest], ctx)
    return said if "pending" in ctx.state else said + still_loose(ctx)


def _with(later: Frame, settled: Frame, slots: set[str]) -> Frame:
    """A later frame that left the same name open takes the answer too."""
    refs = dict(later.refs)
    values = dict(later.slots)
    for slot in slots & set(later.refs):
        if len(later.refs[slot]) > 1:
            refs[slot], values[slot] = settled.refs[slot], settled.slots[slot]
    return Frame(later.intent, values, later.score, refs)
