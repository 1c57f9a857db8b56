-- Who does what for whom: a row for each person and office as a document states it, and one for each person of whom no
-- document says that. The evidence is the relation, else the first mention.

WITH people AS (
  SELECT id, name, first FROM entities WHERE type = 'person' AND mentions > 0
),
offices AS (
  SELECT r.subject AS person, r.detail AS role, o.name AS organisation, r.since, r.until, r.document, r.line, r.id
  FROM relations r
  LEFT JOIN entities o ON o.id = r.object
  WHERE r.predicate = 'holds-role'
)
SELECT p.name AS person, f.role AS role, f.organisation AS organisation, f.since AS since, f.until AS until,
       coalesce(f.document, m.document) AS document, CAST(coalesce(f.line, m.line) AS TEXT) AS line,
       coalesce(f.id, p.first) AS evidence
FROM people p
LEFT JOIN offices f ON f.person = p.id
LEFT JOIN mentions m ON m.id = p.first
ORDER BY p.name, p.id, coalesce(f.document, m.document), coalesce(f.line, m.line), f.role, f.id
