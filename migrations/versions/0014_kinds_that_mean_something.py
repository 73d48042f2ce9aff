"""What each kind asks that every initiative starts with; and the letter test."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

kind = sa.table(
    "activity_kind",
    sa.column("initiative_id", sa.Integer),
    sa.column("code", sa.Text),
    sa.column("name_nl", sa.Text),
    sa.column("name_en", sa.Text),
    sa.column("audience", sa.Text),
    sa.column("asks", sa.Text),
    sa.column("position", sa.Integer),
)

ASKS = {
    "outcome": ("reader_panel", "resident_panel"),
    "votes": ("street_test",),
    "review": ("review",),
    "link": ("intranet_post", "newsletter", "webinar"),
}
LETTER_TEST = {
    "initiative_id": None,
    "code": "letter_test",
    "name_nl": "Brieventest",
    "name_en": "Letter test",
    "audience": "external",
    "asks": "votes",
    "position": 10,
}
"""Stands before the street test, which moves one place down with all that follow it."""


def upgrade() -> None:
    """Say it of the kinds that are there, and add the letter test unless the organisation has one by that code."""
    shared = kind.c.initiative_id.is_(None)
    for asks, codes in ASKS.items():
        op.execute(kind.update().where(shared, kind.c.code.in_(codes)).values(asks=asks))
    known = sa.select(sa.exists().where(shared, kind.c.code == LETTER_TEST["code"]))
    if not op.get_bind().scalar(known):
        after = shared & (kind.c.position >= LETTER_TEST["position"])
        op.execute(kind.update().where(after).values(position=kind.c.position + 1))
        op.bulk_insert(kind, [LETTER_TEST])


def downgrade() -> None:
    """Letter tests become street tests, which are told with an outcome in words."""
    op.execute(
        "UPDATE activity SET kind_id = (SELECT id FROM activity_kind WHERE code = 'street_test' "
        "AND initiative_id IS NULL) WHERE kind_id = (SELECT id FROM activity_kind WHERE code = 'letter_test' "
        "AND initiative_id IS NULL)"
    )
    op.execute(
        "UPDATE series SET kind_id = (SELECT id FROM activity_kind WHERE code = 'street_test' "
        "AND initiative_id IS NULL) WHERE kind_id = (SELECT id FROM activity_kind WHERE code = 'letter_test' "
        "AND initiative_id IS NULL)"
    )
    shared = kind.c.initiative_id.is_(None)
    op.execute(kind.delete().where(shared, kind.c.code == LETTER_TEST["code"]))
    op.execute(
        kind.update().where(shared, kind.c.position > LETTER_TEST["position"]).values(position=kind.c.position - 1)
    )
    op.execute(kind.update().values(asks="nothing"))
