"""Writes the toolbox: adds, changes, orders and removes."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from ambassadors.db import lock_for_write
from ambassadors.initiatives.rules import moved
from ambassadors.network.service import Recorder
from ambassadors.refusals import CHANGED_MEANWHILE, Refused
from ambassadors.security.service import record
from ambassadors.toolbox.models import Tool, ToolFile
from ambassadors.toolbox.queries import bytes_kept, gone_for_good, ids_in_order, tool_of
from ambassadors.toolbox.rules import (
    MEGABYTE,
    PLACES,
    Draft,
    Given,
    Limits,
    Place,
    extension_of,
    problem_with,
    safe_name,
)

SUBJECT = "tool"
"""What the audit trail calls it."""

Files = Mapping[Place, Given]


def add(session: Session, initiative_id: int, draft: Draft, files: Files, limits: Limits, by: Recorder) -> Tool:
    """Put something last in the toolbox. Raises Refused as `edit` does."""
    lock_for_write(session, f"{SUBJECT} {initiative_id}")
    for gone in gone_for_good(session, initiative_id, by.now):
        session.delete(gone)
    session.flush()
    tool = Tool(initiative_id=initiative_id, position=_last(session, initiative_id) + 1)
    _fill(session, tool, draft, files, limits, by)
    session.add(tool)
    session.flush()
    record(session, by.user_id, "added", SUBJECT, tool.id, by.now, sort=draft.sort.value)
    session.flush()
    return tool


def edit(
    session: Session, tool: Tool, version: int, draft: Draft, files: Files, limits: Limits, by: Recorder
) -> None:
    """Change what it says, and those files that are given anew.

    Raises Refused `changed_meanwhile`, `file_too_large`, `file_empty`, `file_strange`, `toolbox_full` and the codes
    of `rules.problem_with`.
    """
    lock_for_write(session, f"{SUBJECT} {tool.initiative_id}")
    _check(tool, version)
    _fill(session, tool, draft, files, limits, by)
    record(session, by.user_id, "edited", SUBJECT, tool.id, by.now, files=[place.value for place in files])
    session.flush()


def move(session: Session, tool: Tool, by_places: int) -> None:
    """Move it up (-1) or down (1) among what is there."""
    lock_for_write(session, f"{SUBJECT} {tool.initiative_id}")
    ids = ids_in_order(session, tool.initiative_id)
    if tool.id not in ids:
        return
    for position, tool_id in enumerate(moved(ids, tool.id, by_places), start=1):
        session.get_one(Tool, tool_id).position = position
    session.flush()


def remove(session: Session, tool: Tool, version: int, by: Recorder) -> None:
    """Take it out; for a month it can be put back. Raises Refused `changed_meanwhile`."""
    _check(tool, version)
    tool.removed_at = by.now
    record(session, by.user_id, "removed", SUBJECT, tool.id, by.now)
    session.flush()


def put_back(session: Session, tool: Tool, by: Recorder) -> None:
    """Put it back where it was; there already is there."""
    if tool.removed_at is not None:
        tool.removed_at = None
        record(session, by.user_id, "put_back", SUBJECT, tool.id, by.now)
        session.flush()


def _check(tool: Tool, version: int) -> None:
    if tool.version != version:
        raise Refused(CHANGED_MEANWHILE)


def _last(session: Session, initiative_id: int) -> int:
    ids = ids_in_order(session, initiative_id)
    last = tool_of(session, initiative_id, ids[-1]) if ids else None
    return last.position if last else 0


def _fill(session: Session, tool: Tool, draft: Draft, files: Files, limits: Limits, by: Recorder) -> None:
    for place, given in files.items():
        if len(given.content) > limits.file:
            raise Refused("file_too_large", place.value, limit=limits.file // MEGABYTE)
        if not given.content:
            raise Refused("file_empty", place.value)
        if extension_of(given) is None:
            raise Refused("file_strange", place.value)
    replaced = sum(each.size for each in tool.files if each.place in files)
    total = bytes_kept(session, tool.initiative_id) - replaced + sum(len(each.content) for each in files.values())
    if files and total > limits.total:
        raise Refused("toolbox_full", next(iter(files)).value, limit=limits.total // MEGABYTE)
    problem = problem_with(draft, {*files, *(each.place for each in tool.files)})
    if problem:
        raise Refused(*problem)
    tool.sort, tool.title, tool.words, tool.link = draft.sort, draft.title, draft.words, draft.link
    tool.changed_at = by.now
    for place, given in files.items():
        if place in PLACES[draft.sort]:
            _put(tool, place, given)


def _put(tool: Tool, place: Place, given: Given) -> None:
    file = tool.file_at(place)
    if file is None:
        file = ToolFile(place=place)
        tool.files.append(file)
    file.extension = extension_of(given) or ""
    file.filename = safe_name(given.filename, file.extension)
    file.content, file.size = given.content, len(given.content)
