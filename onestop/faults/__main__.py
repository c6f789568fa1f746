"""`python -m onestop.faults`: a bad line in the foreground, to see what a kiosk makes of it."""

import argparse
import logging
import signal
import sys
from collections.abc import Sequence

from onestop.faults import FAULTS, Aim, FaultName, FaultyLine, PortTaken

CANNOT_START = 1
HIGHEST_PORT = 65_535


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code; one clear line on standard error when it cannot start."""
    asked = _parser().parse_args(arguments)
    logging.basicConfig(level="INFO", format="%(asctime)s %(message)s", stream=sys.stdout)
    # Before any thread: all of them leave the signals to this one.
    signals = {signal.SIGINT, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    try:
        aim = Aim(asked.first, asked.only, asked.chance, asked.seed)
        line = FaultyLine(to=asked.to, fault=asked.fault, aim=aim, port=asked.port)
        with line:
            sys.stdout.write(f"listening on {line.address}: {FAULTS[asked.fault].says}\n")
            sys.stdout.flush()
            signal.sigwait(signals)
    except (PortTaken, ValueError, OSError) as error:
        sys.stderr.write(f"onestop.faults: {error}\n")
        return CANNOT_START
    return 0


def _parser() -> argparse.ArgumentParser:
    width = max(map(len, FaultName))
    rows = "\n".join(f"  {name:{width}}  {fault.says}" for name, fault in FAULTS.items())
    parser = argparse.ArgumentParser(
        prog="python -m onestop.faults",
        description=__doc__,
        epilog=f"faults:\n{rows}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--to", required=True, help="the back end's address on this machine")
    parser.add_argument("--fault", required=True, metavar="NAME", help="one of those below")
    parser.add_argument("--port", type=_port, default=0, help="0 takes any free port")
    parser.add_argument("--first", type=int, metavar="N", help="strike only so many calls")
    parser.add_argument("--only", default="", metavar="PATH", help="how struck paths begin (regex)")
    parser.add_argument("--chance", type=float, default=1.0, help="how likely each is struck, 0-1")
    parser.add_argument("--seed", type=int, default=0, help="the same seed strikes the same calls")
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"{text} is no port: a number from 0 to {HIGHEST_PORT}")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
