"""The stores of the running app, for an act that needs rows and files."""

from fastapi import Request

from api.storage.stores import ServerStores


def stores_from_request(request: Request) -> ServerStores:
    """The stores of the running app."""
    return ServerStores(request.app.state.database, request.app.state.blobs)
