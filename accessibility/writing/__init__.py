"""Ways to write Chinese on a screen without a keyboard of one's own."""
