"""Trains the biomedical model: `python -m extract.training CORPORA [--out FOLDER]`.

CORPORA is a folder with the corpora that `corpora.toml` names and the trees of CRAFT. The steps and their results go to
FOLDER; a run that was broken off goes on with the step it was in. Give the process one core: an hour and a quarter altogether.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

for _library in ("OMP", "OPENBLAS", "BLIS"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")  # more threads gain nothing on arrays this small, and change the sums


def main() -> int:
    from extract.errors import EvitraceError
    from extract.training.steps import Workplace

    parser = argparse.ArgumentParser(prog="python -m extract.training", description="Train the biomedical model.")
    parser.add_argument("corpora", type=Path, help="folder of the corpora")
    parser.add_argument("--out", type=Path, default=Path("training"), help="folder for the steps and the model (default: training)")
    arguments = parser.parse_args()
    try:
        model = Workplace(arguments.corpora, arguments.out).run()
    except EvitraceError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"The model is in {model}; extract/language/model is where evitrace looks for it.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
