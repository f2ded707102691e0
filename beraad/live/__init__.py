"""Edge: sockets. What changed goes out; nothing comes in but connecting and presence (docs/protocol.md)."""
