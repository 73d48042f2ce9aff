"""What a line manager agreed with an ambassador; who was named, and who is there for questions only."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BEFORE = "status IN ('candidate', 'asked', 'active', 'paused', 'ended', 'declined')"
AFTER = "status IN ('named', 'candidate', 'asked', 'active', 'paused', 'questions', 'ended', 'declined')"


def upgrade() -> None:
    """Create the table, and let steps be of two more kinds."""
    op.create_table(
        "hours_agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ambassadorship_id", sa.Integer(), nullable=False),
        sa.Column("line_manager_id", sa.Integer(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("hours BETWEEN 1 AND 160", name="ck_hours_agreement_hours_of_a_month"),
        sa.CheckConstraint('"on" < until', name="ck_hours_agreement_period_in_order"),
        sa.ForeignKeyConstraint(
            ["ambassadorship_id"], ["ambassadorship.id"], name="fk_hours_agreement_ambassadorship_id"
        ),
        sa.ForeignKeyConstraint(["line_manager_id"], ["person.id"], name="fk_hours_agreement_line_manager_id"),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name="fk_hours_agreement_recorded_by"),
        sa.PrimaryKeyConstraint("id", name="pk_hours_agreement"),
    )
    op.create_index("ix_hours_agreement_ambassadorship_id", "hours_agreement", ["ambassadorship_id"])
    op.create_index("ix_hours_agreement_line_manager_id", "hours_agreement", ["line_manager_id"])
    _let_status_be(AFTER)


def downgrade() -> None:
    """Drop the table. Who was named becomes a candidate, and who is there for questions has stopped."""
    op.execute("UPDATE ambassadorship_step SET status = 'candidate' WHERE status = 'named'")
    # Nothing ends on the day on which it began: there the step goes.
    op.execute(
        "DELETE FROM ambassadorship_step WHERE status = 'questions' AND \"on\" <= "
        "(SELECT valid_from FROM ambassadorship WHERE ambassadorship.id = ambassadorship_id)"
    )
    op.execute("UPDATE ambassadorship_step SET status = 'ended' WHERE status = 'questions'")
    op.execute(
        'UPDATE ambassadorship SET valid_until = (SELECT min(step."on") FROM ambassadorship_step AS step '
        "WHERE step.ambassadorship_id = ambassadorship.id AND step.status = 'ended') "
        "WHERE EXISTS (SELECT 1 FROM ambassadorship_step AS step "
        "WHERE step.ambassadorship_id = ambassadorship.id AND step.status = 'ended')"
    )
    _let_status_be(BEFORE)
    op.drop_table("hours_agreement")


def _let_status_be(said: str) -> None:
    # On SQLite the table is made anew; nothing refers to it, and it has no triggers.
    with op.batch_alter_table("ambassadorship_step") as table:
        table.drop_constraint("ck_ambassadorship_step_status_known", type_="check")
        table.create_check_constraint("ck_ambassadorship_step_status_known", said)
