-- The first file: conditions that a person is working on, each with its whole history, and what the window
-- remembers.
--
-- A draft's history is a tree, because undoing and then typing must lose nothing: every revision knows the
-- one it was typed over (`parent`), and the one that redo goes to (`redo`). The draft knows which revision is
-- shown, so that undo and redo survive a restart.

-- 'Role' in ASCII: tells our file from any other SQLite file.
pragma application_id = 1383033957;

create table drafts (
    id               integer primary key,
    name             text    not null,
    -- Milliseconds since 1970, UTC, as every time in this file.
    updated_at       integer not null,
    current_revision integer not null,
    -- Start of the run of typing that the current revision collects; null when the next save must not be
    -- merged into it (just created, or reached by undo, redo or a jump).
    typing_since     integer,
    -- Deleting keeps the rows, so that it can be undone.
    deleted_at       integer,
    foreign key (id, current_revision) references draft_revisions (draft_id, revision)
        deferrable initially deferred
) strict;

-- The list shows the latest first.
create index drafts_by_time on drafts (updated_at desc) where deleted_at is null;

create table draft_revisions (
    draft_id integer not null references drafts (id) on delete cascade deferrable initially deferred,
    revision integer not null,
    at       integer not null,
    -- Everything that belongs to the draft, as JSON; read and written whole.
    content  text    not null check (json_valid(content)),
    -- The condition's text, taken out of `content` for the list's preview and for search.
    text     text    not null,
    parent   integer,
    redo     integer,
    primary key (draft_id, revision)
) strict, without rowid;

-- Names and texts of drafts as they stand; three-letter pieces, so that any part of a GUID is found.
-- The row id is the draft's.
create virtual table draft_search using fts5 (name, text, tokenize = 'trigram');

create table settings (
    key   text primary key,
    value text not null check (json_valid(value))
) strict, without rowid;
