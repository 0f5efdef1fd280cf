"""An offline WeCom (企业微信): its HTTP API, its callbacks, and a phone in the browser.

It knows WeCom's protocol and nothing of the program it talks to. Use::

    from sandbox import Company, Sandbox

    box = Sandbox(Company.tiny(), clock=my_clock, port=0).start()
    box.company.callback_url = "http://127.0.0.1:8000/wecom/callback"
    assert box.say("XiaoLi", "你好") == "你好"
    box.stop()

Not covered: 第三方 and 代开发 apps, group robots and aibot (§7), tags API,
media over 20 MB by Range, 会话存档; ``getcallbackip`` says 127.0.0.1.
Task ids, messages and files live in memory only.
"""

from .box import Sandbox
from .callback import Attempt, Delivery
from .codec import Codec, CodecError
from .company import Company, Department, Member
from .events import SAMPLES
from .faults import Fault, Faults
from .limits import Limits
from .taps import Tap
from .world import CardState, Message

__all__ = [
    "SAMPLES",
    "Attempt",
    "CardState",
    "Codec",
    "CodecError",
    "Company",
    "Delivery",
    "Department",
    "Fault",
    "Faults",
    "Limits",
    "Member",
    "Message",
    "Sandbox",
    "Tap",
]
