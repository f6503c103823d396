-- The vault as it begins. Identifiers are UUIDv7 text made by the program, days are ISO 8601 text, instants are
-- ISO 8601 text in UTC; every table names its school.

CREATE TABLE schools (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE settings (
    school TEXT NOT NULL REFERENCES schools (id),
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (school, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    school TEXT NOT NULL REFERENCES schools (id),
    login TEXT NOT NULL,
    folded_login TEXT NOT NULL,
    role TEXT NOT NULL,
    standing TEXT NOT NULL CHECK (standing IN ('waiting', 'active', 'disabled')),
    public_key BLOB NOT NULL CHECK (length(public_key) = 32),
    created_at TEXT NOT NULL,
    authorised_by TEXT REFERENCES accounts (id),
    authorised_at TEXT,
    password_set_at TEXT NOT NULL,
    ends_on TEXT,
    UNIQUE (school, folded_login)
) STRICT;

CREATE TABLE deputies (
    account TEXT NOT NULL REFERENCES accounts (id),
    school TEXT NOT NULL REFERENCES schools (id),
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    named_by TEXT REFERENCES accounts (id),
    PRIMARY KEY (account, first_day)
) STRICT, WITHOUT ROWID;

CREATE TABLE people (
    id TEXT PRIMARY KEY,
    school TEXT NOT NULL REFERENCES schools (id),
    kind TEXT NOT NULL,
    forename TEXT NOT NULL,
    surname TEXT NOT NULL,
    preferred_forename TEXT,
    preferred_surname TEXT,
    class TEXT,
    year TEXT,
    date_of_birth TEXT,
    admission_number TEXT,
    upn_hash BLOB CHECK (length(upn_hash) = 32),
    left_on TEXT,
    UNIQUE (school, admission_number),
    UNIQUE (school, upn_hash)
) STRICT;

CREATE TABLE register_imports (
    id TEXT PRIMARY KEY,
    school TEXT NOT NULL REFERENCES schools (id),
    current_on TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    entered_by TEXT REFERENCES accounts (id),
    file_hash TEXT
) STRICT;

CREATE TABLE consents (
    id TEXT PRIMARY KEY,
    school TEXT NOT NULL REFERENCES schools (id),
    person TEXT NOT NULL REFERENCES people (id),
    purpose TEXT NOT NULL,
    answer TEXT NOT NULL,
    giver TEXT NOT NULL,
    given_on TEXT,
    expires_on TEXT,
    scope TEXT NOT NULL,
    condition TEXT,
    method TEXT NOT NULL,
    file_hash TEXT,
    file_row INTEGER,
    document TEXT,
    entered_at TEXT NOT NULL
) STRICT;
CREATE INDEX consents_person ON consents (person);

-- What a second person added to an event: that a spoken grant was heard, that a condition does not stand in the way.
CREATE TABLE consent_notes (
    event TEXT NOT NULL REFERENCES consents (id),
    school TEXT NOT NULL REFERENCES schools (id),
    kind TEXT NOT NULL CHECK (kind IN ('confirmed', 'resolved')),
    by_account TEXT NOT NULL REFERENCES accounts (id),
    PRIMARY KEY (event, kind)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER consents_are_only_added BEFORE UPDATE ON consents
BEGIN SELECT raise(ABORT, 'consent events are only added'); END;

CREATE TABLE do_not_publish (
    id TEXT PRIMARY KEY,
    school TEXT NOT NULL REFERENCES schools (id),
    sealed_reason TEXT NOT NULL,
    from_day TEXT NOT NULL,
    review_on TEXT,
    covering_suffices INTEGER NOT NULL CHECK (covering_suffices IN (0, 1)),
    lifted_on TEXT
) STRICT;

CREATE TABLE do_not_publish_persons (
    entry TEXT NOT NULL REFERENCES do_not_publish (id) ON DELETE CASCADE,
    school TEXT NOT NULL REFERENCES schools (id),
    person TEXT NOT NULL REFERENCES people (id),
    PRIMARY KEY (entry, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE objections (
    id TEXT PRIMARY KEY,
    school TEXT NOT NULL REFERENCES schools (id),
    person TEXT NOT NULL REFERENCES people (id),
    from_day TEXT NOT NULL,
    lifted_on TEXT
) STRICT;

CREATE TABLE purposes (
    school TEXT NOT NULL REFERENCES schools (id),
    key TEXT NOT NULL,
    position INTEGER NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (school, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE devices (
    id TEXT PRIMARY KEY,
    school TEXT NOT NULL REFERENCES schools (id),
    make TEXT NOT NULL,
    model TEXT NOT NULL,
    serial TEXT,
    label TEXT NOT NULL,
    registered_at TEXT NOT NULL,
    withdrawn_at TEXT
) STRICT;

CREATE TABLE albums (
    id TEXT PRIMARY KEY,
    school TEXT NOT NULL REFERENCES schools (id),
    name TEXT NOT NULL,
    created_at TEXT NOT NULL,
    keep_until TEXT,
    UNIQUE (school, name)
) STRICT;

CREATE TABLE photos (
    id TEXT PRIMARY KEY,
    school TEXT NOT NULL REFERENCES schools (id),
    album TEXT NOT NULL REFERENCES albums (id),
    number INTEGER NOT NULL,
    wrapped_key BLOB NOT NULL,
    source_hash BLOB NOT NULL CHECK (length(source_hash) = 32),
    master_hash BLOB NOT NULL CHECK (length(master_hash) = 32),
    format TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    orientation INTEGER NOT NULL CHECK (orientation BETWEEN 1 AND 8),
    taken_at TEXT,
    make TEXT,
    model TEXT,
    serial TEXT,
    standing TEXT NOT NULL,
    released_because TEXT,
    held_for_deletion INTEGER NOT NULL DEFAULT 0 CHECK (held_for_deletion IN (0, 1)),
    imported_at TEXT NOT NULL,
    imported_by TEXT REFERENCES accounts (id),
    UNIQUE (album, number),
    UNIQUE (school, source_hash)
) STRICT;

CREATE TABLE blobs (
    name TEXT PRIMARY KEY,
    school TEXT NOT NULL REFERENCES schools (id),
    photo TEXT NOT NULL REFERENCES photos (id),
    kind TEXT NOT NULL,
    length INTEGER NOT NULL,
    UNIQUE (photo, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_names (
    photo TEXT NOT NULL REFERENCES photos (id),
    school TEXT NOT NULL REFERENCES schools (id),
    name_hash BLOB NOT NULL CHECK (length(name_hash) = 32),
    PRIMARY KEY (name_hash, photo)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_names_photo ON import_names (photo);

-- What is left of a deleted photo: that it was there. It wins over an older backup.
CREATE TABLE tombstones (
    photo TEXT PRIMARY KEY,
    school TEXT NOT NULL REFERENCES schools (id),
    source_hash BLOB NOT NULL,
    deleted_at TEXT NOT NULL,
    deleted_by TEXT REFERENCES accounts (id),
    why TEXT NOT NULL
) STRICT;
CREATE INDEX tombstones_source ON tombstones (source_hash);

CREATE TABLE faces (
    id TEXT PRIMARY KEY,
    school TEXT NOT NULL REFERENCES schools (id),
    photo TEXT NOT NULL REFERENCES photos (id),
    number INTEGER NOT NULL,
    x REAL NOT NULL, y REAL NOT NULL, w REAL NOT NULL, h REAL NOT NULL,
    score REAL,
    accounted TEXT,
    accounted_by TEXT REFERENCES accounts (id),
    UNIQUE (photo, number)
) STRICT;

CREATE TABLE tags (
    id TEXT PRIMARY KEY,
    school TEXT NOT NULL REFERENCES schools (id),
    photo TEXT NOT NULL REFERENCES photos (id),
    resolved INTEGER NOT NULL CHECK (resolved IN (0, 1)),
    face TEXT REFERENCES faces (id),
    x REAL, y REAL, w REAL, h REAL
) STRICT;
CREATE INDEX tags_photo ON tags (photo);

CREATE TABLE tag_persons (
    tag TEXT NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
    school TEXT NOT NULL REFERENCES schools (id),
    person TEXT NOT NULL REFERENCES people (id),
    PRIMARY KEY (tag, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_persons_person ON tag_persons (person);

CREATE TABLE covers (
    photo TEXT NOT NULL REFERENCES photos (id),
    school TEXT NOT NULL REFERENCES schools (id),
    position INTEGER NOT NULL,
    x REAL NOT NULL, y REAL NOT NULL, w REAL NOT NULL, h REAL NOT NULL,
    PRIMARY KEY (photo, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE crops (
    photo TEXT PRIMARY KEY REFERENCES photos (id),
    school TEXT NOT NULL REFERENCES schools (id),
    x REAL NOT NULL, y REAL NOT NULL, w REAL NOT NULL, h REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE work_authors (
    photo TEXT NOT NULL REFERENCES photos (id),
    school TEXT NOT NULL REFERENCES schools (id),
    person TEXT NOT NULL REFERENCES people (id),
    PRIMARY KEY (photo, person)
) STRICT, WITHOUT ROWID;

-- Somebody said that everyone who can be seen is accounted for; any change of the above removes the row.
CREATE TABLE confirmations (
    photo TEXT PRIMARY KEY REFERENCES photos (id),
    school TEXT NOT NULL REFERENCES schools (id),
    by_account TEXT NOT NULL REFERENCES accounts (id),
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE permissions (
    id TEXT PRIMARY KEY,
    school TEXT NOT NULL REFERENCES schools (id),
    person TEXT NOT NULL REFERENCES people (id),
    photo TEXT NOT NULL REFERENCES photos (id),
    purpose TEXT NOT NULL,
    giver TEXT NOT NULL,
    given_on TEXT NOT NULL,
    file_hash TEXT,
    file_row INTEGER,
    document TEXT
) STRICT;
CREATE INDEX permissions_photo ON permissions (photo);

CREATE TABLE batches (
    id TEXT PRIMARY KEY,
    school TEXT NOT NULL REFERENCES schools (id),
    purpose TEXT NOT NULL,
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    prepared_by TEXT REFERENCES accounts (id),
    submitted_by TEXT REFERENCES accounts (id),
    created_at TEXT NOT NULL,
    note TEXT,
    voided TEXT
) STRICT;

CREATE TABLE batch_items (
    batch TEXT NOT NULL REFERENCES batches (id),
    school TEXT NOT NULL REFERENCES schools (id),
    photo TEXT NOT NULL REFERENCES photos (id),
    position INTEGER NOT NULL,
    caption TEXT NOT NULL DEFAULT '',
    alt_text TEXT NOT NULL DEFAULT '',
    credit TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (batch, photo)
) STRICT, WITHOUT ROWID;
CREATE INDEX batch_items_photo ON batch_items (photo);

-- The approval in force; one that was voided lives on in the log only.
CREATE TABLE approvals (
    batch TEXT PRIMARY KEY REFERENCES batches (id),
    school TEXT NOT NULL REFERENCES schools (id),
    by_account TEXT NOT NULL REFERENCES accounts (id),
    at TEXT NOT NULL,
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    checklist TEXT NOT NULL,
    signature BLOB NOT NULL CHECK (length(signature) = 64)
) STRICT, WITHOUT ROWID;

CREATE TABLE published (
    id TEXT PRIMARY KEY,
    school TEXT NOT NULL REFERENCES schools (id),
    photo TEXT NOT NULL,
    batch TEXT REFERENCES batches (id),
    purpose TEXT NOT NULL,
    file_name TEXT NOT NULL,
    file_hash BLOB NOT NULL CHECK (length(file_hash) = 32),
    likeness INTEGER,
    at TEXT NOT NULL,
    published_by TEXT REFERENCES accounts (id),
    approved_by TEXT REFERENCES accounts (id),
    taken_down_at TEXT,
    taken_down_by TEXT REFERENCES accounts (id)
) STRICT;
CREATE INDEX published_photo ON published (photo);
CREATE INDEX published_file ON published (file_hash);

CREATE TABLE published_persons (
    publication TEXT NOT NULL REFERENCES published (id),
    school TEXT NOT NULL REFERENCES schools (id),
    person TEXT NOT NULL REFERENCES people (id),
    PRIMARY KEY (publication, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX published_persons_person ON published_persons (person);

CREATE TABLE published_consents (
    publication TEXT NOT NULL REFERENCES published (id),
    school TEXT NOT NULL REFERENCES schools (id),
    event TEXT NOT NULL,
    PRIMARY KEY (publication, event)
) STRICT, WITHOUT ROWID;

CREATE TABLE log (
    number INTEGER PRIMARY KEY,
    school TEXT NOT NULL REFERENCES schools (id),
    at TEXT NOT NULL,
    by_account TEXT,
    action TEXT NOT NULL,
    subject TEXT,
    detail TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TRIGGER log_is_not_changed BEFORE UPDATE ON log
BEGIN SELECT raise(ABORT, 'the log is only added to'); END;
CREATE TRIGGER log_is_not_shortened BEFORE DELETE ON log
BEGIN SELECT raise(ABORT, 'the log is only added to'); END;
CREATE TRIGGER log_is_not_overwritten BEFORE INSERT ON log WHEN NEW.number <= (SELECT max(number) FROM log)
BEGIN SELECT raise(ABORT, 'the log is only added to'); END;

-- Number and hash of the newest entry, under a key that the table itself does not hold.
CREATE TABLE log_head (
    school TEXT PRIMARY KEY REFERENCES schools (id),
    number INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    mac BLOB NOT NULL CHECK (length(mac) = 32)
) STRICT, WITHOUT ROWID;
