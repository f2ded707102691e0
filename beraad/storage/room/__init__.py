"""The room: sessions and all that is personal, short-lived."""
