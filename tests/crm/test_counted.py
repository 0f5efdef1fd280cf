"""Until when a person's follow-ups are counted: moments, not their spellings."""

from datetime import UTC, datetime

from crm.tasks import counted
from models.people import User
from tests.conftest import TZ


def test_the_later_moment_counts_in_whichever_zone_it_was_said() -> None:
    user = User(settings={})
    at_home, later = datetime(2026, 12, 8, 23, 59, tzinfo=TZ), datetime(2026, 12, 8, 20, tzinfo=UTC)
    for until in (at_home, later, at_home):
        counted.mark(user, until)
    assert counted.counting(user, datetime(2026, 12, 8, 19, tzinfo=UTC))
