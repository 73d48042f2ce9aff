"""A real browser on a real server: what the journeys walk on."""

import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from ambassadors.accounts.models import User
from tests import browser
from tests.journeys.walker import Walker

WIDE, PHONE = (1280, 900), (360, 740)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = browser.find()
    assert found, "no browser: `python3 run.py test` installs one"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=str(found.program), env=dict(found.environment), args=list(found.options)
        )
        yield started
        started.close()


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Where the app answers while a test runs."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def walk(chromium: Browser, app: Flask, address: str) -> Iterator[Callable[..., Walker]]:
    """Gives people in browsers of their own: `walk(user, PHONE)`; each page that they leave is checked."""
    contexts = []

    def person(user: User | None = None, size: tuple[int, int] = WIDE) -> Walker:
        context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, base_url=address)
        contexts.append(context)
        if user:
            cookie = app.session_interface.get_signing_serializer(app).dumps(
                {"_user_id": f"{user.id}:{user.session_epoch}", "_fresh": True}
            )
            context.add_cookies([{"name": "session", "value": cookie, "url": address}])
        return Walker(context.new_page())

    yield person
    for context in contexts:
        context.close()
