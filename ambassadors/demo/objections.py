"""What colleagues say against it, where it was heard, and what ambassadors say in return."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ambassadors.demo.timeline import Timeline, moment
from ambassadors.demo.writing import keep, keep_numbered
from ambassadors.objections.models import Answer, Hearing, Objection, Worked


@dataclass(frozen=True, slots=True)
class Said:
    """An answer: who wrote it, and for whom else it worked."""

    by: str
    text: str
    worked_for: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """An objection: who wrote it down, in which units it was heard, so many days before the end, and the answers.

    `joined_to` is the text of the one that says the same.
    """

    text: str
    by: str
    heard: tuple[tuple[int, str | None], ...]
    answers: tuple[Said, ...] = ()
    joined_to: str | None = None
    change: str = "DT"


NO_TIME = "Wij hebben hier geen tijd voor"
NOT_LEGAL = "In gewone taal klopt het juridisch niet meer"

OBJECTIONS = (
    Heard(
        text=NO_TIME,
        by="marieke",
        heard=((410, "111"), (180, "211"), (96, "540"), (61, "321"), (33, "211"), (12, "231"), (5, "121")),
        answers=(
            Said(
                "yusuf",
                "Wij telden een week de telefoontjes over één brief. Na het herschrijven waren het er de helft. Die "
                "tijd heb je elke week terug.",
                ("marieke", "rachid", "ilse", "jolanda", "bram"),
            ),
            Said("jolanda", "Begin met één brief: die waar de meeste vragen over komen.", ("fenna", "sharda")),
        ),
    ),
    Heard(
        text="Daar is nu echt geen tijd voor, het is veel te druk",
        by="naima",
        heard=((240, "540"), (47, "540")),
        joined_to=NO_TIME,
    ),
    Heard(
        text=NOT_LEGAL,
        by="rachid",
        heard=((380, "132"), (210, "540"), (75, "321"), (40, "132"), (20, "221"), (4, "132")),
        answers=(
            Said(
                "rachid",
                "Leg de brief naast het artikel. Vraag: welk woord is verplicht? Vaak zijn het er drie. Die blijven "
                "staan, de rest niet.",
                ("petra", "ilse", "tess"),
            ),
            Said("naima", "De rechter leest liever een zin die de inwoner ook begreep.", ("rachid",)),
        ),
    ),
    Heard(
        text="Het klopt juridisch straks niet meer",
        by="ilse",
        heard=((130, "322"), (26, "321")),
        joined_to=NOT_LEGAL,
    ),
    Heard(
        text="Zo praten we toch niet, dat is kinderachtig",
        by="lotte",
        heard=((300, "620"), (85, "510"), (58, "240"), (15, "220")),
        answers=(
            Said(
                "lotte",
                "Lees beide brieven hardop voor. Vraag dan welke je moeder zou kiezen.",
                ("bram", "nadia", "sharda", "marieke"),
            ),
        ),
    ),
    Heard(
        text="De leverancier van ons systeem past de brieven niet aan",
        by="ilse",
        heard=((120, "321"), (70, "131"), (41, "321"), (9, "532")),
        answers=(
            Said("petra", "Vraag naar de vrije tekst bovenaan. Die kon bij ons wel, en daar lees je het eerst."),
        ),
    ),
    Heard(
        text="Onze brieven zijn al duidelijk",
        by="sharda",
        heard=((350, "231"), (150, "312"), (52, "330")),
        answers=(
            Said(
                "sharda",
                "Geef de brief aan iemand van een andere afdeling. Vraag: wat moet je nu doen, en wanneer?",
                ("wouter", "yusuf"),
            ),
        ),
    ),
    Heard(
        text="Wij schrijven niet voor inwoners",
        by="bram",
        heard=((160, "240"), (64, "630"), (29, "630")),
        answers=(
            Said(
                "bram",
                "Een raadslid leest het ’s avonds aan de keukentafel. Met een samenvatting van tien regels snapt die "
                "het in één keer.",
                ("emre",),
            ),
        ),
    ),
    Heard(
        text="Over een jaar waait dit weer over",
        by="wouter",
        heard=((200, "310"), (80, "330"), (22, None)),
        answers=(
            Said(
                "wouter",
                "Dat dacht ik ook. Kijk naar de werklijst: de brieven die af zijn, gaan elke dag de deur uit.",
            ),
        ),
    ),
    Heard(text="Moet ik dan alles opnieuw leren schrijven?", by="fenna", heard=((18, "212"), (3, "213"))),
    Heard(
        text="Een webpagina kost meer werk dan een pdf",
        by="daan",
        heard=((90, "113"), (31, "522"), (11, "121")),
        answers=(
            Said(
                "daan",
                "De eerste keer wel. Daarna verander je één zin, en hoef je niets opnieuw te plaatsen.",
                ("kim",),
            ),
        ),
        change="TOEGANKELIJK",
    ),
)


def build_objections(
    session: Session,
    departments: Mapping[str, int],
    users: Mapping[str, int],
    initiatives: Mapping[str, int],
    timeline: Timeline,
) -> None:
    """Write the objections, those that others are joined to first; then when they were heard, and the answers."""
    found: dict[str, int] = {}
    for joined in (False, True):
        told = [each for each in OBJECTIONS if bool(each.joined_to) is joined]
        ids = keep_numbered(
            session,
            Objection,
            (
                {
                    "initiative_id": initiatives[each.change],
                    "text": each.text,
                    "joined_to_id": found[each.joined_to] if each.joined_to else None,
                    "written_by": users[each.by],
                    "written_at": moment(timeline.at_work(timeline.ago(each.heard[0][0])), 16, 20),
                }
                for each in told
            ),
        )
        found |= dict(zip((each.text for each in told), ids, strict=True))
    _build_hearings(session, found, departments, users, timeline)
    _build_answers(session, found, users, timeline)


def _build_hearings(
    session: Session,
    found: Mapping[str, int],
    departments: Mapping[str, int],
    users: Mapping[str, int],
    timeline: Timeline,
) -> None:
    keep(
        session,
        Hearing,
        (
            {
                "objection_id": found[each.text],
                "on": timeline.at_work(timeline.ago(days)),
                "department_id": departments[unit] if unit else None,
                "logged_by": users[each.by],
                "logged_at": moment(timeline.at_work(timeline.ago(days)), 16, 20),
            }
            for each in OBJECTIONS
            for days, unit in each.heard
        ),
    )


def _build_answers(session: Session, found: Mapping[str, int], users: Mapping[str, int], timeline: Timeline) -> None:
    said = [(each, answer) for each in OBJECTIONS for answer in each.answers]
    at = [moment(timeline.at_work(timeline.ago(each.heard[-1][0])), 16, 40) for each, _answer in said]
    ids = keep_numbered(
        session,
        Answer,
        (
            {
                "objection_id": found[each.text],
                "text": answer.text,
                "written_by": users[answer.by],
                "written_at": moment(timeline.at_work(timeline.ago(each.heard[0][0])), 16, 30),
            }
            for each, answer in said
        ),
    )
    keep(
        session,
        Worked,
        (
            {"answer_id": answer_id, "user_id": users[who], "at": then}
            for answer_id, (_each, answer), then in zip(ids, said, at, strict=True)
            for who in answer.worked_for
        ),
    )
