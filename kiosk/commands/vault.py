"""`kiosk vault rotate`: a new key for what is kept."""

from api_client.vault import KEY_BYTES, UnsafeKey
from kiosk.cli import ExitCode
from kiosk.commands.hand_off import key_source, open_outbox
from kiosk.settings import Settings


def rotate(settings: Settings) -> int:
    """Seal everything with a new key. Raises UnsafeKey, OutboxUnusable; nothing is lost then."""
    source = key_source(settings)
    if not source.is_ours and len(source.keys()) == KEY_BYTES:
        raise UnsafeKey(
            f"{source} is systemd's: make one that holds {KEY_BYTES} new random bytes and behind"
            " them the present ones, start this again, and afterwards make one with the new bytes"
            " alone"
        )
    with open_outbox(settings) as outbox:
        count = outbox.upkeep.change_key(source)
    print(f"{count} rows are sealed with a new key.")
    if not source.is_ours:
        print(f"{source} may now hold its first {KEY_BYTES} bytes alone.")
    return ExitCode.DONE
