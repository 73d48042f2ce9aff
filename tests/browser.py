"""The browser that the tests drive: the system's Chromium, else one that run.py unpacks into .venv."""

import os
import shutil
import subprocess
import tarfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

UNPACKED = Path(__file__).resolve().parent.parent / ".venv" / "chromium"
SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# No talk with the outside world: the tests' pages are all on this machine.
OPTIONS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
)

DECOMPRESS = """
const fs = require("node:fs"), zlib = require("node:zlib"), stream = require("node:stream");
const [packed, unpacked] = process.argv.slice(1);
stream.pipeline(
    fs.createReadStream(packed), zlib.createBrotliDecompress(), fs.createWriteStream(unpacked),
    (problem) => { if (problem) { console.error(problem.message); process.exit(1); } },
);
"""

FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{folder}/fonts</dir>
  <cachedir>{folder}/fonts-cache</cachedir>
</fontconfig>
"""


@dataclass(frozen=True)
class Browser:
    """A browser that starts here, with what Playwright's `launch` needs to start it."""

    program: Path
    version: str
    environment: dict[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = OPTIONS

    def __str__(self) -> str:
        """The browser in words, for the report of a test run."""
        return f"{self.version} ({self.program})"


def find() -> Browser | None:
    """The browser that TEST_BROWSER names, the system's Chromium, or the unpacked one; None without any."""
    named = os.environ.get("TEST_BROWSER")
    candidates = [named] if named else [shutil.which(name) for name in SYSTEM_NAMES]
    for program in filter(None, candidates):
        if browser := _browser(Path(program), dict(os.environ)):
            return browser
    return None if named else _browser(UNPACKED / "chromium", unpacked_environment())


def unpacked_environment() -> dict[str, str]:
    """What the unpacked browser needs around it: its own libraries and fonts, for its own process alone."""
    return dict(os.environ) | {
        "LD_LIBRARY_PATH": str(UNPACKED / "lib"),
        "FONTCONFIG_FILE": str(UNPACKED / "fonts.conf"),
    }


def unpack(package: Path, node: Path) -> None:
    """Unpacks the npm package @sparticuz/chromium; `node` because Python cannot read its compression."""
    shutil.rmtree(UNPACKED, ignore_errors=True)
    UNPACKED.mkdir(parents=True)
    _decompress(node, package / "bin" / "chromium.br", UNPACKED / "chromium")
    (UNPACKED / "chromium").chmod(0o755)
    for part in ("al2023.tar", "fonts.tar"):
        _decompress(node, package / "bin" / f"{part}.br", UNPACKED / part)
        with tarfile.open(UNPACKED / part) as archive:
            # Said this way, the Python 3.11.2 of Debian 12, which knows no filters yet, unpacks it too.
            archive.extraction_filter = getattr(tarfile, "data_filter", None)
            archive.extractall(UNPACKED)
        (UNPACKED / part).unlink()
    (UNPACKED / "fonts.conf").write_text(FONTS.format(folder=escape(str(UNPACKED))))


def _decompress(node: Path, packed: Path, unpacked: Path) -> None:
    subprocess.run([node, "-e", DECOMPRESS, packed, unpacked], check=True, capture_output=True, text=True)


def _browser(program: Path, environment: dict[str, str]) -> Browser | None:
    """The browser, if `program` runs: a distribution's stand-in for a package that is absent does not."""
    try:
        answer = subprocess.run(
            [program, "--version"], env=environment, capture_output=True, text=True, timeout=30, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return Browser(program, answer.stdout.strip(), environment)
