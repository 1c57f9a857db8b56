-- What happened or is to happen, in order of its date: the events that documents tell, and since when a system has its
-- form. Each row names the row that says so.

WITH told AS (
  SELECT ev.date, ev.type, ev.entity, ev.text, ev.document, ev.start AS place, ev.id
  FROM events ev
  UNION ALL
  SELECT r.since, r.predicate, r.subject, coalesce(r.detail || ': ', '') || r.quote, r.document, r.start, r.id
  FROM relations r
  JOIN documents d ON d.document = r.document AND d.status <> 'register'
  WHERE r.predicate = 'has-form'
)
SELECT t.date AS date, t.type AS type, e.name AS entity, t.text AS text, t.document AS document, t.id AS evidence
FROM told t
LEFT JOIN entities e ON e.id = t.entity
WHERE t.date IS NOT NULL
ORDER BY t.date, t.document, t.place, t.type, t.id
