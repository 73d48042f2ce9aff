"""The stored log in fewer bytes: it is stored anew, from the facts, by `ambassadors rebuild` or who first asks."""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Empty what is stored in the older form."""
    _empty()


def downgrade() -> None:
    """Empty what is stored in the newer form."""
    _empty()


def _empty() -> None:
    op.execute("DELETE FROM stored_month")
    op.execute("DELETE FROM stored_log")
