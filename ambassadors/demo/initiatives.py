"""The two changes that Waterhoven spreads: what each is for, and what must not be watered down."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ambassadors.demo.timeline import Timeline
from ambassadors.demo.writing import keep_numbered
from ambassadors.initiatives.models import Initiative, Principle, TypeOfChange


@dataclass(frozen=True, slots=True)
class Change:
    """An initiative. `principles` hold a title each, and by what one would see that it waters down."""

    code: str
    name: str
    from_month: float
    owner: str
    type_of_change: TypeOfChange
    vision: str
    principles: tuple[tuple[str, str], ...]


PLAIN_LANGUAGE = Change(
    code="DT",
    name="Duidelijke taal",
    from_month=0,
    owner="hilde",
    type_of_change=TypeOfChange.DIVERGENT,
    vision=(
        "Iedere inwoner van Waterhoven begrijpt wat wij schrijven, in één keer. We schrijven voor de lezer en niet "
        "voor ons dossier. Zo weten mensen wat ze kunnen doen, en hoeven ze ons minder vaak te bellen."
    ),
    principles=(
        (
            "Elke brief begint met wat de lezer wil weten",
            "De brief begint weer met een wetsartikel of ‘naar aanleiding van’. De uitkomst staat op bladzijde 2.",
        ),
        (
            "Inwoners lezen mee voordat we een brief gebruiken",
            "We vragen alleen collega’s wat ze ervan vinden. Het lezerspanel valt uit ‘omdat er haast is’.",
        ),
        (
            "We schrijven op taalniveau B1, ook als het juridisch is",
            "Een jurist zet de oude zinnen terug. De uitleg in gewone taal komt in een bijlage.",
        ),
        (
            "Elke afdeling past haar eigen brieven aan",
            "De afdeling stuurt haar teksten naar Communicatie en wacht af.",
        ),
    ),
)

ACCESSIBLE = Change(
    code="TOEGANKELIJK",
    name="Digitaal toegankelijk",
    from_month=21,
    owner="lotte",
    type_of_change=TypeOfChange.CLOSE,
    vision=(
        "Iedereen kan onze website en formulieren gebruiken. Ook wie slecht ziet, geen muis gebruikt of snel "
        "afgeleid is. We maken het meteen goed, en herstellen het niet achteraf."
    ),
    principles=(
        (
            "Toegankelijk vanaf het eerste ontwerp",
            "We testen pas als het formulier al live staat, en zetten gebreken op een lijst voor later.",
        ),
        (
            "Mensen met een beperking testen mee",
            "Alleen een programma controleert de pagina. Niemand heeft het echt geprobeerd.",
        ),
        (
            "Geen pdf als het ook een webpagina kan zijn",
            "Er komen weer gescande pdf’s op de website, ‘voor deze ene keer’.",
        ),
    ),
)

CHANGES = (PLAIN_LANGUAGE, ACCESSIBLE)


def build_initiatives(session: Session, people: Mapping[str, int], timeline: Timeline) -> dict[str, int]:
    """Write the initiatives; returns ids by code."""
    ids = keep_numbered(
        session,
        Initiative,
        (
            {
                "code": change.code,
                "name": change.name,
                "starts_on": timeline.month(change.from_month),
                "vision": change.vision,
                "owner_id": people[change.owner],
                "type_of_change": change.type_of_change,
            }
            for change in CHANGES
        ),
    )
    return dict(zip((change.code for change in CHANGES), ids, strict=True))


def build_principles(session: Session, initiatives: Mapping[str, int]) -> dict[str, int]:
    """Write the principles; returns ids by title."""
    rows = [
        {
            "initiative_id": initiatives[change.code],
            "position": position,
            "title": title,
            "watered_down": watered_down,
        }
        for change in CHANGES
        for position, (title, watered_down) in enumerate(change.principles, start=1)
    ]
    ids = keep_numbered(session, Principle, rows)
    return dict(zip((title for change in CHANGES for title, _ in change.principles), ids, strict=True))
