"""The edge where HTTP comes in: forms to use cases, and views to pages."""
