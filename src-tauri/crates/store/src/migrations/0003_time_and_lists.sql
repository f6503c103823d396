-- The clock, and what lists need in a vault of many years.
--
-- The latest instant that the log has seen: a clock that is set back does not bring back what has expired.
ALTER TABLE log_head ADD COLUMN latest TEXT;
UPDATE log_head SET latest = (SELECT max(at) FROM log);

-- Who prepared a batch, and what happened in a term, without reading the whole log.
CREATE INDEX log_subject ON log (subject);
CREATE INDEX log_at ON log (at, action, by_account);

-- The signing key that an account gets once its new key slot is written; a kill in between leaves the old one in force.
ALTER TABLE accounts ADD COLUMN next_public_key BLOB CHECK (length(next_public_key) = 32);

-- What belongs to the photos of an album, without a look at each photo's own row; photos held for deletion.
CREATE INDEX photos_album ON photos (album, id);
CREATE INDEX photos_held ON photos (id) WHERE held_for_deletion = 1;
