"""Planned activities and who comes along; the toolbox; private calendar feeds; messages."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

BEFORE = "kind IN ('digest', 'reminder', 'silence')"
AFTER = "kind IN ('digest', 'reminder', 'silence', 'announcement')"


def upgrade() -> None:
    """Create the tables, and let messages of one more kind be switched off."""
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("kind_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.Time(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("planned_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("status IN ('planned', 'done', 'cancelled')", name="ck_plan_status_known"),
        sa.CheckConstraint("(status = 'done') = (activity_id IS NOT NULL)", name="ck_plan_done_is_logged"),
        sa.CheckConstraint("why IS NULL OR status = 'cancelled'", name="ck_plan_why_cancelled"),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name="fk_plan_initiative_id"),
        sa.ForeignKeyConstraint(["kind_id"], ["activity_kind.id"], name="fk_plan_kind_id"),
        sa.ForeignKeyConstraint(["planned_by"], ["user.id"], name="fk_plan_planned_by"),
        sa.ForeignKeyConstraint(
            ["activity_id", "initiative_id"],
            ["activity.id", "activity.initiative_id"],
            name="fk_plan_activity_id_initiative_id",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_plan"),
        sa.UniqueConstraint("id", "initiative_id", name="uq_plan_id_initiative_id"),
        sa.UniqueConstraint("activity_id", name="uq_plan_activity_id"),
    )
    op.create_index("ix_plan_initiative_id_on", "plan", ["initiative_id", "on"])
    op.create_table(
        "plan_department",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_plan_department_plan_id"),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name="fk_plan_department_department_id"),
        sa.PrimaryKeyConstraint("plan_id", "department_id", name="pk_plan_department"),
    )
    op.create_index("ix_plan_department_department_id", "plan_department", ["department_id"])
    op.create_table(
        "plan_part",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("ambassadorship_id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("leads", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id", "initiative_id"], ["plan.id", "plan.initiative_id"], name="fk_plan_part_plan_id_initiative_id"
        ),
        sa.ForeignKeyConstraint(
            ["ambassadorship_id", "initiative_id"],
            ["ambassadorship.id", "ambassadorship.initiative_id"],
            name="fk_plan_part_ambassadorship_id_initiative_id",
        ),
        sa.PrimaryKeyConstraint("plan_id", "ambassadorship_id", name="pk_plan_part"),
    )
    op.create_index("ix_plan_part_ambassadorship_id", "plan_part", ["ambassadorship_id"])
    op.create_table(
        "tool",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sort", sa.String(length=30), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("sort IN ('story', 'slides', 'letters', 'link', 'other')", name="ck_tool_sort_known"),
        sa.CheckConstraint("title <> ''", name="ck_tool_titled"),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name="fk_tool_initiative_id"),
        sa.PrimaryKeyConstraint("id", name="pk_tool"),
    )
    op.create_index("ix_tool_initiative_id_position", "tool", ["initiative_id", "position"])
    op.create_table(
        "tool_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tool_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=30), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("extension", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("place IN ('file', 'before', 'after')", name="ck_tool_file_place_known"),
        sa.CheckConstraint("size >= 0", name="ck_tool_file_size_not_negative"),
        sa.ForeignKeyConstraint(["tool_id"], ["tool.id"], name="fk_tool_file_tool_id"),
        sa.PrimaryKeyConstraint("id", name="pk_tool_file"),
        sa.UniqueConstraint("tool_id", "place", name="uq_tool_file_tool_id_place"),
    )
    op.create_table(
        "calendar_feed",
        sa.Column("user_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_calendar_feed_user_id"),
        sa.PrimaryKeyConstraint("user_id", name="pk_calendar_feed"),
        sa.UniqueConstraint("digest", name="uq_calendar_feed_digest"),
    )
    op.create_table(
        "announcement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sent_by", sa.Integer(), nullable=True),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("mailed", sa.Integer(), nullable=False),
        sa.CheckConstraint("subject <> '' AND text <> ''", name="ck_announcement_says_something"),
        sa.CheckConstraint("told >= 0 AND mailed BETWEEN 0 AND told", name="ck_announcement_numbers_in_order"),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name="fk_announcement_initiative_id"),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name="fk_announcement_department_id"),
        sa.ForeignKeyConstraint(["sent_by"], ["user.id"], name="fk_announcement_sent_by"),
        sa.PrimaryKeyConstraint("id", name="pk_announcement"),
    )
    op.create_index("ix_announcement_initiative_id_sent_at", "announcement", ["initiative_id", "sent_at"])
    _let_kind_be(AFTER)


def _let_kind_be(said: str) -> None:
    # On SQLite the table is made anew; nothing refers to it, and it has no triggers.
    with op.batch_alter_table("unwanted_message") as table:
        table.drop_constraint("ck_unwanted_message_kind_known", type_="check")
        table.create_check_constraint("ck_unwanted_message_kind_known", said)


def downgrade() -> None:
    """Drop them."""
    op.execute("DELETE FROM unwanted_message WHERE kind = 'announcement'")
    _let_kind_be(BEFORE)
    op.drop_table("announcement")
    op.drop_table("calendar_feed")
    op.drop_table("tool_file")
    op.drop_table("tool")
    op.drop_table("plan_part")
    op.drop_table("plan_department")
    op.drop_table("plan")
