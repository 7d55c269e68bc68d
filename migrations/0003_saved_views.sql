-- Ways to look at a table that a person wants to keep: a filter, an order and the columns shown, under a name.
-- They belong to no snapshot and no tenant, so that one view serves them all.

create table saved_views (
    id      integer primary key,
    -- Which table, as the window names it.
    of      text    not null,
    name    text    not null collate nocase,
    -- As typed in the filter bar.
    filter  text    not null,
    -- Lists as the window writes them.
    sort    text    not null check (json_valid(sort)),
    columns text    not null check (json_valid(columns)),
    unique (of, name)
) strict;
