"""Every environment variable, once. Nothing else in the product reads the environment."""

from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an operator can set; each is described in docs/settings.md."""

    model_config = SettingsConfigDict(env_prefix="SOTHON_", extra="ignore")

    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    database_password_file: Path | None = None
    data_dir: Path = Path("data")
    webapp_dir: Path = Path(__file__).parent.parent / "dist"
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    public_url: str = ""
    trusted_proxy: str = ""
    demonstration: bool = False
    session_hours: int = Field(default=24 * 30, ge=1)
    invitation_days: int = Field(default=7, ge=1, le=90)
    max_submission_bytes: int = Field(default=25_000_000, ge=100_000)
    max_xml_bytes: int = Field(default=5_000_000, ge=10_000)
    least_free_bytes: int = Field(default=200_000_000, ge=0)

    @cached_property
    def database(self) -> str:
        """SQLAlchemy URL: what DATABASE_URL says, or one file in the data folder."""
        url = self.database_url or f"sqlite:///{self.data_dir / 'so-thon.sqlite3'}"
        for plain in ("postgresql://", "postgres://"):
            if url.startswith(plain):
                url = "postgresql+psycopg://" + url.removeprefix(plain)
        return self._with_password(url)

    def _with_password(self, url: str) -> str:
        """A file can be kept from those who may look at a process and its environment."""
        if self.database_password_file is None:
            return url
        said = self.database_password_file.read_text().strip()
        user, at, place = url.partition("@")
        if not at:
            raise ValueError("DATABASE_URL names no user for SOTHON_DATABASE_PASSWORD_FILE")
        return f"{user}:{quote(said, safe='')}@{place}"

    @property
    def secure_cookies(self) -> bool:
        """Cookies are Secure wherever the public address is https."""
        return self.public_url.startswith("https://")
