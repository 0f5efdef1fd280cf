"""Every setting, read from the environment and a `.env` file; nonsense is refused with a plain sentence."""

import re
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

WECOM = "https://qyapi.weixin.qq.com/cgi-bin/"


class Settings(BaseSettings):
    """The names are fixed (docs/deployment.md says what each is for)."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", hide_input_in_errors=True)

    wecom_corp_id: str = ""
    wecom_agent_id: int = 0
    wecom_secret: SecretStr = SecretStr("")
    wecom_token: SecretStr = SecretStr("")
    wecom_aes_key: SecretStr = SecretStr("")
    wecom_api_base: str = WECOM
    wecom_admins: Annotated[frozenset[str], NoDecode] = frozenset()
    wecom_contact_secret: SecretStr = SecretStr("")
    wecom_calendar: str = ""
    database_url: str = "sqlite:///var/genjin.db"
    redis_url: str = ""
    public_url: str = "http://127.0.0.1:8000"
    secret_key: SecretStr = SecretStr("")
    timezone: str = "Asia/Shanghai"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    web_threads: int = Field(default=8, ge=1, le=128)

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @field_validator("wecom_admins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        """Comma-separated userids; WeCom compares them without case."""
        if isinstance(value, str):
            return frozenset(part.strip().lower() for part in value.split(",") if part.strip())
        return value

    @field_validator("wecom_api_base")
    @classmethod
    def _base(cls, value: str) -> str:
        _http(value)
        return value.rstrip("/") + "/"

    @field_validator("public_url")
    @classmethod
    def _public(cls, value: str) -> str:
        _http(value)
        return value.rstrip("/")

    @field_validator("wecom_aes_key")
    @classmethod
    def _key(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and not re.fullmatch(r"[A-Za-z0-9]{43}", value.get_secret_value()):
            raise ValueError("EncodingAESKey has 43 letters and digits")
        return value

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"{value!r} is no time zone; for China it is Asia/Shanghai") from error
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        if not value.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
            raise ValueError("sqlite:///path or postgresql://user:password@host/database")
        return value

    @field_validator("redis_url")
    @classmethod
    def _redis(cls, value: str) -> str:
        if value and not value.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("redis://host:6379/0, or leave it out")
        return value

    def missing_for_wecom(self) -> list[str]:
        """The settings without which the real WeCom cannot be served."""
        needed = (
            "wecom_corp_id",
            "wecom_agent_id",
            "wecom_secret",
            "wecom_token",
            "wecom_aes_key",
            "secret_key",
        )
        return [name.upper() for name in needed if not _plain(getattr(self, name))]


def made(**values: Any) -> Settings:
    """Settings from these values alone, for the demo and the tests: no environment, no `.env`."""
    return _Only.model_validate(values)


class _Only(Settings):
    @classmethod
    def settings_customise_sources(
        cls, settings_cls: Any, init_settings: PydanticBaseSettingsSource, *_: Any, **__: Any
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


class BadSettings(Exception):
    """One sentence a setting that is wrong."""


def load() -> Settings:
    """Read the settings. Raises BadSettings, naming each wrong one and never its value."""
    try:
        settings = Settings()
    except ValidationError as error:
        lines = [f"{'.'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors()]
        raise BadSettings("\n".join(lines)) from None
    if settings.database_url.startswith("sqlite:///"):
        Path(settings.database_url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    return settings


def _http(value: str) -> None:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("an address that begins with http:// or https://")


def _plain(value: object) -> object:
    return value.get_secret_value() if isinstance(value, SecretStr) else value
