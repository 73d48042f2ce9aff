"""Hashes and checks passwords with argon2."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

_hasher = PasswordHasher()
_NOBODY = _hasher.hash("nobody has this password")


def hashed(password: str) -> str:
    """The hash to store."""
    return _hasher.hash(password)


def matches(password: str, stored: str | None) -> bool:
    """Whether the password is the stored one; takes as long where nothing is stored."""
    try:
        return _hasher.verify(stored or _NOBODY, password) and stored is not None
    except (VerifyMismatchError, InvalidHashError):
        return False
