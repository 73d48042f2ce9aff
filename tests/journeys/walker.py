"""Somebody who walks through the app in a real browser, with the keyboard alone, and minds every page."""

from typing import Any, Self

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
MOST_TABS = 250

FOCUSED = """() => {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    const named = at.getAttribute("aria-label")
        || [...(at.labels || [])].map((label) => label.innerText).join(" ")
        || at.innerText || at.value || "";
    const box = at.getBoundingClientRect();
    const middle = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const label = at.labels && at.labels[0];
    return {
        name: named.replace(/\\s+/g, " ").trim(),
        kind: at.type || at.tagName.toLowerCase(),
        group: at.name || "",
        asks: at.name === "step" && !["save", "enter"].includes(at.value) && Boolean(at.form?.dataset.keptFor),
        leads: at.type === "submit" || (at.tagName === "A" && !at.getAttribute("href").startsWith("#")),
        covered: box.width > 0 && middle !== null
            && ![at, label].some((one) => one && (one.contains(middle) || middle.contains(one))),
    };
}"""


class Walker:
    """Every page that is arrived at is checked: axe, nothing wider than the screen, no errors in the console."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = self.fields = 0
        self.complaints: list[str] = []
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, message: ConsoleMessage) -> None:
        # A form that is refused answers 4xx, of which the browser tells too; that is no error of the page.
        if message.type == "error" and "the server responded with a status of 4" not in message.text:
            self.complaints.append(message.text)

    def go(self, path: str) -> Self:
        """Open an address, as from a bookmark."""
        self.page.goto(path)
        return self.check()

    def check(self) -> Self:
        """Mind what holds for every page."""
        where = f"{self.page.url} at {self.page.viewport_size}"
        violations = Axe().run(self.page, options=RULES).response["violations"]
        told = [f"{each['id']}: {[node['html'][:160] for node in each['nodes'][:3]]}" for each in violations]
        assert not told, f"axe on {where}: {told}"
        too_wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert too_wide <= 0, f"{where} is {too_wide} px too wide"
        assert not self.complaints, f"{where}: {self.complaints}"
        return self

    def text(self) -> str:
        """What the page says, spaces folded."""
        return " ".join(self.page.inner_text("main").split())

    def press(self, name: str, kinds: tuple[str, ...] = ()) -> Self:
        """Go to a link, button or summary by that name with the Tab key, press it, and mind the page that comes."""
        self.find(name, kinds)
        self.taps += 1
        if self.focused()["asks"]:  # answered within the page
            main = self.page.query_selector("main")
            self.page.keyboard.press("Enter")
            main.wait_for_element_state("hidden")
        elif self.focused()["leads"]:
            with self.page.expect_event("load"):
                self.page.keyboard.press("Enter")
        else:
            self.page.keyboard.press("Enter")
        return self.check()

    def fill(self, name: str, text: str) -> Self:
        """Type into the field by that name, over what stands there."""
        self.find(name, kinds=("text", "textarea", "email", "password", "search", "number", "date", "url"))
        self.fields += 1
        if self.focused()["kind"] == "date":
            self.page.locator("*:focus").fill(text)
            return self
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)
        return self

    def choose(self, name: str) -> Self:
        """Choose the radio button by that name: Tab to its group, then arrows."""
        radio = self.page.get_by_label(name, exact=True).and_(self.page.locator("input[type=radio]")).first
        group = radio.get_attribute("name")
        self._tab_until(lambda at: at["kind"] == "radio" and at["group"] == group, f"the group of “{name}”")
        self.taps += 1
        if self.focused()["name"] == name:
            self.page.keyboard.press("Space")
            return self
        for _each in range(60):
            self.page.keyboard.press("ArrowDown")
            if self.focused()["name"] == name:
                return self
        raise AssertionError(f"no arrow leads to “{name}”")

    def tick(self, name: str) -> Self:
        """Tick the box by that name."""
        self.find(name, kinds=("checkbox",)).page.keyboard.press("Space")
        self.taps += 1
        return self

    def pick(self, name: str, option: str) -> Self:
        """Pick an option of the select by that name, by typing it; who has no keys taps twice."""
        self.find(name, kinds=("select-one",))
        self.taps += 2
        self.page.keyboard.type(option)
        chosen = self.page.evaluate("document.activeElement.selectedOptions[0].innerText.trim()")
        assert chosen == option, f"typing “{option}” chose “{chosen}”"
        return self

    def find(self, name: str, kinds: tuple[str, ...] = ()) -> Self:
        """Bring the focus to what is called so, with the Tab key."""

        def wanted(at: dict[str, Any]) -> bool:
            named = at["name"] == name or at["name"].startswith(f"{name} (")
            return named and (not kinds or at["kind"] in kinds)

        return self._tab_until(wanted, f"“{name}”")

    def focused(self) -> dict[str, Any]:
        """What has the focus."""
        nothing = {"name": "", "kind": "", "group": "", "asks": False, "leads": False, "covered": False}
        return self.page.evaluate(FOCUSED) or nothing

    def _tab_until(self, wanted: Any, what: str) -> Self:
        seen = []
        for _each in range(MOST_TABS):
            at = self.focused()
            if at["name"] and wanted(at):
                assert not at["covered"], f"{what} is hidden under something when it has the focus"
                return self
            seen.append(at["name"])
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the Tab key never came to {what}; it came by {list(dict.fromkeys(seen))}")
