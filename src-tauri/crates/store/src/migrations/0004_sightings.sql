-- What the program itself saw of a photo: that faces were looked for, by which detector, and what the picture looks like as
-- a whole. The faces found are in `faces`.
CREATE TABLE sightings (
    photo TEXT PRIMARY KEY REFERENCES photos (id),
    school TEXT NOT NULL REFERENCES schools (id),
    detector TEXT NOT NULL,
    likeness INTEGER NOT NULL,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
