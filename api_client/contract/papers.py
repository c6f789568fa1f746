"""What a paper must be, as a file, to be taken: of a kind that staff can open."""

MOST_BYTES = 10_000_000
BEGINS = {
    "image/jpeg": b"\xff\xd8\xff",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "application/pdf": b"%PDF-",
}
"""How a file of each media type begins."""
