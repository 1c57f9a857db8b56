-- One row for each organisation that a document mentions: of what kind it is, its other names, the systems it is part
-- of, what followed it, who does what there, the documents, and the ids of the rows that say so.

WITH organisations AS (
  SELECT id, name, subtype, mentions FROM entities WHERE type = 'organisation' AND mentions > 0
),
said AS (
  SELECT r.id, r.subject, r.predicate, r.object, r.detail, r.since, s.name AS subject_name, o.name AS object_name
  FROM relations r
  LEFT JOIN entities s ON s.id = r.subject
  LEFT JOIN entities o ON o.id = r.object
),
other_names AS (
  SELECT entity AS organisation, alias AS name FROM aliases
  UNION
  SELECT entity, short FROM abbreviations
  UNION
  SELECT entity, name FROM mentions
),
aliases_of AS (
  SELECT g.id AS organisation, list_of(n.name, '; ') AS aliases
  FROM organisations g JOIN other_names n ON n.organisation = g.id
  WHERE lower(n.name) <> lower(g.name) GROUP BY g.id
),
groups_of AS (
  SELECT subject AS organisation, list_of(object_name, '; ') AS part_of
  FROM said WHERE predicate IN ('part-of', 'member-of') GROUP BY subject
),
successors_of AS (
  SELECT subject AS organisation, list_of(object_name || coalesce(' since ' || since, ''), '; ') AS succeeded_by
  FROM said WHERE predicate = 'succeeded-by' GROUP BY subject
),
people_of AS (
  SELECT object AS organisation, list_of(subject_name || coalesce(' (' || detail || ')', ''), '; ') AS people
  FROM said WHERE predicate = 'holds-role' AND object IS NOT NULL GROUP BY object
),
documents_of AS (
  SELECT entity AS organisation, list_of(document, '; ') AS documents, list_of(id, ' ') AS evidence
  FROM mentions GROUP BY entity
)
SELECT g.name AS name, g.subtype AS kind, a.aliases AS aliases, p.part_of AS part_of, s.succeeded_by AS succeeded_by,
       e.people AS people, d.documents AS documents, d.evidence AS evidence
FROM organisations g
LEFT JOIN aliases_of a ON a.organisation = g.id
LEFT JOIN groups_of p ON p.organisation = g.id
LEFT JOIN successors_of s ON s.organisation = g.id
LEFT JOIN people_of e ON e.organisation = g.id
LEFT JOIN documents_of d ON d.organisation = g.id
ORDER BY g.name, g.id
