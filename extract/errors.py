"""Errors that a person can act on: what happened, where, and what to do next."""

from __future__ import annotations


class EvitraceError(Exception):
    """Something that the user can mend.

    `code` is a stable short name (`encrypted_pdf`), `where` names the document or file and, where known, the page or line,
    `remedy` says what to do next.
    """

    def __init__(self, code: str, what: str, *, where: str, remedy: str) -> None:
        super().__init__(f"{where}: {what}. {remedy}")
        self.code = code
        self.what = what
        self.where = where
        self.remedy = remedy

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.code, self.what, self.where, self.remedy)


class ReadError(EvitraceError):
    """A document that cannot be read."""


class PatternError(EvitraceError):
    """A pattern or vocabulary file that breaks its schema."""


class StoreError(EvitraceError):
    """A database that cannot be used."""


def _rebuild(kind: type[EvitraceError], code: str, what: str, where: str, remedy: str) -> EvitraceError:
    return kind(code, what, where=where, remedy=remedy)
