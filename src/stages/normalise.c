/* normalise: captures → values. What a capture says is worked out by the value types of values/; this file finds the
 * rule of each record, hands over its captures as clean text, and puts what comes back into the columns.
 *
 * Two rounds: first the dates that say when the document itself was written (`gives: published`), then everything,
 * so that "1 April" can lean on them. The captures stay in the record: they show how a value came about. */
#include "base/utf8.h"
#include "stages/normalise_cells.h"
#include "stages/stages.h"

/* What a round needs beside the record. */
struct round {
	struct document *d;
	struct rule_context *c;
	struct value_context context;
	slice basis; /* the id of the record that gave context.published, or ABSENT */
};

static slice clean_text(const struct document *d, span raw) {
	span clean = clean_of_raw(&d->clean, raw);
	return span_is_none(clean) ? S("") : slice_at(d->clean.text, clean);
}

/* The place of a column: the hull of the captures it was read in. */
static span place_of_column(const struct record *r, const struct value_column *column) {
	span hull = SPAN_NONE;
	for (size_t i = 0; i < VALUE_SOURCES_MAX && column->from[i].p != NULL; i++)
		hull = span_hull(hull, record_capture(r, column->from[i]));
	return hull;
}

static void report(struct document *d, const struct record *r, const struct value_out *out) {
	if (out->message.p == NULL) return;
	struct finding *f = document_finding(d, out->code, r->at, out->message);
	f->records = r->id;
	f->found = record_quote(d, r);
}

/* ---- `as`: a whole record */

static const struct record *date_in(const struct document *d, span at);

/* What gave the inferred part of a date: a date before it that its rule captured too, else the document's own. */
static slice basis_of(const struct round *round, const struct record *r) {
	span captured = SPAN_NONE;
	for (size_t i = 0; i < r->captures.n; i++) captured = span_hull(captured, r->captures.v[i].at);
	bool outside = !span_is_none(captured) && captured.end <= r->at.start;
	const struct record *other = outside ? date_in(round->d, captured) : NULL;
	return other != NULL ? other->id : round->basis;
}

static void put_columns(struct round *round, struct record *r, const struct value_out *out) {
	for (size_t i = 0; i < out->count; i++) {
		const struct value_column *v = &out->columns[i];
		size_t column = column_find(r->kind, v->column);
		if (column != SIZE_MAX) record_set(r, column, v->text, place_of_column(r, v));
	}
	if (r->kind != &tables[TABLE_dates]) return;
	record_set(r, COLUMN_dates_inferred, out->inferred ? S("true") : S("false"), SPAN_NONE);
	slice basis = out->inferred ? basis_of(round, r) : ABSENT;
	if (basis.p != NULL) record_set(r, COLUMN_dates_basis, basis, SPAN_NONE);
}

/* Other readings of a value that is ambiguous: {"value":["2024-03-04"]}. What a line said of them before goes. */
static void put_alternatives(struct document *d, struct record *r, const struct value_out *out) {
	struct buf json = {0};
	bool first = true;
	size_t kept = 0;
	for (size_t i = 0; i < r->extra.n; i++)
		if (!slice_equal(r->extra.v[i].name, S("alternatives"))) r->extra.v[kept++] = r->extra.v[i];
	r->extra.n = kept;
	if (out->alternative_count == 0) return;
	buf_byte(&json, '{');
	for (size_t i = 0; i < out->alternative_count; i++) {
		const struct value_alternative *v = &out->alternatives[i];
		bool same = i > 0 && slice_equal(v->column, out->alternatives[i - 1].column);
		if (i > 0 && !same) buf_byte(&json, ']');
		if (!same) buf_json_key(&json, &first, v->column);
		buf_byte(&json, same ? ',' : '[');
		buf_json_string(&json, v->text);
	}
	buf_put(&json, S("]}"));
	*vec_push(d->arena, &r->extra) = (struct extra){S("alternatives"), arena_copy(d->arena, buf_slice(&json))};
	buf_free(&json);
}

/* False when the record has no value and must go. */
static bool fill_whole(struct round *round, struct record *r, const struct rule *rule) {
	struct document *d = round->d;
	struct captured *captured = arena_alloc(&round->c->scratch, (r->captures.n + 1) * sizeof *captured);
	size_t n = 0;
	for (size_t i = 0; i < r->captures.n; i++)
		captured[n++] = (struct captured){r->captures.v[i].name, clean_text(d, r->captures.v[i].at)};
	struct value_in in = {captured, n, &round->context, d->arena};
	struct value_out out = {0};
	bool read = rule->as->fn(&in, &out);
	report(d, r, &out);
	/* What has no value is no record; its finding keeps the words and their place. */
	if (!read) return false;
	put_columns(round, r, &out);
	put_alternatives(d, r, &out);
	return true;
}

/* ---- `fields`: single columns */

/* One item of a list: the type reads it or a register has it; else it is no item. */
static slice item_value(struct round *round, struct record *r, const struct rule_field *field, slice text) {
	if (field->type == NULL) return lexicon_get(round->context.lexicon, field->lookup, text, field->lookup_column);
	struct captured captured = {S("text"), text};
	struct value_in in = {&captured, 1, &round->context, round->d->arena};
	struct value_out out = {0};
	bool read = field->type->fn(&in, &out);
	report(round->d, r, &out);
	return read && out.count > 0 ? out.columns[0].text : ABSENT;
}

/* What `each` finds in the capture, one behind the other. A list without items leaves its column empty. */
static bool fill_list(struct round *round, struct record *r, const struct rule_field *field, span clean) {
	struct document *d = round->d;
	struct matcher *m = round->c->matcher;
	struct field_list *list = arena_alloc(d->arena, sizeof *list);
	if (span_is_none(clean)) return true;
	slice text = slice_at(d->clean.text, clean);
	for (size_t from = 0; from <= text.n && regex_search(m, field->each, text, from) == REGEX_MATCH;) {
		span found = matcher_group(m, 0);
		from = matcher_next(m, text);
		slice value = item_value(round, r, field, slice_at(text, found));
		if (span_length(found) == 0 || value.n == 0) continue;
		*vec_push(d->arena, &list->values) = value;
		*vec_push(d->arena, &list->at) =
		        clean_to_raw(&d->clean, (span){clean.start + found.start, clean.start + found.end});
	}
	if (list->values.n > 0) record_set_list(d, r, field->column, list);
	return true;
}

static bool fill_field(struct round *round, struct record *r, const struct rule_field *field) {
	struct document *d = round->d;
	if (field->source == FIELD_ENTITY || field->source == FIELD_DATE) return true; /* when all else is known */
	if (field->source == FIELD_CONSTANT) {
		record_set(r, field->column, field->constant, SPAN_NONE);
		return true;
	}
	span at = record_capture(r, field->capture);
	if (span_is_none(at)) return true; /* the group did not take part: the column stays empty */
	slice text = clean_text(d, at);
	if (field->each != NULL) return fill_list(round, r, field, clean_of_raw(&d->clean, at));
	if (field->type == NULL) {
		slice cell = lexicon_get(round->context.lexicon, field->lookup, text, field->lookup_column);
		if (cell.n > 0) record_set(r, field->column, cell, at);
		return true;
	}
	struct captured captured = {S("text"), text};
	struct value_in in = {&captured, 1, &round->context, d->arena};
	struct value_out out = {0};
	bool read = field->type->fn(&in, &out);
	report(d, r, &out);
	if (read && out.count > 0) record_set(r, field->column, out.columns[0].text, at);
	return read;
}

/* A mention that a rule of another kind makes of one of its captures: the type is there, the name is its text. */
static bool fill_mention(struct round *round, struct record *r) {
	const struct value_type *type = value_type_named(S("mention"));
	span at = record_capture(r, S("name"));
	struct captured captured = {S("name"), clean_text(round->d, at)};
	struct value_in in = {&captured, 1, &round->context, round->d->arena};
	struct value_out out = {0};
	if (!type->fn(&in, &out)) return false;
	put_columns(round, r, &out);
	return true;
}

static bool fill(struct round *round, struct record *r, const struct rule *rule) {
	if (r->kind != rule->emits) return fill_mention(round, r);
	if (rule->as != NULL && !fill_whole(round, r, rule)) return false;
	for (size_t i = 0; i < rule->fields.n; i++)
		if (!fill_field(round, r, &rule->fields.v[i])) return false;
	return true;
}

/* ---- the document's own date */

enum { OWN_DATE_HEAD = 4096, OWN_DATE_FOOT = 1536 }; /* bytes: a title page and a letter's head; signatures */

/* What stands alone in the middle of a long text is a date of what it tells. A document without text is all head. */
static bool is_outside(const struct document *d, const struct record *r) {
	return r->at.start < OWN_DATE_HEAD || r->at.start + OWN_DATE_FOOT >= d->text.n;
}

/* The first date, near the head or the foot, of a rule that gives it, if that date has a year of its own. */
static void find_published(struct round *round) {
	struct document *d = round->d;
	for (size_t i = 0; i < d->records.n; i++) {
		struct record *r = &d->records.v[i];
		const struct rule *rule = r->kind == &tables[TABLE_dates] ? pack_rule(round->c->pack, r->rule) : NULL;
		if (rule == NULL || !rule->dates_document || rule->as == NULL || !is_outside(d, r)) continue;
		size_t findings = d->findings.n;
		bool kept = fill(round, r, rule);
		d->findings.n = findings; /* the second round reports it again */
		slice value = slice_cut(record_get(r, COLUMN_dates_value), S("T")).head; /* a day, whatever its hour */
		if (!kept || value.n < 4 || value.p[0] < '0' || value.p[0] > '9') continue;
		d->published = value;
		round->basis = r->id;
		return;
	}
}

/* ---- dates that other records name */

enum { DATE_LEAD = 100 }; /* bytes of a date before what a rule took for the date */

/* The first date that begins in this place: more may be said with it behind ("in June | last year", "on 3 May | at 5 pm");
 * else the one that the place lies in: more may be said before it, too ("Monday | 3 June"). Records stand in order of place. */
static const struct record *date_in(const struct document *d, span at) {
	size_t first = document_first_record(d, at.start);
	for (size_t i = first; i < d->records.n && d->records.v[i].at.start < at.end; i++)
		if (d->records.v[i].kind == &tables[TABLE_dates]) return &d->records.v[i];
	for (size_t i = first; i > 0 && d->records.v[i - 1].at.start + DATE_LEAD > at.start; i--) {
		const struct record *r = &d->records.v[i - 1];
		if (r->kind == &tables[TABLE_dates] && span_contains(r->at, at)) return r;
	}
	return NULL;
}

static void fill_dates(struct document *d, struct record *r, const struct rule *rule) {
	for (size_t i = 0; i < rule->fields.n; i++) {
		const struct rule_field *f = &rule->fields.v[i];
		span at = f->source == FIELD_DATE ? record_capture(r, f->capture) : SPAN_NONE;
		const struct record *date = span_is_none(at) ? NULL : date_in(d, at);
		if (date != NULL) record_set(r, f->column, record_get(date, COLUMN_dates_value), date->at);
	}
}

/* Many records of one rule come in a row. */
struct asked {
	slice id;
	const struct rule *rule;
};

static const struct rule *rule_of(const struct pack *p, const struct record *r, struct asked *last) {
	bool same = r->rule.p != NULL && r->rule.p == last->id.p && r->rule.n == last->id.n;
	if (!same) *last = (struct asked){r->rule, pack_rule(p, r->rule)};
	return last->rule;
}

void stage_normalise(struct document *d, struct rule_context *c) {
	if (d->status == DOCUMENT_FAILED) return;
	const struct pack *p = c->pack;
	struct round round = {d, c, {&p->lexicon, d->published, p->region, p->month_first}, ABSENT};
	if (d->published.n == 0) {
		find_published(&round);
		round.context.published = d->published;
	}
	size_t kept = 0;
	struct asked last = {0};
	for (size_t i = 0; i < d->records.n; i++) {
		struct record *r = &d->records.v[i];
		const struct rule *rule = rule_of(p, r, &last);
		if (rule != NULL && !fill(&round, r, rule)) continue;
		d->records.v[kept++] = d->records.v[i];
	}
	d->records.n = kept;
	for (size_t i = 0; i < d->records.n; i++) {
		struct record *r = &d->records.v[i];
		const struct rule *rule = rule_of(p, r, &last);
		if (rule != NULL && rule->emits == r->kind) fill_dates(d, r, rule);
	}
	normalise_cells(d, c, &round.context);
	arena_reset(&c->scratch);
}
