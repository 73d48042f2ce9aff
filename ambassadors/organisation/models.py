"""Tables of the organisation: everything that changes is dated."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ambassadors.db import Base, Period, one_of, period_in_order


class HeadcountUnit(StrEnum):
    """What a headcount counts."""

    PEOPLE = "people"
    FTE = "fte"


class Level(StrEnum):
    """Level of a person in the organisation."""

    BOARD = "board"
    DIRECTOR = "director"
    MANAGER = "manager"
    ADVISER = "adviser"
    FRONT_LINE = "front_line"


class Department(Base):
    """A unit of the organisation, known for good by the organisation's own code."""

    __tablename__ = "department"
    __table_args__ = (CheckConstraint("code <> ''", name="code_not_empty"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)


class DepartmentVersion(Period, Base):
    """Name and place in the tree of a department during a period. Periods of one department do not overlap."""

    __tablename__ = "department_version"
    __table_args__ = (
        period_in_order(),
        CheckConstraint("parent_id <> department_id", name="parent_other"),
        CheckConstraint("name <> ''", name="name_not_empty"),
        Index(None, "department_id", "valid_from", unique=True),
        Index(None, "parent_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    name: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))


class Headcount(Period, Base):
    """Own staff of a department during a period, children excluded; hired staff (`externals`) apart."""

    __tablename__ = "headcount"
    __table_args__ = (
        period_in_order(),
        one_of("unit", HeadcountUnit),
        CheckConstraint("amount >= 0", name="amount_not_negative"),
        CheckConstraint("externals >= 0", name="externals_not_negative"),
        Index(None, "department_id", "valid_from", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    amount: Mapped[float]
    unit: Mapped[HeadcountUnit] = mapped_column(default=HeadcountUnit.PEOPLE)
    externals: Mapped[float | None]


class Succession(Base):
    """A department went over into another on a day: a merge has several `from_id`, a split several `to_id`."""

    __tablename__ = "succession"
    __table_args__ = (CheckConstraint("from_id <> to_id", name="to_other"), Index(None, "to_id"))

    from_id: Mapped[int] = mapped_column(ForeignKey("department.id"), primary_key=True)
    to_id: Mapped[int] = mapped_column(ForeignKey("department.id"), primary_key=True)
    on: Mapped[date] = mapped_column(primary_key=True)


class Need(Period, Base):
    """Whether a department needs an ambassador of its own: for one initiative, or for all (no initiative).

    Where nothing is said, a department needs one if it has staff (`organisation.rules.needs_ambassador`).
    """

    __tablename__ = "need"
    __table_args__ = (period_in_order(), Index(None, "department_id"), Index(None, "initiative_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    initiative_id: Mapped[int | None] = mapped_column(ForeignKey("initiative.id"))
    needed: Mapped[bool]


class QuietPeriod(Period, Base):
    """Days in which silence does not count, such as holidays: of a department and all below it, or of everybody."""

    __tablename__ = "quiet_period"
    __table_args__ = (
        period_in_order(),
        CheckConstraint("name <> ''", name="name_not_empty"),
        CheckConstraint("valid_from > '0001-01-01' AND valid_until < '9999-12-31'", name="bounded"),
        Index(None, "department_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    name: Mapped[str]


class Person(Base):
    """Somebody in the staff file: what is needed to find a colleague, and nothing more."""

    __tablename__ = "person"
    __table_args__ = (
        one_of("level", Level),
        CheckConstraint("email = lower(email)", name="email_lower"),
        CheckConstraint("code <> ''", name="code_not_empty"),
        Index(None, "email"),
        Index(None, "name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    email: Mapped[str | None]
    level: Mapped[Level | None]


class Placement(Period, Base):
    """The department where a person works during a period. Periods of one person do not overlap."""

    __tablename__ = "placement"
    __table_args__ = (
        period_in_order(),
        Index(None, "person_id", "valid_from", unique=True),
        Index(None, "department_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
