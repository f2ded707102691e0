"""Use cases: the order of things, and none of the rules."""
