"""The ground: settings, database, tasks, errors, time, words. Knows no product noun and no HTTP.

settings   what the operator may set, checked at the start
database   engine, tables' base class and the only commit
embedded   the PostgreSQL that comes along
tasks      background work, enqueued in the caller's transaction
errors     refusals: sentences a person can act on
i18n       catalogues; messages are marked here and translated where they are shown
clock      the one place that asks what time it is
log        structured logs without content
"""
