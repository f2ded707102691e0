"""Plays a scripted group against a running server, every seat a client of its own."""
