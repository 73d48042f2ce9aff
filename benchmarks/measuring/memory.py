"""How much memory a request for the dashboard adds, in a process of its own: python -m benchmarks.measuring.memory"""

import json
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

from benchmarks.generator.users import KERNGROEP
from benchmarks.measuring.app import DASHBOARD, FLOOR, get, make_app, visitor
from benchmarks.measuring.findings import Finding, Outcome

_LIMIT = 64.0
_MEGABYTE = 1024 * 1024


def measure(address: str, size: str) -> Iterator[Outcome]:
    """The peak of a process above what it held before, and the peak of what Python and numpy hold."""
    for traced, name in ((False, "resident set, at its peak"), (True, "tracemalloc, at its peak")):
        program = (sys.executable, "-m", "benchmarks.measuring.memory", address, "traced" if traced else "resident")
        answer = subprocess.run(program, capture_output=True, text=True, check=True).stdout
        before, peak = json.loads(answer)
        parts = f"{before:.0f} MB before, {peak:.0f} MB at the peak"
        yield Finding(f"memory of a dashboard request, {name}", size, peak - before, _LIMIT, "MB", parts)


def main() -> None:
    """Ask for the dashboard once and print the megabytes before and at the peak."""
    address, how = sys.argv[1:]
    client = visitor(make_app(address), KERNGROEP)
    get(client, FLOOR)
    if how == "traced":
        tracemalloc.start()
        get(client, DASHBOARD)
        found = (0.0, tracemalloc.get_traced_memory()[1] / _MEGABYTE)
    else:
        before = _status("VmRSS")
        get(client, DASHBOARD)
        found = (before, _status("VmHWM"))
    print(json.dumps(found))


def _status(name: str) -> float:
    """What Linux says of this process, in megabytes; the peak that getrusage tells may be that of a parent."""
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith(f"{name}:")) / 1024


if __name__ == "__main__":
    main()
