"""`python -m onestop`: the reference back end as a process of its own."""

import argparse
import logging
import sys
from collections.abc import Sequence
from ipaddress import ip_network
from pathlib import Path

from onestop.catalogue import BadCatalogue
from onestop.kiosks import Kiosk
from onestop.machine import BadKeyFile, OwnKiosk
from onestop.port import PortTaken
from onestop.server import serve
from onestop.store import StoreUnusable
from onestop.where import add_place, place_of

CANNOT_START = 1
DIGITS_OF_AN_AREA = 12


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
            place=place_of(asked),
            own=_own(asked),
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


def _own(asked: argparse.Namespace) -> OwnKiosk | None:
    """The kiosk of this machine: its area is its district as a whole."""
    if asked.own_kiosk is None or asked.own_key is None:
        return None
    district, kiosk = asked.own_kiosk
    area = district.ljust(DIGITS_OF_AN_AREA, "0")
    return OwnKiosk(Kiosk(kiosk, district, asked.hall, area), asked.own_key)


def _named(text: str) -> tuple[str, str]:
    district, _, kiosk = text.partition("/")
    if not (district and kiosk):
        raise argparse.ArgumentTypeError(f"{text} is no kiosk: write DISTRICT/ID")
    return district, kiosk


def _network(text: str) -> str:
    return str(ip_network(text))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m onestop", description=__doc__)
    parser.add_argument(
        "--host", default="127.0.0.1", help="where to listen; this machine only by default"
    )
    parser.add_argument("--port", type=int, default=8021, help="0 takes any free port")
    add_place(parser)
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
        "--own-kiosk",
        type=_named,
        metavar="DISTRICT/ID",
        help="the kiosk that this back end is started by; all others are enrolled by a code",
    )
    parser.add_argument("--own-key", type=Path, metavar="FILE", help="the file with its key")
    parser.add_argument(
        "--catalogue",
        type=Path,
        required=True,
        help="to publish if nobody else does",
    )
    parser.add_argument(
        "--hall", default="", help="the hall of that kiosk; the catalogue's first one"
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
