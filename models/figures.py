"""Counts kept by day and person, for questions over many records, and the days of which they are true."""

from datetime import date

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigId


class DailyFigure(Base):
    """How much one person has of one measure on one day. True where that day is `settled`, else nothing."""

    __tablename__ = "daily_figures"
    __table_args__ = (Index("ix_daily_figures_by_day", "measure", "day", "user_id", "value"),)

    measure: Mapped[str] = mapped_column(String(24), primary_key=True)
    user_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True, comment="of the business time zone")
    value: Mapped[int] = mapped_column(BigId)


class FigureDay(Base):
    """A day that has been counted. A trigger on `interactions` opens it again, whoever writes them."""

    __tablename__ = "figure_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(8), comment="counting | settled | open")
