"""beraad: moral case deliberation (moreel beraad) for teams in youth care."""

__version__ = "0.1.0"
