"""Which addresses residents' answers may be sent to."""

from ipaddress import ip_address
from urllib.parse import urlsplit


def is_safe_endpoint(url: str) -> bool:
    """Whether nobody on the way can read what is sent there: HTTPS, or this machine itself."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    if not host:
        return False
    if parts.scheme != "http":
        return parts.scheme == "https"
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
