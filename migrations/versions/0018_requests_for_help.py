"""Requests for help and their steps; what ambassadors can be asked for; answers as a kind of message."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

BEFORE = "kind IN ('digest', 'reminder', 'silence', 'announcement')"
AFTER = "kind IN ('digest', 'reminder', 'silence', 'announcement', 'help')"


def upgrade() -> None:
    """Create the tables, and the columns and values that go with them."""
    op.add_column("ambassadorship", sa.Column("strengths", sa.Text(), nullable=True))
    _create_request()
    _create_step()
    _append_only()
    _let_kind_be(AFTER)


def downgrade() -> None:
    """Drop them; who wanted no answers by mail has nothing to switch off any more."""
    op.execute("DELETE FROM unwanted_message WHERE kind = 'help'")
    _let_kind_be(BEFORE)
    op.drop_table("help_step")
    op.drop_table("help_request")
    op.drop_column("ambassadorship", "strengths")


def _create_request() -> None:
    of_initiative = {
        "meant_for_id": "ambassadorship",
        "taken_by_id": "ambassadorship",
        "activity_id": "activity",
    }
    op.create_table(
        "help_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("wished_on", sa.Date(), nullable=True),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("meant_for_id", sa.Integer(), nullable=True),
        sa.Column("taken_by_id", sa.Integer(), nullable=True),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('visit', 'review')", name="ck_help_request_kind_known"),
        sa.CheckConstraint(
            "status IN ('open', 'taken', 'done', 'declined', 'withdrawn')", name="ck_help_request_status_known"
        ),
        sa.CheckConstraint("about <> ''", name="ck_help_request_said"),
        sa.CheckConstraint(
            "(status IN ('taken', 'done')) = (taken_by_id IS NOT NULL)", name="ck_help_request_taken_by_somebody"
        ),
        sa.CheckConstraint(
            "(status = 'done') = (activity_id IS NOT NULL)", name="ck_help_request_done_is_an_activity"
        ),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name="fk_help_request_initiative_id"),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name="fk_help_request_department_id"),
        sa.ForeignKeyConstraint(["asked_by"], ["user.id"], name="fk_help_request_asked_by"),
        *(
            sa.ForeignKeyConstraint(
                [column, "initiative_id"],
                [f"{table}.id", f"{table}.initiative_id"],
                name=f"fk_help_request_{column}_initiative_id",
            )
            for column, table in of_initiative.items()
        ),
        sa.PrimaryKeyConstraint("id", name="pk_help_request"),
        sa.UniqueConstraint("activity_id", name="uq_help_request_activity_id"),
    )
    op.create_index("ix_help_request_initiative_id_status", "help_request", ["initiative_id", "status"])
    for column in ("asked_by", "department_id", "taken_by_id", "meant_for_id"):
        op.create_index(f"ix_help_request_{column}", "help_request", [column])


def _create_step() -> None:
    op.create_table(
        "help_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("move", sa.String(length=30), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("ambassadorship_id", sa.Integer(), nullable=True),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "move IN ('asked', 'taken', 'passed_on', 'given_back', 'handed_over', 'done', 'undone', 'declined', "
            "'withdrawn', 'reopened')",
            name="ck_help_step_move_known",
        ),
        sa.ForeignKeyConstraint(["request_id"], ["help_request.id"], name="fk_help_step_request_id"),
        sa.ForeignKeyConstraint(["by"], ["user.id"], name="fk_help_step_by"),
        sa.ForeignKeyConstraint(["ambassadorship_id"], ["ambassadorship.id"], name="fk_help_step_ambassadorship_id"),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name="fk_help_step_activity_id"),
        sa.PrimaryKeyConstraint("id", name="pk_help_step"),
        sa.UniqueConstraint("request_id", "number", name="uq_help_step_request_id_number"),
    )
    op.create_index("ix_help_step_activity_id", "help_step", ["activity_id"])


def _append_only() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    does = (
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        if postgresql
        else "BEGIN SELECT RAISE(ABORT, 'help_step is append-only'); END"
    )
    for event in ("update", "delete"):
        op.execute(f"CREATE TRIGGER help_step_no_{event} BEFORE {event.upper()} ON help_step {does}")


def _let_kind_be(said: str) -> None:
    with op.batch_alter_table("unwanted_message") as table:
        table.drop_constraint("ck_unwanted_message_kind_known", type_="check")
        table.create_check_constraint("ck_unwanted_message_kind_known", said)
