"""A worker as a process of its own, which does nothing but send: fit to be killed.

python -m tests.mail.worker_process DATABASE_URL SMTP_URL SECONDS_OF_LEASE
"""

import sys
from datetime import timedelta

from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

from ambassadors.accounts.queries import address_of
from ambassadors.app import database_address
from ambassadors.background import stopped_by_signals
from ambassadors.db import prepare_engine
from ambassadors.jobs.working import Worker
from ambassadors.mail.outbox import SEND, Delivery
from ambassadors.mail.sending import PostOffice
from ambassadors.web.clock import system_clock

if __name__ == "__main__":
    database, smtp, lease = sys.argv[1:]
    engine = create_engine(database_address(database))
    prepare_engine(engine)
    worker = Worker(
        sessionmaker(engine, expire_on_commit=False),
        {SEND: Delivery(PostOffice(smtp, "olievlek@example.nl"), address_of)},
        system_clock,
        lease=timedelta(seconds=float(lease)),
    )
    stop = stopped_by_signals()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    worker.run(stop, pause=0.05)
