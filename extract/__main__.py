"""`python -m extract` is `evitrace`."""

from extract.cli import main

if __name__ == "__main__":  # a worker process imports this module under another name
    main(prog_name="evitrace")
