"""Departments, people, users, and the trail of what they do."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "department",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.CheckConstraint("code <> ''", name="ck_department_code_not_empty"),
        sa.PrimaryKeyConstraint("id", name="pk_department"),
        sa.UniqueConstraint("code", name="uq_department_code"),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("level", sa.String(length=30), nullable=True),
        sa.CheckConstraint("code <> ''", name="ck_person_code_not_empty"),
        sa.CheckConstraint(
            "level IN ('board', 'director', 'manager', 'adviser', 'front_line')", name="ck_person_level_known"
        ),
        sa.CheckConstraint("email = lower(email)", name="ck_person_email_lower"),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("code", name="uq_person_code"),
    )
    op.create_index("ix_person_email", "person", ["email"])
    op.create_index("ix_person_name", "person", ["name"])
    op.create_table(
        "department_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.CheckConstraint("name <> ''", name="ck_department_version_name_not_empty"),
        sa.CheckConstraint("parent_id <> department_id", name="ck_department_version_parent_other"),
        sa.CheckConstraint("valid_from < valid_until", name="ck_department_version_period_in_order"),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name="fk_department_version_department_id"),
        sa.ForeignKeyConstraint(["parent_id"], ["department.id"], name="fk_department_version_parent_id"),
        sa.PrimaryKeyConstraint("id", name="pk_department_version"),
    )
    op.create_index(
        "ix_department_version_department_id_valid_from",
        "department_version",
        ["department_id", "valid_from"],
        unique=True,
    )
    op.create_index("ix_department_version_parent_id", "department_version", ["parent_id"])
    op.create_table(
        "headcount",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=12, scale=2, asdecimal=False), nullable=False),
        sa.Column("unit", sa.String(length=30), nullable=False),
        sa.Column("externals", sa.Numeric(precision=12, scale=2, asdecimal=False), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.CheckConstraint("unit IN ('people', 'fte')", name="ck_headcount_unit_known"),
        sa.CheckConstraint("amount >= 0", name="ck_headcount_amount_not_negative"),
        sa.CheckConstraint("externals >= 0", name="ck_headcount_externals_not_negative"),
        sa.CheckConstraint("valid_from < valid_until", name="ck_headcount_period_in_order"),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name="fk_headcount_department_id"),
        sa.PrimaryKeyConstraint("id", name="pk_headcount"),
    )
    op.create_index(
        "ix_headcount_department_id_valid_from", "headcount", ["department_id", "valid_from"], unique=True
    )
    op.create_table(
        "placement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.CheckConstraint("valid_from < valid_until", name="ck_placement_period_in_order"),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name="fk_placement_department_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_placement_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_placement"),
    )
    op.create_index("ix_placement_department_id", "placement", ["department_id"])
    op.create_index("ix_placement_person_id_valid_from", "placement", ["person_id", "valid_from"], unique=True)
    op.create_table(
        "succession",
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.CheckConstraint("from_id <> to_id", name="ck_succession_to_other"),
        sa.ForeignKeyConstraint(["from_id"], ["department.id"], name="fk_succession_from_id"),
        sa.ForeignKeyConstraint(["to_id"], ["department.id"], name="fk_succession_to_id"),
        sa.PrimaryKeyConstraint("from_id", "to_id", "on", name="pk_succession"),
    )
    op.create_index("ix_succession_to_id", "succession", ["to_id"])
    op.create_table(
        "user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("session_epoch", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("language IN ('nl', 'en')", name="ck_user_language_known"),
        sa.CheckConstraint("email = lower(email)", name="ck_user_email_lower"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_user_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_user"),
        sa.UniqueConstraint("email", name="uq_user_email"),
        sa.UniqueConstraint("person_id", name="uq_user_person_id"),
    )
    op.create_table(
        "sign_in_failure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_failure"),
    )
    op.create_index("ix_sign_in_failure_key_at", "sign_in_failure", ["key", "at"])
    op.create_table(
        "sign_in_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=30), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("purpose IN ('invitation', 'reset')", name="ck_sign_in_link_purpose_known"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_sign_in_link_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_link"),
        sa.UniqueConstraint("digest", name="uq_sign_in_link_digest"),
    )
    op.create_index("ix_sign_in_link_user_id", "sign_in_link", ["user_id"])
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_audit_entry_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_audit_entry"),
    )
    op.create_index("ix_audit_entry_subject_subject_id", "audit_entry", ["subject", "subject_id"])
    op.create_table(
        "saved_form",
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("location", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_saved_form_user_id"),
        sa.PrimaryKeyConstraint("token", name="pk_saved_form"),
    )
    op.create_table(
        "upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("uploaded_by", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["uploaded_by"], ["user.id"], name="fk_upload_uploaded_by"),
        sa.PrimaryKeyConstraint("id", name="pk_upload"),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("upload")
    op.drop_table("saved_form")
    op.drop_table("audit_entry")
    op.drop_table("sign_in_link")
    op.drop_table("sign_in_failure")
    op.drop_table("user")
    op.drop_table("succession")
    op.drop_table("placement")
    op.drop_table("headcount")
    op.drop_table("department_version")
    op.drop_table("person")
    op.drop_table("department")
