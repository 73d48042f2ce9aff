"""Periods of one subject do not overlap; history is append-only."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NO_OVERLAP = {
    "department_version": ("department_id",),
    "headcount": ("department_id",),
    "placement": ("person_id",),
    "need": ("department_id", "coalesce(initiative_id, 0)"),
    "ambassadorship": ("person_id", "initiative_id", "department_id"),
}
APPEND_ONLY = ("audit_entry", "signal_step")


def upgrade() -> None:
    """Add exclusion constraints and triggers, in the words of either database."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table, subject in NO_OVERLAP.items():
        (_exclude if postgresql else _refuse_overlap)(table, subject)
    if postgresql:
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
        )
    for table in APPEND_ONLY:
        (_append_only_postgresql if postgresql else _append_only_sqlite)(table)


def downgrade() -> None:
    """Remove what `upgrade` added."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table in APPEND_ONLY:
        for event in ("update", "delete"):
            op.execute(f"DROP TRIGGER {table}_no_{event}" + (f" ON {table}" if postgresql else ""))
    if postgresql:
        op.execute("DROP FUNCTION refuse_change()")
    for table in NO_OVERLAP:
        if postgresql:
            op.execute(f"ALTER TABLE {table} DROP CONSTRAINT ex_{table}_overlap")
        else:
            for event in ("insert", "update"):
                op.execute(f"DROP TRIGGER {table}_no_overlap_{event}")


def _exclude(table: str, subject: tuple[str, ...]) -> None:
    # A range of one number stands in for equality, which would need the btree_gist extension.
    same = ", ".join(f"int4range({each}, {each}, '[]') WITH &&" for each in subject)
    op.execute(
        f"ALTER TABLE {table} ADD CONSTRAINT ex_{table}_overlap "
        f"EXCLUDE USING gist ({same}, daterange(valid_from, valid_until) WITH &&)"
    )


def _refuse_overlap(table: str, subject: tuple[str, ...]) -> None:
    same = " AND ".join(f"{_of('other', each)} = {_of('NEW', each)}" for each in subject)
    for event in ("insert", "update"):
        op.execute(
            f"CREATE TRIGGER {table}_no_overlap_{event} BEFORE {event.upper()} ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} AS other WHERE {same} AND other.id IS NOT NEW.id "
            "AND other.valid_from < NEW.valid_until AND NEW.valid_from < other.valid_until) "
            f"BEGIN SELECT RAISE(ABORT, 'ex_{table}_overlap'); END"
        )


def _of(row: str, expression: str) -> str:
    if expression.startswith("coalesce("):
        return expression.replace("coalesce(", f"coalesce({row}.")
    return f"{row}.{expression}"


def _append_only_postgresql(table: str) -> None:
    for event in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )


def _append_only_sqlite(table: str) -> None:
    for event in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
