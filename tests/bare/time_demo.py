"""Starts `run.py demo`, waits for its sign-in page, stops it as Ctrl-C would, and says how long it took."""

import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

ADDRESS = "http://127.0.0.1:8765/"
LIMITS = {"cold": 60, "warm": 3}


def answers() -> bool:
    """Whether the app serves a page."""
    try:
        with urllib.request.urlopen(ADDRESS, timeout=5) as page:
            return bool(page.status == 200)
    except (urllib.error.URLError, ConnectionError):
        return False


def main(start: str) -> int:
    """Times one start, cold or warm; returns 1 if it took too long or did not stop cleanly."""
    began = time.monotonic()
    with subprocess.Popen([sys.executable, "run.py", "demo", "--port", "8765"]) as demo:
        while demo.poll() is None and not answers():
            time.sleep(0.05)
        seconds = time.monotonic() - began
        demo.send_signal(signal.SIGINT)
        exit_code = demo.wait(timeout=10)
    print(f"{start}: ready after {seconds:.1f} s (at most {LIMITS[start]}), exit code {exit_code}")
    return 0 if seconds <= LIMITS[start] and exit_code in {0, 130} else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
