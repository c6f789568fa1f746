"""Whom the kiosk believes on the line, and what it proves itself with."""

import ssl
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

# What the other side says when it does not take our certificate, or misses it (RFC 8446 6.2).
# TLS 1.2 has no word of its own for a missing one and says that the handshake failed.
NOT_OURS = tuple(
    f"ALERT_{what}"
    for what in (
        "BAD_CERTIFICATE",
        "UNSUPPORTED_CERTIFICATE",
        "CERTIFICATE_REVOKED",
        "CERTIFICATE_EXPIRED",
        "CERTIFICATE_UNKNOWN",
        "CERTIFICATE_REQUIRED",
        "UNKNOWN_CA",
        "ACCESS_DENIED",
        "HANDSHAKE_FAILURE",
    )
)
# X509_V_ERR_CERT_NOT_YET_VALID, X509_V_ERR_CERT_HAS_EXPIRED
OF_THE_CLOCK = frozenset({9, 10})


@dataclass(frozen=True, slots=True)
class Trust:
    """The files that decide whom to believe. Raises ValueError unless they can be used.

    `ca_file`: only what these certificates vouch for is believed, in place of the usual ones.
    `certificate` and `key`: the kiosk's own, where the authority asks for one; the key may stand
    in the certificate's file. The files are read again for each new line, so they can be renewed.
    """

    ca_file: Path | None = None
    certificate: Path | None = None
    key: Path | None = None

    def __post_init__(self) -> None:
        if self.key is not None and self.certificate is None:
            raise ValueError(f"the key {self.key} needs its certificate")
        for file in (self.ca_file, self.certificate, self.key):
            _check_readable(file)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        try:
            if self.ca_file is not None:
                context.load_verify_locations(self.ca_file)
        except ssl.SSLError as error:
            raise ValueError(f"{self.ca_file} holds no certificates to trust") from error
        try:
            if self.certificate is not None:
                # Without a way to answer, OpenSSL would ask for a password at the console.
                context.load_cert_chain(self.certificate, self.key, password=lambda: "")
        except ssl.SSLError as error:
            raise ValueError(
                f"{self.certificate} and {self.key or 'the key in it'} are no certificate with its"
                " key, without a password"
            ) from error


def is_safe(url: str) -> bool:
    """Whether nobody on the way can read along: it is encrypted, or this machine itself."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:  # an address of IPv6 without its end
        return False
    if parts.scheme == "https":
        return bool(host)
    if parts.scheme != "http" or host is None:
        return False
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def distrust(error: ssl.SSLError) -> str:
    """Who does not trust whom, in words for the operator; "" if that is not the trouble."""
    if isinstance(error, ssl.SSLCertVerificationError):
        hint = "; is this machine's clock right?" if error.verify_code in OF_THE_CLOCK else ""
        return f"its certificate is not trusted: {error.verify_message}{hint}"
    if str(error.reason).endswith(NOT_OURS):
        said = str(error.reason).partition("ALERT_")[2].replace("_", " ").lower()
        return f"it does not take this kiosk's certificate, or misses it: {said}"
    return ""


def _check_readable(file: Path | None) -> None:
    if file is None:
        return
    try:
        file.open("rb").close()
    except OSError as error:
        raise ValueError(f"{file} cannot be read: {error.strerror}") from error
