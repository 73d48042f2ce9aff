"""What colleagues still talk about: entries told one by one, and the posts that everybody got."""

from collections.abc import Iterator
from dataclasses import replace

from ambassadors.demo.entries import UNKNOWN, Count, Entry
from ambassadors.demo.network import HANDED_OVER_IN_MONTH, Service, service_of
from ambassadors.demo.texts import DIGITAL_POSTS, POSTS
from ambassadors.demo.timeline import STORY_MONTHS, Timeline
from ambassadors.demo.tree import units_on

_FIRST_SECTORS = ("100",)
_NEXT_SECTORS = ("100", "200", "600")
_NEXT_FROM_MONTH, _EVERYBODY_FROM_MONTH = 4, 9


def chronicle(timeline: Timeline) -> Iterator[Entry]:
    """The entries that are told one by one."""
    yield from _beginning(timeline)
    yield from _turns(timeline)
    yield from _curious_neighbours(timeline)
    yield from _logged_wrong(timeline)
    yield from _last_weeks(timeline)


def broadcasts(timeline: Timeline) -> Iterator[Entry]:
    """A post on the intranet each month, first for some sectors; now and then a newsletter or a webinar."""
    for month in range(STORY_MONTHS):
        author = service_of("marieke" if month < 6 else "lotte")
        yield _broadcast(timeline, month + 0.4, "intranet_post", author, POSTS[month % len(POSTS)])
    digital = service_of("lotte", "TOEGANKELIJK")
    for number, month in enumerate(range(21, STORY_MONTHS)):
        title = DIGITAL_POSTS[number % len(DIGITAL_POSTS)]
        yield _broadcast(timeline, month + 0.7, "intranet_post", digital, title)
    lotte = service_of("lotte")
    yield _broadcast(timeline, 15.2, "webinar", lotte, "Zo leest een inwoner onze brieven")
    yield _broadcast(timeline, 18.6, "newsletter", lotte, "Anderhalf jaar duidelijke taal")
    yield _broadcast(timeline, 27.3, "newsletter", lotte, "De eerste honderd brieven")


def _broadcast(timeline: Timeline, month: float, kind: str, author: Service, title: str) -> Entry:
    day = timeline.at_work(timeline.month(month))
    everybody = month >= _EVERYBODY_FROM_MONTH
    sectors = _FIRST_SECTORS if month < _NEXT_FROM_MONTH else _NEXT_SECTORS
    named = {unit.code: UNKNOWN for sector in sectors for unit in units_on(day, timeline, within=sector)}
    return Entry(
        on=day,
        kind=kind,
        done_by=(author,),
        reached={} if everybody else named,
        whole_organisation=everybody,
        title=title,
        link="https://intranet.waterhoven.example/nieuws",
        logged_by=author.who,
    )


def _beginning(timeline: Timeline) -> Iterator[Entry]:
    marieke, yusuf = service_of("marieke"), service_of("yusuf")
    yield Entry(
        on=timeline.at_work(timeline.month(0.2)),
        kind="meeting",
        done_by=(marieke,),
        reached={"111": Count(16, 30, 14)},
        title="Aftrap: welke brief leidt tot de meeste telefoontjes?",
        story="We hebben een week geteld. De top drie hangt nu boven het koffieapparaat.",
        logged_by="marieke",
    )
    yield Entry(
        on=timeline.at_work(timeline.month(0.9)),
        kind="workshop",
        done_by=(yusuf, marieke),
        reached={"121": Count(12, 12, 12), "111": Count(2, 5)},
        title="Balie en telefoon schrijven samen één brief",
        logged_by="yusuf",
    )
    yield Entry(
        on=timeline.at_work(timeline.month(1.4)),
        kind="street_test",
        done_by=(yusuf,),
        reached={},
        title="Op de markt: oude of nieuwe paspoortbrief?",
        story="41 van de 50 mensen kozen de nieuwe. Het filmpje hebben we in het werkoverleg laten zien.",
        logged_by="yusuf",
    )


def _turns(timeline: Timeline) -> Iterator[Entry]:
    anneke, gerrit, naima, rachid = (service_of(who) for who in ("anneke", "gerrit", "naima", "rachid"))
    yield Entry(
        on=timeline.at_work(timeline.month(12.2)),
        kind="workshop",
        done_by=(rachid,),
        reached={"133": Count(6, 15), "134": Count(6, 15)},
        title="De aanslag in gewone taal",
        story="Vergeten te noteren, gevonden in mijn agenda.",
        logged_by="rachid",
        days_late=52,
    )
    yield Entry(
        on=timeline.at_work(timeline.month(HANDED_OVER_IN_MONTH - 0.1)),
        kind="conversation",
        done_by=(anneke,),
        reached={"213": Count(2, 5, 0)},
        title="Overdracht aan Jolanda",
        story="Mijn map met brieven en de afspraken met de teamleiders zijn nu van haar.",
        logged_by="anneke",
    )
    yield Entry(
        on=timeline.at_work(timeline.month(19.7)),
        kind="conversation",
        done_by=(gerrit,),
        reached={"411": Count(1, 1)},
        title="Over de planning van volgend jaar",
        story="In het seizoen heeft niemand tijd. Ik krijg het er alleen niet door.",
        logged_by="gerrit",
    )
    yield Entry(
        on=timeline.at_work(timeline.month(22.8)),
        kind="meeting",
        done_by=(naima,),
        reached={"540": Count(6, 15, 0)},
        title="Duidelijke taal even van de agenda",
        story="Door de achterstand in bezwaren is er nu geen ruimte. We pakken het later weer op.",
        logged_by="naima",
    )


def _curious_neighbours(timeline: Timeline) -> Iterator[Entry]:
    """Visits to where nobody is ambassador yet: they take part, and now somebody wants to join."""
    for month, who, kind, unit, came, title in (
        (25.4, "ilse", "demo", "341", Count(6, 15, 8), "De bouwbrief, voor en na"),
        (26.1, "bram", "conversation", "630", Count(1, 1, 1), "Wie leest de jaarrekening?"),
        (26.8, "ilse", "workshop", "341", Count(6, 15, 4), "Bouwbrief voor de buurt"),
        (27.9, "bram", "review", "630", Count(2, 5), "De rapportage voor de raad"),
        (28.6, "ilse", "conversation", "341", Count(2, 5), "Samen de bouwbrief af"),
        (28.9, "bram", "meeting", "630", Count(5, 5, 2), "De jaarrekening op één bladzijde"),
    ):
        yield Entry(
            on=timeline.at_work(timeline.month(month)),
            kind=kind,
            done_by=(service_of(who),),
            reached={unit: came},
            title=title,
            logged_by=who,
        )


def _logged_wrong(timeline: Timeline) -> Iterator[Entry]:
    """Logged for the wrong team, undone, and logged again."""
    right = Entry(
        on=timeline.at_work(timeline.month(26.3)),
        kind="workshop",
        done_by=(service_of("emre"),),
        reached={"511": Count(9, 9, 3)},
        title="Vacatures die iedereen snapt",
        logged_by="emre",
        time=(16, 10),
    )
    yield replace(right, reached={"512": Count(9, 9, 3)}, time=(16, 2), undone=True)
    yield right


def _last_weeks(timeline: Timeline) -> Iterator[Entry]:
    marieke, huub = service_of("marieke"), service_of("huub")
    yield Entry(
        on=timeline.at_work(timeline.ago(16)),
        kind="workshop",
        done_by=(huub, marieke),
        reached={"550": Count(13, 13, 10)},
        title="Meldingen beantwoorden in drie zinnen",
        story="Ook de collega’s van de avondploeg waren er.",
        logged_by="huub",
    )
    yield Entry(
        on=timeline.at_work(timeline.ago(4)),
        kind="reader_panel",
        done_by=(marieke,),
        reached={"111": Count(6, 15, 2), "112": Count(2, 5)},
        title="Het antwoord op een klacht",
        story="De zin ‘wij nemen uw klacht serieus’ mag eruit. Vertel wat je doet, zeiden ze.",
        logged_by="marieke",
    )
