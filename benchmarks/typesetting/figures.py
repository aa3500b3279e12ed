"""Figures drawn with lines: axes, bars or a curve, and the lettering that a reader must keep out of the text."""

from __future__ import annotations

from collections.abc import Callable

from typesetting.fonts import face_of, width_of
from typesetting.pages import Pen
from typesetting.truth import Placed

_SIZE = 6.5
_GROUPS = ("Placebo", "Low dose", "High dose", "Combined")
_AXES = (("Time (weeks)", "Change from baseline (%)"), ("Dose group", "Mean score"), ("Months of follow-up", "Event-free patients (%)"))


def draw_figure(pen: Pen, x: float, top: float, width: float, height: float, number: int, item: Callable[[str, str], Placed]) -> None:
    """Print a figure of one or two panels with ticks, names of axes and a legend."""
    panels = 2 if width > 300 else 1
    wide = (width - 20 * (panels - 1)) / panels
    for panel in range(panels):
        _panel(pen, x + panel * (wide + 20), top, wide, height, number + panel, panels > 1, item)


def _panel(
    pen: Pen, x: float, top: float, width: float, height: float, number: int, lettered: bool, item: Callable[[str, str], Placed]
) -> None:
    font = face_of("helvetica", False, False)
    left, bottom, right = x + 34, top + height - 24, x + width - 6
    across, up = _AXES[number % len(_AXES)]

    def say(text: str, at: float, base: float) -> None:
        pen.words(text, at, base, font, _SIZE, item("lettering", text))

    if lettered:
        say("ABCD"[number % 4], x, top + 8)
    pen.rule(left, top + 10, left, bottom)
    pen.rule(left, bottom, right, bottom)
    for tick in range(5):
        y = bottom - tick * (bottom - top - 16) / 4
        pen.rule(left - 3, y, left, y)
        text = str(tick * 25 + number % 3)
        say(text, left - 5 - width_of(text, font, _SIZE), y + 2)
    step = (right - left) / len(_GROUPS)
    for place, group in enumerate(_GROUPS):
        high = (bottom - top - 20) * (((place * 37 + number * 53) % 60) + 30) / 100
        middle = left + step * (place + 0.5)
        if number % 2:
            pen.shade(middle - step * 0.28, bottom - high, middle + step * 0.28, bottom, 0.7, border=True)
        elif place:
            before = (bottom - top - 20) * ((((place - 1) * 37 + number * 53) % 60) + 30) / 100
            pen.rule(middle - step, bottom - before, middle, bottom - high, 1)
        text = group if step > width_of(group, font, _SIZE) + 4 else str(place)
        say(text, middle - width_of(text, font, _SIZE) / 2, bottom + 9)
    say(across, (left + right) / 2 - width_of(across, font, _SIZE) / 2, bottom + 19)
    pen.upwards(up, x + 9, (top + bottom) / 2 + width_of(up, font, _SIZE) / 2, font, _SIZE, item("lettering", up))
    if number % 2 == 0:
        for place, group in enumerate(_GROUPS[:2]):
            pen.rule(right - 60, top + 12 + 9 * place, right - 48, top + 12 + 9 * place)
            say(group, right - 44, top + 14 + 9 * place)
