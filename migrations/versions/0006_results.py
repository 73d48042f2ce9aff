"""The worklist: results and their steps, which are append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

STATUSES = "status IN ('to_do', 'adapted', 'tested', 'in_use', 'rechecked')"


def upgrade() -> None:
    """Create the tables, and refuse changes to steps."""
    op.create_table(
        "result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("listed_on", sa.Date(), nullable=False),
        sa.Column("dropped_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(STATUSES, name="ck_result_status_known"),
        sa.CheckConstraint("name <> ''", name="ck_result_named"),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name="fk_result_department_id"),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name="fk_result_initiative_id"),
        sa.PrimaryKeyConstraint("id", name="pk_result"),
        sa.UniqueConstraint("initiative_id", "code", name="uq_result_initiative_id_code"),
    )
    op.create_index("ix_result_initiative_id_department_id", "result", ["initiative_id", "department_id"])
    op.create_index("ix_result_department_id", "result", ["department_id"])
    op.create_table(
        "result_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("result_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("ambassadorship_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(STATUSES, name="ck_result_step_status_known"),
        sa.ForeignKeyConstraint(
            ["ambassadorship_id"], ["ambassadorship.id"], name="fk_result_step_ambassadorship_id"
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name="fk_result_step_recorded_by"),
        sa.ForeignKeyConstraint(["result_id"], ["result.id"], name="fk_result_step_result_id"),
        sa.PrimaryKeyConstraint("id", name="pk_result_step"),
        sa.UniqueConstraint("result_id", "number", name="uq_result_step_result_id_number"),
    )
    op.create_index("ix_result_step_ambassadorship_id", "result_step", ["ambassadorship_id"])
    for event in ("update", "delete"):
        op.execute(f"CREATE TRIGGER result_step_no_{event} BEFORE {event.upper()} ON result_step {_refusal()}")


def downgrade() -> None:
    """Drop the tables; their triggers go with them."""
    op.drop_table("result_step")
    op.drop_table("result")


def _refusal() -> str:
    if op.get_bind().dialect.name == "postgresql":
        return "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    return "BEGIN SELECT RAISE(ABORT, 'result_step is append-only'); END"
