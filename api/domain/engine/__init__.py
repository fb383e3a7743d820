"""The form engine of the server: the twin of webapp/engine/, room for room.

Both are held together by tests/conformance/forms/.
"""
