"""Makes a database of an organisation of size S, L or XL: .venv/bin/python -m benchmarks.generate S --url ADDRESS"""

import argparse
import sys
import time
from datetime import date

from sqlalchemy import create_engine

from ambassadors.app import database_address
from ambassadors.db import prepare_engine
from benchmarks.generator.sizes import END, SIZES, Plan
from benchmarks.loading import HasData, load


def main() -> None:
    """Read what is asked, fill the database, and say how long it took."""
    asked = _parser().parse_args()
    engine = create_engine(database_address(asked.url))
    prepare_engine(engine)
    begun = time.perf_counter()
    try:
        load(engine, Plan(SIZES[asked.size], asked.seed, asked.end))
    except HasData as problem:
        sys.exit(f"The database has data already, in “{problem}”. It stays as it is; name an empty one.")
    finally:
        engine.dispose()
    print(f"{asked.size} is ready, in {time.perf_counter() - begun:.0f} s: {asked.url}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generate", description=__doc__)
    parser.add_argument("size", choices=SIZES)
    parser.add_argument("--url", required=True, help="an empty database, such as sqlite:////tmp/bench-S.sqlite")
    parser.add_argument("--seed", type=int, default=1, help="for other dice")
    parser.add_argument("--end", type=date.fromisoformat, default=END, help=f"the last day, else {END}")
    return parser


if __name__ == "__main__":
    main()
