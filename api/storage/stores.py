"""Where rows and files of the running server are kept, side by side."""

from dataclasses import dataclass

from api.storage.blobs import BlobStore
from api.storage.db import Database


@dataclass(frozen=True, slots=True)
class ServerStores:
    """Where rows and files are kept."""

    database: Database
    blobs: BlobStore
