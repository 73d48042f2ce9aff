"""A rule says no."""

from typing import Any


class Refused(Exception):
    """What was asked is not done. `code` tells why; the edge puts it into words, beside `field` if there is one."""

    def __init__(self, code: str, /, field: str | None = None, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.params = params


CHANGED_MEANWHILE = "changed_meanwhile"
"""The code where somebody else changed the record since it was shown."""
