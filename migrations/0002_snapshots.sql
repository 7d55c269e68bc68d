-- Snapshots of tenants: what Azure answered, kept so that any of it can be asked offline and two snapshots can
-- be compared.
--
-- A row is written once and says from which snapshot on it was true (`since`) and in which one it was found
-- changed or gone (`until`, null while it is still true). So an unchanged tenant costs almost nothing, and what
-- changed between two snapshots is a range of `since` and `until`. `until` is set only where the snapshot read
-- the place whole; what could not be read stays open and is known by `coverage` to be of an earlier day.
--
-- Every kind of record is a table with the same six columns first: `identity` is a digest of what the object is
-- (its id, whatever the case), `content` one of everything it says; both are SHA-256 cut to 16 bytes.
-- Azure's own times are hundreds of nanoseconds since 1970, which is as fine as Azure writes them; ours are
-- milliseconds as everywhere in this file. GUIDs that are not integers of a dictionary are 16 bytes.

create table tenants (
    id     integer primary key,
    -- The tenant's id in Entra.
    tenant blob    not null,
    -- Empty for what was pulled here. A snapshot that came in a file stands in a line of its own, named by the
    -- file's digest, because its days may lie before, between or after ours.
    origin text    not null,
    name   text    not null,
    unique (tenant, origin)
) strict;

create table snapshots (
    id       integer primary key,
    tenant   integer not null references tenants (id) on delete cascade,
    started  integer not null,
    finished integer,
    -- running: being read, or interrupted and can be resumed. partial: ended with stages or scopes unread.
    status   text    not null check (status in ('running', 'complete', 'partial', 'cancelled')),
    -- Who was signed in, as a person would say it; never a credential.
    account  text    not null,
    -- Which cloud or file it was read from.
    source   text    not null
) strict;
create index snapshots_by_tenant on snapshots (tenant, id);

-- What was asked for and how it ended: what is not read is never mistaken for empty.
create table coverage (
    snapshot   integer not null references snapshots (id) on delete cascade,
    stage      text    not null,
    scope      text    not null collate nocase,
    -- How far one reading reaches: everything, below (the scope and all in it), at (the scope alone), group.
    reach      text    not null check (reach in ('everything', 'below', 'at', 'group')),
    source     text    not null,
    rows       integer not null,
    unreadable integer not null,
    problem    text,
    outcome    text    not null check (outcome in ('read', 'forbidden', 'failed', 'notAvailable')),
    code       text,
    message    text,
    primary key (snapshot, stage, scope)
) strict, without rowid;

-- Where a pull stands, so that it goes on from there after a crash or a lost network.
create table pull_items (
    snapshot     integer not null references snapshots (id) on delete cascade,
    stage        text    not null,
    item         text    not null,
    -- Where the next page is; null before the first and after the last.
    continuation text,
    rows         integer not null,
    done         integer not null,
    primary key (snapshot, stage, item)
) strict, without rowid;

-- Which earlier rows a running pull has met again, as runs of row ids; gone when the pull ends.
create table pull_seen (
    snapshot integer not null references snapshots (id) on delete cascade,
    stage    text    not null,
    runs     blob    not null
) strict;
create index pull_seen_by_snapshot on pull_seen (snapshot, stage);

-- Dictionaries: what repeats in a million rows is an integer in them.

create table scopes (
    id           integer primary key,
    tenant       integer not null references tenants (id) on delete cascade,
    -- The path in lower case: what equal scopes have in common.
    key          text    not null,
    -- As Azure spelled it first.
    path         text    not null,
    -- 0 root, 1 management group, 2 subscription, 3 resource group, 4 resource.
    level        integer not null,
    -- The subscription it lies in or is.
    subscription integer references scopes (id),
    -- The next scope up as the text tells; where management groups and subscriptions lie is in their rows.
    parent       integer references scopes (id),
    unique (tenant, key)
) strict;

create table role_ids (
    id     integer primary key,
    tenant integer not null references tenants (id) on delete cascade,
    guid   blob    not null,
    unique (tenant, guid)
) strict;

create table principal_ids (
    id     integer primary key,
    tenant integer not null references tenants (id) on delete cascade,
    guid   blob    not null,
    unique (tenant, guid)
) strict;

-- Conditions, byte for byte, and what they mean for who may assign roles: `bounds` is 0 where a delegate may
-- make any assignment, 1 where some are refused; `escalates` is 1 where a privileged role is among those that
-- may be assigned. 2 is: cannot be told. Null until it was asked.
create table conditions (
    id     integer primary key,
    digest blob    not null unique,
    text   text    not null,
    bounds integer,
    escalates integer
) strict;

-- Ids of who made or changed something, as written.
create table authors (
    id   integer primary key,
    text text not null unique
) strict;

-- The management-group tree: `parent` is the name of the group above, null for the root group.
create table management_groups (
    id       integer primary key,
    tenant   integer not null references tenants (id) on delete cascade,
    identity blob    not null,
    content  blob    not null,
    since    integer not null,
    until    integer,
    scope        integer not null references scopes (id),
    name         text    not null,
    display_name text    not null,
    parent       text
) strict;
create index management_groups_by_identity on management_groups (identity);
create index management_groups_by_since on management_groups (tenant, since);
create index management_groups_by_until on management_groups (until) where until is not null;

create table subscriptions (
    id       integer primary key,
    tenant   integer not null references tenants (id) on delete cascade,
    identity blob    not null,
    content  blob    not null,
    since    integer not null,
    until    integer,
    scope            integer not null references scopes (id),
    display_name     text    not null,
    state            text    not null,
    -- The tenant that it trusts.
    home_tenant      blob,
    -- Name of the group it lies in, where that could be read.
    management_group text
) strict;
create index subscriptions_by_identity on subscriptions (identity);
create index subscriptions_by_since on subscriptions (tenant, since);
create index subscriptions_by_until on subscriptions (until) where until is not null;

-- `privilege` and `delegation` are decided when the row is written, from the permissions alone.
create table role_definitions (
    id       integer primary key,
    tenant   integer not null references tenants (id) on delete cascade,
    identity blob    not null,
    content  blob    not null,
    since    integer not null,
    until    integer,
    -- Where it may be assigned, if that is one place; the root otherwise.
    scope             integer not null references scopes (id),
    role              integer not null references role_ids (id),
    name              text    not null,
    kind              text    not null,
    description       text    not null,
    assignable_scopes text    not null check (json_valid(assignable_scopes)),
    permissions       text    not null check (json_valid(permissions)),
    created_on        integer,
    created_by        integer references authors (id),
    updated_on        integer,
    updated_by        integer references authors (id),
    -- Why it is privileged, in words; null where it is not.
    privilege         text,
    -- 0: cannot make role assignments. 1: only within the limits that its own condition sets. 2: any.
    delegation        integer not null
) strict;
create index role_definitions_by_identity on role_definitions (identity);
create index role_definitions_by_since on role_definitions (tenant, since);
create index role_definitions_by_until on role_definitions (until) where until is not null;

-- The large table. Names and texts that repeat are integers.
create table role_assignments (
    id       integer primary key,
    tenant   integer not null references tenants (id) on delete cascade,
    identity blob    not null,
    content  blob    not null,
    since    integer not null,
    until    integer,
    name                       blob    not null,
    scope                      integer not null references scopes (id),
    role                       integer not null references role_ids (id),
    principal                  integer not null references principal_ids (id),
    principal_type             text    not null,
    condition                  integer references conditions (id),
    condition_version          text,
    description                text,
    delegated_managed_identity text,
    created_on                 integer,
    created_by                 integer references authors (id),
    updated_on                 integer,
    updated_by                 integer references authors (id)
) strict;
create index role_assignments_by_identity on role_assignments (identity);
create index role_assignments_by_since on role_assignments (tenant, since);
create index role_assignments_by_until on role_assignments (until) where until is not null;

create table pim_instances (
    id       integer primary key,
    tenant   integer not null references tenants (id) on delete cascade,
    identity blob    not null,
    content  blob    not null,
    since    integer not null,
    until    integer,
    kind              text    not null check (kind in ('eligible', 'active')),
    name              text    not null,
    scope             integer not null references scopes (id),
    role              integer not null references role_ids (id),
    principal         integer not null references principal_ids (id),
    principal_type    text    not null,
    member_type       text,
    assignment_type   text,
    starts            integer,
    ends              integer,
    condition         integer references conditions (id),
    condition_version text,
    origin_assignment blob,
    eligibility       text
) strict;
create index pim_instances_by_identity on pim_instances (identity);
create index pim_instances_by_since on pim_instances (tenant, since);
create index pim_instances_by_until on pim_instances (until) where until is not null;

create table deny_assignments (
    id       integer primary key,
    tenant   integer not null references tenants (id) on delete cascade,
    identity blob    not null,
    content  blob    not null,
    since    integer not null,
    until    integer,
    name_id          blob    not null,
    name             text    not null,
    description      text,
    scope            integer not null references scopes (id),
    not_below        integer not null,
    permissions      text    not null check (json_valid(permissions)),
    principals       text    not null check (json_valid(principals)),
    excluded         text    not null check (json_valid(excluded)),
    system_protected integer not null,
    condition        integer references conditions (id),
    created_on       integer,
    created_by       integer references authors (id),
    updated_on       integer,
    updated_by       integer references authors (id)
) strict;
create index deny_assignments_by_identity on deny_assignments (identity);
create index deny_assignments_by_since on deny_assignments (tenant, since);
create index deny_assignments_by_until on deny_assignments (until) where until is not null;

create table locks (
    id       integer primary key,
    tenant   integer not null references tenants (id) on delete cascade,
    identity blob    not null,
    content  blob    not null,
    since    integer not null,
    until    integer,
    scope integer not null references scopes (id),
    name  text    not null,
    level text    not null,
    notes text
) strict;
create index locks_by_identity on locks (identity);
create index locks_by_since on locks (tenant, since);
create index locks_by_until on locks (until) where until is not null;

create table policy_assignments (
    id       integer primary key,
    tenant   integer not null references tenants (id) on delete cascade,
    identity blob    not null,
    content  blob    not null,
    since    integer not null,
    until    integer,
    path           text    not null,
    scope          integer not null references scopes (id),
    name           text    not null,
    definition     text    not null,
    not_scopes     text    not null check (json_valid(not_scopes)),
    enforced       integer not null,
    denied_actions text    not null check (json_valid(denied_actions)),
    resource_types text    not null check (json_valid(resource_types))
) strict;
create index policy_assignments_by_identity on policy_assignments (identity);
create index policy_assignments_by_since on policy_assignments (tenant, since);
create index policy_assignments_by_until on policy_assignments (until) where until is not null;

create table resource_groups (
    id       integer primary key,
    tenant   integer not null references tenants (id) on delete cascade,
    identity blob    not null,
    content  blob    not null,
    since    integer not null,
    until    integer,
    scope      integer not null references scopes (id),
    location   text    not null,
    managed_by text,
    tags       text    not null check (json_valid(tags))
) strict;
create index resource_groups_by_identity on resource_groups (identity);
create index resource_groups_by_since on resource_groups (tenant, since);
create index resource_groups_by_until on resource_groups (until) where until is not null;

create table resources (
    id       integer primary key,
    tenant   integer not null references tenants (id) on delete cascade,
    identity blob    not null,
    content  blob    not null,
    since    integer not null,
    until    integer,
    scope               integer not null references scopes (id),
    kind                text    not null,
    location            text    not null,
    tags                text    not null check (json_valid(tags)),
    local_auth_disabled integer
) strict;
create index resources_by_identity on resources (identity);
create index resources_by_since on resources (tenant, since);
create index resources_by_until on resources (until) where until is not null;

create table vaults (
    id       integer primary key,
    tenant   integer not null references tenants (id) on delete cascade,
    identity blob    not null,
    content  blob    not null,
    since    integer not null,
    until    integer,
    scope        integer not null references scopes (id),
    kind         text    not null check (kind in ('recoveryServices', 'backup')),
    location     text    not null,
    immutability text,
    soft_delete  text
) strict;
create index vaults_by_identity on vaults (identity);
create index vaults_by_since on vaults (tenant, since);
create index vaults_by_until on vaults (until) where until is not null;

create table guard_links (
    id       integer primary key,
    tenant   integer not null references tenants (id) on delete cascade,
    identity blob    not null,
    content  blob    not null,
    since    integer not null,
    until    integer,
    -- The vault.
    scope      integer not null references scopes (id),
    name       text    not null,
    -- The guard, often in another tenant, so not a scope of this one.
    guard      text    not null,
    operations text    not null check (json_valid(operations))
) strict;
create index guard_links_by_identity on guard_links (identity);
create index guard_links_by_since on guard_links (tenant, since);
create index guard_links_by_until on guard_links (until) where until is not null;

create table resource_guards (
    id       integer primary key,
    tenant   integer not null references tenants (id) on delete cascade,
    identity blob    not null,
    content  blob    not null,
    since    integer not null,
    until    integer,
    scope               integer not null references scopes (id),
    location            text    not null,
    operations          text    not null check (json_valid(operations)),
    excluded_operations text    not null check (json_valid(excluded_operations))
) strict;
create index resource_guards_by_identity on resource_guards (identity);
create index resource_guards_by_since on resource_guards (tenant, since);
create index resource_guards_by_until on resource_guards (until) where until is not null;

-- Records of logs: they are found, and one day no longer kept by Azure; that is not a change.
create table elevations (
    id       integer primary key,
    tenant   integer not null references tenants (id) on delete cascade,
    identity blob    not null,
    content  blob    not null,
    since    integer not null,
    until    integer,
    record      text    not null,
    source      text    not null check (source in ('activityLog', 'directoryAudit')),
    at          integer not null,
    change      text    not null check (change in ('elevated', 'removed')),
    principal   integer references principal_ids (id),
    caller      text,
    ip_address  text,
    correlation text,
    succeeded   integer not null
) strict;
create index elevations_by_identity on elevations (identity);
create index elevations_by_since on elevations (tenant, since);
create index elevations_by_until on elevations (until) where until is not null;

create table principals (
    id       integer primary key,
    tenant   integer not null references tenants (id) on delete cascade,
    identity blob    not null,
    content  blob    not null,
    since    integer not null,
    until    integer,
    principal              integer not null references principal_ids (id),
    kind                   text    not null,
    display_name           text,
    user_principal_name    text,
    guest                  integer not null,
    app_id                 blob,
    service_principal_type text,
    -- 0: the directory was asked and does not know it.
    found                  integer not null
) strict;
create index principals_by_identity on principals (identity);
create index principals_by_since on principals (tenant, since);
create index principals_by_until on principals (until) where until is not null;

create table group_memberships (
    id       integer primary key,
    tenant   integer not null references tenants (id) on delete cascade,
    identity blob    not null,
    content  blob    not null,
    since    integer not null,
    until    integer,
    member_of integer not null references principal_ids (id),
    member    integer not null references principal_ids (id)
) strict;
create index group_memberships_by_identity on group_memberships (identity);
create index group_memberships_by_since on group_memberships (tenant, since);
create index group_memberships_by_until on group_memberships (until) where until is not null;

-- What people wrote about objects; kept across snapshots, because it belongs to the object and not to a day.
create table annotations (
    id        integer primary key,
    tenant    integer not null references tenants (id) on delete cascade,
    kind      text    not null,
    -- What the object is, in words: the text whose digest is `identity` elsewhere.
    object    text    not null,
    identity  blob    not null,
    verdict   text    not null check (verdict in ('reviewed', 'question', 'acceptedRisk')),
    note      text    not null,
    -- For an accepted risk: until when, in milliseconds.
    expires   integer,
    author    text    not null,
    at        integer not null,
    -- Taking it back keeps the row, so that it can be undone.
    withdrawn integer
) strict;
create index annotations_by_object on annotations (tenant, identity);

-- Names and texts, cut into three-letter pieces so that any part is found. A row's id is that of its object's
-- row times 32 plus the number of its kind; the texts themselves are in the tables.
create virtual table object_search using fts5 (text, content = '', columnsize = 0, tokenize = 'trigram');

-- A snapshot's assignments as columns of numbers, ready to be filtered and sorted. Made from the rows above and
-- made again when it is missing or of another layout; nothing is kept here alone.
create table access_columns (
    snapshot integer not null references snapshots (id) on delete cascade,
    name     text    not null,
    data     blob    not null,
    primary key (snapshot, name)
) strict;
