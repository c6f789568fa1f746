"""Slips: what a resident takes home, in both languages, large, with the reference as a QR code.

`slip` is the data, `receipt` and `tick_list` write it, `raster` draws it, `press` has it printed.
Only `raster` needs a drawing library, and only the printing thread imports it.
"""

from kiosk import reference as references


def qr_text(reference: str) -> str:
    """What the QR code holds, on the screen and on paper."""
    return references.code_for(reference)
