"""What a visitor waits for in Chromium, on a real server: the first paint, a step of the slider, what is sent."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from ambassadors.web.assets import STATIC
from benchmarks.generator.users import KERNGROEP
from benchmarks.measuring.app import DASHBOARD
from benchmarks.measuring.findings import Finding, Outcome, Skipped, Work, interleaved, ratio, shown
from benchmarks.measuring.serving import BLANK, server, session_cookie
from tests import browser

_ROUNDS, _AT_MOST = 15, 60.0
_TIMEOUT = 600_000.0
_PAINT = {"S": 2.0, "L": 4.0, "XL": 4.0}
_STEP, _STEPS = 1.2, 60
_SENT = 150.0

_FIRST_PAINT = """() => new Promise((found) => new PerformanceObserver((list) => {
    for (const entry of list.getEntriesByName("first-contentful-paint")) found(entry.startTime / 1000);
}).observe({type: "paint", buffered: true}))"""

_WALK = """async (steps) => {
    const slider = document.querySelector("#slick-month"), floor = [], taken = [];
    const frame = () => new Promise(requestAnimationFrame);
    const twoFrames = async (act) => {
        await frame();
        const begun = performance.now();
        act();
        await frame();
        await frame();
        return (performance.now() - begun) / 1000;
    };
    const [first, last] = [Number(slider.min), Number(slider.max)];
    for (let step = 0; step < steps; step++) {
        floor.push(await twoFrames(() => {}));
        taken.push(await twoFrames(() => {
            slider.value = first + step % (last - first + 1);
            slider.dispatchEvent(new Event("input", {bubbles: true}));
        }));
    }
    const median = (numbers) => numbers.sort((one, other) => one - other)[Math.floor(numbers.length / 2)];
    return [median(taken), median(floor)];
}"""

_SCROLL = """async () => {
    for (let y = 0; y < document.body.scrollHeight; y += 400) {
        scrollTo(0, y);
        await new Promise((resolve) => setTimeout(resolve, 150));
    }
}"""

NewContext = Callable[[], BrowserContext]


def measure(address: str, size: str) -> Iterator[Outcome]:
    """The dashboard as the kerngroep sees it, on a desk."""
    cookie = session_cookie(address, KERNGROEP)
    with server(address) as place, _chromium() as chromium:

        def context() -> BrowserContext:
            made = chromium.new_context(viewport={"width": 1280, "height": 900}, base_url=place, locale="nl-NL")
            made.set_default_timeout(_TIMEOUT)
            made.add_cookies([{"name": "session", "value": cookie, "url": place}])
            return made

        yield from _paint(context, size)
        yield from _slider(context, size)
        yield from _transfer(context, size)


@contextmanager
def _chromium() -> Iterator[Browser]:
    found = browser.find()
    if found is None:
        raise FileNotFoundError("there is no browser; `python3 run.py test` installs one")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=str(found.program), env=dict(found.environment), args=list(found.options)
        )
        yield started
        started.close()


def _paint(context: NewContext, size: str) -> Iterator[Outcome]:
    """At a first visit, with nothing in the browser's cache, and at a later one."""

    def first_visit(path: str) -> Work:
        def work() -> float:
            with context() as fresh:
                return _first_paint(fresh.new_page(), path)

        return work

    again = context()
    page = again.new_page()
    _first_paint(page, DASHBOARD)
    works = {
        "blank at first": first_visit(BLANK),
        "dashboard at first": first_visit(DASHBOARD),
        "blank": lambda: _first_paint(page, BLANK),
        "dashboard": lambda: _first_paint(page, DASHBOARD),
    }
    medians = interleaved(works, _ROUNDS, _AT_MOST)
    again.close()
    first = ("dashboard at first", "blank at first")
    yield ratio("first contentful paint, first visit", size, medians, first, _PAINT[size])
    yield ratio("first contentful paint, later visit", size, medians, ("dashboard", "blank"), _PAINT[size])


def _first_paint(page: Page, path: str) -> float:
    page.goto(path)
    taken: float = page.evaluate(_FIRST_PAINT)
    return taken


def _slider(context: NewContext, size: str) -> Iterator[Outcome]:
    bar = "one step of the slider"
    with context() as fresh:
        page = fresh.new_page()
        page.goto(DASHBOARD, wait_until="networkidle")
        if not page.locator("#slick-month").count():
            yield Skipped(bar, size, "there is no slider yet")
            return
        _fetch_months(page)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        taken, floor = page.evaluate(_WALK, _STEPS)
        parts = f"step {shown(taken)}, two frames {shown(floor)}"
        yield Finding(bar, size, taken / floor, _STEP, "×", parts)
        yield Finding(f"requests during {_STEPS} steps", size, len(asked), 0, "", "")


def _fetch_months(page: Page) -> None:
    """Go to the first month, as the months are fetched when somebody first wants one."""
    month = page.locator("output[for=slick-month]")
    told = month.inner_text()
    page.locator("#slick-month").press("Home")
    expect(month).not_to_have_text(told, timeout=_TIMEOUT)


def _transfer(context: NewContext, size: str) -> Iterator[Outcome]:
    """What comes over the line at a first visit, in which one looks at all of the page."""
    with context() as fresh:
        page = fresh.new_page()
        sent = _watch(page)
        page.goto(DASHBOARD, wait_until="networkidle")
        page.evaluate(_SCROLL)
        page.wait_for_load_state("networkidle")
        plotly = [amount for url, amount in sent if "plotly" in url]
        rest = [amount for url, amount in sent if "plotly" not in url]
    bundle = (STATIC / "vendor" / "plotly" / "plotly.min.js.gz").stat().st_size / 1000
    yield Finding("transfer without Plotly", size, sum(rest) / 1000, _SENT, "kB", f"{len(rest)} files")
    yield Finding(
        "transfer of Plotly",
        size,
        sum(plotly) / 1000,
        bundle + 1,
        "kB",
        f"{len(plotly)} file; bundle {bundle:.0f} kB",
    )


def _watch(page: Page) -> list[tuple[str, float]]:
    """A list to which everything that arrives is added: address and bytes on the line, headers included."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    addresses: dict[str, str] = {}
    sent: list[tuple[str, float]] = []

    def asked(event: dict[str, Any]) -> None:
        addresses[event["requestId"]] = event["request"]["url"]

    def arrived(event: dict[str, Any]) -> None:
        sent.append((addresses[event["requestId"]], event["encodedDataLength"]))

    line.on("Network.requestWillBeSent", asked)
    line.on("Network.loadingFinished", arrived)
    return sent
