"""The group of all commands. A command is a module of this package with a function of the same name, loaded when it is needed.

Modules of commands import nothing heavy before they run: `evitrace --help` reads all of them.
"""

from __future__ import annotations

import importlib
import pkgutil
import traceback
import warnings
from typing import Any

import click

from extract import __version__
from extract.errors import EvitraceError

INTERRUPTED = 130
FAILURE = "exit code of a failure"
"""Where a command whose exit code 1 means something else puts another one for errors: a key of `Context.meta`."""


class Failed(click.ClickException):
    """An error on the command line: where, what, and on a line of its own what to do next."""

    def __init__(self, error: EvitraceError, ctx: click.Context) -> None:
        super().__init__(f"{error.where}: {error.what}\n       {error.remedy}")
        self.exit_code = ctx.meta.get(FAILURE, self.exit_code)  # type: ignore[misc]  # click looks at the instance


class Commands(click.Group):
    """Commands by the name of their module; errors that a person can mend end with exit code 1 and no traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All verbs, sorted."""
        package = importlib.import_module(__package__)
        return sorted(module.name for module in pkgutil.iter_modules(package.__path__) if not module.name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command = getattr(importlib.import_module(f"{__package__}.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except EvitraceError as error:
            if ctx.params.get("verbose"):
                click.echo(traceback.format_exc(), err=True)
            raise Failed(error, ctx) from error
        except KeyboardInterrupt:
            click.echo("Interrupted.", err=True)
            ctx.exit(INTERRUPTED)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            if ctx.params.get("verbose"):
                raise
            what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            remedy = "This is a defect of evitrace: run again with `evitrace -v ...` and report what it prints."
            raise Failed(EvitraceError("internal", what, where=f"evitrace {ctx.invoked_subcommand}", remedy=remedy), ctx) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option("-v", "--verbose", is_flag=True, help="Show tracebacks.")
@click.version_option(__version__, package_name="evitrace")
def main(verbose: bool) -> None:
    """Read biomedical papers into a database of evidence and quantitative claims that can be checked.

    \b
    Example:
      evitrace ingest evidence.db papers/
      evitrace serve evidence.db
    """
    if not verbose:
        warnings.simplefilter("ignore")  # of libraries, for their developers
