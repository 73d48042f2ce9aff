"""Tables of versions per topic, and of the days whose activities changed."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ambassadors.db import Base, one_of

ALL_INITIATIVES = 0
"""Stands for every initiative, and for what belongs to none."""


class Topic(StrEnum):
    """Facts that are read together, and read again together when one of them changed."""

    ORGANISATION = "organisation"
    CHANGE = "change"
    NETWORK = "network"
    LOG = "log"
    SIGNALS = "signals"
    RESULTS = "results"


class Version(Base):
    """How many transactions have changed a topic of an initiative (0: of all of them).

    A writer holds the row until it commits, so versions become visible in their order.
    """

    __tablename__ = "ledger_version"
    __table_args__ = (one_of("topic", Topic), CheckConstraint("number > 0", name="number_positive"))

    initiative_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    topic: Mapped[Topic] = mapped_column(primary_key=True)
    number: Mapped[int]


class Mark(Base):
    """A day of an initiative on which activities changed, with the version of its log that did it."""

    __tablename__ = "ledger_mark"

    initiative_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    on: Mapped[date] = mapped_column(primary_key=True)
