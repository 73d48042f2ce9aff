"""The worked examples in docs/measures.md are run, in order, as one session."""

import doctest
import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "measures.md"
EXAMPLES = re.compile(r"^## (?P<title>.+?)$|^```python\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)


def test_every_section_has_an_example_and_every_example_is_true():
    page = PAGE.read_text(encoding="utf-8")
    found = [(match["title"], match["code"]) for match in EXAMPLES.finditer(page)]

    titles = [title for title, _ in found if title]
    examples = [code for _, code in found if code]
    session = doctest.DocTestParser().get_doctest("\n".join(examples), {}, PAGE.name, str(PAGE), 0)
    failures: list[str] = []
    result = doctest.DocTestRunner(verbose=False).run(session, out=failures.append)

    assert [bool(title) for title, _ in found] == [True, False] * len(titles)
    assert failures == []
    assert result.attempted > len(titles)
