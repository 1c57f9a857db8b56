-- A system named in a document of a date at which its code was closed already, or not yet given: told once for each
-- document and code, at the first mention. Looking back is no fault, hence a note. A code is closed where every row of
-- the register says until when it held; it is young where none of its rows is of 2016.

WITH codes AS (
  SELECT ods_code AS code,
         CASE WHEN count(valid_to) = count(*) THEN max(valid_to) END AS closed,
         CASE WHEN sum(kind = 'stp-2016-footprint') = 0 THEN min(valid_from) END AS opened
  FROM "nhs-systems" GROUP BY ods_code
),
named AS (
  SELECT m.id, m.document, m.start, m."end", e.name, e.code, d.published, c.closed, c.opened,
         row_number() OVER (PARTITION BY m.document, e.id ORDER BY m.start, m.id) AS n
  FROM mentions m
  JOIN entities e ON e.id = m.entity AND e.scheme = 'ods'
  JOIN documents d ON d.document = m.document AND d.published IS NOT NULL
  JOIN codes c ON c.code = e.code
)
SELECT name || ' (' || code || ') is named in a document of ' || published ||
         CASE WHEN published > closed THEN '; the code was closed on ' || closed ELSE '; the code was given on ' || opened END AS message,
       document AS document, start AS start, "end" AS "end", id AS records,
       CASE WHEN published > closed THEN 'until ' || closed ELSE 'from ' || opened END AS expected, published AS found,
       'note' AS severity
FROM named
WHERE n = 1 AND (published > closed OR (published < opened AND substr(opened, 1, length(published)) <> published))
