-- Documents that give different numbers for the same thing at the same date: the same entity, the same thing counted or
-- measured, the same period. What most documents say is expected of the others; of equals, what the first one says.

WITH
-- "key" is what must be the same for two numbers to be of one thing.
numbers AS (
  SELECT id, document, start, "end", entity, lower("of") AS thing, period, dec_add(value, '0') AS number,
         entity || ' ' || period || ' ' || kind || ' ' || coalesce(unit, '') || ' ' || lower("of") AS "key"
  FROM figures
  WHERE entity IS NOT NULL AND "of" IS NOT NULL AND period IS NOT NULL AND value_to IS NULL AND qualifier IS NULL
),
firsts AS (
  SELECT n.*, row_number() OVER (PARTITION BY "key", number, document ORDER BY start, id) = 1 AS is_first,
         first_value(document) OVER same AS first_document, first_value(id) OVER same AS first_id
  FROM numbers n WHERE number IS NOT NULL
  WINDOW same AS (PARTITION BY "key", number ORDER BY document, start, id)
),
counted AS (
  SELECT f.*, sum(is_first) OVER (PARTITION BY "key", number) AS documents FROM firsts f
),
ranked AS (
  SELECT c.*, first_value(number) OVER best AS expected, first_value(first_document) OVER best AS expected_document,
         first_value(first_id) OVER best AS expected_id
  FROM counted c
  WINDOW best AS (PARTITION BY "key" ORDER BY documents DESC, first_document, length(number), number)
),
compared AS (
  -- A document that says the expected number too does not contradict it.
  SELECT r.*, max(number = expected) OVER (PARTITION BY "key", document) AS agrees FROM ranked r
)
SELECT e.name || ', ' || c.thing || ', ' || c.period || ': ' || c.number || ' here, ' || c.expected || ' in ' || c.expected_document AS message,
       c.document AS document, c.start AS start, c."end" AS "end", c.id || ' ' || c.expected_id AS records,
       c.expected AS expected, c.number AS found
FROM compared c
JOIN entities e ON e.id = c.entity
WHERE NOT c.agrees
