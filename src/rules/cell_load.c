/* `cells:` of a rule file: what values the cells of tables hold, and what headers say of them. Running these rules is
 * stages/normalise_cells.c. */
#include "rules/load.h"

static bool is_one_of(struct loader *l, const struct yaml_node *node, slice a, slice b, slice message) {
	if (slice_equal(node->text, a) || slice_equal(node->text, b)) return true;
	schema_unknown(l->diags, CODE_VALUE_UNKNOWN, node, message, node->text, (const slice[]){a, b}, 2);
	return false;
}

static void read_place(struct loader *l, struct cell_rule *c, const struct keyed *k) {
	const struct yaml_node *in = k->v[KEY_cell_in], *column = k->v[KEY_cell_column];
	if (in != NULL && is_one_of(l, in, S("body"), S("header"), S("in is body or header")))
		c->header = slice_equal(in->text, S("header"));
	if (column == NULL) return;
	if (c->header)
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, column, S("a rule for headers has no column"), ABSENT);
	else if (is_one_of(l, column, S("values"), S("whole"), S("column is values or whole")))
		c->column = slice_equal(column->text, S("whole")) ? CELL_WHOLE_COLUMN : CELL_AMONG_VALUES;
}

/* Behind those of its priority. */
static void add(struct loader *l, struct cell_rule *c) {
	struct pack *p = l->pack;
	*vec_push(l->a, &p->cells) = c;
	for (size_t i = p->cells.n - 1; i > 0 && p->cells.v[i - 1]->rule.priority < c->rule.priority; i--) {
		p->cells.v[i] = p->cells.v[i - 1];
		p->cells.v[i - 1] = c;
	}
}

static void read_cell(struct loader *l, const struct yaml_node *node) {
	struct keyed k;
	size_t said = l->diags->list.n;
	if (!schema_read(l->diags, node, MAPPING_cell, &k)) return;
	struct cell_rule *c = arena_alloc(l->a, sizeof *c);
	struct rule *r = &c->rule;
	r->origin = load_origin(node);
	r->emits = &tables[TABLE_table_cells];
	r->in = UINT32_C(1) << BLOCK_cell;
	r->priority = schema_integer(k.v[KEY_cell_priority]);
	add(l, c); /* at once, so that its pattern will be freed whatever comes */
	load_id(l, r, k.v[KEY_cell_id]);
	r->about = schema_text(k.v[KEY_cell_about]);
	read_place(l, c, &k);
	load_match(l, r, node, k.v[KEY_cell_match], k.v[KEY_cell_as], k.v[KEY_cell_fields]);
	load_examples(l, r, k.v[KEY_cell_examples]);
	if (l->diags->list.n == said && r->as == NULL && r->fields.n == 0 && c->column != CELL_WHOLE_COLUMN)
		yaml_complain(l->diags, CODE_RULE_IDLE, k.v[KEY_cell_id],
		        S("the rule says nothing of its cells: it has neither as nor fields"), ABSENT);
	r->broken = r->match == NULL || r->id.p == NULL || load_is_broken(l, node, said);
}

void load_cells(struct loader *l, const struct yaml_node *cells) {
	for (size_t i = 0; i < cells->items.n; i++) read_cell(l, cells->items.v[i]);
}
