-- Sums of money: whose, how much, for what, in which period, as documents state them in running text; what stands in
-- tables is in table_cells. The evidence is the figure.

SELECT e.name AS who, e.type AS who_type, f.value AS amount, f.value_to AS amount_to, f.unit AS currency,
       f.qualifier AS qualifier, f."of" AS what, f.period AS period, f.section AS section, f.document AS document,
       CAST(f.line AS TEXT) AS line, f.quote AS quote, f.id AS evidence
FROM figures f
LEFT JOIN entities e ON e.id = f.entity
WHERE f.kind = 'money'
ORDER BY f.document, f.start, f."end", f.id
