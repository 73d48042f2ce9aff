"""Tables of what is stored of the log: derived from the facts, and renewed from them."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from ambassadors.db import Base


class StoredLog(Base):
    """The version (`number`) of the log of an initiative that its stored months hold.

    Marks since then tell which days to read again; those up to and including version `cleared` are gone.
    """

    __tablename__ = "stored_log"

    initiative_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    cleared: Mapped[int]


class StoredMonth(Base):
    """The packed log of one month: see `spread.logbook.Month`. `month` is its first day."""

    __tablename__ = "stored_month"

    initiative_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    month: Mapped[date] = mapped_column(primary_key=True)
    rows: Mapped[bytes]
    deeds: Mapped[bytes]
