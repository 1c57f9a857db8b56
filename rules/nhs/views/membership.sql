-- What belongs to what: systems to regions, organisations to systems. `source` says whether a document states it or a
-- register; a region that no document mentions is named by the register alone. The evidence is the relation.

SELECT s.name AS member, s.type AS member_type, coalesce(o.name, r.detail) AS belongs_to, coalesce(o.type, 'place') AS belongs_to_type,
       r.predicate AS relation, r.since AS since, r.until AS until,
       CASE d.status WHEN 'register' THEN 'register' ELSE 'document' END AS source, r.document AS document, r.id AS evidence
FROM relations r
JOIN entities s ON s.id = r.subject
JOIN documents d ON d.document = r.document
LEFT JOIN entities o ON o.id = r.object
WHERE r.predicate IN ('member-of', 'part-of') AND coalesce(o.name, r.detail) IS NOT NULL
ORDER BY s.name, s.id, coalesce(o.name, r.detail), r.document, r.start, r.id
