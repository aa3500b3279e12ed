"""The documents that a command line names."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from extract.run.outcome import Failure
from extract.run.sources import Source, find_sources


def names(*things: Path) -> list[str]:
    return [source.name for source in find_sources(map(str, things), io.BytesIO()) if isinstance(source, Source)]


def test_folders_are_walked_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a.PDF", "c.md", "d.markdown", "e.docx", ".hidden.txt", "in/z.txt", "in/y.txt", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert names(tmp_path) == ["a.PDF", "b.txt", "c.md", "d.markdown", "y.txt", "z.txt"]


def test_named_file_is_tried_whatever_its_suffix(tmp_path: Path) -> None:
    (tmp_path / "paper.docx").write_text("text")
    assert names(tmp_path / "paper.docx") == ["paper.docx"]


def test_order_of_the_command_line_is_kept(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(name)
    assert names(tmp_path / "b.txt", tmp_path / "a.txt") == ["b.txt", "a.txt"]


def test_missing_file(tmp_path: Path) -> None:
    (failure,) = find_sources([str(tmp_path / "no.pdf")], io.BytesIO())
    assert isinstance(failure, Failure)
    assert (failure.code, failure.source, failure.sha256) == ("no_file", "no.pdf", None)


def test_pipe_is_not_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (failure,) = find_sources([str(tmp_path / "pipe")], io.BytesIO())
    assert isinstance(failure, Failure)
    assert failure.code == "not_a_file"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text")
    (tmp_path / "a.txt").chmod(0)
    (failure,) = find_sources([str(tmp_path / "a.txt")], io.BytesIO())
    assert isinstance(failure, Failure)
    assert failure.code == "unreadable_file"


def test_broken_link_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone")
    (failure,) = find_sources([str(tmp_path)], io.BytesIO())
    assert isinstance(failure, Failure)
    assert failure.code == "no_file"
