/* Fingerprints: see fingerprint.h. What is digested is a list of names and values, each value behind its length, so that
 * no two rules run into each other. */
#include "rules/fingerprint.h"

#include "base/sha256.h"
#include "rules/regex.h"
#include "rules/template.h"

#include <stdlib.h>

/* Raised when rules mean something else than before although they are written alike. */
enum { LANGUAGE = 1 };

static void put_source(struct buf *b, slice name, const struct regex_source *value) {
	buf_put(b, name);
	buf_byte(b, ' ');
	buf_u64(b, regex_source_length(value));
	buf_byte(b, ' ');
	regex_source_put(b, value);
	buf_byte(b, '\n');
}

static void put(struct buf *b, slice name, slice value) { put_source(b, name, &(struct regex_source){.text = value}); }

static void put_number(struct buf *b, slice name, uint64_t n) {
	buf_put(b, name);
	buf_byte(b, ' ');
	buf_u64(b, n);
	buf_byte(b, '\n');
}

static void put_pattern(struct buf *b, slice name, const struct regex *r) {
	if (r != NULL) put_source(b, name, regex_source(r));
}

static void put_type(struct buf *b, const struct value_type *t) {
	if (t == NULL) return;
	put(b, S("type"), slice_of(t->name));
	put_number(b, S("version"), (uint64_t)t->version);
}

static void put_field(struct buf *b, const struct rule *r, const struct rule_field *f) {
	put(b, S("column"), r->emits->columns[f->column].name);
	put_number(b, S("source"), f->source);
	put(b, S("capture"), f->capture);
	put_type(b, f->type);
	put(b, S("register"), f->lookup);
	put(b, S("register-column"), f->lookup_column);
	put(b, S("value"), f->constant);
	put_pattern(b, S("each"), f->each);
}

static void put_scope(struct buf *b, const struct rule *r) {
	for (unsigned i = 0; i < BLOCK_COUNT; i++)
		if (r->in & 1u << i) put(b, S("in"), block_kind_text((enum block_kind)i));
	put_pattern(b, S("under"), r->under);
	put_pattern(b, S("not-under"), r->not_under);
	put_pattern(b, S("before"), r->before);
	put_pattern(b, S("after"), r->after);
	static const char *const leans[LEAN_COUNT] = {"intro", "heading", "elsewhere", "next", "columns"};
	for (size_t i = 0; i < LEAN_COUNT; i++) put_pattern(b, slice_of(leans[i]), r->leans[i]);
}

static void put_language(struct buf *b) {
	put_number(b, S("language"), LANGUAGE);
	put_number(b, S("options"), regex_compile_options());
}

static void put_priority(struct buf *b, arena *a, int priority) {
	slice sign = priority < 0 ? S("-") : S("");
	uint64_t size = (uint64_t)(priority < 0 ? -(int64_t)priority : priority);
	put(b, S("priority"), say(a, sign, slice_of_u64(a, size)));
}

/* Of what was put, which is gone then: the next is put into the same memory. */
static slice digest_of(arena *a, struct buf *b) {
	slice digest = sha256_hex(a, buf_slice(b));
	buf_clear(b);
	return digest;
}

static void put_rule(struct buf *b, arena *a, const struct rule *r);

slice rule_fingerprint(arena *a, const struct rule *r) {
	struct buf b = {0};
	put_rule(&b, a, r);
	slice digest = digest_of(a, &b);
	buf_free(&b);
	return digest;
}

static void put_rule(struct buf *out, arena *a, const struct rule *r) {
	put_language(out);
	put(out, S("emit"), r->emits == NULL ? S("") : r->emits->is);
	put(out, S("reason"), r->reason);
	put_scope(out, r);
	put_pattern(out, S("match"), r->match);
	put_type(out, r->as);
	for (size_t i = 0; i < r->fields.n; i++) put_field(out, r, &r->fields.v[i]);
	for (size_t i = 0; i < r->mentions.n; i++) {
		put(out, S("mention"), r->mentions.v[i].capture);
		put(out, S("mention-type"), r->mentions.v[i].type);
	}
	put_priority(out, a, r->priority);
	put_number(out, S("nests"), r->nests);
	put_number(out, S("published"), r->dates_document);
}

/* ---- cells and tables */

static void put_cell(struct buf *b, arena *a, const struct cell_rule *r) {
	put_rule(b, a, &r->rule);
	put_number(b, S("header"), r->header);
	put_number(b, S("column"), r->column);
}

static void put_template(struct buf *b, arena *a, const struct table_template *t) {
	put_language(b);
	for (size_t i = 0; i < t->forms.n; i++) {
		const struct template_form *f = &t->forms.v[i];
		put_number(b, S("times"), f->times);
		put_pattern(b, S("row"), f->row);
		put_pattern(b, S("header"), f->header);
	}
	put_pattern(b, S("section"), t->section);
	put_pattern(b, S("more"), t->more);
	put_pattern(b, S("skip"), t->skip);
	put_number(b, S("header"), t->header);
	put_number(b, S("rows"), t->rows);
	put_priority(b, a, t->priority);
}

static int by_id(const void *left, const void *right) {
	return slice_compare(((const struct fingerprint *)left)->id, ((const struct fingerprint *)right)->id);
}

fingerprints pack_fingerprints(arena *a, const struct pack *p) {
	fingerprints all = {0};
	struct buf b = {0};
	for (size_t i = 0; i < p->rules.n; i++) {
		const struct rule *r = p->rules.v[i];
		put_rule(&b, a, r);
		slice kind = r->emits == NULL ? S("ignore") : S("rule");
		*vec_push(a, &all) = (struct fingerprint){r->id, r->origin.file, kind, digest_of(a, &b)};
	}
	for (size_t i = 0; i < p->cells.n; i++) {
		const struct rule *r = &p->cells.v[i]->rule;
		put_cell(&b, a, p->cells.v[i]);
		*vec_push(a, &all) = (struct fingerprint){r->id, r->origin.file, S("cell"), digest_of(a, &b)};
	}
	for (size_t i = 0; i < p->templates.n; i++) {
		const struct table_template *t = p->templates.v[i];
		put_template(&b, a, t);
		*vec_push(a, &all) = (struct fingerprint){t->id, t->origin.file, S("table"), digest_of(a, &b)};
	}
	buf_free(&b);
	if (all.n > 1) qsort(all.v, all.n, sizeof *all.v, by_id);
	return all;
}
