-- An office that one person holds at a time (register sole-offices), of one body, given to two people by one document.
-- Those of whom it says that they held or will hold it are left out, and so are dates that part the two.

WITH held AS (
  SELECT r.id, r.document, r.start, r."end", r.object AS body, r.subject AS person, lower(r.detail) AS office, r.since, r.until,
         ' ' || lower(replace(r.quote, char(10), ' ')) || ' ' AS said
  FROM relations r
  JOIN "sole-offices" o ON o.office = lower(r.detail)
  WHERE r.predicate = 'holds-role' AND r.object IS NOT NULL AND r.subject IS NOT NULL
),
now AS (
  SELECT h.* FROM held h
  WHERE NOT EXISTS (SELECT 1 FROM "past-words" w WHERE instr(h.said, ' ' || w.word || ' ') > 0)
),
pairs AS (
  SELECT a.document, b.start, b."end", a.body, a.office, a.person AS one, b.person AS other, a.id AS one_id, b.id AS other_id,
         row_number() OVER (PARTITION BY a.document, a.body, a.office, a.person, b.person ORDER BY a.start, b.start, a.id, b.id) AS n
  FROM now a
  JOIN now b ON b.document = a.document AND b.body = a.body AND b.office = a.office AND b.person <> a.person
            AND (a.start < b.start OR (a.start = b.start AND a.id < b.id))
  WHERE NOT coalesce(a.until <= b.since, 0) AND NOT coalesce(b.until <= a.since, 0)
)
SELECT p.office || ' of ' || e.name || ': ' || one.name || ' and ' || other.name AS message,
       p.document AS document, p.start AS start, p."end" AS "end", p.one_id || ' ' || p.other_id AS records,
       one.name AS expected, other.name AS found
FROM pairs p
JOIN entities e ON e.id = p.body
JOIN entities one ON one.id = p.one
JOIN entities other ON other.id = p.other
WHERE p.n = 1
