/* PCRE2 behind our own names: see regex.h. Here patterns are compiled for the interpreter, when they are first matched, and
 * asked what they are; regex_machine.c makes machine code of them once that pays, regex_match.c matches with them. */
#include "rules/regex_inside.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "rules/pattern.h"

enum {
	MESSAGE_MAX = 256,
	/* Machine code is made when the interpreter was given so many bytes, or one for so many of the compiled pattern: it
	 * takes about as long to make as the interpreter takes for that. */
	INTERPRETED_LEAST = 2048,
	COMPILED_PER_BYTE = 4,
	ANY_PATTERN = 128, /* bytes that PCRE2 keeps of a pattern beside its code, at least */
};

/* DUPNAMES: one name may stand for groups of several alternatives. DOLLAR_ENDONLY: `$` is the end of a block's text and
 * nothing else. */
const uint32_t regex_options = PCRE2_UTF | PCRE2_UCP | PCRE2_EXTENDED | PCRE2_DUPNAMES | PCRE2_DOLLAR_ENDONLY |
                               PCRE2_NEVER_BACKSLASH_C | PCRE2_NO_UTF_CHECK | PCRE2_USE_OFFSET_LIMIT;

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

pcre2_general_context *regex_general_new(void) {
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

static void groups_read(arena *a, struct regex *r, const pcre2_code *code, const struct regex_group *names, size_t n) {
	PCRE2_SPTR entry;
	uint32_t count = 0, size = 0;
	pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &count);
	pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &size);
	pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &entry);
	pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &r->captures);
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

static pcre2_code *compile_with(arena *a, slice pattern, uint32_t options, struct regex_error *error) {
	size_t bad;
	if (!utf8_valid(pattern, &bad)) {
		*error = (struct regex_error){.offset = bad, .message = S("the pattern is not UTF-8")};
		return NULL;
	}
	pcre2_general_context *general = regex_general_new();
	pcre2_compile_context *context = pcre2_compile_context_create(general);
	int code;
	PCRE2_SIZE offset;
	PCRE2_SPTR text = (PCRE2_SPTR)(pattern.p == NULL ? "" : pattern.p);
	pcre2_code *compiled = pcre2_compile(text, pattern.n, options, &code, &offset, context);
	pcre2_compile_context_free(context);
	pcre2_general_context_free(general);
	if (compiled == NULL) error_fill(a, error, code, offset, pattern);
	return compiled;
}

pcre2_code *regex_compile_code(arena *a, slice pattern, struct regex_error *error) {
	return compile_with(a, pattern, regex_options, error);
}

/* To be looked at, not to be matched with: what would make matching faster is left out, none of which is told or counted. */
static pcre2_code *compile_only(arena *a, slice pattern, uint32_t options, struct regex_error *error) {
	return compile_with(
	        a, pattern, regex_options | PCRE2_NO_AUTO_POSSESS | PCRE2_NO_START_OPTIMIZE | options, error);
}

static size_t size_of(const pcre2_code *code) {
	size_t size = 0;
	pcre2_pattern_info(code, PCRE2_INFO_SIZE, &size);
	return size;
}

/* All that is asked of a regex before it is matched: `code` is of it, or of its brief, which `more` bytes are left out of. */
static struct regex *regex_new(
        arena *a, const pcre2_code *code, slice brief, size_t more, const struct regex_group *names, size_t n) {
	struct regex *r = arena_alloc(a, sizeof *r);
	uint32_t may = 0;
	r->machines = arena_alloc(a, sizeof *r->machines);
	pthread_mutex_init(&r->machines->lock, NULL);
	r->size = size_of(code) + more;
	r->machines->due = r->size / COMPILED_PER_BYTE;
	if (r->machines->due < INTERPRETED_LEAST) r->machines->due = INTERPRETED_LEAST;
	if (regex_in_doubt(brief)) r->machines->due = 0;
	/* PCRE2's own analysis: it also sees what no test subject shows, such as \b or (?=a), and errs towards "may". */
	pcre2_pattern_info(code, PCRE2_INFO_MATCHEMPTY, &may);
	r->matches_empty = may != 0;
	groups_read(a, r, code, names, n);
	groups_sort(r);
	return r;
}

struct regex *regex_compile(
        arena *a, slice pattern, const struct regex_group *names, size_t n, struct regex_error *error) {
	pcre2_code *code = regex_compile_code(a, pattern, error);
	if (code == NULL) return NULL;
	struct regex *r = regex_new(a, code, pattern, 0, names, n);
	r->source = (struct regex_source){.text = arena_copy(a, pattern)};
	r->length = pattern.n;
	atomic_store(&r->machines->plain, code);
	return r;
}

struct regex *regex_later(arena *a, const struct regex_source *pattern, slice brief, size_t more,
        const struct regex_group *names, size_t n) {
	struct regex_error error;
	pcre2_code *code = compile_only(a, brief, 0, &error);
	struct regex *r = NULL;
	if (code != NULL && size_of(code) + more < REGEX_SIZE_SURE) {
		r = regex_new(a, code, brief, more, names, n);
		r->source = *pattern;
		r->length = regex_source_length(pattern);
	}
	pcre2_code_free(code);
	return r;
}

bool regex_complete(const struct regex *r, arena *a, struct regex_error *error) {
	struct machines *m = r->machines;
	if (atomic_load(&m->plain) != NULL) return true;
	slice pattern = regex_pattern(r);
	pthread_mutex_lock(&m->lock);
	pcre2_code *code = atomic_load(&m->plain);
	if (code == NULL) {
		code = regex_compile_code(a, pattern, error);
		atomic_store(&m->plain, code);
	}
	pthread_mutex_unlock(&m->lock);
	return code != NULL;
}

/* The code for the interpreter. That a brief compiles and its pattern does not is a fault of ours, which must not look like
 * a pattern that finds nothing: nothing more is done, and no dataset takes the place of another. */
const pcre2_code *regex_plain(const struct regex *r) {
	arena scratch = {0};
	struct regex_error error;
	pcre2_code *code = atomic_load(&r->machines->plain);
	if (code != NULL) return code;
	if (!regex_complete(r, &scratch, &error)) {
		slice says = say(&scratch, S("garner: a pattern that was taken for good does not compile: "),
		        error.message, S(": "), regex_pattern(r), S("\n"));
		must_end(says.p, says.n);
	}
	arena_free(&scratch);
	return atomic_load(&r->machines->plain);
}

size_t regex_check_part(arena *a, slice pattern, bool *closed, struct regex_error *error) {
	pcre2_code *code = compile_only(a, pattern, 0, error);
	if (code == NULL) return 0;
	uint32_t captures = 1, may = 1;
	pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &captures);
	pcre2_pattern_info(code, PCRE2_INFO_MATCHEMPTY, &may);
	size_t size = size_of(code);
	pcre2_code_free(code);
	pcre2_code *any_case = compile_only(a, pattern, PCRE2_CASELESS, error);
	if (any_case == NULL) return 0;
	if (size_of(any_case) > size) size = size_of(any_case);
	pcre2_code_free(any_case);
	*closed = captures == 0 && may == 0 && !regex_in_doubt(pattern);
	return size - ANY_PATTERN;
}

size_t regex_check(arena *a, slice pattern, struct regex_error *error) {
	pcre2_code *code = compile_only(a, pattern, 0, error);
	size_t size = code == NULL ? 0 : size_of(code);
	pcre2_code_free(code);
	return size;
}

void regex_free(const struct regex *r) {
	if (r == NULL) return;
	for (size_t i = 0; i < MACHINES; i++) pcre2_code_free(atomic_load(&r->machines->code[i]));
	mem_free(atomic_load(&r->machines->starts));
	mem_free(atomic_load(&r->machines->whole));
	pcre2_code_free(atomic_load(&r->machines->plain));
	pthread_mutex_destroy(&r->machines->lock);
}

uint32_t regex_compile_options(void) { return regex_options; }

uint32_t regex_captures(const struct regex *r) { return r->captures; }

size_t regex_groups(const struct regex *r, const struct regex_group **groups) {
	*groups = r->groups;
	return r->group_count;
}

slice regex_pattern(const struct regex *r) {
	if (r->source.n == 0) return r->source.text;
	char *whole = atomic_load(&r->machines->whole);
	if (whole == NULL) {
		struct buf out = {0};
		regex_source_put(&out, &r->source);
		if (atomic_compare_exchange_strong(&r->machines->whole, &whole, out.p))
			whole = out.p;
		else
			buf_free(&out);
	}
	return (slice){whole, r->length};
}

const struct regex_source *regex_source(const struct regex *r) { return &r->source; }

bool regex_is_same(const struct regex *a, const struct regex *b) {
	return a == b || (a->length == b->length && slice_equal(regex_pattern(a), regex_pattern(b)));
}

size_t regex_size_closed(const struct regex *r) {
	return r->captures == 0 && !r->matches_empty && !regex_needs_machine(r) ? r->size - ANY_PATTERN : 0;
}

bool regex_needs_machine(const struct regex *r) { return r->machines->due == 0; }

bool regex_matches_empty(const struct regex *r) { return r->matches_empty; }
