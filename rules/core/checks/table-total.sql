-- A row of a table that says it is the total of the rows above, and is not. Empty cells count as nothing; a column in
-- which a number could not be read or was held back is left alone, and so are shares and averages, whose total is no sum.
-- What has places behind the point may be out by their rounding.

WITH
-- A row is called by its first cell that is not empty.
firsts AS (
  SELECT table_id, row, min("column") AS "column" FROM table_cells
  WHERE row > 0 AND text IS NOT NULL GROUP BY table_id, row
),
labels AS (
  SELECT c.table_id, c.row, c.text, rtrim(lower(trim(c.text)), ': ') AS label
  FROM table_cells c JOIN firsts f ON f.table_id = c.table_id AND f.row = c.row AND f."column" = c."column"
  WHERE c.value IS NULL
),
totals_found AS (
  SELECT l.table_id, l.row, min(l.text) AS text, min(t.kind) AS kind
  FROM labels l
  JOIN totals t ON (t.match = 'exact' AND l.label = t.label)
                OR (t.match = 'start' AND (l.label = t.label OR substr(l.label, 1, length(t.label) + 1) = t.label || ' '))
  GROUP BY l.table_id, l.row
),
-- The cells that state a sum, and which rows it may be meant of: all above, or those since the last such row.
stated AS (
  SELECT c.*, t.text AS label, t.kind AS total_kind,
         (SELECT max(p.row) FROM totals_found p WHERE p.table_id = t.table_id AND p.row < t.row) AS last_total
  FROM totals_found t
  JOIN table_cells c ON c.table_id = t.table_id AND c.row = t.row
  WHERE c.value IS NOT NULL AND coalesce(c.unit, '') <> '%'
    AND NOT EXISTS (SELECT 1 FROM totals a WHERE a.kind = 'average' AND
                    instr(' ' || replace(replace(lower(coalesce(c.header, '')), '(', ' '), ')', ' ') || ' ', ' ' || a.label || ' ') > 0)
),
above AS (
  SELECT s.id AS total, c.*,
         (SELECT count(*) FROM totals_found t WHERE t.table_id = c.table_id AND t.row = c.row) AS is_total,
         c.row > coalesce(s.last_total, 0) AS is_near,
         s.value AS stated, s.unit AS stated_unit
  FROM stated s
  JOIN table_cells c ON c.table_id = s.table_id AND c."column" = s."column" AND c.row > 0 AND c.row < s.row
),
sums AS (
  SELECT total,
         dec_sum(CASE WHEN NOT is_total THEN value END) AS whole,
         dec_sum(CASE WHEN NOT is_total AND is_near THEN value END) AS section,
         dec_sum(CASE WHEN is_total THEN value END) AS totals,
         count(CASE WHEN NOT is_total THEN value END) AS parts,
         count(CASE WHEN NOT is_total AND is_near THEN value END) AS near_parts,
         min(CASE WHEN NOT is_total AND value IS NOT NULL THEN row END) AS first_row,
         max(CASE WHEN NOT is_total AND value IS NOT NULL THEN row END) AS last_row,
         max(CASE WHEN instr(value, '.') > 0 THEN length(value) - instr(value, '.') ELSE 0 END) AS places,
         list_of(CASE WHEN NOT is_total THEN id END, ' ') AS cells,
         list_of(CASE WHEN NOT is_total AND is_near THEN id END, ' ') AS near_cells,
         -- What could be no number, or another unit.
         sum(value IS NULL AND coalesce(absent, CASE WHEN text IS NULL THEN 'blank' ELSE 'unparsed' END)
               NOT IN ('blank', 'not-applicable')) AS unread,
         sum(value IS NOT NULL AND coalesce(unit, '') <> coalesce(stated_unit, '')) AS other_units
  FROM above GROUP BY total
),
judged AS (
  SELECT s.*, m.first_row, m.last_row,
         CASE WHEN s.total_kind = 'subtotal' OR (m.near_parts > 1 AND m.totals IS NOT NULL AND
                   NOT EXISTS (SELECT 1 FROM totals_found t WHERE t.table_id = s.table_id AND t.row < s.row AND t.kind = 'subtotal'))
              THEN 'near' ELSE 'all' END AS reach,
         m.whole, m.section, m.totals, m.cells, m.near_cells,
         -- Half of the last place, once for each number and once for their sum.
         CASE WHEN max(m.places, CASE WHEN instr(s.value, '.') > 0 THEN length(s.value) - instr(s.value, '.') ELSE 0 END) = 0
              THEN '0'
              ELSE dec_mul('0.' || substr('0000000000000000', 1, m.places) || '5', m.parts + 1) END AS slack
  FROM stated s JOIN sums m ON m.total = s.id
  WHERE m.unread = 0 AND m.other_units = 0
    AND CASE WHEN s.total_kind = 'subtotal' THEN m.near_parts ELSE m.parts END > 1
),
wrong AS (
  SELECT j.*, CASE reach WHEN 'near' THEN section ELSE whole END AS expected_sum FROM judged j
)
SELECT 'row ' || row || ' (' || label || '), column ' || "column" || coalesce(' (' || header || ')', '') ||
         ': the cells above, in rows ' || first_row || ' to ' || last_row || ', add up to ' || expected_sum || ', but ' || value || ' is stated' AS message,
       document, start, "end",
       CASE reach WHEN 'near' THEN near_cells ELSE cells END || ' ' || id AS records,
       expected_sum AS expected, value AS found
FROM wrong
WHERE NOT EXISTS (
  SELECT 1 FROM (SELECT wrong.whole AS meant UNION ALL SELECT wrong.section UNION ALL SELECT wrong.totals) m
  WHERE dec_cmp(dec_sub(m.meant, wrong.value), wrong.slack) <= 0 AND dec_cmp(dec_sub(wrong.value, m.meant), wrong.slack) <= 0)
