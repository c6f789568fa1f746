"""What other programs do on this machine meanwhile: they slow all that is measured here."""

import time

import psutil


class Neighbours:
    """Watches from its making on; make it before anything that is measured is started."""

    def __init__(self) -> None:
        self._since = time.perf_counter()
        self._all = _all()
        self._ours = _ours()

    def cores(self) -> float:
        """How many cores they kept busy on average. Ask while all that is ours still runs."""
        theirs = (_all() - self._all) - (_ours() - self._ours)
        return max(0.0, theirs) / (time.perf_counter() - self._since)


def _all() -> float:
    """Seconds of work on all cores since the machine started."""
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - times.iowait - times.guest - times.guest_nice)


def _ours() -> float:
    """Seconds of work of this program and all that it has started."""
    here = psutil.Process()
    return float(sum(sum(each.cpu_times()[:4]) for each in (here, *here.children(recursive=True))))
