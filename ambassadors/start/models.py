"""The table of private calendar feeds."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ambassadors.db import Base


class CalendarFeed(Base):
    """That a user has a private address for their calendar; only its digest is kept, and never who asked for it."""

    __tablename__ = "calendar_feed"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True, autoincrement=False)
    digest: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
