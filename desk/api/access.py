"""Who may call: from this machine alone anybody, from beyond it whoever shows the token."""

import base64
import hmac
import ipaddress
from binascii import Error as NotBase64
from dataclasses import dataclass
from urllib.parse import urlsplit

from index.errors import BadInput

TOKEN = "READOUT_TOKEN"  # the environment variable that holds it
SHORTEST = 16  # characters of a token
MAKE = "python -c 'import secrets; print(secrets.token_urlsafe(32))'"
HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Access:
    """The address that is listened on, and the token that callers must show; raises BadInput where it is missing."""

    host: str = "127.0.0.1"
    token: str | None = None

    def __post_init__(self) -> None:
        if self.token is not None and (len(self.token) < SHORTEST or not self.token.isascii()):
            raise BadInput(f"The token must have at least {SHORTEST} ASCII characters. Make one with: {MAKE}")
        if self.token is None and not self.is_local:
            raise BadInput(
                f"To listen on {self.host}, beyond this machine, callers must show a token. Make one with\n    {MAKE}\n"
                f"and put it into the environment variable {TOKEN} (or after --token), or leave --host out."
            )

    @property
    def is_local(self) -> bool:
        """Whether nobody but this machine can call."""
        try:
            return self.host == "localhost" or ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    def knows_host(self, host: str) -> bool:
        """Whether a request's Host header is one of this machine's: another one is a page that rebound its name."""
        return not self.is_local or _name(host) in (*HERE, self.host)

    def allows_origin(self, origin: str, host: str) -> bool:
        """Whether a request comes from a page of this address: pages of others may not call."""
        return urlsplit(origin).netloc.lower() == host.lower() != ""

    def admits(self, authorization: str) -> bool:
        """Whether a request shows the token: `Bearer TOKEN`, or as the password that a browser asks for."""
        if self.token is None:
            return True
        scheme, _, shown = authorization.partition(" ")
        if scheme.lower() == "basic":
            shown = _password(shown)
        elif scheme.lower() != "bearer":
            shown = ""
        return hmac.compare_digest(shown.strip().encode(), self.token.encode())


def _name(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def _password(shown: str) -> str:
    try:
        return base64.b64decode(shown, validate=True).decode().partition(":")[2]
    except (NotBase64, UnicodeDecodeError):
        return ""
