"""What has changed, and the log of every change packed by month."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TOPICS = "topic IN ('organisation', 'change', 'network', 'log', 'signals', 'results')"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "ledger_version",
        sa.Column("initiative_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("topic", sa.String(length=30), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint(TOPICS, name="ck_ledger_version_topic_known"),
        sa.CheckConstraint("number > 0", name="ck_ledger_version_number_positive"),
        sa.PrimaryKeyConstraint("initiative_id", "topic", name="pk_ledger_version"),
    )
    op.create_table(
        "ledger_mark",
        sa.Column("initiative_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("initiative_id", "number", "on", name="pk_ledger_mark"),
    )
    op.create_table(
        "stored_log",
        sa.Column("initiative_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cleared", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("initiative_id", name="pk_stored_log"),
    )
    op.create_table(
        "stored_month",
        sa.Column("initiative_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("rows", sa.LargeBinary(), nullable=False),
        sa.Column("deeds", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("initiative_id", "month", name="pk_stored_month"),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("stored_month", "stored_log", "ledger_mark", "ledger_version"):
        op.drop_table(table)
