"""The command line. Each module is one command; `evitrace VERB --help` describes it with an example."""

from extract.cli._group import main

__all__ = ["main"]
