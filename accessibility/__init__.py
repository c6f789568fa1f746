"""What lets anyone use the kiosk: speech, type sizes, colours, line breaks, ways to write."""
