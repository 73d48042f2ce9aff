"""Table of uploads that wait between preview and confirmation."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from ambassadors.db import Base


class Upload(Base):
    """A file that somebody looks at before it is imported; removed when confirmed, cancelled or a day old."""

    __tablename__ = "upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    filename: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary())
    on: Mapped[date | None]
    uploaded_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    uploaded_at: Mapped[datetime]
