/* One rule for cells over one text: see normalise_cell_rules.h. */
#include "stages/normalise_cell_rules.h"

bool cell_matches(const struct cell_reader *x, const struct cell_rule *r, slice text, struct cell_match *m) {
	struct matcher *matcher = x->matcher;
	if (regex_search(matcher, r->rule.match, text, 0) != REGEX_MATCH) return false;
	if (!r->header && span_length(matcher_group(matcher, 0)) != text.n) return false;
	const struct regex_group *groups;
	size_t n = regex_groups(r->rule.match, &groups);
	*m = (struct cell_match){.rule = r, .all = matcher_group(matcher, 0)};
	m->captured = arena_alloc(x->scratch, (n + 1) * sizeof *m->captured);
	m->at = arena_alloc(x->scratch, (n + 1) * sizeof *m->at);
	for (size_t i = 0; i < n; i++) {
		span at = matcher_group(matcher, groups[i].number);
		if (span_is_none(at)) continue;
		m->at[m->n] = at;
		m->captured[m->n++] = (struct captured){groups[i].name, slice_at(text, at)};
	}
	return true;
}

size_t cell_capture(const struct cell_match *m, slice name) {
	for (size_t i = 0; i < m->n; i++)
		if (slice_equal(m->captured[i].name, name)) return i;
	return SIZE_MAX;
}

static span capture_place(const struct cell_match *m, slice name) {
	size_t i = cell_capture(m, name);
	return i == SIZE_MAX ? SPAN_NONE : m->at[i];
}

static void put(struct cell_reading *r, slice column, slice text, span at) {
	if (slice_equal(column, S("value"))) {
		r->value = text;
		r->value_at = at;
	} else if (slice_equal(column, S("unit"))) {
		r->unit = text;
		r->unit_at = at;
	} else if (slice_equal(column, S("absent"))) {
		r->absent = text;
	} else if (slice_equal(column, S("kind")) && slice_starts(text, S("percent"))) {
		r->unit = S("%");
	}
}

/* False where the type cannot read it, or reads a range: a cell has room for one value. */
static bool read_type(const struct cell_reader *x, const struct cell_match *m, struct cell_reading *r) {
	struct value_in in = {m->captured, m->n, x->values, x->arena};
	struct value_out out = {0};
	if (!m->rule->rule.as->fn(&in, &out)) return false;
	for (size_t i = 0; i < out.count; i++) {
		const struct value_column *c = &out.columns[i];
		span at = SPAN_NONE;
		for (size_t k = 0; k < VALUE_SOURCES_MAX && c->from[k].p != NULL; k++)
			at = span_hull(at, capture_place(m, c->from[k]));
		if (slice_equal(c->column, S("value_to"))) return false;
		put(r, c->column, c->text, at);
	}
	return true;
}

static bool read_field(
        const struct cell_reader *x, const struct cell_match *m, const struct rule_field *f, struct cell_reading *r) {
	slice column = tables[TABLE_table_cells].columns[f->column].name;
	if (f->source == FIELD_CONSTANT) {
		put(r, column, f->constant, SPAN_NONE);
		return true;
	}
	size_t i = cell_capture(m, f->capture);
	if (i == SIZE_MAX) return true;
	if (f->type == NULL) {
		slice cell = lexicon_get(x->values->lexicon, f->lookup, m->captured[i].text, f->lookup_column);
		if (cell.n > 0) put(r, column, cell, m->at[i]);
		return true;
	}
	struct captured one = {S("text"), m->captured[i].text};
	struct value_in in = {&one, 1, x->values, x->arena};
	struct value_out out = {0};
	if (!f->type->fn(&in, &out) || out.count == 0) return false;
	put(r, column, out.columns[0].text, m->at[i]);
	return true;
}

bool cell_read(const struct cell_reader *x, const struct cell_match *m, struct cell_reading *r) {
	const struct rule *rule = &m->rule->rule;
	*r = (struct cell_reading){.value_at = SPAN_NONE, .unit_at = SPAN_NONE};
	if (rule->as != NULL && !read_type(x, m, r)) return false;
	for (size_t i = 0; i < rule->fields.n; i++)
		if (!read_field(x, m, &rule->fields.v[i], r)) return false;
	return true;
}
