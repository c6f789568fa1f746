"""The machine's own devices, each behind a small protocol with a member for halls without it."""
