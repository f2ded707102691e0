"""Rules of people: accounts, roles, invitations, passwords, and who may do what."""
