"""What is asked of the database, by noun: plain functions that take a session, and return rows.

There are two ways to ask. **Reading**, and whatever happens once per click, is SQLAlchemy's
`select`, `update` or `delete` over `col(Model.field)`: `scalars` where one column or one model
comes back, `execute` where rows do; both run on a Session and on a bare Connection. **The hot
path**, what every request or every submission of every phone runs, is a `PreparedStatement`
(`ready.py`), made once as a constant: found by index, few rows, no expanding IN. A statement moves
there when a profile shows that SQLAlchemy spends longer on it than the database does
(docs/performance.md).
"""
