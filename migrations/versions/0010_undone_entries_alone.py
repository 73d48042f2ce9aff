"""Undone activities are found by an index of those alone: else SQLite takes it for all that were never undone."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_UNDONE = sa.text("undone_at IS NOT NULL")


def upgrade() -> None:
    """Leave out of the index what was never undone."""
    op.drop_index("ix_activity_undone_at", "activity")
    op.create_index(
        "ix_activity_undone_at", "activity", ["undone_at"], sqlite_where=_UNDONE, postgresql_where=_UNDONE
    )


def downgrade() -> None:
    """Index all of them again."""
    op.drop_index("ix_activity_undone_at", "activity")
    op.create_index("ix_activity_undone_at", "activity", ["undone_at"])
