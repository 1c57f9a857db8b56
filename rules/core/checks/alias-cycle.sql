-- Names or bodies that follow each other in a circle: one is said to be succeeded by another, and that one, by however
-- many steps, by the first; or each of two names is said to be the former name of the other.

WITH RECURSIVE
steps AS (
  SELECT DISTINCT subject, object FROM relations
  WHERE predicate = 'succeeded-by' AND subject IS NOT NULL AND object IS NOT NULL AND subject <> object
),
-- Pairs alone are kept, each once, so that circles end.
reached(first, last) AS (
  SELECT subject, object FROM steps
  UNION
  SELECT r.first, s.object FROM reached r JOIN steps s ON s.subject = r.last
),
circles AS (
  SELECT first AS entity FROM reached WHERE first = last
),
followed AS (
  SELECT r.id, r.document, r.start, r."end", s.name AS name, o.name AS other
  FROM circles c
  JOIN relations r ON r.subject = c.entity AND r.predicate = 'succeeded-by' AND r.object IN (SELECT entity FROM circles)
  JOIN entities s ON s.id = r.subject
  JOIN entities o ON o.id = r.object
),
-- A name, and what it was called before.
former AS (
  SELECT a.id, a.document, a.start, a."end", a.entity, lower(a.alias) AS old, lower(m.name) AS new
  FROM aliases a
  JOIN mentions m ON m.entity = a.entity AND m.document = a.document AND m.start >= a.start AND m."end" <= a."end"
  WHERE a.basis = 'stated' AND a.rule IN ('alias.formerly', 'alias.formerly-first') AND lower(m.name) <> lower(a.alias)
    AND (lower(a.quote) LIKE '%formerly%' OR lower(a.quote) LIKE '%previously%' OR lower(a.quote) LIKE '%originally%')
)
SELECT name || ' is said to be succeeded by ' || other || ', which is said to be succeeded by it in the end' AS message,
       document AS document, start AS start, "end" AS "end", id AS records, NULL AS expected, NULL AS found
FROM followed
UNION ALL
SELECT a.new || ' is said to have been ' || a.old || ', and ' || b.new || ' to have been ' || b.old,
       a.document, a.start, a."end", a.id || ' ' || b.id, NULL, NULL
FROM former a
JOIN former b ON b.entity = a.entity AND b.old = a.new AND b.new = a.old AND b.id > a.id
