"""Measures what is promised about speed: .venv/bin/python -m benchmarks.run; docs/performance.md tells how."""

import argparse
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from benchmarks.measuring.findings import Outcome, Skipped, as_json, as_table

BARS = {
    "pages": ("S", "XL"),
    "figures": ("S", "XL"),
    "saving": ("XL",),
    "rebuilding": ("XL",),
    "memory": ("XL",),
    "browsing": ("S", "L", "XL"),
}
"""What can be measured, by its module, and at which sizes."""

ADDRESS = "sqlite:////tmp/bench-{size}.sqlite"


def main() -> None:
    """Measure what is asked, all of it by default, and print it."""
    asked = _parser().parse_args()
    found: list[Outcome] = []
    for bar in asked.bars or BARS:
        for size in BARS[bar]:
            if size in asked.sizes:
                found += _measured(bar, size, asked.url.format(size=size))
    print(as_table(found))
    if asked.json:
        asked.json.write_text(as_json(found))


def _measured(bar: str, size: str, address: str) -> Iterator[Outcome]:
    try:
        module = import_module(f"benchmarks.measuring.{bar}")
    except ModuleNotFoundError as absent:
        yield Skipped(bar, size, f"{absent.name} is not installed")
        return
    begun = time.perf_counter()
    print(f"{bar} at {size} …", file=sys.stderr, end=" ", flush=True)
    yield from module.measure(address, size)
    print(f"{time.perf_counter() - begun:.0f} s", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("bars", nargs="*", choices=[*BARS, []], metavar="BAR", help=f"some of: {', '.join(BARS)}")
    parser.add_argument("--url", default=ADDRESS, help="of the databases, with {size} in it; else %(default)s")
    parser.add_argument("--sizes", nargs="+", default=["S", "L", "XL"], help="only these sizes")
    parser.add_argument("--json", type=Path, help="also write it to this file")
    return parser


if __name__ == "__main__":
    main()
