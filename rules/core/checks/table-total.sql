-- A row of a table that says it is the total of the rows above, and is not. Empty cells count as nothing; a column in
-- which a number could not be read or was held back is left alone, and so are shares and averages, whose total is no sum.
-- What has places behind the point may be out by their rounding.

WITH
-- A row is called by its first cell that is not empty.
labels AS (
  SELECT table_id, row, rtrim(lower(trim(text)), ': ') AS label
  FROM (SELECT table_id, row, text, value, row_number() OVER (PARTITION BY table_id, row ORDER BY "column") AS place
        FROM table_cells WHERE row > 0 AND text IS NOT NULL)
  WHERE place = 1 AND value IS NULL
),
-- The rows of a table that are totals: |4||9|
tables_with AS (
  SELECT l.table_id, list_of('|' || l.row || '|', '') AS total_rows,
         list_of(CASE WHEN t.kind = 'subtotal' THEN '|' || l.row || '|' END, '') AS subtotal_rows
  FROM labels l
  JOIN totals t ON (t.match = 'exact' AND l.label = t.label)
                OR (t.match = 'start' AND (l.label = t.label OR substr(l.label, 1, length(t.label) + 1) = t.label || ' '))
  GROUP BY l.table_id
),
-- The cells that state a sum. CROSS JOIN: the few to the left, so that those to the right are looked up.
stated AS (
  SELECT c.*, t.total_rows, t.subtotal_rows
  FROM tables_with t
  CROSS JOIN table_cells c ON c.table_id = t.table_id AND instr(t.total_rows, '|' || c.row || '|') > 0
  WHERE c.value IS NOT NULL AND coalesce(c.unit, '') <> '%'
    AND NOT EXISTS (SELECT 1 FROM totals a WHERE a.kind = 'average' AND
                    instr(' ' || replace(replace(lower(coalesce(c.header, '')), '(', ' '), ')', ' ') || ' ', ' ' || a.label || ' ') > 0)
),
-- Each with the cells above it, a row for a pair.
above AS (
  SELECT s.id AS total, s.document, s.start, s."end", s.table_id, s.row AS total_row, s."column" AS total_column, s.header,
         s.value AS stated, s.unit AS stated_unit, instr(s.subtotal_rows, '|' || s.row || '|') > 0 AS is_part,
         c.id, c.row, c.text, c.value, c.unit, c.absent,
         instr(s.total_rows, '|' || c.row || '|') > 0 AS is_total,
         instr(s.subtotal_rows, '|' || c.row || '|') > 0 AS is_subtotal
  FROM stated s
  CROSS JOIN table_cells c ON c.table_id = s.table_id AND c."column" = s."column" AND c.row > 0 AND c.row < s.row
),
-- Which sum may be meant: of all above, or of those since the last total.
near AS (
  SELECT a.*, row > max(CASE WHEN is_total THEN row ELSE 0 END) OVER (PARTITION BY total) AS is_near FROM above a
),
-- All that is said of the total itself is the same in each of its pairs.
sums AS (
  SELECT total, max(document) AS document, max(start) AS start, max("end") AS "end", max(table_id) AS table_id,
         max(total_row) AS total_row, max(total_column) AS total_column, max(header) AS header, max(stated) AS stated,
         max(is_part) AS is_part, max(is_subtotal) AS has_parts,
         dec_sum(CASE WHEN NOT is_total THEN value END) AS whole,
         dec_sum(CASE WHEN NOT is_total AND is_near THEN value END) AS section,
         dec_sum(CASE WHEN is_total THEN value END) AS totals,
         count(CASE WHEN NOT is_total THEN value END) AS cells,
         count(CASE WHEN NOT is_total AND is_near THEN value END) AS near_cells,
         min(CASE WHEN NOT is_total AND value IS NOT NULL THEN row END) AS first_row,
         min(CASE WHEN NOT is_total AND is_near AND value IS NOT NULL THEN row END) AS near_first_row,
         max(CASE WHEN NOT is_total AND value IS NOT NULL THEN row END) AS last_row,
         max(CASE WHEN instr(value, '.') > 0 THEN length(value) - instr(value, '.') ELSE 0 END) AS places,
         list_of(CASE WHEN NOT is_total THEN id END, ' ') AS ids,
         list_of(CASE WHEN NOT is_total AND is_near THEN id END, ' ') AS near_ids,
         -- What could be no number, or another unit.
         sum(value IS NULL AND coalesce(absent, CASE WHEN text IS NULL THEN 'blank' ELSE 'unparsed' END)
               NOT IN ('blank', 'not-applicable')) AS unread,
         sum(value IS NOT NULL AND coalesce(unit, '') <> coalesce(stated_unit, '')) AS other_units
  FROM near GROUP BY total
),
judged AS (
  SELECT s.*, is_part OR (near_cells > 1 AND totals IS NOT NULL AND NOT has_parts) AS is_near,
         max(places, CASE WHEN instr(stated, '.') > 0 THEN length(stated) - instr(stated, '.') ELSE 0 END) AS all_places
  FROM sums s
  WHERE unread = 0 AND other_units = 0 AND CASE WHEN is_part THEN near_cells ELSE cells END > 1
),
-- Half of the last place, once for each number and once for their sum; and how far the stated number is from each sum.
distances AS (
  SELECT j.*, CASE WHEN is_near THEN section ELSE whole END AS expected_sum,
         CASE all_places WHEN 0 THEN '0' ELSE dec_mul('0.' || substr('0000000000000000', 1, all_places) || '5', cells + 1) END AS slack,
         dec_sub(stated, whole) AS from_whole, dec_sub(stated, section) AS from_section, dec_sub(stated, totals) AS from_totals
  FROM judged j
),
wrong AS (
  SELECT * FROM distances
  WHERE NOT coalesce(dec_cmp(from_whole, slack) <= 0 AND dec_cmp(dec_mul(from_whole, '-1'), slack) <= 0, 0)
    AND NOT coalesce(dec_cmp(from_section, slack) <= 0 AND dec_cmp(dec_mul(from_section, '-1'), slack) <= 0, 0)
    AND NOT coalesce(dec_cmp(from_totals, slack) <= 0 AND dec_cmp(dec_mul(from_totals, '-1'), slack) <= 0, 0)
)
SELECT 'row ' || total_row ||
         coalesce(' (' || (SELECT c.text FROM table_cells c WHERE c.table_id = w.table_id AND c.row = w.total_row
                           AND c.text IS NOT NULL ORDER BY c."column" LIMIT 1) || ')', '') ||
         ', column ' || total_column || coalesce(' (' || header || ')', '') ||
         ': the cells above, in rows ' || CASE WHEN is_near THEN near_first_row ELSE first_row END || ' to ' || last_row ||
         ', add up to ' || expected_sum || ', but ' || stated || ' is stated' AS message,
       document AS document, start AS start, "end" AS "end",
       CASE WHEN is_near THEN near_ids ELSE ids END || ' ' || total AS records,
       expected_sum AS expected, stated AS found
FROM wrong w
