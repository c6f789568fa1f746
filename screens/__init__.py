"""What each page says, and the ways to show it."""
