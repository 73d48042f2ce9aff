"""What people say against a change, with the answers that worked; and the stories that ambassadors share."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "objection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("joined_to_id", sa.Integer(), nullable=True),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("retired_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("text <> ''", name="ck_objection_said"),
        sa.CheckConstraint("joined_to_id <> id", name="ck_objection_not_joined_to_itself"),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name="fk_objection_initiative_id"),
        sa.ForeignKeyConstraint(["joined_to_id"], ["objection.id"], name="fk_objection_joined_to_id"),
        sa.ForeignKeyConstraint(["written_by"], ["user.id"], name="fk_objection_written_by"),
        sa.PrimaryKeyConstraint("id", name="pk_objection"),
    )
    op.create_index("ix_objection_initiative_id", "objection", ["initiative_id"])
    op.create_index("ix_objection_joined_to_id", "objection", ["joined_to_id"])
    op.create_index("ix_objection_written_by", "objection", ["written_by"])
    op.create_table(
        "objection_hearing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("objection_id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("logged_by", sa.Integer(), nullable=False),
        sa.Column("logged_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint('(activity_id IS NULL) = ("on" IS NOT NULL)', name="ck_objection_hearing_one_day"),
        sa.ForeignKeyConstraint(["objection_id"], ["objection.id"], name="fk_objection_hearing_objection_id"),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name="fk_objection_hearing_activity_id"),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name="fk_objection_hearing_department_id"),
        sa.ForeignKeyConstraint(["logged_by"], ["user.id"], name="fk_objection_hearing_logged_by"),
        sa.PrimaryKeyConstraint("id", name="pk_objection_hearing"),
    )
    op.create_index("ix_objection_hearing_objection_id", "objection_hearing", ["objection_id"])
    op.create_index("ix_objection_hearing_activity_id", "objection_hearing", ["activity_id"], unique=True)
    op.create_index("ix_objection_hearing_department_id", "objection_hearing", ["department_id"])
    op.create_index("ix_objection_hearing_logged_by", "objection_hearing", ["logged_by"])
    op.create_table(
        "objection_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("objection_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("retired_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("text <> ''", name="ck_objection_answer_said"),
        sa.ForeignKeyConstraint(["objection_id"], ["objection.id"], name="fk_objection_answer_objection_id"),
        sa.ForeignKeyConstraint(["written_by"], ["user.id"], name="fk_objection_answer_written_by"),
        sa.PrimaryKeyConstraint("id", name="pk_objection_answer"),
    )
    op.create_index("ix_objection_answer_objection_id", "objection_answer", ["objection_id"])
    op.create_index("ix_objection_answer_written_by", "objection_answer", ["written_by"])
    op.create_table(
        "objection_answer_worked",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["objection_answer.id"], name="fk_objection_answer_worked_answer_id"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_objection_answer_worked_user_id"),
        sa.PrimaryKeyConstraint("answer_id", "user_id", name="pk_objection_answer_worked"),
    )
    op.create_index("ix_objection_answer_worked_user_id", "objection_answer_worked", ["user_id"])
    op.create_table(
        "story",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("result_id", sa.Integer(), nullable=True),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("shared_by", sa.Integer(), nullable=False),
        sa.Column("shared_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("hidden_at", sa.DateTime(), nullable=True),
        sa.Column("hidden_because", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(hidden_at IS NULL) = (hidden_because IS NULL)", name="ck_story_hidden_with_a_reason"),
        sa.CheckConstraint("hidden_because <> ''", name="ck_story_reason_said"),
        sa.ForeignKeyConstraint(
            ["activity_id", "initiative_id"],
            ["activity.id", "activity.initiative_id"],
            name="fk_story_activity_id_initiative_id",
        ),
        sa.ForeignKeyConstraint(["result_id"], ["result.id"], name="fk_story_result_id"),
        sa.ForeignKeyConstraint(["shared_by"], ["user.id"], name="fk_story_shared_by"),
        sa.PrimaryKeyConstraint("id", name="pk_story"),
    )
    op.create_index("ix_story_activity_id", "story", ["activity_id"], unique=True)
    op.create_index("ix_story_initiative_id_shared_at", "story", ["initiative_id", "shared_at"])
    op.create_index("ix_story_result_id", "story", ["result_id"])
    op.create_index("ix_story_shared_by", "story", ["shared_by"])


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("story")
    op.drop_table("objection_answer_worked")
    op.drop_table("objection_answer")
    op.drop_table("objection_hearing")
    op.drop_table("objection")
