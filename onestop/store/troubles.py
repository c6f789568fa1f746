"""Why the store would not take something."""


class StoreUnusable(Exception):
    """Nothing can be stored now: whoever handed in must keep it and come again."""


class OtherContent(Exception):
    """Something else stands under this reference or number already."""


class CaseUnknown(Exception):
    """There is no such case."""


class SlotUnknown(Exception):
    """There is no such time to book for this case, or none is kept for it."""


class SlotTaken(Exception):
    """Somebody else has this time."""


class TooLate(Exception):
    """The case has moved on too far for that."""


class HeldByOther(Exception):
    """Somebody else at the desk has taken it."""

    def __init__(self, holder: str) -> None:
        super().__init__(holder)
        self.holder = holder


class NotHeld(Exception):
    """Whoever moves a case on must have taken it."""


class ChangedMeanwhile(Exception):
    """The case is not as it was when it was looked at."""


class HelpCallUnknown(Exception):
    """There is no such call for help."""


class PaperUnknown(Exception):
    """There is no such paper."""


class MoveImpossible(Exception):
    """The authority's decision cannot be stored; the text says why."""
