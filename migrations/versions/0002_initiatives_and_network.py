"""Initiatives, grants, needs and ambassadorships."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "initiative",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("vision", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("owner_name", sa.Text(), nullable=True),
        sa.Column("type_of_change", sa.String(length=30), nullable=True),
        sa.Column("heard_days", sa.Integer(), nullable=False),
        sa.Column("takes_part_days", sa.Integer(), nullable=False),
        sa.Column("takes_part_weeks", sa.Integer(), nullable=False),
        sa.Column("takes_part_share", sa.Numeric(precision=12, scale=2, asdecimal=False), nullable=False),
        sa.Column("carries_days", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("code <> '' AND name <> ''", name="ck_initiative_named"),
        sa.CheckConstraint("type_of_change IN ('divergent', 'close')", name="ck_initiative_type_of_change_known"),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ck_initiative_ends_after_start"),
        sa.CheckConstraint(
            "heard_days > 0 AND takes_part_days > 0 AND carries_days > 0", name="ck_initiative_days_positive"
        ),
        sa.CheckConstraint("takes_part_share > 0 AND takes_part_share <= 1", name="ck_initiative_share_of_one"),
        sa.CheckConstraint("takes_part_weeks > 0", name="ck_initiative_weeks_positive"),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name="fk_initiative_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_initiative"),
        sa.UniqueConstraint("code", name="uq_initiative_code"),
    )
    op.create_table(
        "principle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("watered_down", sa.Text(), nullable=True),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.CheckConstraint("title <> ''", name="ck_principle_titled"),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name="fk_principle_initiative_id"),
        sa.PrimaryKeyConstraint("id", name="pk_principle"),
    )
    op.create_index("ix_principle_initiative_id_position", "principle", ["initiative_id", "position"])
    op.create_table(
        "activity_kind",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name_nl", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("audience", sa.String(length=30), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "audience IN ('contact', 'broadcast', 'external')", name="ck_activity_kind_audience_known"
        ),
        sa.CheckConstraint("code <> ''", name="ck_activity_kind_code_not_empty"),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name="fk_activity_kind_initiative_id"),
        sa.PrimaryKeyConstraint("id", name="pk_activity_kind"),
    )
    op.create_index(
        "uq_activity_kind_code",
        "activity_kind",
        ["code"],
        unique=True,
        sqlite_where=sa.text("initiative_id IS NULL"),
        postgresql_where=sa.text("initiative_id IS NULL"),
    )
    op.create_index("uq_activity_kind_code_initiative_id", "activity_kind", ["code", "initiative_id"], unique=True)
    op.create_table(
        "grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "role IN ('administrator', 'change_manager', 'kerngroep', 'chair', 'secretary', 'ambassador', 'employee')",
            name="ck_grant_role_known",
        ),
        sa.CheckConstraint("valid_from < valid_until", name="ck_grant_period_in_order"),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name="fk_grant_initiative_id"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_grant_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_grant"),
    )
    op.create_index("ix_grant_user_id", "grant", ["user_id"])
    op.create_table(
        "need",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=True),
        sa.Column("needed", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.CheckConstraint("valid_from < valid_until", name="ck_need_period_in_order"),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name="fk_need_department_id"),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name="fk_need_initiative_id"),
        sa.PrimaryKeyConstraint("id", name="pk_need"),
    )
    op.create_index("ix_need_department_id", "need", ["department_id"])
    op.create_index("ix_need_initiative_id", "need", ["initiative_id"])
    op.create_table(
        "ambassadorship",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=30), nullable=True),
        sa.Column("recruited_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "source IN ('own_wish', 'colleague', 'project', 'manager')", name="ck_ambassadorship_source_known"
        ),
        sa.CheckConstraint("valid_from < valid_until", name="ck_ambassadorship_period_in_order"),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name="fk_ambassadorship_department_id"),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name="fk_ambassadorship_initiative_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_ambassadorship_person_id"),
        sa.ForeignKeyConstraint(["recruited_by_id"], ["person.id"], name="fk_ambassadorship_recruited_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_ambassadorship"),
        sa.UniqueConstraint("id", "initiative_id", name="uq_ambassadorship_id_initiative_id"),
    )
    op.create_index(
        "ix_ambassadorship_initiative_id_department_id", "ambassadorship", ["initiative_id", "department_id"]
    )
    op.create_index("ix_ambassadorship_person_id", "ambassadorship", ["person_id"])
    op.create_table(
        "ambassadorship_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ambassadorship_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("stand_in_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "status IN ('candidate', 'asked', 'active', 'paused', 'ended', 'declined')",
            name="ck_ambassadorship_step_status_known",
        ),
        sa.ForeignKeyConstraint(
            ["ambassadorship_id"], ["ambassadorship.id"], name="fk_ambassadorship_step_ambassadorship_id"
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name="fk_ambassadorship_step_recorded_by"),
        sa.ForeignKeyConstraint(["stand_in_id"], ["person.id"], name="fk_ambassadorship_step_stand_in_id"),
        sa.PrimaryKeyConstraint("id", name="pk_ambassadorship_step"),
        sa.UniqueConstraint("ambassadorship_id", "number", name="uq_ambassadorship_step_ambassadorship_id_number"),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("ambassadorship_step")
    op.drop_table("ambassadorship")
    op.drop_table("need")
    op.drop_table("grant")
    op.drop_table("activity_kind")
    op.drop_table("principle")
    op.drop_table("initiative")
