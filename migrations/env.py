"""Alembic's entry: the caller hands over an open connection (`ambassadors.migrating`)."""

from typing import Any

from alembic import context

connection = context.config.attributes["connection"]


def compared(_object: Any, name: str | None, kind: str, _reflected: bool, _compared_to: Any) -> bool:
    """Leave out the indexes behind exclusion constraints: they have no counterpart in the models."""
    return not (kind == "index" and (name or "").startswith("ex_"))


context.configure(
    connection=connection,
    target_metadata=context.config.attributes.get("metadata"),
    compare_type=True,
    compare_server_default=True,
    include_object=compared,
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
