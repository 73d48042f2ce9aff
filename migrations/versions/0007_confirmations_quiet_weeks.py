"""Confirmations of the kerngroep, quiet weeks, and days with nothing to report."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables, and let the database hold what makes confirmations a history."""
    _create_confirmation()
    _create_quiet_period()
    _create_nothing_to_report()
    if op.get_bind().dialect.name == "postgresql":
        _hold_on_postgresql()
    else:
        _hold_on_sqlite()


def downgrade() -> None:
    """Drop the tables; their constraints and triggers go with them."""
    op.drop_table("nothing_to_report")
    op.drop_table("quiet_period")
    op.drop_table("confirmation")


def _create_confirmation() -> None:
    op.create_table(
        "confirmation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_why", sa.Text(), nullable=True),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("evidence <> ''", name="ck_confirmation_evidenced"),
        sa.CheckConstraint('"on" < valid_until', name="ck_confirmation_period_in_order"),
        sa.CheckConstraint(
            'withdrawn_on >= "on" AND withdrawn_on < valid_until', name="ck_confirmation_withdrawn_within_period"
        ),
        sa.CheckConstraint(
            "(withdrawn_on IS NULL) = (withdrawn_why IS NULL)", name="ck_confirmation_withdrawn_with_reason"
        ),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name="fk_confirmation_department_id"),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name="fk_confirmation_initiative_id"),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name="fk_confirmation_recorded_by"),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["user.id"], name="fk_confirmation_withdrawn_by"),
        sa.PrimaryKeyConstraint("id", name="pk_confirmation"),
    )
    op.create_index("ix_confirmation_department_id", "confirmation", ["department_id"])
    op.create_index("ix_confirmation_initiative_id_department_id", "confirmation", ["initiative_id", "department_id"])


def _create_quiet_period() -> None:
    op.create_table(
        "quiet_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.CheckConstraint("name <> ''", name="ck_quiet_period_name_not_empty"),
        sa.CheckConstraint("valid_from < valid_until", name="ck_quiet_period_period_in_order"),
        sa.CheckConstraint(
            "valid_from > '0001-01-01' AND valid_until < '9999-12-31'", name="ck_quiet_period_bounded"
        ),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name="fk_quiet_period_department_id"),
        sa.PrimaryKeyConstraint("id", name="pk_quiet_period"),
    )
    op.create_index("ix_quiet_period_department_id", "quiet_period", ["department_id"])


def _create_nothing_to_report() -> None:
    op.create_table(
        "nothing_to_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("ambassadorship_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("logged_by", sa.Integer(), nullable=False),
        sa.Column("logged_at", sa.DateTime(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ambassadorship_id", "initiative_id"],
            ["ambassadorship.id", "ambassadorship.initiative_id"],
            name="fk_nothing_to_report_ambassadorship_id_initiative_id",
        ),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name="fk_nothing_to_report_department_id"),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name="fk_nothing_to_report_initiative_id"),
        sa.ForeignKeyConstraint(["logged_by"], ["user.id"], name="fk_nothing_to_report_logged_by"),
        sa.PrimaryKeyConstraint("id", name="pk_nothing_to_report"),
        sa.UniqueConstraint("ambassadorship_id", "on", name="uq_nothing_to_report_ambassadorship_id_on"),
    )
    op.create_index("ix_nothing_to_report_department_id", "nothing_to_report", ["department_id"])
    op.create_index("ix_nothing_to_report_initiative_id_on", "nothing_to_report", ["initiative_id", "on"])
    op.create_index("ix_nothing_to_report_logged_by", "nothing_to_report", ["logged_by"])


def _hold_on_postgresql() -> None:
    # A range of one number stands in for equality, which would need the btree_gist extension.
    op.execute(
        "ALTER TABLE confirmation ADD CONSTRAINT ex_confirmation_overlap EXCLUDE USING gist ("
        "int4range(initiative_id, initiative_id, '[]') WITH &&, "
        "int4range(department_id, department_id, '[]') WITH &&, "
        'daterange("on", coalesce(withdrawn_on, valid_until)) WITH &&)'
    )
    op.execute(
        "CREATE TRIGGER confirmation_no_delete BEFORE DELETE ON confirmation "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )


def _hold_on_sqlite() -> None:
    for event in ("insert", "update"):
        op.execute(
            f"CREATE TRIGGER confirmation_no_overlap_{event} BEFORE {event.upper()} ON confirmation "
            "WHEN EXISTS (SELECT 1 FROM confirmation AS other WHERE other.initiative_id = NEW.initiative_id "
            "AND other.department_id = NEW.department_id AND other.id IS NOT NEW.id "
            'AND NEW."on" < coalesce(NEW.withdrawn_on, NEW.valid_until) '
            'AND other."on" < coalesce(other.withdrawn_on, other.valid_until) '
            'AND other."on" < coalesce(NEW.withdrawn_on, NEW.valid_until) '
            'AND NEW."on" < coalesce(other.withdrawn_on, other.valid_until)) '
            "BEGIN SELECT RAISE(ABORT, 'ex_confirmation_overlap'); END"
        )
    op.execute(
        "CREATE TRIGGER confirmation_no_delete BEFORE DELETE ON confirmation "
        "BEGIN SELECT RAISE(ABORT, 'confirmation is append-only'); END"
    )
