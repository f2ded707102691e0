"""Edge: what happens by itself, at its time."""
