"""Somebody who visits pages without a browser: follows links, fills in forms, and minds what every page must have."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Self

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ambassadors.accounts.models import User

_VOID = frozenset({"input", "br", "hr", "img", "meta", "link", "col", "source", "wbr", "area", "base"})
_SELF_CLOSING_PARENTS = frozenset({"svg", "math"})


@dataclass
class FormOnPage:
    """A form as it stands in a page: where it goes, what it holds."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)


class Page(HTMLParser):
    """What a response shows. Its checks hold for every page there is."""

    def __init__(self, response: TestResponse) -> None:
        super().__init__()
        self.status = response.status_code
        self.location = response.location
        self.html = response.text
        self.headers = response.headers
        self.title, self.forms, self.ids, self.links = "", [], [], {}
        self._words: list[str] = []
        self._open: list[str] = []
        self._form: FormOnPage | None = None
        self._select: str | None = None
        self._textarea: str | None = None
        self._href: str | None = None
        self.feed(self.html.replace("<wbr>", ""))  # where a word may break, which nobody reads
        if response.mimetype == "text/html" and not 300 <= self.status < 400:
            self._mind()

    @property
    def text(self) -> str:
        """All text that people can read, spaces folded."""
        return " ".join(" ".join(self._words).split())

    def form(self, containing: str) -> FormOnPage:
        """The one form that has a field of that name, or goes to that address."""
        found = [form for form in self.forms if containing in form.fields or containing in form.action]
        assert len(found) == 1, f"{len(found)} forms with “{containing}”"
        return found[0]

    def _mind(self) -> None:
        assert self.title.strip(), "a page has a title"
        twice = {each for each in self.ids if self.ids.count(each) > 1}
        assert not twice, f"ids stand twice: {twice}"
        assert not self._open, f"left open: {self._open}"
        assert " style=" not in self.html, "inline styles do not pass the content security policy"
        assert " onclick=" not in self.html, "inline scripts do not pass the content security policy"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.ids.append(values["id"])
        if tag not in _VOID:
            self._open.append(tag)
        if tag == "form":
            self._form = FormOnPage(values.get("action", ""), values.get("method", "get"))
            self.forms.append(self._form)
        elif tag == "a":
            self._href = values.get("href")
        elif self._form:
            self._note_field(tag, values)

    def _note_field(self, tag: str, values: dict[str, str]) -> None:
        assert self._form is not None
        name = values.get("name", "")
        if tag == "input" and name:
            kind = values.get("type", "text")
            if kind in {"radio", "checkbox"}:
                self._form.choices.setdefault(name, []).append(values.get("value", "on"))
                self._form.fields.setdefault(name, [])
                if "checked" not in values:
                    return
            self._form.fields.setdefault(name, []).append(values.get("value", "on" if kind == "checkbox" else ""))
        elif tag == "select":
            self._select = name
            self._form.fields[name] = []
        elif tag == "option" and self._select:
            self._form.choices.setdefault(self._select, []).append(values.get("value", ""))
            if "selected" in values or not self._form.fields[self._select]:
                self._form.fields[self._select] = [values.get("value", "")]
        elif tag == "textarea":
            self._textarea = name
            self._form.fields[name] = [""]

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        assert self._open, f"</{tag}> closes nothing"
        assert self._open[-1] == tag, f"</{tag}> closes <{self._open[-1]}>"
        self._open.pop()
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._textarea = None
        elif tag == "a":
            self._href = None

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "title" and "svg" not in self._open:
            self.title += data
        elif self._open and self._open[-1] in {"script", "style"}:
            return
        if self._textarea and self._form:
            self._form.fields[self._textarea] = [data.replace("\r\n", "\n").removeprefix("\n")]
        if self._href is not None:
            self.links.setdefault(" ".join(data.split()), self._href)
        self._words.append(data)


class Visitor:
    """A browser without a screen."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()

    def as_user(self, user: User) -> Self:
        """Another visitor, who is signed in as `user`."""
        other = type(self)(self.app)
        with other.client.session_transaction() as cookie:
            cookie["_user_id"] = f"{user.id}:{user.session_epoch}"
            cookie["_fresh"] = True
        return other

    def get(self, path: str, status: int = 200) -> Page:
        """The page at `path`, redirects not followed."""
        page = Page(self.client.get(path))
        assert page.status == status, f"{path} answered {page.status}: {page.text[:300]}"
        return page

    def send(self, page: Page, containing: str, /, **values: Any) -> Page:
        """Fill in and send the form of `page` that holds `containing`; a value of None leaves a field out."""
        form = page.form(containing)
        data: dict[str, Any] = dict(form.fields)
        for name, value in values.items():
            if value is None:
                data.pop(name, None)
            else:
                data[name] = value
        return Page(self.client.open(form.action or self._last(page), method=form.method.upper(), data=data))

    def post(self, path: str, page: Page, /, **values: Any) -> Page:
        """Send to `path` what a form of our own could not hold, with the CSRF token of `page`."""
        token = next(form.fields["csrf_token"][0] for form in page.forms if "csrf_token" in form.fields)
        return Page(self.client.post(path, data={"csrf_token": token, **values}))

    def follow(self, page: Page) -> Page:
        """The page that a redirect leads to."""
        assert page.location, f"no redirect but {page.status}: {page.text[:300]}"
        return self.get(page.location)

    def _last(self, page: Page) -> str:
        raise AssertionError("a form says where it goes")
