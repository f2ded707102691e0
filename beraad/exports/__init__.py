"""Pure renderers: a report's blocks go in, text comes out."""
