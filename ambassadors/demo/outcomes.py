"""What came out: letter tests, plans that ambassadors looked along with, and a panel that meets every month."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ambassadors.activities.outcome_models import (
    LetterTest,
    Review,
    Rhythm,
    Series,
    SeriesEntry,
    SeriesMember,
    TakenBack,
)
from ambassadors.demo.entries import Entry, Told
from ambassadors.demo.network import Service, service_of
from ambassadors.demo.outcome_texts import BACK_IN_WORDS, LETTER_TESTS, PANEL, PANEL_MEETINGS, REVIEWS, VOTES_IN
from ambassadors.demo.timeline import Timeline
from ambassadors.demo.writing import keep, keep_numbered
from ambassadors.initiatives.models import ActivityKind, Asks, Audience

PANEL_FROM_MONTH, PANEL_KEEPERS = 19.3, ("marieke", "yusuf")
DAYS_TO_NEXT_PANEL = 9
_TAKEN_BACK_AFTER = (6, 9, 13)
_WITH_OUTCOME = frozenset({"street_test", "resident_panel", "reader_panel"})
_EVERY_SO_MANY = 4
"""Of the outcomes from the ordinary course of things, one in so many was never taken back."""


def build_kinds(session: Session, initiatives: Mapping[str, int], timeline: Timeline) -> None:
    """Write the kinds that plain language has for itself; one of them was given up."""
    plain = {"initiative_id": initiatives["DT"], "asks": Asks.NOTHING}
    keep(
        session,
        ActivityKind,
        (
            {
                **plain,
                "code": "writing_clinic",
                "name_nl": "Schrijfspreekuur",
                "name_en": "Writing clinic",
                "audience": Audience.CONTACT,
                "position": 20,
                "retired_on": None,
            },
            {
                **plain,
                "code": "writing_marathon",
                "name_nl": "Schrijfmarathon",
                "name_en": "Writing marathon",
                "audience": Audience.CONTACT,
                "position": 21,
                "retired_on": timeline.month(17),
            },
        ),
    )


def with_outcomes(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries, with what came out of those of which it is told: votes that the story names, and reviews."""
    ordered = sorted(entries, key=lambda entry: entry.on)
    reviews = {id(entry): told for who, tolds in REVIEWS.items() for entry, told in _reviews_of(ordered, who, tolds)}
    number = 0
    for entry in ordered:
        told = reviews.get(id(entry))
        if told:
            yield replace(entry, title=None, told=told)
        elif entry.kind in _WITH_OUTCOME and entry.story:
            number += 1
            yield replace(entry, told=Told(votes=VOTES_IN.get(entry.story), back=_taken_back(number)))
        else:
            yield entry


def _reviews_of(entries: Sequence[Entry], who: str, tolds: Sequence[Told]) -> Iterator[tuple[Entry, Told]]:
    """The last reviews that somebody logged, as many as there is something to tell of."""
    own = [
        entry
        for entry in entries
        if entry.kind == "review" and entry.done_by[0].who == who and entry.change == "DT" and not entry.undone
    ]
    yield from zip(own[-len(tolds) :], tolds[-len(own) :], strict=False)


def _taken_back(number: int) -> tuple[int, str] | None:
    if number % _EVERY_SO_MANY == 0:
        return None
    return _TAKEN_BACK_AFTER[number % len(_TAKEN_BACK_AFTER)], BACK_IN_WORDS[number % len(BACK_IN_WORDS)]


def tests_and_panels(timeline: Timeline) -> Iterator[Entry]:
    """Letter tests, and the meetings of the panel; with residents, so they reach no unit."""
    for month, who, told in LETTER_TESTS:
        yield Entry(
            on=timeline.at_work(timeline.month(month)),
            kind="letter_test",
            done_by=(service_of(who),),
            reached={},
            logged_by=who,
            told=told,
        )
    for number, (title, story, back) in enumerate(PANEL_MEETINGS):
        yield Entry(
            on=timeline.at_work(timeline.month(PANEL_FROM_MONTH + number)),
            kind="resident_panel",
            done_by=tuple(service_of(who) for who in PANEL_KEEPERS),
            reached={},
            title=title,
            story=story,
            logged_by=PANEL_KEEPERS[0],
            told=Told(series=PANEL, back=back),
        )


def build_outcomes(
    session: Session,
    numbered: Iterable[tuple[int, Entry]],
    initiatives: Mapping[str, int],
    services: Mapping[Service, int],
    timeline: Timeline,
) -> None:
    """Write what came out, and the series; `numbered` are entries with their ids."""
    told = [(id_, entry, entry.told) for id_, entry in numbered if entry.told]
    series_id = _build_series(session, initiatives, services, timeline)
    keep(
        session,
        SeriesEntry,
        [
            {"activity_id": id_, "series_id": series_id, "initiative_id": initiatives["DT"]}
            for id_, _entry, each in told
            if each.series
        ],
    )
    keep(
        session,
        LetterTest,
        [
            {
                "activity_id": id_,
                "compared": each.compared,
                **dict(zip(("for_new", "for_old", "no_preference"), each.votes, strict=True)),
            }
            for id_, _entry, each in told
            if each.votes
        ],
    )
    keep(
        session,
        Review,
        [
            {
                "activity_id": id_,
                **dict(zip(("plan", "advice", "followed", "followed_note"), each.review, strict=True)),
            }
            for id_, _entry, each in told
            if each.review
        ],
    )
    keep(
        session,
        TakenBack,
        [
            {
                "activity_id": id_,
                "on": min(entry.on + timedelta(days=each.back[0]), timeline.ago(1)),
                "how": each.back[1],
            }
            for id_, entry, each in told
            if each.back
        ],
    )


def _build_series(
    session: Session, initiatives: Mapping[str, int], services: Mapping[Service, int], timeline: Timeline
) -> int:
    kind = session.scalars(select(ActivityKind.id).where(ActivityKind.code == "resident_panel")).one()
    (series_id,) = keep_numbered(
        session,
        Series,
        [
            {
                "initiative_id": initiatives["DT"],
                "name": PANEL,
                "kind_id": kind,
                "every": 1,
                "unit": Rhythm.MONTH,
                "next_on": timeline.ago(-DAYS_TO_NEXT_PANEL),
                "version": 1,
            }
        ],
    )
    keep(
        session,
        SeriesMember,
        [
            {
                "series_id": series_id,
                "ambassadorship_id": services[service_of(who)],
                "initiative_id": initiatives["DT"],
            }
            for who in PANEL_KEEPERS
        ],
    )
    return series_id
