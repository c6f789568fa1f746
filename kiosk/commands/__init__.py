"""What each command does: with `kiosk.__main__` the composition root, where all is joined."""
