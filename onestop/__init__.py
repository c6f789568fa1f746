"""The reference one-stop back end: what an authority has to serve for a kiosk to hand in to it."""
