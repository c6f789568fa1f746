"""Why the store would not take something."""


class StoreUnusable(Exception):
    """Nothing can be stored now: whoever handed in must keep it and come again."""


class OtherContent(Exception):
    """Something else stands under this reference already."""


class CaseUnknown(Exception):
    """There is no such case."""
