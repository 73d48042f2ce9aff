"""A mail server as a process of its own, which keeps what it was given in a file and can be made to wait.

    python tests/mail/mail_server.py FOLDER

FOLDER/delivered gets the Message-ID of every letter, on disk before it answers; FOLDER/port tells where it listens.
While there is a file FOLDER/hold-rcpt or FOLDER/hold-dot it waits at that point, and says so in FOLDER/at.
"""

import asyncio
import os
import sys
from email import message_from_bytes
from pathlib import Path

from aiosmtpd.smtp import SMTP

FOLDER = Path(sys.argv[1])


class Keeper:
    """Keeps what it is handed, also when whoever handed it over has gone: as RFC 5321 (6.1) asks."""

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802  aiosmtpd calls it so
        await wait_at("rcpt")
        if address.startswith("unknown"):
            return "550 No such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802  aiosmtpd calls it so
        message_id = message_from_bytes(envelope.content)["Message-ID"]
        if (FOLDER / "busy").exists():
            return "451 Try again later"
        with (FOLDER / "delivered").open("a") as file:
            file.write(f"{message_id}\n")
            file.flush()
            os.fsync(file.fileno())
        await wait_at("dot")
        return "250 OK"


async def wait_at(point):
    while (FOLDER / f"hold-{point}").exists():
        (FOLDER / "at").write_text(point)
        await asyncio.sleep(0.01)


async def main():
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(Keeper()), "127.0.0.1", 0)
    (FOLDER / "port.new").write_text(str(server.sockets[0].getsockname()[1]))
    (FOLDER / "port.new").rename(FOLDER / "port")
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
