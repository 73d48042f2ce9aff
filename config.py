"""Settings, typed and read once from the environment. `docs/settings.md` lists them for people."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent
INSTANCE = PROJECT / "instance"

LANGUAGES = ("nl", "en")


class SettingsError(ValueError):
    """A setting is missing or cannot be read; the message says which and what to do."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that differs between one installation and the next."""

    database_url: str
    secret_key: str
    base_url: str = "http://127.0.0.1:8000"
    smtp_url: str | None = None
    mail_from: str = "olievlek@localhost"
    organisation_name: str = "Olievlek"
    language: str = "nl"
    upload_limit_mb: int = 20
    trusted_proxies: int = 0

    @property
    def secure_cookies(self) -> bool:
        """Cookies travel over HTTPS alone, unless the app itself is addressed over plain HTTP."""
        return self.base_url.startswith("https://")


def settings_from(environment: Mapping[str, str]) -> Settings:
    """The settings that `environment` holds; raises SettingsError with a remedy."""
    language = environment.get("LANGUAGE_DEFAULT", "nl")
    if language not in LANGUAGES:
        raise SettingsError(f"LANGUAGE_DEFAULT is “{language}”. Use one of: {', '.join(LANGUAGES)}.")
    return Settings(
        database_url=environment.get("DATABASE_URL") or f"sqlite:///{INSTANCE / 'olievlek.sqlite'}",
        secret_key=environment.get("SECRET_KEY") or "",
        base_url=environment.get("BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
        smtp_url=environment.get("SMTP_URL") or None,
        mail_from=environment.get("MAIL_FROM", "olievlek@localhost"),
        organisation_name=environment.get("ORGANISATION_NAME", "Olievlek"),
        language=language,
        upload_limit_mb=_whole_number(environment, "UPLOAD_LIMIT_MB", 20),
        trusted_proxies=_whole_number(environment, "TRUSTED_PROXIES", 0),
    )


def require_secret_key(settings: Settings) -> None:
    """Refuse to serve without a key that signs sessions: a guessable one lets anybody sign in."""
    if len(settings.secret_key) < 32:
        raise SettingsError(
            "SECRET_KEY is missing or shorter than 32 characters. Set it to a long random text and keep it, "
            f"for example: SECRET_KEY={secrets.token_hex(32)}"
        )


def _whole_number(environment: Mapping[str, str], name: str, default: int) -> int:
    raw = environment.get(name, str(default))
    if not (raw.isascii() and raw.isdigit()):
        raise SettingsError(f"{name} is “{raw}”. Use a whole number, such as {default}.")
    return int(raw)
