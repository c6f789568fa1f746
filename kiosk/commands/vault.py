"""`kiosk vault rotate`: a new key for what is kept.

1. The new key is put before the old one where the key lies. From here on either opens.
2. Everything is sealed anew, all or nothing.
3. The old key is taken away.

Whatever ends it in between, the next `kiosk vault rotate` goes on from there.
"""

import secrets

from api_client.vault import KEY_BYTES, UnsafeKey, Vault
from kiosk.cli import ExitCode
from kiosk.commands.hand_off import key_source, open_outbox
from kiosk.settings import Settings


def rotate(settings: Settings) -> int:
    """Seal everything with a new key. Raises UnsafeKey, OutboxUnusable; nothing is lost then."""
    source = key_source(settings)
    keys = source.keys()
    Vault.of(source)
    if len(keys) == KEY_BYTES:
        if not source.is_ours:
            raise UnsafeKey(
                f"{source} is systemd's: make one that holds {KEY_BYTES} new random bytes and"
                " behind them the present ones, start this again, and afterwards make one"
                " with the new bytes alone"
            )
        # Whatever is damaged is found and moved aside before the key changes.
        open_outbox(settings).close()
        keys = secrets.token_bytes(KEY_BYTES) + keys
        source.replace(keys)
    with open_outbox(settings) as outbox:
        count = outbox.upkeep.reseal()
    if source.is_ours:
        source.replace(keys[:KEY_BYTES])
        print(f"{count} rows are sealed with a new key; the old one opens nothing any more.")
    else:
        print(
            f"{count} rows are sealed with the new key: {source} may now hold its first"
            f" {KEY_BYTES} bytes alone."
        )
    return ExitCode.DONE
