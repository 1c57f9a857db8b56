/* PCRE2 behind our own names: see regex.h. The only file that includes pcre2.h.
 *
 * What bounds a match: the match limit and the heap limit (counts, so the same on every machine) and the JIT stack. They do
 * not bound time; the size of a block does that. `\C` is refused, since it could cut a character in two. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "rules/regex.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <pcre2.h>

enum {
	MATCH_LIMIT = 1000000,
	HEAP_LIMIT_KIB = 64 * 1024,
	JIT_STACK_START = 32 * 1024,
	JIT_STACK_MAX = 1024 * 1024,
	MESSAGE_MAX = 256,
	REACH_STEPS = 1000000,
};

/* DUPNAMES: one name may stand for groups of several alternatives. DOLLAR_ENDONLY: `$` is the end of a block's text and
 * nothing else. */
static const uint32_t compile_options = PCRE2_UTF | PCRE2_UCP | PCRE2_EXTENDED | PCRE2_DUPNAMES | PCRE2_DOLLAR_ENDONLY |
                                        PCRE2_NEVER_BACKSLASH_C | PCRE2_NO_UTF_CHECK;

struct regex {
	pcre2_code *code;
	slice pattern;
	struct regex_group *groups;
	size_t group_count;
	uint32_t captures; /* the highest group number */
};

struct matcher {
	pcre2_general_context *general;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
	pcre2_match_data *data;
	uint32_t pairs; /* ovector pairs that data has room for */
	bool jit;
	int matched; /* pairs set by the last match, 0: none */
};

/* ---- memory */

/* must_realloc, since must_alloc would clear what PCRE2 fills anyhow. */
static void *library_alloc(size_t bytes, void *unused) {
	(void)unused;
	return must_realloc(NULL, bytes ? bytes : 1);
}

static void library_free(void *p, void *unused) {
	(void)unused;
	mem_free(p);
}

static pcre2_general_context *general_new(void) {
	return pcre2_general_context_create(library_alloc, library_free, NULL);
}

/* ---- compiling */

/* Errors that PCRE2 reports behind the faulty item; the others stand at its first byte or at the end of the pattern. */
static bool reported_behind(int code) {
	switch (code) {
	case PCRE2_ERROR_END_BACKSLASH:
	case PCRE2_ERROR_UNSUPPORTED_ESCAPE_SEQUENCE:
	case PCRE2_ERROR_UNKNOWN_UNICODE_PROPERTY:
	case PCRE2_ERROR_MALFORMED_UNICODE_PROPERTY:
	case PCRE2_ERROR_SUBPATTERN_NAMES_MISMATCH:
	case PCRE2_ERROR_BACKSLASH_C_CALLER_DISABLED: return true;
	default: return false;
	}
}

static void error_fill(arena *a, struct regex_error *error, int code, size_t offset, slice pattern) {
	if (offset > pattern.n) offset = pattern.n;
	if (reported_behind(code) && offset > 0) offset -= utf8_before(pattern, offset).size;
	PCRE2_UCHAR text[MESSAGE_MAX];
	int n = pcre2_get_error_message(code, text, sizeof text);
	error->offset = offset;
	error->too_large = code == PCRE2_ERROR_PATTERN_TOO_LARGE || code == PCRE2_ERROR_PATTERN_TOO_COMPLICATED;
	error->message = n > 0 ? arena_copy(a, (slice){(const char *)text, (size_t)n}) : S("not a pattern");
}

/* g17 → 17; false for any other name. */
static bool inner_number(slice inner, uint64_t *number) {
	return slice_starts(inner, S("g")) && slice_to_u64(slice_drop(inner, 1), number);
}

static void groups_read(arena *a, struct regex *r, const struct regex_group *names, size_t n) {
	PCRE2_SPTR entry;
	uint32_t count = 0, size = 0;
	pcre2_pattern_info(r->code, PCRE2_INFO_NAMECOUNT, &count);
	pcre2_pattern_info(r->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
	pcre2_pattern_info(r->code, PCRE2_INFO_NAMETABLE, &entry);
	pcre2_pattern_info(r->code, PCRE2_INFO_CAPTURECOUNT, &r->captures);
	if (count == 0) return;
	r->groups = arena_alloc(a, count * sizeof *r->groups);
	for (uint32_t i = 0; i < count; i++, entry += size) {
		/* Two bytes of group number, high first, then the name and its NUL within `size`. */
		const char *name = (const char *)entry + 2;
		const char *end = memchr(name, 0, size - 2);
		slice inner = {name, end == NULL ? size - 2 : (size_t)(end - name)};
		uint64_t at;
		bool known = n > 0 && inner_number(inner, &at) && at < n;
		r->groups[r->group_count++] = (struct regex_group){
		        .name = known ? names[at].name : arena_copy(a, inner), .number = entry[0] << 8 | entry[1]};
	}
}

/* In order of their numbers, so that the first that took part is the one that stands first. There are few. */
static void groups_sort(struct regex *r) {
	for (size_t i = 1; i < r->group_count; i++) {
		struct regex_group g = r->groups[i];
		size_t k = i;
		for (; k > 0 && r->groups[k - 1].number > g.number; k--) r->groups[k] = r->groups[k - 1];
		r->groups[k] = g;
	}
}

static pcre2_code *compile(arena *a, slice pattern, struct regex_error *error) {
	size_t bad;
	if (!utf8_valid(pattern, &bad)) {
		*error = (struct regex_error){.offset = bad, .message = S("the pattern is not UTF-8")};
		return NULL;
	}
	pcre2_general_context *general = general_new();
	pcre2_compile_context *context = pcre2_compile_context_create(general);
	int code;
	PCRE2_SIZE offset;
	PCRE2_SPTR text = (PCRE2_SPTR)(pattern.p == NULL ? "" : pattern.p);
	pcre2_code *compiled = pcre2_compile(text, pattern.n, compile_options, &code, &offset, context);
	pcre2_compile_context_free(context);
	pcre2_general_context_free(general);
	if (compiled == NULL) error_fill(a, error, code, offset, pattern);
	return compiled;
}

struct regex *regex_compile(
        arena *a, slice pattern, const struct regex_group *names, size_t n, struct regex_error *error) {
	pcre2_code *code = compile(a, pattern, error);
	if (code == NULL) return NULL;
	/* No JIT (not built in, forbidden by the system, (*NO_JIT)) costs time, not results. */
	(void)pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
	struct regex *r = arena_alloc(a, sizeof *r);
	r->code = code;
	r->pattern = arena_copy(a, pattern);
	groups_read(a, r, names, n);
	groups_sort(r);
	return r;
}

bool regex_check(arena *a, slice pattern, struct regex_error *error) {
	pcre2_code *code = compile(a, pattern, error);
	pcre2_code_free(code);
	return code != NULL;
}

void regex_free(const struct regex *r) {
	if (r != NULL) pcre2_code_free(r->code);
}

size_t regex_groups(const struct regex *r, const struct regex_group **groups) {
	*groups = r->groups;
	return r->group_count;
}

slice regex_pattern(const struct regex *r) { return r->pattern; }

/* PCRE2's own analysis: it also sees what no test subject shows, such as \b or (?=a), and errs towards "may". */
bool regex_matches_empty(const struct regex *r) {
	uint32_t may = 0;
	pcre2_pattern_info(r->code, PCRE2_INFO_MATCHEMPTY, &may);
	return may != 0;
}

/* ---- matching */

struct matcher *matcher_new(void) {
	struct matcher *m = must_alloc(sizeof *m);
	m->general = general_new();
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

/* Room for all groups of the pattern; grows to the largest seen. */
static void matcher_make_room(struct matcher *m, const struct regex *r) {
	if (m->data != NULL && r->captures < m->pairs) return;
	pcre2_match_data_free(m->data);
	m->pairs = r->captures < 31 ? 32 : r->captures + 1;
	m->data = pcre2_match_data_create(m->pairs, m->general);
}

static enum regex_status run(struct matcher *m, const struct regex *r, slice subject, size_t from, uint32_t options) {
	m->matched = 0;
	if (from > subject.n) return REGEX_NONE;
	matcher_make_room(m, r);
	options |= PCRE2_NO_UTF_CHECK | (m->jit ? 0 : PCRE2_NO_JIT);
	PCRE2_SPTR text = (PCRE2_SPTR)(subject.p == NULL ? "" : subject.p);
	int got = pcre2_match(r->code, text, subject.n, from, options, m->data, m->context);
	if (got == PCRE2_ERROR_NOMATCH) return REGEX_NONE;
	/* Whatever else stops PCRE2 (limits, JIT stack, a recursion loop) leaves the question open: never "no match". */
	if (got <= 0) return REGEX_LIMIT;
	m->matched = got;
	return REGEX_MATCH;
}

enum regex_status regex_search(struct matcher *m, const struct regex *r, slice subject, size_t from) {
	return run(m, r, subject, from, 0);
}

/* PCRE2 takes the interpreter for a match anchored by option: one start, so the match limit bounds it well. */
enum regex_status regex_match_at(struct matcher *m, const struct regex *r, slice subject, size_t at) {
	return run(m, r, subject, at, PCRE2_ANCHORED);
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

/* ---- watching a match: a twin of the pattern with automatic callouts, made for the question */

struct watch {
	struct regex_reach reach;
	size_t work, most;
	size_t last; /* position of the last item */
};

static void note_reach(struct regex_reach *r, const pcre2_callout_block *block) {
	size_t came = block->current_position - block->start_match;
	size_t best = r->end - r->start;
	bool further = came > best || (came == best && block->pattern_position > r->item.start);
	if (!r->known || further)
		*r = (struct regex_reach){true, block->start_match, block->current_position,
		        {block->pattern_position, block->pattern_position + block->next_item_length}};
}

static int on_item(pcre2_callout_block *block, void *data) {
	struct watch *w = data;
	size_t at = block->current_position;
	/* In a lookbehind the position is before the start of the match. */
	if (at >= block->start_match) note_reach(&w->reach, block);
	w->work += 1 + (at > w->last ? at - w->last : w->last - at);
	w->last = at;
	return w->work < w->most ? 0 : PCRE2_ERROR_CALLOUT;
}

/* The interpreter alone calls for every item; without start optimisations it also starts where no match can be. */
static void watch(struct matcher *m, const struct regex *r, slice subject, uint32_t options, struct watch *w) {
	int code;
	PCRE2_SIZE offset;
	pcre2_compile_context *context = pcre2_compile_context_create(m->general);
	pcre2_code *twin = pcre2_compile((PCRE2_SPTR)r->pattern.p, r->pattern.n,
	        compile_options | PCRE2_AUTO_CALLOUT | options, &code, &offset, context);
	pcre2_compile_context_free(context);
	if (twin == NULL) return;
	pcre2_set_callout(m->context, on_item, w);
	pcre2_match_data *data = pcre2_match_data_create_from_pattern(twin, m->general);
	PCRE2_SPTR text = (PCRE2_SPTR)(subject.p == NULL ? "" : subject.p);
	int got = pcre2_match(twin, text, subject.n, 0, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, data, m->context);
	/* A limit was met: more work than there is an answer to. */
	if (got < 0 && got != PCRE2_ERROR_NOMATCH) w->work = w->most;
	pcre2_match_data_free(data);
	pcre2_set_callout(m->context, NULL, NULL);
	pcre2_code_free(twin);
}

struct regex_reach regex_furthest(struct matcher *m, const struct regex *r, slice subject) {
	struct watch w = {.most = REACH_STEPS};
	watch(m, r, subject, PCRE2_NO_START_OPTIMIZE, &w);
	return w.reach;
}

size_t regex_work(struct matcher *m, const struct regex *r, slice subject, size_t most) {
	struct watch w = {.most = most};
	watch(m, r, subject, 0, &w);
	return w.work;
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
