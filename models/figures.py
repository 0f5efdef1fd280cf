"""Counts kept by day and person, for questions over many records, and the days of which they are true."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigId


class DailyFigure(Base):
    """How much one person has of one measure on one day. True where that day is `settled`, else nothing."""

    __tablename__ = "daily_figures"

    measure: Mapped[str] = mapped_column(String(24), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True, comment="of the business time zone")
    user_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    value: Mapped[int] = mapped_column(BigId)


class FigureDay(Base):
    """A day that has been counted. A trigger on `interactions` opens it again, whoever writes them."""

    __tablename__ = "figure_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(8), comment="counting | settled | open")
