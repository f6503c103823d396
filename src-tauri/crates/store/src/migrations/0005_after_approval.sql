-- What was signed, whole, and what happens after.
--
-- Everything an approver put his or her name to: what would go out, and what the register said. Voiding an approval takes
-- it out of force; what was signed stays.
CREATE TABLE statements (
    id TEXT PRIMARY KEY,
    school TEXT NOT NULL REFERENCES schools (id),
    batch TEXT NOT NULL REFERENCES batches (id),
    by_account TEXT NOT NULL REFERENCES accounts (id),
    public_key BLOB NOT NULL CHECK (length(public_key) = 32),
    at TEXT NOT NULL,
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    basis TEXT NOT NULL,
    checklist TEXT NOT NULL,
    signature BLOB NOT NULL CHECK (length(signature) = 64)
) STRICT;
CREATE INDEX statements_batch ON statements (batch);

CREATE TRIGGER statements_are_not_changed BEFORE UPDATE ON statements
BEGIN SELECT raise(ABORT, 'what was signed is not changed'); END;
CREATE TRIGGER statements_are_not_removed BEFORE DELETE ON statements
BEGIN SELECT raise(ABORT, 'what was signed is not removed'); END;

ALTER TABLE approvals ADD COLUMN statement TEXT REFERENCES statements (id);

-- By which statement a file went out, and what was known of its photo at that moment.
ALTER TABLE published ADD COLUMN statement TEXT REFERENCES statements (id);
ALTER TABLE published ADD COLUMN basis TEXT;

-- What went wrong, or nearly did (P22), and whose parents were told (P23).
CREATE TABLE incidents (
    id TEXT PRIMARY KEY,
    school TEXT NOT NULL REFERENCES schools (id),
    at TEXT NOT NULL,
    recorded_by TEXT REFERENCES accounts (id),
    what TEXT NOT NULL,
    photo TEXT,
    batch TEXT REFERENCES batches (id)
) STRICT;

CREATE TABLE incident_persons (
    incident TEXT NOT NULL REFERENCES incidents (id),
    school TEXT NOT NULL REFERENCES schools (id),
    person TEXT NOT NULL REFERENCES people (id),
    told_on TEXT,
    told_by TEXT REFERENCES accounts (id),
    PRIMARY KEY (incident, person)
) STRICT, WITHOUT ROWID;
