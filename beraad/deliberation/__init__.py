"""Rules of one moral deliberation: commands become events, events become state. No clock, no chance, no framework."""
