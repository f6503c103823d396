-- What the school decided about pictures of people who have left (P16): put forward to be destroyed, or kept for a reason until
-- a day. Only ever added; the latest of a person counts.
CREATE TABLE leaver_decisions (
    id TEXT PRIMARY KEY,
    school TEXT NOT NULL REFERENCES schools (id),
    person TEXT NOT NULL REFERENCES people (id),
    at TEXT NOT NULL,
    by_account TEXT REFERENCES accounts (id),
    kept_until TEXT,
    reason TEXT,
    CHECK ((kept_until IS NULL) = (reason IS NULL))
) STRICT;
CREATE INDEX leaver_decisions_person ON leaver_decisions (person);

CREATE TRIGGER leaver_decisions_are_not_changed BEFORE UPDATE ON leaver_decisions
BEGIN SELECT raise(ABORT, 'a decision is not changed, another one follows it'); END;
CREATE TRIGGER leaver_decisions_are_not_removed BEFORE DELETE ON leaver_decisions
BEGIN SELECT raise(ABORT, 'a decision is not removed, another one follows it'); END;

CREATE INDEX work_authors_person ON work_authors (person);
