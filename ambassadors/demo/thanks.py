"""What colleagues said to ambassadors afterwards: a sentence, or only their name."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy.orm import Session

from ambassadors.demo.timeline import Timeline, moment
from ambassadors.demo.writing import keep
from ambassadors.thanks.models import Thanks


class Word(NamedTuple):
    """Thanks, so many days before the end; without `said` only the name."""

    days: int
    by: str
    to: str
    said: str | None = None
    change: str = "DT"


WORDS = (
    Word(402, "anneke", "marieke", "Jij vroeg aan de koffietafel of ik mijn eigen brieven begreep. Toen was ik om."),
    Word(236, "sharda", "anneke", "Dank je dat je bij ons aan de balie meekeek. Dat gaf moed."),
    Word(121, "roos", "marieke", "Door jouw workshop durf ik gewoon ‘je’ te schrijven. Er wordt nu minder gebeld."),
    Word(64, "yusuf", "marieke", None),
    Word(33, "fenna", "jolanda", "Fijn dat je mijn werk overneemt zolang ik er niet ben."),
    Word(19, "stijn", "ilse", "Je uitleg over de vergunningbrief was helder. Ik doe graag mee."),
    Word(12, "daan", "lotte", "Met jouw checklist kostte het nakijken een kwartier.", "TOEGANKELIJK"),
    Word(5, "joyce", "marieke", "Jouw voorbeeld van de oude en de nieuwe brief hangt nu bij ons op het prikbord."),
    Word(3, "bram", "sharda"),
)


def build_thanks(
    session: Session,
    people: Mapping[str, int],
    users: Mapping[str, int],
    initiatives: Mapping[str, int],
    timeline: Timeline,
) -> None:
    """Write who thanked whom."""
    days = [timeline.at_work(timeline.ago(word.days)) for word in WORDS]
    keep(
        session,
        Thanks,
        (
            {
                "initiative_id": initiatives[word.change],
                "person_id": people[word.to],
                "sender_id": users[word.by],
                "words": word.said,
                "on": day,
                "sent_at": moment(day, 15, 20),
            }
            for word, day in zip(WORDS, days, strict=True)
        ),
    )
