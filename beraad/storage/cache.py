"""Recent states kept in memory. No correctness depends on it: whoever recalls one checks how new it is."""

from collections.abc import Hashable, Mapping

from gevent.monkey import get_original


class Cache:
    """A bounded store of states, shared by the writer's thread and the readers; the oldest goes first."""

    def __init__(self, bound: int = 512) -> None:
        self._bound = bound
        self._states: dict[Hashable, object] = {}
        # A real lock even where gevent replaced locks: the writer is a native thread.
        self._lock = get_original("_thread", "allocate_lock")()

    def get(self, key: Hashable) -> object | None:
        """Return the state kept under `key`, or None."""
        return self._states.get(key)

    def merge(self, changes: Mapping[Hashable, object | None]) -> None:
        """Take over new states; None takes one away."""
        with self._lock:
            for key, value in changes.items():
                self._states.pop(key, None)
                if value is not None:
                    self._states[key] = value
            while len(self._states) > self._bound:
                del self._states[next(iter(self._states))]


class Memory:
    """What one unit remembers: its own changes over those of its batch over the shared cache."""

    def __init__(self, cache: Cache, batch: Mapping[Hashable, object | None] | None = None) -> None:
        self.changes: dict[Hashable, object | None] = {}
        self._batch = batch or {}
        self._cache = cache

    def remember(self, key: Hashable, value: object | None) -> None:
        self.changes[key] = value

    def recall(self, key: Hashable) -> object | None:
        if key in self.changes:
            return self.changes[key]
        if key in self._batch:
            return self._batch[key]
        return self._cache.get(key)
