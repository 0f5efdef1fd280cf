"""What every job is handed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from crm.customers.friends import Friend, WhoIs
from crm.files import Fetch, Fetched, MediaLater
from crm.links import Links
from models.database import Database

Result = dict[str, Any]


def _unreachable(_media_id: str) -> Fetched:
    raise MediaLater


def _nobody(_external_userid: str) -> Friend:
    return Friend()


@dataclass(frozen=True, slots=True)
class JobApp:
    """The parts a job works with.

    `sync_contacts`, `deliver`, `fetch` and `friend` know WeCom and are handed in; without them this process
    cannot do it. `wake` tells delivery that something waits. `now` is read for one thing only, when a job was
    finished; None: the moment it was run for.
    """

    db: Database
    tz: tzinfo
    links: Links
    sync_contacts: Callable[[datetime], Result] | None = None
    deliver: Callable[[datetime], Result] | None = None
    wake: Callable[[], None] = lambda: None
    now: Callable[[], datetime] | None = None
    fetch: Fetch = _unreachable
    friend: WhoIs = _nobody
