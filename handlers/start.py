"""What the first message would have to wait for, done at start-up."""

from datetime import datetime

import nlp
from handlers import topics  # noqa: F401  (fills the phrases)
from handlers.phrases import screen
from handlers.vocabulary import with_districts


def ready(now: datetime) -> None:
    """Load what understanding needs: the parser (`nlp.ready`), districts, the screen of plain commands.

    `now`: local time.
    """
    nlp.ready(now)
    with_districts()
    screen()
