-- One row for each system that a document mentions: its codes, the region and the forms that documents give it, the
-- names it goes by, the documents, and the ids of the rows that say so; then what the register says of it.

WITH systems AS (
  SELECT id, name, code FROM entities WHERE type = 'system' AND mentions > 0
),
-- What is said of systems, with whom it is said of; by documents, and by registers.
told AS (
  SELECT r.id, r.document, r.subject AS system, r.predicate, r.detail, r.since, o.type AS object_type, o.name AS object,
         d.status = 'register' AS of_register
  FROM relations r
  JOIN documents d ON d.document = r.document
  LEFT JOIN entities o ON o.id = r.object
  WHERE r.subject IN (SELECT id FROM systems)
),
said AS (SELECT * FROM told WHERE NOT of_register),
registered AS (
  SELECT system, list_of(CASE WHEN predicate = 'member-of' THEN detail END, '; ') AS region,
         list_of(CASE WHEN predicate = 'has-form' THEN coalesce(since || ': ', '') || detail END, '; ') AS forms,
         list_of(CASE WHEN predicate = 'succeeded-by' THEN since || ': ' || detail END, '; ') AS successor
  FROM told WHERE of_register GROUP BY system
),
regions AS (
  SELECT system, list_of(object, '; ') AS region
  FROM said WHERE predicate = 'member-of' AND object_type = 'place'
  GROUP BY system
),
forms AS (
  SELECT system, list_of(document || ': ' || detail || coalesce(' since ' || since, ''), '; ') AS forms
  FROM said WHERE predicate = 'has-form'
  GROUP BY system
),
-- Its own name is no other one; the case of letters makes none either.
other_names AS (
  SELECT a.entity AS system, a.alias AS name FROM aliases a
  UNION
  SELECT m.entity, m.name FROM mentions m
),
aliases_of AS (
  SELECT s.id AS system, list_of(n.name, '; ') AS aliases
  FROM systems s JOIN other_names n ON n.system = s.id
  WHERE lower(n.name) <> lower(s.name)
  GROUP BY s.id
),
documents_of AS (
  SELECT entity AS system, list_of(document, '; ') AS documents FROM mentions GROUP BY entity
),
evidence_of AS (
  SELECT system, list_of(id, ' ') AS evidence
  FROM (SELECT entity AS system, id FROM mentions
        UNION ALL
        SELECT system, id FROM said WHERE predicate = 'has-form' OR (predicate = 'member-of' AND object_type = 'place'))
  GROUP BY system
),
-- The register's codes of April 2021; ONS codes change with boundaries, ODS codes do not.
ons AS (
  SELECT ods_code, list_of(ons_code, ' ') AS ons_code FROM "nhs-systems" WHERE kind = 'ics-2021' GROUP BY ods_code
)
SELECT s.code AS ods_code, s.name AS name, ons.ons_code AS ons_code, r.region AS region, f.forms AS forms,
       a.aliases AS aliases, d.documents AS documents, e.evidence AS evidence, g.region AS register_region, g.forms AS register_forms,
       g.successor AS register_successor
FROM systems s
LEFT JOIN registered g ON g.system = s.id
LEFT JOIN ons ON ons.ods_code = s.code
LEFT JOIN regions r ON r.system = s.id
LEFT JOIN forms f ON f.system = s.id
LEFT JOIN aliases_of a ON a.system = s.id
LEFT JOIN documents_of d ON d.system = s.id
LEFT JOIN evidence_of e ON e.system = s.id
ORDER BY s.name, s.code, s.id
