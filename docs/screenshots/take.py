"""Takes the pictures in this folder anew, from the demo: .venv/bin/python docs/screenshots/take.py"""

import sys
import tempfile
import threading
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent.parent))

from ambassadors.app import create_app  # noqa: E402  the project's folder comes first
from ambassadors.demo import cast  # noqa: E402
from ambassadors.demo.database import demo_database  # noqa: E402
from config import Settings  # noqa: E402
from tests import browser  # noqa: E402

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WIDTHS = (1280, 360)
MOST_HEIGHT = 2600

PAGES = {
    "start-ambassador": ("marieke", "/"),
    "log": ("marieke", "/log"),
    "log-many": ("esther", "/log/many?initiative=DT"),
    "calendar": ("marieke", "/i/DT/calendar"),
    "what-to-say": ("marieke", "/i/DT/objections"),
    "outcomes": ("marieke", "/i/DT/outcomes"),
    "me": ("marieke", "/me"),
    "start-kerngroep": ("hilde", "/"),
    "attention": ("hilde", "/i/DT/attention"),
    "report": ("hilde", "/i/DT/report"),
    "inbox": ("hilde", "/i/DT/inbox"),
    "dashboard": ("hilde", "/i/DT/dashboard"),
    "in-depth": ("hilde", "/i/DT/dashboard/in-depth"),
    "facts": ("hilde", "/i/DT/facts/silence"),
    "confirmations": ("hilde", "/i/DT/confirmations"),
    "department": ("hilde", "/i/DT/departments/410"),
    "board": ("esther", "/i/DT/board"),
    "start-change-manager": ("esther", "/"),
    "toolbox": ("esther", "/i/DT/toolbox"),
    "poster": ("esther", "/i/DT/poster"),
    "initiative": ("roos", "/i/DT"),
    "stories": ("roos", "/i/DT/stories"),
    "find": ("roos", "/ambassadors"),
    "organisation": ("patrick", "/organisation"),
    "import": ("patrick", "/import"),
}

SCROLL = """async () => {
    for (let y = 0; y < document.body.scrollHeight; y += 400) {
        scrollTo(0, y);
        await new Promise((resolve) => setTimeout(resolve, 150));
    }
    scrollTo(0, 0);
}"""


def main() -> None:
    """Build the demo in a folder of its own, visit each page as who uses it, and keep a picture of it."""
    found = browser.find()
    if found is None:
        sys.exit("There is no browser; `python3 run.py test` installs one.")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "demo.sqlite"
        with demo_database(file, NOW.date(), fresh=True):
            app = create_app(_settings(file), clock=lambda: NOW)
            server = make_server("127.0.0.1", 0, app, threaded=True)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            chromium = playwright.chromium.launch(
                executable_path=str(found.program), env=dict(found.environment), args=list(found.options)
            )
            for name, (who, path) in PAGES.items():
                for width in WIDTHS:
                    _take(
                        chromium, f"http://127.0.0.1:{server.server_port}", who, path, FOLDER / f"{name}-{width}.png"
                    )
            chromium.close()
            server.shutdown()


def _settings(file: Path) -> Settings:
    return Settings(database_url=f"sqlite:///{file}", secret_key="k" * 40, organisation_name="Gemeente Waterhoven")


def _take(chromium: Browser, address: str, who: str, path: str, picture: Path) -> None:
    width = int(picture.stem.rpartition("-")[2])
    context = chromium.new_context(locale="nl-NL", viewport={"width": width, "height": 800}, base_url=address)
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("E-mailadres").fill(cast.part(who).email)
    page.get_by_label("Wachtwoord").fill(cast.PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
    page.goto(path)
    page.evaluate(SCROLL)
    height = min(MOST_HEIGHT, page.evaluate("document.documentElement.scrollHeight"))
    page.screenshot(path=picture, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})
    context.close()


if __name__ == "__main__":
    main()
