"""The printed words of a line, each with its place, in a tenth of the memory that as many objects take."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import overload

from extract.model.document import Box, PlacedWord

_FIELDS = 5


class PlacedWords(Sequence[PlacedWord]):
    """The words of one printed line, made one by one when they are asked for.

    `numbers` has five for each word: where it begins in the text, and the left, upper, right and lower side of its box in tenths of
    a point.
    """

    __slots__ = ("_numbers", "_page")

    def __init__(self, page: int, numbers: array[int]) -> None:
        self._page, self._numbers = page, numbers

    def __len__(self) -> int:
        return len(self._numbers) // _FIELDS

    @overload
    def __getitem__(self, index: int) -> PlacedWord: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[PlacedWord, ...]: ...

    def __getitem__(self, index: int | slice) -> PlacedWord | tuple[PlacedWord, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        at = range(len(self))[index] * _FIELDS
        start, x0, top, x1, bottom = self._numbers[at : at + _FIELDS]
        return PlacedWord(start, Box(self._page, x0 / 10, top / 10, x1 / 10, bottom / 10))

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Sequence) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))
