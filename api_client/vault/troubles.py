"""Why the vault cannot be used, or will not open something, in sentences that say what to do."""


class VaultError(Exception):
    """The vault cannot be used as it is; the text says what to do."""


class UnsafeKey(VaultError):
    """The key is not one we may use."""


class WrongKey(VaultError):
    """This was sealed with another key: put the right key back."""


class Tampered(VaultError):
    """This was changed after it was sealed, or belongs elsewhere."""
