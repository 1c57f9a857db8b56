/* Fingerprints: see fingerprint.h. What is digested is a list of names and values, each value behind its length, so that
 * no two rules run into each other. */
#include "rules/fingerprint.h"

#include "base/sha256.h"
#include "rules/regex.h"

/* Raised when rules mean something else than before although they are written alike. */
enum { LANGUAGE = 1 };

static void put(struct buf *b, slice name, slice value) {
	buf_put(b, name);
	buf_byte(b, ' ');
	buf_u64(b, value.n);
	buf_byte(b, ' ');
	buf_put(b, value);
	buf_byte(b, '\n');
}

static void put_number(struct buf *b, slice name, uint64_t n) {
	buf_put(b, name);
	buf_byte(b, ' ');
	buf_u64(b, n);
	buf_byte(b, '\n');
}

static void put_pattern(struct buf *b, slice name, const struct regex *r) {
	if (r != NULL) put(b, name, regex_pattern(r));
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
}

static void put_scope(struct buf *b, const struct rule *r) {
	for (unsigned i = 0; i < BLOCK_COUNT; i++)
		if (r->in & 1u << i) put(b, S("in"), block_kind_text((enum block_kind)i));
	put_pattern(b, S("under"), r->under);
	put_pattern(b, S("not-under"), r->not_under);
	put_pattern(b, S("before"), r->before);
	put_pattern(b, S("after"), r->after);
	put_pattern(b, S("intro"), r->leans[LEAN_INTRO]);
	put_pattern(b, S("heading"), r->leans[LEAN_HEADING]);
	put_pattern(b, S("elsewhere"), r->leans[LEAN_ELSEWHERE]);
}

slice rule_fingerprint(arena *a, const struct rule *r) {
	struct buf b = {0};
	put_number(&b, S("language"), LANGUAGE);
	put(&b, S("emit"), r->emits == NULL ? S("") : r->emits->is);
	put(&b, S("reason"), r->reason);
	put_scope(&b, r);
	put_pattern(&b, S("match"), r->match);
	put_type(&b, r->as);
	for (size_t i = 0; i < r->fields.n; i++) put_field(&b, r, &r->fields.v[i]);
	for (size_t i = 0; i < r->mentions.n; i++) {
		put(&b, S("mention"), r->mentions.v[i].capture);
		put(&b, S("mention-type"), r->mentions.v[i].type);
	}
	put(&b, S("priority"),
	        say(a, r->priority < 0 ? S("-") : S(""),
	                slice_of_u64(a, (uint64_t)(r->priority < 0 ? -r->priority : r->priority))));
	put_number(&b, S("nests"), r->nests);
	put_number(&b, S("published"), r->dates_document);
	slice digest = sha256_hex(a, buf_slice(&b));
	buf_free(&b);
	return digest;
}
