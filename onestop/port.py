"""The port the back end answers on: claimed before anything else is opened."""

import errno
import socket

BACKLOG = 1024


class PortTaken(Exception):
    """Another program listens there already."""


def claimed(host: str, port: int, *, is_shared: bool = False) -> socket.socket:
    """A socket that listens there; port 0 takes any free one. Raises PortTaken.

    `is_shared`: with others that say the same; the system gives each call to one of them.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends at once (TCP_NODELAY) only on sockets that say they are TCP. Without it every
    # answer waited for the other side's delayed acknowledgement: 44 ms instead of 1.6.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        # A back end that was killed must be able to come back to its port at once.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if is_shared:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(f"{host}:{port} is taken: another program listens there") from error
        raise
    return listening


def address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
