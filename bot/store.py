"""The database that conversations are kept in."""

from __future__ import annotations

from rasa.core.tracker_store import AwaitableTrackerStore, FailSafeTrackerStore, SQLTrackerStore, TrackerStore


def sql_store(store: TrackerStore) -> SQLTrackerStore:
    """Unwrap the tracker store that endpoints.yml names.

    Raises:
        NotImplementedError: it is not an SQL one.
    """
    while isinstance(store, (AwaitableTrackerStore, FailSafeTrackerStore)):
        store = store._tracker_store
    if not isinstance(store, SQLTrackerStore):
        raise NotImplementedError(f"conversations in a {type(store).__name__} cannot be read back or deleted")
    return store
