"""Background work, messages, what people do not want to get, and which silence was told of."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

STATES = "state IN ('queued', 'given', 'sent', 'unsure', 'refused', 'dropped')"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.Text(), nullable=True),
        sa.Column("claimed_until", sa.DateTime(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("given_up_at", sa.DateTime(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.CheckConstraint("(claimed_by IS NULL) = (claimed_until IS NULL)", name="ck_job_claimed_whole"),
        sa.CheckConstraint("done_at IS NULL OR given_up_at IS NULL", name="ck_job_one_end"),
        sa.CheckConstraint("attempts >= 0", name="ck_job_attempts_not_negative"),
        sa.PrimaryKeyConstraint("id", name="pk_job"),
        sa.UniqueConstraint("key", name="uq_job_key"),
    )
    op.create_index("ix_job_done_at_given_up_at_due_at", "job", ["done_at", "given_up_at", "due_at"])
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("html", sa.Text(), nullable=True),
        sa.Column("off_link", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("queued_at", sa.DateTime(), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=True),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(STATES, name="ck_message_state_known"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_message_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_message"),
        sa.UniqueConstraint("message_id", name="uq_message_message_id"),
    )
    op.create_index("ix_message_state_queued_at", "message", ["state", "queued_at"])
    op.create_index("ix_message_user_id", "message", ["user_id"])
    op.create_table(
        "unwanted_message",
        sa.Column("user_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.CheckConstraint("kind IN ('digest', 'reminder', 'silence')", name="ck_unwanted_message_kind_known"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_unwanted_message_user_id"),
        sa.PrimaryKeyConstraint("user_id", "kind", name="pk_unwanted_message"),
    )
    op.create_table(
        "reminder",
        sa.Column("ambassadorship_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("weeks", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("weeks > 0", name="ck_reminder_weeks_positive"),
        sa.ForeignKeyConstraint(["ambassadorship_id"], ["ambassadorship.id"], name="fk_reminder_ambassadorship_id"),
        sa.PrimaryKeyConstraint("ambassadorship_id", "since", "weeks", name="pk_reminder"),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("reminder", "unwanted_message", "message", "job"):
        op.drop_table(table)
