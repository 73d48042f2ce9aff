"""Thanks from a colleague to an ambassador."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "thanks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sender_id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("words <> '' AND length(words) <= 280", name="ck_thanks_words_short"),
        sa.CheckConstraint("removed_at IS NULL OR words IS NULL", name="ck_thanks_removed_without_words"),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name="fk_thanks_initiative_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_thanks_person_id"),
        sa.ForeignKeyConstraint(["sender_id"], ["user.id"], name="fk_thanks_sender_id"),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name="fk_thanks_activity_id"),
        sa.PrimaryKeyConstraint("id", name="pk_thanks"),
        sa.UniqueConstraint("sender_id", "person_id", "on", name="uq_thanks_sender_id_person_id_on"),
    )
    op.create_index("ix_thanks_person_id", "thanks", ["person_id"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("thanks")
