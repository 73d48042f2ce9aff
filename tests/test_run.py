"""run.py: a step is done once, again when it must be, and never half."""

import subprocess
import sys
from pathlib import Path

import pytest

import run

PROJECT = run.ROOT


@pytest.fixture
def venv(tmp_path, monkeypatch):
    folder = tmp_path / ".venv"
    folder.mkdir()
    monkeypatch.setattr(run, "VENV", folder)
    monkeypatch.setattr(run, "HALF_DONE", folder / "half-done")
    monkeypatch.setattr(run, "ROOT", tmp_path)
    return folder


@pytest.mark.parametrize(
    ("arguments", "bound"),
    [([], ["--bind", "127.0.0.1:8000"]), (["--bind", "127.0.0.1:5061"], ["--bind", "127.0.0.1:5061"])],
)
def test_it_is_served_at_one_address(monkeypatch, arguments, bound):
    started = []
    monkeypatch.delenv("BIND", raising=False)
    monkeypatch.setattr(run, "set_up", lambda *_steps: None)
    monkeypatch.setattr(run, "become", lambda *command: started.extend(command))
    monkeypatch.setattr(run.subprocess, "run", lambda command, **_rest: subprocess.CompletedProcess(command, 0))

    run.serve(arguments)

    at = started.index("--bind")
    assert started.count("--bind") == 1
    assert started[at : at + 2] == bound


@pytest.fixture
def lock(tmp_path):
    path = tmp_path / "lock.txt"
    path.write_text("one==1")
    return path


def counting_step(lock, output):
    """A step that adds a line to its output each time it is carried out."""

    def act():
        with output.open("a") as lines:
            lines.write("done\n")

    return run.Step("counting", act, (lock,), (output,))


def times_done(output):
    return len(output.read_text().splitlines())


def test_step_is_done_once(venv, lock, tmp_path):
    output = tmp_path / "output"
    run.set_up(counting_step(lock, output))
    run.set_up(counting_step(lock, output))
    assert times_done(output) == 1


def test_step_is_done_again_when_its_lock_has_changed(venv, lock, tmp_path):
    output = tmp_path / "output"
    run.set_up(counting_step(lock, output))
    lock.write_text("one==2")
    run.set_up(counting_step(lock, output))
    assert times_done(output) == 2


def test_step_is_done_again_when_what_it_made_is_gone(venv, lock, tmp_path):
    output = tmp_path / "output"
    run.set_up(counting_step(lock, output))
    output.unlink()
    run.set_up(counting_step(lock, output))
    assert times_done(output) == 1


def test_step_that_failed_is_not_done(venv, lock, tmp_path):
    output = tmp_path / "output"

    def fail():
        output.write_text("half")
        raise run.Refusal("no network")

    with pytest.raises(run.Refusal):
        run.set_up(run.Step("counting", fail, (lock,), (output,)))
    assert not counting_step(lock, output).is_done()


def test_environment_that_pip_left_half_done_is_made_anew(venv):
    leftover = venv / "lib"
    leftover.touch()
    run.HALF_DONE.touch()
    run.set_up(run.Step("Python environment", venv.mkdir))
    assert (leftover.exists(), run.HALF_DONE.exists()) == (False, False)


def test_program_that_fails_is_quoted_with_a_remedy(venv):
    complaint = "print('OSError: [Errno 28] No space left on device'); raise SystemExit(1)"
    with pytest.raises(run.Refusal) as refusal:
        run.run_quietly(sys.executable, "-c", complaint)
    assert str(refusal.value).splitlines()[1:] == [
        "OSError: [Errno 28] No space left on device",
        "",
        "The disk is full. Free 1 GB and run this again.",
    ]


@pytest.mark.parametrize(
    ("output", "advice"),
    [
        ("Temporary failure in name resolution", "The packages cannot be fetched."),
        ("npm error code ENOTFOUND", "The packages cannot be fetched."),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "A package is not the one that was locked"),
        ("something else", "If the lines above do not tell what to do"),
    ],
)
def test_remedy_follows_from_what_the_program_said(output, advice):
    assert run.remedy(output).startswith(advice)


@pytest.mark.parametrize(("arguments", "exit_code"), [([], 2), (["--help"], 0), (["nonsense"], 2)])
def test_without_a_command_it_says_what_it_can_do(arguments, exit_code):
    result = subprocess.run([sys.executable, "run.py", *arguments], capture_output=True, text=True, cwd=run.ROOT)
    assert (result.returncode, result.stdout.strip()) == (exit_code, run.__doc__.strip())


def test_second_run_waits_for_the_first(venv):
    second = f"import run, pathlib; run.ROOT = pathlib.Path({str(venv.parent)!r})\nwith run.one_at_a_time(): pass"
    with run.one_at_a_time():
        waiting = subprocess.Popen([sys.executable, "-c", second], cwd=PROJECT, stdout=subprocess.PIPE, text=True)
        said = waiting.stdout.readline()
        stopped_early = waiting.poll()
    assert (said, stopped_early) == ("Another run.py is installing; waiting for it.\n", None)
    assert waiting.communicate(timeout=30) == ("Installing, in this folder only:\n", None)
    assert waiting.returncode == 0


def test_it_finds_its_own_files():
    assert [path for path in (run.APP_LOCK, run.DEV_LOCK, run.NODE_LOCK, *run.NPM_FILES) if not path.exists()] == []
    assert Path(run.__file__).parent == run.ROOT


def test_of_a_theme_its_basis_stays_and_what_the_styles_ask_for_directly_or_by_another():
    theme = """
.voorbeeld-theme {
  --basis-ink: black;
  --voorbeeld-blue: #00f;
  --utrecht-link-color: var(--voorbeeld-blue);
  --utrecht-drawer-color: red;
}
"""

    kept = run.tokens_for(".utrecht-link{color:var(--utrecht-link-color, navy)}", theme)

    assert kept == (
        ".voorbeeld-theme{--basis-ink:black;--voorbeeld-blue:#00f;--utrecht-link-color:var(--voorbeeld-blue);}"
    )
