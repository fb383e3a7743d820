"""The parts of an XForm, read one by one; `api/domain/definition.py` puts them together."""
