"""The database: SQLite by default, PostgreSQL where several machines share it.

`connect` gives a `bot.ports.store.Store`; `migrate` brings a database to this program's version;
`serve_lock` keeps a second serving process off an SQLite file.
"""

from bot.stores.serving import serve_lock
from bot.stores.store import SqlStore, connect
from bot.stores.versions import migrate

__all__ = ["SqlStore", "connect", "migrate", "serve_lock"]
