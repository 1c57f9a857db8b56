-- A whole and its parts in one sentence that do not agree: "40 sites, of which 14 are open and 27 are planned". Parts
-- that fall short are taken for all of them only where an "and" closes their list. What is about, or at least, so many
-- is not added up; numbers in brackets behind a part are no parts.

WITH
-- Figures of one kind and unit follow each other here whatever stands between them.
numbered AS (
  SELECT f.id, f.document, f.start, f."end", f.value, f.value_to, f.qualifier, f.quote, f.class, f.measured,
         row_number() OVER alike AS n, lead(f.start) OVER alike AS next_start
  FROM (SELECT *, CASE kind WHEN 'number' THEN 'count' ELSE kind END AS class, coalesce(unit, '') AS measured FROM figures
        WHERE kind IN ('count', 'number', 'money', 'measure', 'percent') AND value IS NOT NULL) f
  WINDOW alike AS (PARTITION BY f.document, f.class, f.measured ORDER BY f.start, f."end", f.id)
),
-- Few figures have such a phrase behind them: only theirs are looked at together with all that may be their parts.
followed AS MATERIALIZED (
  SELECT *, replace(replace(lower(source(document, "end", next_start)), char(13), ''), char(10), ' ') AS behind
  FROM numbered WHERE next_start - "end" BETWEEN 0 AND 599
),
likely AS (
  SELECT * FROM followed f WHERE EXISTS (SELECT 1 FROM "wholes" h WHERE instr(f.behind, h.phrase) > 0)
),
steps(k) AS (VALUES (1), (2), (3), (4), (5), (6), (7), (8)),
-- What stands between a figure and one behind it, in one line and lower case.
gaps AS (
  SELECT w.id AS whole, w.document, w.start AS whole_start, w.value AS whole_value, w.quote AS whole_quote,
         w.qualifier AS whole_qualifier, w.value_to AS whole_to,
         s.k, p.id, p.start, p."end", p.value, p.value_to, p.qualifier,
         replace(lower(source(w.document, w."end", p.start)), char(13), '') AS gap
  FROM likely w
  CROSS JOIN steps s
  JOIN numbered p ON p.document = w.document AND p.class = w.class AND p.measured = w.measured AND p.n = w.n + s.k
  WHERE p.start >= w."end" AND p.start - w."end" < 600
),
-- A sentence ends with a blank behind its mark, or with a blank line; a bar parts the cells of a table.
pairs AS (
  SELECT g.*, ' ' || replace(replace(replace(g.gap, char(10), ' '), '(', ' ( '), ')', ' ) ') AS line FROM gaps g
  WHERE instr(g.gap, char(10) || char(10)) = 0 AND instr(g.gap, '|') = 0
),
-- The phrase stands before the first part, so no figure is nearer to it than the whole.
phrased AS (
  SELECT p.whole, min(h.phrase) AS phrase
  FROM pairs p JOIN "wholes" h ON instr(p.line, ' ' || h.phrase || ' ') > 0
  WHERE p.k = 1 GROUP BY p.whole
),
parts AS (
  SELECT p.*, substr(p.line, instr(p.line, ' ' || w.phrase || ' ') + length(w.phrase) + 1) AS behind, w.phrase
  FROM pairs p JOIN phrased w ON w.whole = p.whole
  WHERE instr(p.line, '. ') = 0 AND instr(p.line, '? ') = 0 AND instr(p.line, '! ') = 0
),
-- Not inside a bracket that opened behind the phrase, nor behind one that closed what the phrase belongs to.
outside AS (
  SELECT * FROM parts
  WHERE length(replace(behind, '(', '')) = length(replace(behind, ')', ''))
    AND instr(behind, ' ' || phrase || ' ') = 0
),
-- The last part of a list stands behind its "and"; what follows that is said of something else.
listed AS (
  SELECT o.*, min(CASE WHEN closes THEN k END) OVER (PARTITION BY whole) AS closed_at
  FROM (SELECT o.*, behind LIKE '% and ' OR behind LIKE '% and the ' OR behind LIKE '% and the other ' OR behind LIKE '% and the remaining '
                    OR behind LIKE '% and another ' OR behind LIKE '% and a further ' AS closes
        FROM outside o) o
),
sums AS (
  SELECT whole, document, whole_start, whole_value, whole_quote, max("end") AS last_end, count(*) AS n,
         dec_sum(value) AS parts_sum, list_of(id, ' ') AS ids, max(closed_at) IS NOT NULL AS closed
  FROM listed
  WHERE closed_at IS NULL OR k <= closed_at
  GROUP BY whole
  HAVING sum(qualifier IS NOT NULL OR value_to IS NOT NULL OR whole_qualifier IS NOT NULL OR whole_to IS NOT NULL) = 0
)
SELECT 'the parts given for "' || whole_quote || '" add up to ' || parts_sum AS message,
       document, whole_start AS start, last_end AS "end", whole || ' ' || ids AS records,
       whole_value AS expected, parts_sum AS found
FROM sums
WHERE dec_cmp(parts_sum, whole_value) > 0 OR (n > 1 AND closed AND dec_cmp(parts_sum, whole_value) < 0)
