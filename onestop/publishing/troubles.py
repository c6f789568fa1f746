"""What goes wrong in publishing, each told in one sentence to whoever publishes."""


class PublishingTrouble(Exception):
    """Nothing was published; the text says why, without a full stop."""


class BadKey(PublishingTrouble):
    """A key cannot be made or used."""


class BadPress(PublishingTrouble):
    """The folder does not hold what it must."""


class NotPossible(PublishingTrouble):
    """It cannot be proposed or released as things stand."""
