"""What a kind of activity asks; letter tests, reviews, series, and what was taken back to the organisation."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and create the tables."""
    known = sa.CheckConstraint(
        "asks IN ('nothing', 'outcome', 'votes', 'review', 'link')", name="ck_activity_kind_asks_known"
    )
    # Within the statement that adds the column: to make the table anew, SQLite would have to let go of the log first.
    op.add_column("activity_kind", sa.Column("asks", sa.String(30), known, nullable=False, server_default="nothing"))
    _letter_test()
    _review()
    _taken_back()
    _series()


def downgrade() -> None:
    """Drop the tables and the column: what was kept in them is lost."""
    for table in ("series_entry", "series_member", "series", "taken_back", "review", "letter_test"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("ck_activity_kind_asks_known", "activity_kind", type_="check")
    op.drop_column("activity_kind", "asks")


def _letter_test() -> None:
    op.create_table(
        "letter_test",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("compared", sa.Text(), nullable=True),
        sa.Column("for_new", sa.Integer(), nullable=False),
        sa.Column("for_old", sa.Integer(), nullable=False),
        sa.Column("no_preference", sa.Integer(), nullable=False),
        sa.CheckConstraint("for_new >= 0", name="ck_letter_test_for_new_not_negative"),
        sa.CheckConstraint("for_old >= 0", name="ck_letter_test_for_old_not_negative"),
        sa.CheckConstraint("no_preference >= 0", name="ck_letter_test_no_preference_not_negative"),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name="fk_letter_test_activity_id"),
        sa.PrimaryKeyConstraint("activity_id", name="pk_letter_test"),
    )


def _review() -> None:
    op.create_table(
        "review",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=True),
        sa.Column("advice", sa.Text(), nullable=True),
        sa.Column("followed", sa.String(30), nullable=False),
        sa.Column("followed_note", sa.Text(), nullable=True),
        sa.CheckConstraint("plan IS NOT NULL OR advice IS NOT NULL", name="ck_review_says_something"),
        sa.CheckConstraint(
            "followed IN ('not_known', 'followed', 'partly', 'not_followed')", name="ck_review_followed_known"
        ),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name="fk_review_activity_id"),
        sa.PrimaryKeyConstraint("activity_id", name="pk_review"),
    )


def _taken_back() -> None:
    op.create_table(
        "taken_back",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.CheckConstraint("how <> ''", name="ck_taken_back_how_not_empty"),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name="fk_taken_back_activity_id"),
        sa.PrimaryKeyConstraint("activity_id", name="pk_taken_back"),
    )


def _series() -> None:
    op.create_table(
        "series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind_id", sa.Integer(), nullable=False),
        sa.Column("every", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(30), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("name <> ''", name="ck_series_named"),
        sa.CheckConstraint("every BETWEEN 1 AND 52", name="ck_series_every_in_range"),
        sa.CheckConstraint("unit IN ('week', 'month')", name="ck_series_unit_known"),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name="fk_series_initiative_id"),
        sa.ForeignKeyConstraint(["kind_id"], ["activity_kind.id"], name="fk_series_kind_id"),
        sa.PrimaryKeyConstraint("id", name="pk_series"),
        sa.UniqueConstraint("id", "initiative_id", name="uq_series_id_initiative_id"),
    )
    op.create_index("ix_series_initiative_id", "series", ["initiative_id"])
    op.create_table(
        "series_member",
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("ambassadorship_id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["series_id", "initiative_id"],
            ["series.id", "series.initiative_id"],
            name="fk_series_member_series_id_initiative_id",
        ),
        sa.ForeignKeyConstraint(
            ["ambassadorship_id", "initiative_id"],
            ["ambassadorship.id", "ambassadorship.initiative_id"],
            name="fk_series_member_ambassadorship_id_initiative_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("series_id", "ambassadorship_id", name="pk_series_member"),
    )
    op.create_index("ix_series_member_ambassadorship_id", "series_member", ["ambassadorship_id"])
    op.create_table(
        "series_entry",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id", "initiative_id"],
            ["activity.id", "activity.initiative_id"],
            name="fk_series_entry_activity_id_initiative_id",
        ),
        sa.ForeignKeyConstraint(
            ["series_id", "initiative_id"],
            ["series.id", "series.initiative_id"],
            name="fk_series_entry_series_id_initiative_id",
        ),
        sa.PrimaryKeyConstraint("activity_id", name="pk_series_entry"),
    )
    op.create_index("ix_series_entry_series_id", "series_entry", ["series_id"])
