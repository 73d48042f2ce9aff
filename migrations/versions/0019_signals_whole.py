"""Signals: asked back, closed, urgent, confidential, joined; by when they are answered; who was told they are late."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

BEFORE = "status IN ('raised', 'solved_locally', 'escalated', 'acknowledged', 'answered', 'fed_back', 'reopened')"
AFTER = (
    "status IN ('raised', 'solved_locally', 'escalated', 'acknowledged', 'asked', 'replied', 'answered', 'fed_back', "
    "'closed', 'reopened')"
)
MESSAGES_BEFORE = "kind IN ('digest', 'reminder', 'silence', 'announcement', 'help')"
MESSAGES_AFTER = "kind IN ('digest', 'reminder', 'silence', 'announcement', 'help', 'late_signal')"
KINDS = "kind IN ('taken', 'followed', 'joined', 'left')"
MARKS = ("urgent", "confidential", "for_colleague")
STEP_COLUMNS = 'id, signal_id, number, status, at, "by", note'
TERMS = ("acknowledge", "answer", "urgent_acknowledge", "urgent_answer", "without_meeting", "climb")


def upgrade() -> None:
    """Widen the two tables, and add those of the terms and of what was told."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    if sqlite:
        _put_steps_aside()
    with op.batch_alter_table("signal") as table:
        for mark in MARKS:
            table.add_column(sa.Column(mark, sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("joined_to_id", sa.Integer(), nullable=True))
        table.create_foreign_key("fk_signal_joined_to_id", "signal", ["joined_to_id"], ["id"])
        table.create_check_constraint("ck_signal_not_joined_to_itself", "joined_to_id <> id")
        table.drop_constraint("ck_signal_status_known", type_="check")
        table.create_check_constraint("ck_signal_status_known", AFTER)
    with op.batch_alter_table("signal") as table:
        for mark in MARKS:
            table.alter_column(mark, server_default=None)
    op.create_index("ix_signal_joined_to_id", "signal", ["joined_to_id"])
    if sqlite:
        _create_steps(AFTER, more=True)
        op.execute(
            f"INSERT INTO signal_step ({STEP_COLUMNS}, kind) SELECT {STEP_COLUMNS}, 'taken' FROM signal_step_kept"
        )
        _put_back()
    else:
        _widen_steps()
    op.execute("UPDATE signal SET urgent = true WHERE severity = 'blocks'")
    _create_terms()
    _create_told()
    _let_messages_be(MESSAGES_AFTER)


def downgrade() -> None:
    """Narrow the tables again. What was closed was fed back; a question becomes “taken up”; joining is forgotten."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.drop_table("lateness_told")
    op.drop_table("signal_terms")
    op.execute("DELETE FROM unwanted_message WHERE kind = 'late_signal'")
    _let_messages_be(MESSAGES_BEFORE)
    if sqlite:
        _put_steps_aside()
        steps = "signal_step_kept"
    else:
        op.execute("DROP TRIGGER signal_step_no_update ON signal_step")
        steps = "signal_step"
    for table in ("signal", steps):
        op.execute(f"UPDATE {table} SET status = 'fed_back' WHERE status = 'closed'")
        op.execute(f"UPDATE {table} SET status = 'acknowledged' WHERE status IN ('asked', 'replied')")
    op.drop_index("ix_signal_joined_to_id", "signal")
    with op.batch_alter_table("signal") as table:
        table.drop_constraint("fk_signal_joined_to_id", type_="foreignkey")
        table.drop_constraint("ck_signal_not_joined_to_itself", type_="check")
        table.drop_constraint("ck_signal_status_known", type_="check")
        table.create_check_constraint("ck_signal_status_known", BEFORE)
        for column in (*MARKS, "joined_to_id"):
            table.drop_column(column)
    if sqlite:
        _create_steps(BEFORE, more=False)
        op.execute(f"INSERT INTO signal_step ({STEP_COLUMNS}) SELECT {STEP_COLUMNS} FROM signal_step_kept")
        _put_back()
    else:
        _narrow_steps()


def _put_steps_aside() -> None:
    # SQLite changes a constraint by making the table anew, and will not drop one that rows refer to.
    op.execute("CREATE TABLE signal_step_kept AS SELECT * FROM signal_step")
    op.drop_table("signal_step")


def _put_back() -> None:
    op.drop_table("signal_step_kept")
    for event in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER signal_step_no_{event} BEFORE {event.upper()} ON signal_step "
            "BEGIN SELECT RAISE(ABORT, 'signal_step is append-only'); END"
        )


def _create_steps(said: str, *, more: bool) -> None:
    added = (
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=True),
        sa.CheckConstraint(KINDS, name="ck_signal_step_kind_known"),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name="fk_signal_step_owner_id"),
    )
    op.create_table(
        "signal_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("signal_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint(said, name="ck_signal_step_status_known"),
        sa.ForeignKeyConstraint(["by"], ["user.id"], name="fk_signal_step_by"),
        sa.ForeignKeyConstraint(["signal_id"], ["signal.id"], name="fk_signal_step_signal_id"),
        sa.PrimaryKeyConstraint("id", name="pk_signal_step"),
        sa.UniqueConstraint("signal_id", "number", name="uq_signal_step_signal_id_number"),
        *(added if more else ()),
    )


def _widen_steps() -> None:
    op.add_column("signal_step", sa.Column("kind", sa.String(length=30), nullable=False, server_default="taken"))
    op.alter_column("signal_step", "kind", server_default=None)
    op.add_column("signal_step", sa.Column("owner_id", sa.Integer(), nullable=True))
    op.add_column("signal_step", sa.Column("due_on", sa.Date(), nullable=True))
    op.add_column("signal_step", sa.Column("urgent", sa.Boolean(), nullable=True))
    op.create_foreign_key("fk_signal_step_owner_id", "signal_step", "user", ["owner_id"], ["id"])
    op.create_check_constraint("ck_signal_step_kind_known", "signal_step", KINDS)
    op.drop_constraint("ck_signal_step_status_known", "signal_step", type_="check")
    op.create_check_constraint("ck_signal_step_status_known", "signal_step", AFTER)


def _narrow_steps() -> None:
    op.drop_constraint("ck_signal_step_status_known", "signal_step", type_="check")
    op.create_check_constraint("ck_signal_step_status_known", "signal_step", BEFORE)
    for column in ("kind", "owner_id", "due_on", "urgent"):
        op.drop_column("signal_step", column)
    op.execute(
        "CREATE TRIGGER signal_step_no_update BEFORE UPDATE ON signal_step "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )


def _create_terms() -> None:
    op.create_table(
        "signal_terms",
        sa.Column("initiative_id", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(each, sa.Integer(), nullable=False) for each in TERMS),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            " AND ".join(f"{each} BETWEEN 1 AND 90" for each in TERMS), name="ck_signal_terms_days_within_reason"
        ),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name="fk_signal_terms_initiative_id"),
        sa.PrimaryKeyConstraint("initiative_id", name="pk_signal_terms"),
    )


def _create_told() -> None:
    op.create_table(
        "lateness_told",
        sa.Column("signal_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("rung", sa.String(length=30), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("rung IN ('owner', 'chair')", name="ck_lateness_told_rung_known"),
        sa.ForeignKeyConstraint(["signal_id"], ["signal.id"], name="fk_lateness_told_signal_id"),
        sa.PrimaryKeyConstraint("signal_id", "due_on", "rung", name="pk_lateness_told"),
    )


def _let_messages_be(said: str) -> None:
    with op.batch_alter_table("unwanted_message") as table:
        table.drop_constraint("ck_unwanted_message_kind_known", type_="check")
        table.create_check_constraint("ck_unwanted_message_kind_known", said)
