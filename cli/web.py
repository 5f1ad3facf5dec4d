"""`vaihto web`: the pages alone; `vaihto up` starts them with everything else."""

from pathlib import Path

import click

from cli import options
from cli.engine_room import address
from web.app import create_app
from web.engine import Engine
from web.lines import listen
from web.server import serve
from workers.office import clock_of


@click.command()
@options.data
@click.option("--port", type=int, required=True)
@click.option("--temporal-ui", metavar="ADDRESS", help="Where Temporal's own pages are.")
def web(data: Path | None, port: int, temporal_ui: str | None) -> None:
    """Serve the pages on this machine."""
    settings = options.settings_of(data)
    database = options.open_database(settings)
    outbox = settings.outbox if settings.smtp_host is None else None
    engine = Engine(lambda: address(settings), namespace=settings.temporal_namespace)
    app = create_app(
        database,
        temporal_ui=temporal_ui,
        outbox=outbox,
        clock=clock_of(database),
        base_url=settings.base_url,
        engine=engine,
        settings=settings.masked(),
        secret_of=settings.provider_secret,
        keep_secret=settings.keep_provider_secret,
    )
    listen()
    serve(app, host=settings.web_host, port=port)
    engine.close()
    database.close()
