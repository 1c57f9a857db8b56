-- A system that a document puts into a region of NHS England other than that of another document or of the register.
-- Only the regions that the register knows count: those of other times and of the ONS overlap with them.

WITH known AS (
  SELECT DISTINCT detail AS region FROM "system-facts" WHERE predicate = 'member-of'
),
placed AS (
  SELECT r.id, r.document, r.start, r."end", r.subject AS system, coalesce(o.name, r.detail) AS region, d.status = 'register' AS of_register
  FROM relations r
  JOIN documents d ON d.document = r.document
  JOIN entities s ON s.id = r.subject AND s.type = 'system'
  LEFT JOIN entities o ON o.id = r.object
  WHERE r.predicate = 'member-of' AND coalesce(o.name, r.detail) IN (SELECT region FROM known)
),
-- Each place with the first other one: the register's before those of documents.
others AS (
  SELECT a.*, b.region AS other, b.document AS other_document, b.id AS other_id,
         row_number() OVER (PARTITION BY a.id ORDER BY b.of_register DESC, b.document, b.start, b.id) AS n
  FROM placed a
  JOIN placed b ON b.system = a.system AND b.region <> a.region
                AND (b.of_register OR b.document < a.document OR (b.document = a.document AND b.start < a.start))
  WHERE NOT a.of_register
)
SELECT e.name || ' is in ' || p.region || ' here, in ' || p.other || ' by ' || p.other_document AS message,
       p.document AS document, p.start AS start, p."end" AS "end", p.id || ' ' || p.other_id AS records,
       p.other AS expected, p.region AS found
FROM others p
JOIN entities e ON e.id = p.system
WHERE p.n = 1
