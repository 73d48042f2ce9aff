"""Tables of the toolbox, and of the files in it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ambassadors.db import Base, one_of
from ambassadors.initiatives.models import Initiative
from ambassadors.toolbox.rules import Place, Sort


class Tool(Base):
    """Something in the toolbox of a change, in an order that its change manager chose."""

    __tablename__ = "tool"
    __table_args__ = (
        one_of("sort", Sort),
        CheckConstraint("title <> ''", name="titled"),
        Index(None, "initiative_id", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    position: Mapped[int]
    sort: Mapped[Sort]
    title: Mapped[str]
    words: Mapped[str | None]
    link: Mapped[str | None]
    changed_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    initiative: Mapped[Initiative] = relationship(viewonly=True)
    files: Mapped[list["ToolFile"]] = relationship(order_by="ToolFile.place.desc()", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it as a plain dict

    def file_at(self, place: Place) -> "ToolFile | None":
        """Its file at a place."""
        return next((each for each in self.files if each.place == place), None)


class ToolFile(Base):
    """A file in the toolbox. It lies in the database, so that one backup holds everything."""

    __tablename__ = "tool_file"
    __table_args__ = (
        one_of("place", Place),
        CheckConstraint("size >= 0", name="size_not_negative"),
        UniqueConstraint("tool_id", "place"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tool_id: Mapped[int] = mapped_column(ForeignKey("tool.id"))
    place: Mapped[Place]
    filename: Mapped[str]
    extension: Mapped[str]
    size: Mapped[int]
    # Lists need to know that there is a file, and not what is in it.
    content: Mapped[bytes] = mapped_column(LargeBinary(), deferred=True)
