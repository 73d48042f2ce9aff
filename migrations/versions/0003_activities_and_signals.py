"""Activities, whom they reached, and signals."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "activity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("kind_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("story", sa.Text(), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("whole_organisation", sa.Boolean(), nullable=False),
        sa.Column("logged_by", sa.Integer(), nullable=True),
        sa.Column("logged_at", sa.DateTime(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name="fk_activity_initiative_id"),
        sa.ForeignKeyConstraint(["kind_id"], ["activity_kind.id"], name="fk_activity_kind_id"),
        sa.ForeignKeyConstraint(["logged_by"], ["user.id"], name="fk_activity_logged_by"),
        sa.PrimaryKeyConstraint("id", name="pk_activity"),
        sa.UniqueConstraint("id", "initiative_id", name="uq_activity_id_initiative_id"),
        sa.UniqueConstraint("initiative_id", "ref", name="uq_activity_initiative_id_ref"),
    )
    op.create_index("ix_activity_initiative_id_on", "activity", ["initiative_id", "on"])
    op.create_table(
        "done_by",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("ambassadorship_id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id", "initiative_id"],
            ["activity.id", "activity.initiative_id"],
            name="fk_done_by_activity_id_initiative_id",
        ),
        sa.ForeignKeyConstraint(
            ["ambassadorship_id", "initiative_id"],
            ["ambassadorship.id", "ambassadorship.initiative_id"],
            name="fk_done_by_ambassadorship_id_initiative_id",
        ),
        sa.PrimaryKeyConstraint("activity_id", "ambassadorship_id", name="pk_done_by"),
    )
    op.create_index("ix_done_by_ambassadorship_id", "done_by", ["ambassadorship_id"])
    op.create_table(
        "reach",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=True),
        sa.Column("high", sa.Integer(), nullable=True),
        sa.Column("first_timers", sa.Integer(), nullable=True),
        sa.CheckConstraint("(low IS NULL) = (high IS NULL)", name="ck_reach_both_or_neither"),
        sa.CheckConstraint("first_timers <= high", name="ck_reach_first_timers_within_high"),
        sa.CheckConstraint("first_timers >= 0", name="ck_reach_first_timers_not_negative"),
        sa.CheckConstraint("low <= high", name="ck_reach_low_to_high"),
        sa.CheckConstraint("low >= 0", name="ck_reach_low_not_negative"),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name="fk_reach_activity_id"),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name="fk_reach_department_id"),
        sa.PrimaryKeyConstraint("activity_id", "department_id", name="pk_reach"),
    )
    op.create_index("ix_reach_department_id", "reach", ["department_id"])
    op.create_table(
        "signal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("principle_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("severity", sa.String(length=30), nullable=False),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("raised_by", sa.Integer(), nullable=False),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("severity IN ('small', 'hinders', 'blocks')", name="ck_signal_severity_known"),
        sa.CheckConstraint(
            "status IN ('raised', 'solved_locally', 'escalated', 'acknowledged', 'answered', 'fed_back', 'reopened')",
            name="ck_signal_status_known",
        ),
        sa.CheckConstraint("what <> ''", name="ck_signal_said"),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name="fk_signal_department_id"),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name="fk_signal_initiative_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name="fk_signal_owner_id"),
        sa.ForeignKeyConstraint(["principle_id"], ["principle.id"], name="fk_signal_principle_id"),
        sa.ForeignKeyConstraint(["raised_by"], ["user.id"], name="fk_signal_raised_by"),
        sa.PrimaryKeyConstraint("id", name="pk_signal"),
    )
    op.create_index("ix_signal_department_id", "signal", ["department_id"])
    op.create_index("ix_signal_initiative_id_status", "signal", ["initiative_id", "status"])
    op.create_index("ix_signal_raised_by", "signal", ["raised_by"])
    op.create_table(
        "signal_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("signal_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "status IN ('raised', 'solved_locally', 'escalated', 'acknowledged', 'answered', 'fed_back', 'reopened')",
            name="ck_signal_step_status_known",
        ),
        sa.ForeignKeyConstraint(["by"], ["user.id"], name="fk_signal_step_by"),
        sa.ForeignKeyConstraint(["signal_id"], ["signal.id"], name="fk_signal_step_signal_id"),
        sa.PrimaryKeyConstraint("id", name="pk_signal_step"),
        sa.UniqueConstraint("signal_id", "number", name="uq_signal_step_signal_id_number"),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("signal_step")
    op.drop_table("signal")
    op.drop_table("reach")
    op.drop_table("done_by")
    op.drop_table("activity")
