"""The only clock: stages never look at it."""

from __future__ import annotations

import os
from datetime import UTC, datetime


def now() -> str:
    """The time in ISO-8601 UTC, to the second; that of SOURCE_DATE_EPOCH when set, for databases that compare equal.

    Source: https://reproducible-builds.org/specs/source-date-epoch/
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(fixed), UTC) if fixed else datetime.now(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
