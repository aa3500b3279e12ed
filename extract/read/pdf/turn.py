"""Places on a page whose print is turned by a right angle: as the print has them, and as the page has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Sides = tuple[float, float, float, float]
"""Left, upper, right and lower side, in points from the top left corner."""


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page has to be turned for its print to stand upright: `clockwise` is in degrees, 90 for print that runs upwards.

    `width` and `height` are those of the page before it is turned, in points.
    """

    clockwise: Literal[90, 270]
    width: float
    height: float

    def upright(self, sides: Sides) -> Sides:
        """Where a place of the page is when the page is turned.

        >>> Turn(90, 600, 800).upright((100, 700, 110, 750))
        (50, 100, 100, 110)
        """
        x0, top, x1, bottom = sides
        if self.clockwise == 90:
            return self.height - bottom, x0, self.height - top, x1
        return top, self.width - x1, bottom, self.width - x0

    def back(self, sides: Sides) -> Sides:
        """Where a place of the turned page is on the page as it is.

        >>> Turn(90, 600, 800).back((50, 100, 100, 110))
        (100, 700, 110, 750)
        """
        x0, top, x1, bottom = sides
        if self.clockwise == 90:
            return top, self.height - x1, bottom, self.height - x0
        return self.width - bottom, x0, self.width - top, x1
