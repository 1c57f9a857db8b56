/* Matching: see regex.h.
 *
 * What bounds a match: the match limit and the heap limit (counts, so the same on every machine) and the JIT stack. They do
 * not bound time; the size of a block does that. `\C` is refused, since it could cut a character in two. */
#include "rules/regex_inside.h"

#include "base/mem.h"
#include "base/utf8.h"

enum {
	MATCH_LIMIT = 1000000,
	HEAP_LIMIT_KIB = 64 * 1024,
	JIT_STACK_START = 32 * 1024,
	JIT_STACK_MAX = 1024 * 1024,
	PER_SEARCH = 16, /* bytes that a search counts for by itself */
};

struct matcher {
	pcre2_general_context *general;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
	pcre2_match_data *data;
	uint32_t pairs; /* ovector pairs that data has room for */
	bool jit, as_written, at_once;
	int matched; /* pairs set by the last match, 0: none */
};

pcre2_general_context *matcher_general(const struct matcher *m) { return m->general; }

pcre2_match_context *matcher_context(const struct matcher *m) { return m->context; }

struct matcher *matcher_new(void) {
	struct matcher *m = must_alloc(sizeof *m);
	m->general = regex_general_new();
	m->context = pcre2_match_context_create(m->general);
	pcre2_set_match_limit(m->context, MATCH_LIMIT);
	pcre2_set_heap_limit(m->context, HEAP_LIMIT_KIB);
	m->stack = pcre2_jit_stack_create(JIT_STACK_START, JIT_STACK_MAX, m->general);
	if (m->stack != NULL) pcre2_jit_stack_assign(m->context, NULL, m->stack);
	m->jit = true;
	return m;
}

void matcher_free(struct matcher *m) {
	if (m == NULL) return;
	pcre2_match_data_free(m->data);
	pcre2_jit_stack_free(m->stack);
	pcre2_match_context_free(m->context);
	pcre2_general_context_free(m->general);
	mem_free(m);
}

void matcher_use_jit(struct matcher *m, bool on) { m->jit = on; }
void matcher_as_written(struct matcher *m, bool on) { m->as_written = on; }
void matcher_jit_at_once(struct matcher *m, bool on) { m->at_once = on; }

/* Room for all groups of the pattern; grows to the largest seen. */
static void matcher_make_room(struct matcher *m, const struct regex *r) {
	if (m->data != NULL && regex_captures(r) < m->pairs) return;
	pcre2_match_data_free(m->data);
	m->pairs = regex_captures(r) < 31 ? 32 : regex_captures(r) + 1;
	m->data = pcre2_match_data_create(m->pairs, m->general);
}

static int run_code(struct matcher *m, const pcre2_code *code, slice subject, size_t from, uint32_t options) {
	PCRE2_SPTR text = (PCRE2_SPTR)(subject.p == NULL ? "" : subject.p);
	return pcre2_match(code, text, subject.n, from, options | PCRE2_NO_UTF_CHECK, m->data, m->context);
}

/* Whatever else stops PCRE2 (limits, JIT stack, a recursion loop) leaves the question open: never "no match". */
static bool is_open(int got) { return got <= 0 && got != PCRE2_ERROR_NOMATCH; }

/* The interpreter and machine code count steps differently: a question that one leaves open the other is asked too. */
static int run_either(struct matcher *m, const struct regex *r, slice subject, size_t from, size_t last) {
	size_t bytes = (last < subject.n ? last : subject.n) - from + PER_SEARCH;
	pcre2_code *machine =
	        m->at_once ? regex_machine_now(r, m->as_written) : regex_machine_for(r, m->as_written, bytes);
	int got = run_code(m, machine != NULL ? machine : regex_plain(r), subject, from, 0);
	if (!is_open(got)) return got;
	if (machine != NULL) return run_code(m, regex_plain(r), subject, from, 0);
	machine = regex_machine_now(r, m->as_written);
	return machine != NULL ? run_code(m, machine, subject, from, 0) : got;
}

static enum regex_status answer(struct matcher *m, int got) {
	if (got == PCRE2_ERROR_NOMATCH) return REGEX_NONE;
	if (is_open(got)) return REGEX_LIMIT;
	m->matched = got;
	return REGEX_MATCH;
}

static enum regex_status run(
        struct matcher *m, const struct regex *r, slice subject, size_t from, size_t last, uint32_t options) {
	m->matched = 0;
	if (from > subject.n) return REGEX_NONE;
	matcher_make_room(m, r);
	if (options != 0 || !m->jit) return answer(m, run_code(m, regex_plain(r), subject, from, options));
	return answer(m, run_either(m, r, subject, from, last));
}

enum regex_status regex_search(struct matcher *m, const struct regex *r, slice subject, size_t from) {
	return run(m, r, subject, from, subject.n, 0);
}

/* PCRE2 takes the interpreter for a match anchored by option: one start, so the match limit bounds it well. */
enum regex_status regex_search_until(
        struct matcher *m, const struct regex *r, slice subject, size_t from, size_t last) {
	if (last >= subject.n) return run(m, r, subject, from, subject.n, 0);
	if (from > last) {
		m->matched = 0;
		return REGEX_NONE;
	}
	pcre2_set_offset_limit(m->context, last);
	enum regex_status status = run(m, r, subject, from, last, 0);
	pcre2_set_offset_limit(m->context, PCRE2_UNSET);
	return status;
}

enum regex_status regex_match_at(struct matcher *m, const struct regex *r, slice subject, size_t at) {
	return run(m, r, subject, at, at, PCRE2_ANCHORED);
}

span matcher_group(const struct matcher *m, int number) {
	if (number < 0 || number >= m->matched) return SPAN_NONE;
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(m->data) + 2 * number;
	return at[0] == PCRE2_UNSET ? SPAN_NONE : (span){at[0], at[1]};
}

size_t matcher_next(const struct matcher *m, slice subject) {
	span at = matcher_group(m, 0);
	if (span_is_none(at)) return subject.n + 1;
	if (at.end > at.start) return at.end;
	if (at.end >= subject.n) return subject.n + 1;
	return at.end + utf8_at(subject, at.end).size;
}

slice regex_replace(struct matcher *m, const struct regex *r, slice subject, slice with, arena *a) {
	slices parts = {0};
	size_t kept = 0;
	for (size_t from = 0; regex_search(m, r, subject, from) == REGEX_MATCH; from = matcher_next(m, subject)) {
		span at = matcher_group(m, 0);
		*vec_push(a, &parts) = slice_sub(subject, kept, at.start);
		*vec_push(a, &parts) = with;
		kept = at.end;
	}
	if (parts.n == 0) return subject;
	*vec_push(a, &parts) = slice_drop(subject, kept);
	return slice_concat(a, parts.v, parts.n);
}
