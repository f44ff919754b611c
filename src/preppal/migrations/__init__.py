"""How the tables came to be: one file a revision, applied in order by `foundation.migrating`."""
