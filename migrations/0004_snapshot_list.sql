-- What the list of snapshots shows of each, so that it is read without touching a million rows; and snapshots can
-- be deleted.

-- Whether a person stopped the pull, as opposed to a lost network or the end of the program. A running pull that
-- was stopped either way can be resumed.
alter table snapshots add column stopped integer not null default 0;

-- Name of the file that the snapshot came in.
alter table snapshots add column file text;

-- A deleted snapshot keeps its number, because rows say by it from when to when they were true.
alter table snapshots add column deleted integer not null default 0;

-- Counted when a pull ends, and counted anew where it is missing.
create table snapshot_counts (
    snapshot integer not null references snapshots (id) on delete cascade,
    -- held: objects of a kind. scopes: how many were read, refused, failed. changed: since the snapshot before, by
    -- kind of change, with the empty name once that was counted. size: bytes of the file before the pull, then
    -- bytes that it added.
    what     text    not null check (what in ('held', 'scopes', 'changed', 'size')),
    name     text    not null,
    count    integer not null,
    primary key (snapshot, what, name)
) strict, without rowid;
