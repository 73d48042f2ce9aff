"""When entries were logged, undone and changed, found without reading all of them."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the indexes."""
    op.create_index("ix_activity_initiative_id_logged_at_on", "activity", ["initiative_id", "logged_at", "on"])
    op.create_index("ix_activity_undone_at", "activity", ["undone_at"])
    op.create_index("ix_audit_entry_subject_at", "audit_entry", ["subject", "at"])


def downgrade() -> None:
    """Drop the indexes."""
    op.drop_index("ix_audit_entry_subject_at", "audit_entry")
    op.drop_index("ix_activity_undone_at", "activity")
    op.drop_index("ix_activity_initiative_id_logged_at_on", "activity")
