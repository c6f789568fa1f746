"""A shipped double of a bad line: what can go wrong between a kiosk and a back end, on purpose."""

from onestop.faults.aim import Aim
from onestop.faults.line import FaultyLine, NotThisMachine
from onestop.faults.pace import Pace
from onestop.faults.record import Call
from onestop.faults.switchboard import PortTaken
from onestop.faults.table import FAULTS, Arrival, Fault, FaultName, UnknownFault, named

__all__ = [
    "FAULTS",
    "Aim",
    "Arrival",
    "Call",
    "Fault",
    "FaultName",
    "FaultyLine",
    "NotThisMachine",
    "Pace",
    "PortTaken",
    "UnknownFault",
    "named",
]
