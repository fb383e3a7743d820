"""The running app's database, for a handler that asks it itself."""

from typing import Annotated

from fastapi import Depends, Request

from api.storage.db import Database


# Async, as every dependency that only looks: FastAPI calls a plain one in another thread.
async def _database_from_request(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


DatabaseDep = Annotated[Database, Depends(_database_from_request)]
