"""The bank: accounts, the audit log and, later, cases."""
