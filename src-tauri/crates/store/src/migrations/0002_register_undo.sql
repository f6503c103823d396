-- What an import of a register did, so that it can be undone as a whole: by an entry that is added, never by taking
-- anything away. Whoever entered an answer does not confirm it too.
ALTER TABLE register_imports ADD COLUMN tracked INTEGER NOT NULL DEFAULT 0 CHECK (tracked IN (0, 1));
ALTER TABLE consents ADD COLUMN import TEXT REFERENCES register_imports (id);
ALTER TABLE consents ADD COLUMN entered_by TEXT REFERENCES accounts (id);
ALTER TABLE do_not_publish ADD COLUMN import TEXT REFERENCES register_imports (id);

-- An import that was undone: its answers no longer count, and stay on record.
CREATE TABLE register_undos (
    import TEXT PRIMARY KEY REFERENCES register_imports (id),
    school TEXT NOT NULL REFERENCES schools (id),
    at TEXT NOT NULL,
    by_account TEXT REFERENCES accounts (id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER undos_are_not_changed BEFORE UPDATE ON register_undos
BEGIN SELECT raise(ABORT, 'undone imports are only added to'); END;
CREATE TRIGGER undos_are_not_taken_back BEFORE DELETE ON register_undos
BEGIN SELECT raise(ABORT, 'undone imports are only added to'); END;

-- Entries about people before and after an import; before is missing where the import added them.
CREATE TABLE import_people (
    import TEXT NOT NULL REFERENCES register_imports (id),
    school TEXT NOT NULL REFERENCES schools (id),
    person TEXT NOT NULL REFERENCES people (id),
    before TEXT,
    after TEXT NOT NULL,
    PRIMARY KEY (import, person)
) STRICT, WITHOUT ROWID;

-- Somebody whom only an undone import knew.
ALTER TABLE people ADD COLUMN undone TEXT REFERENCES register_undos (import);
