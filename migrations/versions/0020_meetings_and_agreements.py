"""Meetings of the kerngroep, their points and minutes, agreements, what is put off, and what the board is asked."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables, and let the database hold that minutes stay as they are."""
    _create_snooze()
    _create_meeting()
    _create_meeting_point()
    _create_attendance()
    _create_addition()
    _create_agreement()
    _create_board_question()
    if op.get_bind().dialect.name == "postgresql":
        _hold_on_postgresql()
    else:
        _hold_on_sqlite()


def downgrade() -> None:
    """Drop the tables; their constraints and triggers go with them."""
    for table in ("board_question", "agreement", "addition", "attendance", "meeting_point", "meeting", "snooze"):
        op.drop_table(table)


def _create_snooze() -> None:
    op.create_table(
        "snooze",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("why <> ''", name="ck_snooze_with_reason"),
        sa.CheckConstraint('"on" < until', name="ck_snooze_period_in_order"),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ck_snooze_ended_by_somebody"),
        sa.ForeignKeyConstraint(["by"], ["user.id"], name="fk_snooze_by"),
        sa.ForeignKeyConstraint(["ended_by"], ["user.id"], name="fk_snooze_ended_by"),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name="fk_snooze_initiative_id"),
        sa.PrimaryKeyConstraint("id", name="pk_snooze"),
    )
    op.create_index("ix_snooze_initiative_id_until", "snooze", ["initiative_id", "until"])


def _create_meeting() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("time", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("planned_by", sa.Integer(), nullable=False),
        sa.Column("planned_at", sa.DateTime(), nullable=False),
        sa.Column("called_off_at", sa.DateTime(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("minutes", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(closed_at IS NULL) = (minutes IS NULL)", name="ck_meeting_closed_with_minutes"),
        sa.CheckConstraint("closed_at IS NULL OR called_off_at IS NULL", name="ck_meeting_closed_or_called_off"),
        sa.ForeignKeyConstraint(["closed_by"], ["user.id"], name="fk_meeting_closed_by"),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name="fk_meeting_initiative_id"),
        sa.ForeignKeyConstraint(["planned_by"], ["user.id"], name="fk_meeting_planned_by"),
        sa.PrimaryKeyConstraint("id", name="pk_meeting"),
    )
    op.create_index("ix_meeting_initiative_id_on", "meeting", ["initiative_id", "on"])


def _create_meeting_point() -> None:
    op.create_table(
        "meeting_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=30), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('open', 'decided', 'noted', 'skipped')", name="ck_meeting_point_outcome_known"
        ),
        sa.CheckConstraint("title <> ''", name="ck_meeting_point_titled"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_meeting_point_meeting_id"),
        sa.PrimaryKeyConstraint("id", name="pk_meeting_point"),
    )
    op.create_index("ix_meeting_point_meeting_id_position", "meeting_point", ["meeting_id", "position"])


def _create_attendance() -> None:
    op.create_table(
        "attendance",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_attendance_meeting_id"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_attendance_user_id"),
        sa.PrimaryKeyConstraint("meeting_id", "user_id", name="pk_attendance"),
    )
    op.create_index("ix_attendance_user_id", "attendance", ["user_id"])


def _create_addition() -> None:
    op.create_table(
        "addition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("text <> ''", name="ck_addition_with_text"),
        sa.ForeignKeyConstraint(["by"], ["user.id"], name="fk_addition_by"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_addition_meeting_id"),
        sa.PrimaryKeyConstraint("id", name="pk_addition"),
    )
    op.create_index("ix_addition_meeting_id", "addition", ["meeting_id"])


def _create_agreement() -> None:
    op.create_table(
        "agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("point_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("principle_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind <> 'concession' OR (why IS NOT NULL AND why <> '')", name="ck_agreement_concession_with_reason"
        ),
        sa.CheckConstraint("kind IN ('agreement', 'action', 'concession')", name="ck_agreement_kind_known"),
        sa.CheckConstraint("what <> ''", name="ck_agreement_with_text"),
        sa.CheckConstraint("(done_on IS NULL) = (done_by IS NULL)", name="ck_agreement_done_by_somebody"),
        sa.ForeignKeyConstraint(["done_by"], ["user.id"], name="fk_agreement_done_by"),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name="fk_agreement_initiative_id"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_agreement_meeting_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name="fk_agreement_owner_id"),
        sa.ForeignKeyConstraint(["point_id"], ["meeting_point.id"], name="fk_agreement_point_id"),
        sa.ForeignKeyConstraint(["principle_id"], ["principle.id"], name="fk_agreement_principle_id"),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name="fk_agreement_recorded_by"),
        sa.PrimaryKeyConstraint("id", name="pk_agreement"),
    )
    op.create_index("ix_agreement_initiative_id_due_on", "agreement", ["initiative_id", "due_on"])
    op.create_index("ix_agreement_meeting_id", "agreement", ["meeting_id"])
    op.create_index("ix_agreement_owner_id", "agreement", ["owner_id"])


def _create_board_question() -> None:
    op.create_table(
        "board_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name="fk_board_question_initiative_id"),
        sa.ForeignKeyConstraint(["written_by"], ["user.id"], name="fk_board_question_written_by"),
        sa.PrimaryKeyConstraint("id", name="pk_board_question"),
        sa.UniqueConstraint("initiative_id", "as_of", name="uq_board_question_initiative_id_as_of"),
    )


def _hold_on_postgresql() -> None:
    for event in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER meeting_closed_no_{event} BEFORE {event.upper()} ON meeting FOR EACH ROW "
            "WHEN (OLD.closed_at IS NOT NULL) EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER addition_no_{event} BEFORE {event.upper()} ON addition "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )


def _hold_on_sqlite() -> None:
    for event in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER meeting_closed_no_{event} BEFORE {event.upper()} ON meeting "
            "WHEN OLD.closed_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'minutes are append-only'); END"
        )
        op.execute(
            f"CREATE TRIGGER addition_no_{event} BEFORE {event.upper()} ON addition "
            "BEGIN SELECT RAISE(ABORT, 'addition is append-only'); END"
        )
