"""`make bench`: what the portal costs, measured against something on the same machine, in one run.

Every part is a process of its own, so that its memory is its own, on a database that is made for
the run and dropped afterwards: never the portal's.
"""
