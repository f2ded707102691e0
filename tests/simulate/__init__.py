"""Simulating a group, and the played seats of the demo."""
