"""What happened with a customer, and what is to do next."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Audited, Base, BigId, Json, pk, words

LOOKED_AT = ("customer_id", "created_at", "deleted_at")


def _where_told(name: str) -> Index:
    """Few records have this column: the others need no place in its index, and are written the cheaper."""
    told = text(f"{name} IS NOT NULL")
    return Index(None, name, sqlite_where=told, postgresql_where=told)


class Interaction(Audited, Base):
    """跟进记录: one thing that happened with a customer."""

    __tablename__ = "interactions"
    __table_args__ = (
        Index(None, "customer_id", "happened_at"),
        Index(None, "contact_id", "happened_at"),
        _where_told("task_id"),
        # Counts of a person, and of a day over the whole company, are read from these alone (ADR 0022).
        Index("ix_interactions_by_person", "user_id", "happened_at", "channel", *LOOKED_AT),
        Index("ix_interactions_by_moment", "happened_at", "user_id", "channel", *LOOKED_AT),
        Index("ix_interactions_by_entry", "created_at", "user_id", "backfilled", "deleted_at"),
    )

    id: Mapped[pk]
    customer_id: Mapped[int] = mapped_column(BigId, ForeignKey("customers.id"))
    contact_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("contacts.id"))
    user_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"), comment="whose follow-up it is")
    channel: Mapped[str | None] = mapped_column(String(16), comment="visit, call, wechat, …; null: not said")
    content: Mapped[str] = mapped_column(String(2048), default="")
    happened_at: Mapped[datetime]
    happened_grain: Mapped[str] = mapped_column(String(8), default="minute", comment="minute | day")
    backfilled: Mapped[bool] = mapped_column(default=False, comment="补录: entered for an earlier day")
    task_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("tasks.id"), comment="the task whose outcome it tells"
    )


class DayReport(Audited, Base):
    """日报 of one person: drafted from the records of the day, handed in, with what they said beside."""

    __tablename__ = "day_reports"
    __table_args__ = (Index(None, "day", "user_id"),)

    id: Mapped[pk]
    user_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"))
    day: Mapped[date]
    handed_in_at: Mapped[datetime | None] = mapped_column(comment="null: still a draft")
    added: Mapped[words] = mapped_column(default="", comment="in their own words, a sentence a line")


class Task(Audited, Base):
    """待办."""

    __tablename__ = "tasks"
    __table_args__ = (
        Index(None, "assignee_id", "status", "due_at"),
        Index(None, "customer_id"),
        Index("ix_tasks_remind_at", "remind_at"),
        _where_told("series_id"),
        _where_told("group_id"),
        _where_told("campaign_id"),
        _where_told("prepares_id"),
    )
    DERIVED = frozenset({"remind_at", "schedule_id"})

    id: Mapped[pk]
    title: Mapped[str] = mapped_column(String(255))
    customer_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("customers.id"))
    contact_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("contacts.id"))
    assignee_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"))
    creator_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"))
    due_at: Mapped[datetime | None]
    due_grain: Mapped[str] = mapped_column(String(8), default="day", comment="minute | day")
    remind_at: Mapped[datetime | None] = mapped_column(
        comment="when the next card is due; null: none any more"
    )
    repeat: Mapped[str | None] = mapped_column(String(120), comment="RRULE without the prefix")
    priority: Mapped[str] = mapped_column(String(8), default="normal", comment="high | normal | low")
    status: Mapped[str] = mapped_column(
        String(12), default="open", comment="open | done | cancelled | missed: the next of its series came"
    )
    done_at: Mapped[datetime | None]
    series_id: Mapped[int | None] = mapped_column(
        BigId,
        ForeignKey("tasks.id"),
        comment="the first task of a series that repeats; null: it is the first",
    )
    group_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("tasks.id"), comment="the first of the tasks that several people share"
    )
    wanted: Mapped[int | None] = mapped_column(comment="counted tasks: how many")
    counts: Mapped[str | None] = mapped_column(String(12), comment="customers | visits | calls | campaign")
    counts_from: Mapped[datetime | None] = mapped_column(comment="what happened since then counts")
    counts_where: Mapped[dict[str, Any] | None] = mapped_column(
        Json, comment="which customers count: slots of customer.list; null: all"
    )
    waits_for: Mapped[str | None] = mapped_column(
        String(32), comment="a stage: it comes due when a chance of the customer reaches it"
    )
    occurs_on: Mapped[date | None] = mapped_column(
        comment="of a series: the day of the rule it stands for, whatever day it was put off to"
    )
    kind: Mapped[str | None] = mapped_column(
        String(12), comment="silence | renewal | campaign | brief; null: somebody asked for it"
    )
    campaign_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("campaigns.id"))
    schedule_id: Mapped[str | None] = mapped_column(
        String(128), comment="its entry in WeCom's calendar; of several people's task at the first"
    )
    lead_minutes: Mapped[int | None] = mapped_column(
        comment="how long before it is spoken of, where that was said; of a brief: before its appointment"
    )
    prepares_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("tasks.id"), comment="of a brief: the appointment it comes before, and moves with"
    )
