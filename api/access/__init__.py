"""Who may see and do what, in four questions, each with the page that answers it.

`reaches_today`: may she see this submission, file here, decide about it? `reached_then`: what of
another day's tree and figures is hers to see? `inherited`: which of the past became wholly hers?
`administers`: which units and whose accounts may she change (`administered_people`)? `person` says
who she is and where she acts, `credentials` what proves it. The SQL below is `queries/reach.py`
and `queries/org_units.py`.
"""
