"""Commands on real data directories: what they do, and what they say when they cannot."""
