"""`python -m onestop`: the reference back end as a process of its own."""

import argparse
import logging
import sys
from collections.abc import Sequence
from ipaddress import ip_network
from pathlib import Path

from onestop.catalogue import BadCatalogue
from onestop.kiosks import BadKeyFile, Kiosks
from onestop.port import PortTaken
from onestop.server import serve
from onestop.store import Place, StoreUnusable

CANNOT_START = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code; one clear line on standard error when it cannot start."""
    asked = _parser().parse_args(arguments)
    logging.basicConfig(
        level=asked.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    try:
        serve(
            host=asked.host,
            port=asked.port,
            place=Place(asked.folder, asked.database),
            kiosks=Kiosks.from_file(asked.key_file),
            catalogue_file=asked.catalogue,
            hall=asked.hall,
            shares_port=asked.share_port,
            trusted_proxies=asked.trusted_proxy,
            ready=_announce,
            ends_with=sys.stdin.buffer if asked.end_with_stdin else None,
        )
    except (PortTaken, StoreUnusable, BadCatalogue, BadKeyFile, OSError) as error:
        sys.stderr.write(f"onestop: {error}\n")
        return CANNOT_START
    return 0


def _announce(address: str) -> None:
    sys.stdout.write(f"listening on {address}\n")
    sys.stdout.flush()


def _network(text: str) -> str:
    return str(ip_network(text))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m onestop", description=__doc__)
    parser.add_argument(
        "--host", default="127.0.0.1", help="where to listen; this machine only by default"
    )
    parser.add_argument("--port", type=int, default=8021, help="0 takes any free port")
    parser.add_argument("--folder", type=Path, required=True, help="where cases and papers lie")
    parser.add_argument(
        "--database",
        default="",
        metavar="URL",
        help="postgresql://… for cases in a database that several back ends share",
    )
    parser.add_argument(
        "--share-port",
        action="store_true",
        help="several back ends with the same --database answer on one port",
    )
    parser.add_argument(
        "--trusted-proxy",
        action="append",
        default=[],
        type=_network,
        metavar="ADDRESS",
        help="a proxy, or a network of them, whose X-Forwarded-For is believed; may be repeated",
    )
    parser.add_argument(
        "--key-file",
        type=Path,
        required=True,
        help="a line for each kiosk: its id, its district, its key; nobody else may read it",
    )
    parser.add_argument(
        "--catalogue",
        type=Path,
        required=True,
        help="to publish if nobody else does",
    )
    parser.add_argument(
        "--hall", default="", help="the hall whose hours can be booked; the catalogue's first one"
    )
    parser.add_argument(
        "--end-with-stdin",
        action="store_true",
        help="end when standard input ends, and so with the program that started this one",
    )
    parser.add_argument("--log-level", choices=("debug", "info", "warning"), default="info")
    return parser


if __name__ == "__main__":
    sys.exit(main())
