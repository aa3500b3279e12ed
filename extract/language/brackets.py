"""Brackets that close within a name: "amyloid beta(1-42)" keeps its last one, "arginine 150)" does not."""

from __future__ import annotations

_CLOSES = {")": "(", "]": "["}
_OPENS = frozenset(_CLOSES.values())


def whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without a bracket at either end whose other half is outside, or with the bracket right behind it that closes one inside."""
    stack: list[int] = []
    loose: list[int] = []
    for at in range(start, end):
        if text[at] in _OPENS:
            stack.append(at)
        elif opening := _CLOSES.get(text[at]):
            if stack and text[stack[-1]] == opening:
                stack.pop()
            else:
                loose.append(at)
    if len(stack) == 1 and not loose and stack[0] > start and _CLOSES.get(text[end : end + 1]) == text[stack[0]]:
        return start, end + 1
    unmatched = {*stack, *loose}
    while end - start > 1 and end - 1 in unmatched:
        end -= 1
    while end - start > 1 and start in unmatched:
        start += 1
    return start, end
