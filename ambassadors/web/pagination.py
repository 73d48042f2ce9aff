"""Pages of a long list."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from flask import request, url_for
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ambassadors.web.intake import whole_number_or_none

Item = TypeVar("Item")

PER_PAGE = 20
"""Rows of a page: each is some five lines high on a phone."""


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some of a list: `items` of page `number` (from 1) out of `total` items."""

    items: list[Item]
    number: int
    total: int
    per_page: int = PER_PAGE

    @property
    def last(self) -> int:
        """Number of the last page."""
        return max(1, -(-self.total // self.per_page))

    @property
    def first_item(self) -> int:
        """Place in the list of the first item shown, from 1."""
        return (self.number - 1) * self.per_page + 1

    @property
    def last_item(self) -> int:
        """Place in the list of the last item shown."""
        return self.first_item + len(self.items) - 1

    def url(self, number: int) -> str:
        """Address of this list's page `number`, other choices kept."""
        values = {**request.args.to_dict(), **(request.view_args or {}), "page": number}
        return url_for(cast(str, request.endpoint), **values)


def asked_page() -> int:
    """The page that the address asks for; 1 where it asks for nonsense."""
    return max(1, whole_number_or_none(request.args.get("page", "")) or 1)


def page_of(session: Session, query: Select[*tuple[Any, ...]], number: int) -> Page[Any]:
    """Rows of page `number` of `query`, in its own order; beyond the last page, the last. Two queries."""
    total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    number = min(number, max(1, -(-total // PER_PAGE)))
    rows = session.execute(query.limit(PER_PAGE).offset((number - 1) * PER_PAGE)).all()
    return Page(list(rows), number, total)


def page_from(items: list[Item], number: int) -> Page[Item]:
    """Page `number` of a list that is in memory."""
    number = min(number, max(1, -(-len(items) // PER_PAGE)))
    start = (number - 1) * PER_PAGE
    return Page(items[start : start + PER_PAGE], number, len(items))
