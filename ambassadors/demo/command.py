"""`ambassadors demo`: the municipality in a browser, on this machine alone."""

from pathlib import Path

import click

from ambassadors.app import create_app
from ambassadors.background import working_beside
from ambassadors.demo.cast import PASSWORD, VISITORS, part
from ambassadors.demo.database import InUse, NotADemo, demo_database, secret_key
from ambassadors.demo.serving import NoPort, address_of, listen, serve
from ambassadors.web.clock import LOCAL, system_clock
from config import INSTANCE, Settings

MUNICIPALITY = "Gemeente Waterhoven"


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The next one if taken.")
@click.option(
    "--file",
    default=INSTANCE / "demo.sqlite",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the demo keeps its own database.  [default: instance/demo.sqlite]",
)
@click.option("--fresh", is_flag=True, help="Throw away what was changed in it.")
def demo(port: int, file: Path, fresh: bool) -> None:
    """Try Olievlek with a made-up municipality, on this machine alone.

    It never touches the database that DATABASE_URL names.
    """
    file = file.resolve()
    today = system_clock().astimezone(LOCAL).date()
    try:
        with demo_database(file, today, fresh=fresh):
            listener = listen(port)
            address = address_of(listener)
            settings = Settings(
                database_url=f"sqlite:///{file}",
                secret_key=secret_key(file),
                base_url=address,
                organisation_name=MUNICIPALITY,
                confidential_adviser="Hetty van Dam, telefoon 14 0118, hettyvandam@waterhoven.example",
            )
            app = create_app(settings)
            with working_beside(app):
                serve(app, listener, ready=lambda: click.echo(card(address)))
    except NotADemo:
        raise click.ClickException(f"{file} is not a demo, so it stays as it is. Choose another --file.") from None
    except InUse:
        raise click.ClickException(
            f"Another demo is using {file}. Stop that one first, or choose another --file."
        ) from None
    except NoPort as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo("\nGestopt. Stopped.")


def card(address: str) -> str:
    """Where to go and who can sign in, for the terminal."""
    people = [(part(visitor.key).email, visitor) for visitor in VISITORS]
    width = max(len(email) for email, _ in people)
    names = "\n".join(f"  {email:{width}}  {visitor.dutch} · {visitor.english}" for email, visitor in people)
    return (
        f"\n{MUNICIPALITY}:  {address}\n\n"
        f"Wachtwoord van iedereen · everybody’s password:  {PASSWORD}\n\n{names}\n\n"
        "Ctrl-C stopt. Wat je verandert, blijft vandaag staan.\n"
        "Ctrl-C stops. What you change stays for today.\n"
    )
