-- Documents that give different numbers for the same thing at the same date: the same entity, the same thing counted or
-- measured, the same period. What most documents say is expected of the others; of equals, what the first one says.

WITH
stated AS (
  SELECT f.*, lower("of") AS thing, coalesce(unit, '') AS measure, dec_add(value, '0') AS number
  FROM figures f
  WHERE entity IS NOT NULL AND "of" IS NOT NULL AND period IS NOT NULL AND value_to IS NULL AND qualifier IS NULL
),
by_value AS (
  SELECT entity, thing, period, kind, measure, number, count(DISTINCT document) AS documents, min(document) AS first_document
  FROM stated WHERE number IS NOT NULL
  GROUP BY entity, thing, period, kind, measure, number
),
ranked AS (
  SELECT b.*, row_number() OVER (PARTITION BY entity, thing, period, kind, measure
                                 ORDER BY documents DESC, first_document, length(number), number) AS place
  FROM by_value b
),
-- A document that says the expected number too does not contradict it.
agreed AS (
  SELECT DISTINCT s.document, s.entity, s.thing, s.period, s.kind, s.measure
  FROM stated s JOIN ranked r ON r.place = 1 AND r.entity = s.entity AND r.thing = s.thing AND r.period = s.period
       AND r.kind = s.kind AND r.measure = s.measure AND r.number = s.number
)
SELECT "name" || ', ' || thing || ', ' || period || ': ' || number || ' here, ' || expected || ' in ' || first_document AS message,
       document, start, "end", id || ' ' || first_id AS records, expected, number AS found
FROM (
  SELECT s.*, e.name AS "name", r.number AS expected, r.first_document,
         (SELECT min(x.id) FROM stated x WHERE x.document = r.first_document AND x.entity = s.entity AND x.thing = s.thing
            AND x.period = s.period AND x.kind = s.kind AND x.measure = s.measure AND x.number = r.number) AS first_id
  FROM stated s
  JOIN ranked r ON r.place = 1 AND r.entity = s.entity AND r.thing = s.thing AND r.period = s.period
       AND r.kind = s.kind AND r.measure = s.measure
  JOIN entities e ON e.id = s.entity
  LEFT JOIN agreed a ON a.document = s.document AND a.entity = s.entity AND a.thing = s.thing AND a.period = s.period
       AND a.kind = s.kind AND a.measure = s.measure
  WHERE a.document IS NULL AND s.number IS NOT NULL
)
WHERE document <> first_document
