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
    import json
    import tempfile

    from extract.store.database import open_for_reading
    from extract.web.metadata import metadata_for
    from extract.web.serve import datasette_command

    open_for_reading(db).close()
    _check_free(db, port)
    with tempfile.TemporaryFile("w+", encoding="utf-8") as metadata:
        json.dump(metadata_for(db.stem), metadata, ensure_ascii=False)
        metadata.seek(0)
        os.dup2(metadata.fileno(), 0)  # read as standard input: no file is left behind when the server is killed
    click.echo(f"http://{HOST}:{port}/{db.stem}")
    click.echo("Ctrl-C ends it.", err=True)
    sys.stdout.flush()
    command = datasette_command(db, Path("-"), port, host=HOST)
    os.execv(command[0], command)  # this process becomes the server: signals reach it without a middleman


def _check_free(db: Path, port: int) -> None:
    from extract.errors import EvitraceError

    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            remedy = f"Name another port: evitrace serve {db} --port {port + 1 if port < 65535 else 8001}"
            raise EvitraceError("port_taken", "another program listens there", where=f"{HOST}:{port}", remedy=remedy) from error
