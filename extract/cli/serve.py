"""`evitrace serve`: the database in a browser."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import click

HOST = "127.0.0.1"


@click.command("serve", short_help="Show a database in a browser.")
@click.argument("db", type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help="The port to listen on.")
def serve(db: Path, port: int) -> None:
    """Show the database DB in a browser, with Datasette, on this machine only. Ctrl-C ends it.

    \b
    Example:
      evitrace serve evidence.db --port 8002
    """
    from extract.errors import EvitraceError
    from extract.resources import metadata_file
    from extract.store.database import open_for_reading

    open_for_reading(db).close()
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            remedy = f"Name another port: evitrace serve {db} --port {port + 1}"
            raise EvitraceError("port_taken", "another program listens there", where=f"{HOST}:{port}", remedy=remedy) from error
    click.echo(f"http://{HOST}:{port}/{db.stem}")
    click.echo("Ctrl-C ends it.", err=True)
    sys.stdout.flush()
    arguments = ["serve", str(db), "--host", HOST, "--port", str(port), "--metadata", str(metadata_file())]
    os.execv(sys.executable, [sys.executable, "-m", "datasette", *arguments])
