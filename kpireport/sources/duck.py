"""DuckDB connections that reach neither the network nor any file but the one they are given."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

MEMORY = "1GB"


def connect(*, database: Path | None = None, spill_folder: Path | None = None) -> duckdb.DuckDBPyConnection:
    """An in-memory engine; `database` is attached as `file` for reading only, `spill_folder` takes what memory does not.

    Extensions are neither installed nor loaded, and access to anything else is shut before the first query. It works in one
    thread: batches are small, and several threads would wait for each other longer than they work.
    """
    import duckdb

    connection = duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "memory_limit": MEMORY,
            "threads": 1,
            **({"temp_directory": str(spill_folder)} if spill_folder else {}),
        },
    )
    if database is not None:
        path = str(database).replace("'", "''")
        connection.execute(f"ATTACH '{path}' AS file (TYPE duckdb, READ_ONLY)")
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection
