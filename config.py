"""Settings, typed and read once from the environment. `docs/settings.md` lists them for people."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent
INSTANCE = PROJECT / "instance"

LANGUAGES = ("nl", "en")
LIBERATION_DAYS = ("every_year", "every_five_years")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


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
    toolbox_file_mb: int = 10
    toolbox_total_mb: int = 250
    trusted_proxies: int = 0
    digest_weekday: int = 0
    digest_hour: int = 8
    good_friday_off: bool = False
    liberation_day: str = LIBERATION_DAYS[0]
    confidential_adviser: str = ""

    @property
    def secure_cookies(self) -> bool:
        """Cookies travel over HTTPS alone, unless the app itself is addressed over plain HTTP."""
        return self.base_url.startswith("https://")


def settings_from(environment: Mapping[str, str]) -> Settings:
    """The settings that `environment` holds; raises SettingsError with a remedy."""
    language = environment.get("LANGUAGE_DEFAULT", "nl")
    if language not in LANGUAGES:
        raise SettingsError(f"LANGUAGE_DEFAULT is “{language}”. Use one of: {', '.join(LANGUAGES)}.")
    weekday = environment.get("DIGEST_DAY", WEEKDAYS[0]).lower()
    if weekday not in WEEKDAYS:
        raise SettingsError(f"DIGEST_DAY is “{weekday}”. Use one of: {', '.join(WEEKDAYS)}.")
    hour = _whole_number(environment, "DIGEST_HOUR", 8)
    if hour > 23:
        raise SettingsError(f"DIGEST_HOUR is “{hour}”. Use a whole hour from 0 to 23.")
    liberation_day = environment.get("LIBERATION_DAY", LIBERATION_DAYS[0])
    if liberation_day not in LIBERATION_DAYS:
        raise SettingsError(f"LIBERATION_DAY is “{liberation_day}”. Use one of: {', '.join(LIBERATION_DAYS)}.")
    return Settings(
        database_url=environment.get("DATABASE_URL") or f"sqlite:///{INSTANCE / 'olievlek.sqlite'}",
        secret_key=environment.get("SECRET_KEY") or "",
        base_url=environment.get("BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
        smtp_url=environment.get("SMTP_URL") or None,
        mail_from=environment.get("MAIL_FROM", "olievlek@localhost"),
        organisation_name=environment.get("ORGANISATION_NAME", "Olievlek"),
        language=language,
        upload_limit_mb=_whole_number(environment, "UPLOAD_LIMIT_MB", 20),
        toolbox_file_mb=_whole_number(environment, "TOOLBOX_FILE_MB", 10),
        toolbox_total_mb=_whole_number(environment, "TOOLBOX_TOTAL_MB", 250),
        trusted_proxies=_whole_number(environment, "TRUSTED_PROXIES", 0),
        digest_weekday=WEEKDAYS.index(weekday),
        digest_hour=hour,
        good_friday_off=_yes_or_no(environment, "GOOD_FRIDAY_OFF", default="no"),
        liberation_day=liberation_day,
        confidential_adviser=environment.get("CONFIDENTIAL_ADVISER", "").strip(),
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


def _yes_or_no(environment: Mapping[str, str], name: str, *, default: str) -> bool:
    raw = environment.get(name, default).lower()
    if raw not in ("yes", "no"):
        raise SettingsError(f"{name} is “{raw}”. Use yes or no.")
    return raw == "yes"
