"""The kinds of activity that every initiative starts with."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

kind = sa.table(
    "activity_kind",
    sa.column("initiative_id", sa.Integer),
    sa.column("code", sa.Text),
    sa.column("name_nl", sa.Text),
    sa.column("name_en", sa.Text),
    sa.column("audience", sa.Text),
    sa.column("position", sa.Integer),
)

KINDS = (
    ("conversation", "Gesprek", "Conversation", "contact"),
    ("workshop", "Workshop", "Workshop", "contact"),
    ("demo", "Demonstratie", "Demo", "contact"),
    ("letter_rewritten", "Brief herschreven", "Letter rewritten", "contact"),
    ("review", "Meegekeken", "Review", "contact"),
    ("reader_panel", "Lezerspanel met collega’s", "Reader panel with colleagues", "contact"),
    ("meeting", "Overleg", "Meeting", "contact"),
    ("intranet_post", "Bericht op intranet", "Intranet post", "broadcast"),
    ("newsletter", "Nieuwsbrief", "Newsletter", "broadcast"),
    ("webinar", "Webinar voor iedereen", "All-staff webinar", "broadcast"),
    ("street_test", "Straattest", "Street test", "external"),
    ("resident_panel", "Lezerspanel met inwoners", "Reader panel with residents", "external"),
)


def upgrade() -> None:
    """Add the kinds, in the order in which forms offer them."""
    op.bulk_insert(
        kind,
        [
            {
                "initiative_id": None,
                "code": code,
                "name_nl": name_nl,
                "name_en": name_en,
                "audience": audience,
                "position": position,
            }
            for position, (code, name_nl, name_en, audience) in enumerate(KINDS)
        ],
    )


def downgrade() -> None:
    """Remove the kinds of every initiative."""
    op.execute(kind.delete().where(kind.c.initiative_id.is_(None)))
