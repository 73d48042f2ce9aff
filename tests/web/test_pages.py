"""What holds for every page: headers, language, errors, addresses of assets, dates and numbers."""

import gzip
from datetime import UTC, date, datetime

import pytest
from flask_babel import force_locale

from ambassadors.web import formatting
from ambassadors.web.views import local_path


def test_every_answer_has_a_strict_content_security_policy(visit):
    policy = visit.get("/sign-in").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy, "nothing is fetched from elsewhere"


def test_pages_are_not_kept_by_proxies(visit):
    assert visit.get("/sign-in").headers["Cache-Control"] == "private, no-store"


def test_pages_are_compressed_for_browsers_that_want_it(visit):
    plain = visit.client.get("/sign-in")
    packed = visit.client.get("/sign-in", headers={"Accept-Encoding": "gzip"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(gzip.decompress(packed.data)) == pytest.approx(len(plain.data), rel=0.05)


def test_styles_are_kept_for_good_under_an_address_that_tells_their_content(visit):
    page = visit.get("/sign-in")
    address = page.html.split('href="/static/olievlek.css')[1].split('"')[0]

    with visit.client.get(f"/static/olievlek.css{address}") as answer:
        assert answer.status_code == 200
        assert "max-age=31536000" in answer.headers["Cache-Control"]


def test_pages_speak_dutch_until_somebody_chooses_english(visit):
    page = visit.get("/sign-in")
    assert page.title == "Inloggen – Olievlek"

    answer = visit.send(page, "language", language="en")

    assert answer.location == "/sign-in"
    english = visit.follow(answer)
    assert english.title == "Sign in – Olievlek"
    assert 'lang="en"' in english.html


def test_an_unknown_address_gives_a_page_that_says_what_to_do(visit, make):
    page = visit.as_user(make.user()).get("/bestaat-niet", 404)

    assert page.title == "We kunnen deze pagina niet vinden – Olievlek"
    assert "/" in page.links.values()


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/log?x=1", "/log?x=1"),
        ("//evil.example", None),
        ("https://evil.example", None),
        ("/\\evil.example", None),
        ("log", None),
        (None, None),
    ],
)
def test_only_addresses_within_the_app_are_gone_on_to(address, kept):
    assert local_path(address) == kept


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (0, 10, "0%"),
        (1, 3, "33%"),
        (1, 1000, "minder dan 1%"),
        (999, 1000, "meer dan 99%"),
        (5, 5, "100%"),
        (0, 0, "–"),
    ],
)
def test_a_share_never_claims_nothing_or_all_where_it_is_not_so(app, part, whole, shown):
    with app.test_request_context(), force_locale("nl"):
        assert formatting.percent(part, whole) == shown


def test_dates_and_numbers_are_written_the_dutch_way(app):
    with app.test_request_context(), force_locale("nl"):
        assert formatting.day(date(2026, 11, 23)) == "23 november 2026"
        assert formatting.moment(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == "2 juli 2026, 00:30"
        assert formatting.number(1234.5) == "1.234,5"
        assert formatting.span(2, 5) == "2–5"
        assert formatting.span(None, None) == "weet niet"
