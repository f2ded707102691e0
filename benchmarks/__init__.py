"""How fast a room is, in ratios to a bare server that is measured in the same run. docs/performance.md."""
