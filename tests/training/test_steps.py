"""The steps of a training: done once, begun anew where they were broken off."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.errors import EvitraceError
from extract.language.own import load_own_model
from extract.training import steps
from extract.training.steps import Workplace


def test_a_run_goes_on_with_the_step_that_was_broken_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    power = [False]

    def first(place: Workplace, folder: Path) -> None:
        """First."""
        done.append("first")
        (folder / "result").write_text("1", encoding="utf-8")

    def second(place: Workplace, folder: Path) -> None:
        """Second."""
        assert not (folder / "half").exists(), "what a broken step left is cleared away"
        (folder / "half").write_text("", encoding="utf-8")
        if not power[0]:
            raise KeyboardInterrupt
        done.append("second")

    monkeypatch.setattr(steps, "STEPS", {"first": first, "second": second})
    place = Workplace(tmp_path / "corpora", tmp_path / "out")
    with pytest.raises(KeyboardInterrupt):
        place.run(lambda _: None)
    power[0] = True
    said: list[str] = []
    place.run(said.append)
    assert done == ["first", "second"]
    assert said == ["first: done before", "second: Second."]
    assert (tmp_path / "out" / "first" / "result").read_text(encoding="utf-8") == "1"


def test_a_model_that_is_not_there_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(EvitraceError, match="python -m extract"):
        load_own_model(tmp_path)
