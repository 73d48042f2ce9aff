"""What the change manager told all ambassadors."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from ambassadors.demo.timeline import Timeline, moment
from ambassadors.demo.writing import keep
from ambassadors.messages.announcing import audience_of
from ambassadors.messages.models import Announcement

TOLD = (
    (
        48,
        "De gereedschapskist is er",
        (
            "Wat je vertelt hoef je niet meer zelf te bedenken. Het verhaal in twee minuten, dia’s en een brief voor "
            "en na staan nu in de gereedschapskist.\n\nMis je iets? Mail me, dan zet ik het erbij."
        ),
    ),
    (
        5,
        "Taart: honderd brieven in gewone taal",
        (
            "Vorige week ging de honderdste herschreven brief de deur uit. Dank jullie wel.\n\nVolgende week vieren "
            "we dat in de kantine. Neem een collega mee die meehielp."
        ),
    ),
)
"""How many days before the end, what about, and what."""


def build_announcements(
    session: Session, users: Mapping[str, int], initiatives: Mapping[str, int], timeline: Timeline
) -> None:
    """Write what was told, as if to those who are ambassador today."""
    audience = audience_of(session, initiatives["DT"], None, timeline.end)
    keep(
        session,
        Announcement,
        (
            {
                "initiative_id": initiatives["DT"],
                "department_id": None,
                "subject": subject,
                "text": text,
                "sent_by": users["esther"],
                "sent_at": moment(timeline.at_work(timeline.ago(days)), 9, 12),
                "told": len(audience.people),
                "mailed": len(audience.by_mail),
            }
            for days, subject, text in TOLD
        ),
    )
