"""Contract: every value that our styles ask of the theme is there."""

import re

from config import PROJECT

STATIC = PROJECT / "static"
OWN = [path for path in STATIC.rglob("*.css") if "vendor" not in path.parts]


def test_no_style_asks_for_a_token_that_nobody_gives():
    own = "".join(path.read_text() for path in OWN)
    pages = "".join(path.read_text() for path in (PROJECT / "templates").rglob("*.html"))
    scripts = "".join(path.read_text() for path in STATIC.rglob("*.js") if "vendor" not in path.parts)
    theme = (STATIC / "vendor" / "components.css").read_text()
    given = set(re.findall(r"(--[\w-]+)['\"]?\s*[:,]", own + pages + scripts + theme))

    asked = set(re.findall(r"var\((--[\w-]+)\)", own + pages))

    assert asked - given == set()
