"""`ambassadors demo`, run as people run it."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ambassadors.demo.cast import PASSWORD
from ambassadors.demo.command import card
from ambassadors.demo.serving import NoPort, address_of, listen

COMMAND = Path(sys.executable).with_name("ambassadors")


@contextmanager
def demo(folder: Path, *options: str | Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command while it runs, and the card that it printed."""
    command = (COMMAND, "demo", "--file", folder / "demo.sqlite", *options)
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{folder / 'real.sqlite'}"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        printed = ""
        for line in process.stdout:
            printed += line
            if "Ctrl-C stops" in line:
                break
        try:
            yield process, printed
        finally:
            process.kill()


def page_at(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return answer.read().decode()


@pytest.fixture
def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def test_demo_answers_as_soon_as_it_says_so_and_stops_on_ctrl_c(tmp_path, free_port):
    with demo(tmp_path, "--port", free_port) as (process, printed):
        address = re.search(r"http://\S+", printed)[0]
        page = page_at(f"{address}/sign-in")
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=10)

    assert address == f"http://127.0.0.1:{free_port}"
    assert "Gemeente Waterhoven" in page
    assert (process.returncode, rest) == (0, "\nGestopt. Stopped.\n")


def test_demo_stops_when_the_machine_asks_and_leaves_every_other_database_alone(tmp_path, free_port):
    with demo(tmp_path, "--port", free_port) as (process, _):
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=10)

    assert process.returncode == 0
    assert not (tmp_path / "real.sqlite").exists()
    left = {each.name for each in tmp_path.iterdir()} - {"demo.sqlite.lock"}  # there once its worker wrote something
    assert sorted(left) == [
        "demo.sqlite",
        "demo.sqlite.in-use",
        "demo.sqlite.key",
    ]


def test_demo_refuses_a_file_that_is_something_else(tmp_path):
    (tmp_path / "demo.sqlite").write_text("dear diary, " * 20)

    refused = subprocess.run((COMMAND, "demo", "--file", tmp_path / "demo.sqlite"), capture_output=True, text=True)

    assert refused.returncode == 1
    assert refused.stderr == (
        f"Error: {tmp_path / 'demo.sqlite'} is not a demo, so it stays as it is. Choose another --file.\n"
    )


def test_port_that_is_taken_gives_the_next_one():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with listen(port) as listener:
            assert port < int(address_of(listener).rsplit(":", 1)[1]) < port + 20


def test_port_that_does_not_exist_says_so():
    with pytest.raises(NoPort, match="Port 65536"):
        listen(65536)


def test_card_names_everybody_with_their_role_in_two_languages():
    lines = card("http://127.0.0.1:8000").splitlines()

    assert lines[1] == "Gemeente Waterhoven:  http://127.0.0.1:8000"
    assert PASSWORD in lines[3]
    assert len([line for line in lines if "@waterhoven.example" in line]) == 8
    assert max(len(line) for line in lines) <= 110
    assert "  roos.meijer@waterhoven.example         medewerker · employee" in lines
