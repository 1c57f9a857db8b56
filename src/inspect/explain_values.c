/* Of an explanation, the columns: what each says and what gave it. A value type is run again over the captures, which
 * costs nothing that counts here and tells from which of them each column was read. */
#include "inspect/explain_parts.h"

#include "base/utf8.h"
#include "rules/regex.h"

/* The record being told of. */
struct telling {
	const struct explain *e;
	struct document *d;
	const struct record *r;
	const struct rule *rule;
	const struct value_type *as; /* the type that filled the record whole, or NULL */
	struct value_out read;       /* what it gave */
};

static slice named(const struct telling *t, slice capture) {
	span at = record_capture(t->r, capture);
	if (span_is_none(at)) return capture;
	return say(t->e->a, capture, S(" "), page_quote(t->e, explain_clean(t->d, at)));
}

static slice type_text(const struct telling *t, const struct value_type *type) {
	return say(t->e->a, slice_of(type->name), S(", version "), page_number(t->e, (size_t)type->version));
}

/* ---- the whole-record type */

static void read_again(struct telling *t) {
	const struct explain *e = t->e;
	if (t->as == NULL) return;
	const struct pack *p = e->pack;
	struct value_context context = {&p->lexicon, t->d->published, p->region, p->month_first};
	struct captured *captured = arena_alloc(e->a, (t->r->captures.n + 1) * sizeof *captured);
	for (size_t i = 0; i < t->r->captures.n; i++)
		captured[i] = (struct captured){t->r->captures.v[i].name, explain_clean(t->d, t->r->captures.v[i].at)};
	struct value_in in = {captured, t->r->captures.n, &context, e->a};
	(void)t->as->fn(&in, &t->read);
}

static const struct value_column *column_read(const struct telling *t, slice name) {
	for (size_t i = 0; i < t->read.count; i++)
		if (slice_equal(t->read.columns[i].column, name)) return &t->read.columns[i];
	return NULL;
}

static slice by_whole(const struct telling *t, const struct value_column *column) {
	slice text = say(t->e->a, S("by "), type_text(t, t->as));
	for (size_t i = 0; i < VALUE_SOURCES_MAX && column->from[i].p != NULL; i++)
		text = say(t->e->a, text, i == 0 ? S(", of ") : S(", "), named(t, column->from[i]));
	return text;
}

/* ---- fields */

static const struct record *record_at(const struct document *d, const struct table *kind, span at) {
	for (size_t i = 0; i < d->records.n; i++) {
		const struct record *r = &d->records.v[i];
		if (r->kind == kind && r->at.start == at.start && r->at.end == at.end) return r;
	}
	return NULL;
}

static slice by_place(const struct telling *t, const struct rule_field *f, const struct table *kind) {
	const struct explain *e = t->e;
	const struct record *other = record_at(t->d, kind, t->r->fields[f->column].at);
	slice text = say(e->a, S("in "), named(t, f->capture));
	return other == NULL ? text : say(e->a, text, S(": "), page_record(e, t->d, other));
}

static slice by_field(const struct telling *t, const struct rule_field *f) {
	const struct explain *e = t->e;
	switch (f->source) {
	case FIELD_CONSTANT: return S("as the rule says");
	case FIELD_ENTITY: return by_place(t, f, &tables[TABLE_mentions]);
	case FIELD_DATE: return by_place(t, f, &tables[TABLE_dates]);
	case FIELD_CAPTURE: break;
	}
	if (f->each != NULL) return say(e->a, S("each "), regex_pattern(f->each), S(" in "), named(t, f->capture));
	if (f->type != NULL) return say(e->a, S("by "), type_text(t, f->type), S(", of "), named(t, f->capture));
	return say(
	        e->a, S("by register "), f->lookup, S(", column "), f->lookup_column, S(", of "), named(t, f->capture));
}

static const struct rule_field *field_of(const struct telling *t, size_t column) {
	const struct rule *rule = t->rule;
	for (size_t i = rule == NULL || rule->emits != t->r->kind ? 0 : rule->fields.n; i > 0; i--)
		if (rule->fields.v[i - 1].column == column) return &rule->fields.v[i - 1];
	return NULL;
}

/* ---- columns that no rule names */

static const struct record *record_of_id(const struct document *d, slice id) {
	for (size_t i = 0; i < d->records.n; i++)
		if (slice_equal(d->records.v[i].id, id)) return &d->records.v[i];
	return NULL;
}

static slice inferred_from(const struct telling *t) {
	const struct record *basis = record_of_id(t->d, record_get(t->r, COLUMN_dates_basis));
	if (basis != NULL) return say(t->e->a, S("from "), page_record(t->e, t->d, basis));
	return say(t->e->a, S("from the date given with the document, "), t->d->published);
}

static slice by_chain(const struct telling *t, size_t column) {
	slice name = t->r->kind->columns[column].name;
	bool date = t->r->kind == &tables[TABLE_dates];
	if (slice_equal(name, S("section"))) return S("the headings above");
	if (date && column == COLUMN_dates_inferred)
		return t->read.inferred ? inferred_from(t) : S("no part of it is from elsewhere");
	if (date && column == COLUMN_dates_basis) return S("what the inferred part is from");
	if (t->r->kind == &tables[TABLE_mentions])
		return column == COLUMN_mentions_entity || column == COLUMN_mentions_basis ? S("by linking, below")
		                                                                           : S("as the rule says");
	if (slice_equal(name, S("entity"))) return S("the mention in that place");
	return t->rule == NULL ? S("from the blocks") : S("");
}

static slice way_of(const struct telling *t, size_t column) {
	const struct rule_field *f = field_of(t, column);
	if (f != NULL) return by_field(t, f);
	const struct value_column *read = column_read(t, t->r->kind->columns[column].name);
	return read != NULL ? by_whole(t, read) : by_chain(t, column);
}

void explain_values(const struct explain *e, struct document *d, const struct record *r, const struct rule *rule) {
	struct telling t = {.e = e, .d = d, .r = r, .rule = rule};
	if (rule != NULL) t.as = rule->emits == r->kind ? rule->as : value_type_named(S("mention"));
	read_again(&t);
	bool first = true;
	for (size_t i = 0; i < r->kind->count; i++) {
		slice value = record_get(r, i);
		if (value.n == 0) continue;
		slice text = say(e->a, r->kind->columns[i].name, S(" = "), page_quote(e, value));
		slice way = way_of(&t, i);
		if (way.n > 0) text = say(e->a, text, S("  "), way);
		page_row(e, first ? S("columns") : S(""), text);
		first = false;
	}
	for (size_t i = 0; i < t.read.alternative_count; i++) {
		const struct value_alternative *v = &t.read.alternatives[i];
		page_row(e, i == 0 ? S("or") : S(""), say(e->a, v->column, S(" = "), page_quote(e, v->text)));
	}
}
