"""Requests for help: who asked whom to come by or to look along, and what became of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ambassadors.activities.models import Activity
from ambassadors.activities.outcome_models import Followed
from ambassadors.demo.entries import Count, Entry, Told
from ambassadors.demo.network import Service, service_of
from ambassadors.demo.timeline import Timeline, moment
from ambassadors.demo.writing import keep, keep_numbered
from ambassadors.helprequests.models import HelpRequest, HelpStep
from ambassadors.helprequests.rules import BECOMES, HelpKind, HelpStatus, Move


@dataclass(frozen=True, slots=True)
class Turn:
    """A step on a request's way, so many days before the end; `to` is the ambassador whom it came to."""

    move: Move
    days: int
    by: str
    note: str | None = None
    to: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A request and its way. The first turn is by who asked; `wished` counts days before the end.

    `became` is the title of the activity that it ended as.
    """

    kind: HelpKind
    unit: str
    about: str
    way: tuple[Turn, ...]
    wished: int | None = None
    became: str | None = None
    change: str = "DT"

    @property
    def last(self) -> Turn:
        """The last step."""
        return self.way[-1]

    @property
    def meant_for(self) -> str | None:
        """Who was asked by name, at last."""
        return next((turn.to for turn in reversed(self.way) if turn.move in {Move.ASKED, Move.PASSED_ON}), None)


VISIT, REVIEW = HelpKind.VISIT, HelpKind.REVIEW
AT_SCHULDHULP, ON_PARKING = "Op bezoek bij Schuldhulp", "Meegekeken met de pagina over parkeren"

QUESTIONS = (
    Question(
        kind=REVIEW,
        unit="521",
        about="Onze uitleg bij een nieuwe laptop is drie bladzijden. Wil je meekijken wat eruit kan?",
        wished=-9,
        way=(Turn(Move.ASKED, 2, "patrick", to="marieke"),),
    ),
    Question(
        kind=VISIT,
        unit="231",
        about="Vertel in ons werkoverleg hoe jullie aan de telefoon nee zeggen, zonder brieventaal.",
        wished=-6,
        way=(Turn(Move.ASKED, 12, "joyce", to="marieke"), Turn(Move.TAKEN, 11, "marieke", to="marieke")),
    ),
    Question(
        kind=VISIT,
        unit="213",
        about="Wij maken een nieuwe brief over betalingsregelingen. Kom je langs om samen te oefenen?",
        wished=-8,
        way=(Turn(Move.ASKED, 5, "roos"), Turn(Move.TAKEN, 1, "jolanda", to="jolanda")),
    ),
    Question(
        kind=REVIEW,
        unit="211",
        about="Kijk je mee met de beschikking over bijzondere bijstand? Die leest bijna niemand uit.",
        way=(Turn(Move.ASKED, 10, "joost"),),
    ),
    Question(
        kind=VISIT,
        unit="430",
        about="Kan iemand bij de ochtendstart laten zien hoe een boetebrief ook kan?",
        wished=-12,
        way=(Turn(Move.ASKED, 13, "dewi"),),
    ),
    Question(
        kind=VISIT,
        unit="411",
        about="In het voorjaar beginnen hier twaalf nieuwe collega’s. Wie wil hun vertellen waarom we dit doen?",
        way=(Turn(Move.ASKED, 4, "gerrit"),),
    ),
    Question(
        kind=VISIT,
        unit="213",
        about="Kun je in ons teamoverleg vertellen wat gewone taal met onze klanten doet?",
        wished=206,
        became=AT_SCHULDHULP,
        # Half a year ago, so that it does not hide that there was too little since.
        way=(
            Turn(Move.ASKED, 218, "roos", to="fenna"),
            Turn(Move.PASSED_ON, 216, "fenna", to="jolanda"),
            Turn(Move.TAKEN, 215, "jolanda", to="jolanda"),
            Turn(Move.DONE, 205, "jolanda", to="jolanda"),
        ),
    ),
    Question(
        kind=REVIEW,
        unit="313",
        about="We maken een nieuwe pagina over parkeren voor bezoek. Kijk je mee of iedereen die kan gebruiken?",
        became=ON_PARKING,
        change="TOEGANKELIJK",
        way=(
            Turn(Move.ASKED, 24, "wouter", to="daan"),
            Turn(Move.TAKEN, 23, "daan", to="daan"),
            Turn(Move.DONE, 18, "daan", to="daan"),
        ),
    ),
    Question(
        kind=VISIT,
        unit="321",
        about="Geef je alle vijf onze teams een workshop, in één week in december?",
        wished=-20,
        way=(
            Turn(Move.ASKED, 20, "mehmet"),
            Turn(
                Move.DECLINED,
                18,
                "ilse",
                "Vijf in één week lukt mij niet, want mijn uren zijn bijna op. Twee teams samen in januari wel. "
                "Vraag het dan nog eens.",
            ),
        ),
    ),
    Question(
        kind=REVIEW,
        unit="620",
        about="Wil je meekijken met de uitnodiging voor de nieuwjaarsreceptie?",
        way=(Turn(Move.ASKED, 16, "karim"), Turn(Move.WITHDRAWN, 15, "karim")),
    ),
)


def help_entries(timeline: Timeline) -> Iterator[Entry]:
    """What the requests that were done became."""
    yield Entry(
        on=timeline.at_work(timeline.ago(205)),
        kind="conversation",
        done_by=(service_of("jolanda"),),
        reached={"213": Count(6, 15, 3)},
        title=AT_SCHULDHULP,
        logged_by="jolanda",
        time=(12, 47),
    )
    yield Entry(
        on=timeline.at_work(timeline.ago(18)),
        kind="review",
        done_by=(service_of("daan", "TOEGANKELIJK"),),
        reached={"313": Count(2, 5)},
        title=ON_PARKING,
        told=Told(
            review=(
                "De pagina over parkeren voor bezoek",
                "Zet de tarieven in een tabel met kopjes, en niet in een plaatje. Dan leest ook een voorleeshulp ze.",
                Followed.FOLLOWED,
                "De tabel staat erop.",
            )
        ),
        logged_by="daan",
        time=(11, 47),
    )


def build_help(
    session: Session,
    departments: Mapping[str, int],
    users: Mapping[str, int],
    initiatives: Mapping[str, int],
    services: Mapping[Service, int],
    timeline: Timeline,
) -> None:
    """Write the requests and their dated steps."""
    oldest_first = sorted(QUESTIONS, key=lambda each: -each.way[0].days)
    became = {each.became for each in QUESTIONS if each.became}
    activities = dict(session.execute(select(Activity.title, Activity.id).where(Activity.title.in_(became))).all())

    def serves(who: str | None, question: Question) -> int | None:
        return services[service_of(who, question.change)] if who else None

    ids = keep_numbered(
        session,
        HelpRequest,
        (
            {
                "initiative_id": initiatives[each.change],
                "kind": each.kind,
                "department_id": departments[each.unit],
                "about": each.about,
                "wished_on": None if each.wished is None else _workday(timeline.ago(each.wished)),
                "asked_by": users[each.way[0].by],
                "asked_at": _at(each.way[0], 1, timeline),
                "status": BECOMES[each.last.move],
                "since": _at(each.last, len(each.way), timeline),
                "meant_for_id": serves(each.meant_for, each),
                "taken_by_id": serves(each.last.to, each)
                if BECOMES[each.last.move] in {HelpStatus.TAKEN, HelpStatus.DONE}
                else None,
                "activity_id": activities.get(each.became),
            }
            for each in oldest_first
        ),
    )
    keep(
        session,
        HelpStep,
        (
            {
                "request_id": request_id,
                "number": number,
                "move": turn.move,
                "at": _at(turn, number, timeline),
                "by": users[turn.by],
                "note": turn.note,
                "ambassadorship_id": serves(turn.to, each),
                "activity_id": activities.get(each.became) if turn.move is Move.DONE else None,
            }
            for request_id, each in zip(ids, oldest_first, strict=True)
            for number, turn in enumerate(each.way, start=1)
        ),
    )


def _workday(day: date) -> date:
    """The day itself, or the Monday after it."""
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return day


def _at(turn: Turn, number: int, timeline: Timeline) -> datetime:
    # An hour per step, so that steps of one day stand in order.
    return moment(timeline.at_work(timeline.ago(turn.days)), 8 + number, 47)
