/* The machine code of patterns, and what it looks for first: see regex_inside.h. */
#include "rules/regex_inside.h"

#include "base/buf.h"
#include "rules/pattern.h"

/* How many of a thousand bytes of English text these are, roughly: looking for them first pays where they are few. */
enum { STARTS_FEW = 450 };
static unsigned starts_share(const uint64_t starts[4]) {
	static const unsigned letters[] = {
	        62, 11, 21, 30, 95, 17, 15, 40, 55, 2, 5, 32, 19, 55, 60, 14, 1, 47, 50, 70, 21, 8, 15, 2, 14, 1};
	unsigned share = 0;
	for (unsigned c = 0; c < 0x80; c++) {
		if ((starts[c / 64] >> (c % 64) & 1) == 0) continue;
		share += c >= 'a' && c <= 'z' ? letters[c - 'a'] : c == ' ' ? 170 : 1;
	}
	return share;
}

/* (?=[…]) for the bytes; those beyond ASCII stand for all characters there. The byte 01 is added, for of a look ahead for one
 * character alone PCRE2 10.42 makes the first one of the match, and of that character at the end of the match one more
 * that must follow it: (?=[a])\.*a does not find "a". */
static void put_starts(struct buf *out, const uint64_t starts[4]) {
	static const char hex[] = "0123456789ABCDEF";
	buf_put(out, S("(?=[\\x{01}"));
	for (unsigned c = 0; c < 0x80; c++) {
		if ((starts[c / 64] >> (c % 64) & 1) == 0) continue;
		buf_put(out, S("\\x{"));
		buf_byte(out, hex[c >> 4]);
		buf_byte(out, hex[c & 15]);
		buf_byte(out, '}');
	}
	if (starts[2] != 0 || starts[3] != 0) buf_put(out, S("\\x{80}-\\x{10FFFF}"));
	buf_put(out, S("])"));
}

void regex_starts(const struct regex *r, const uint64_t starts[4]) {
	struct buf text = {0};
	if (starts_share(starts) > STARTS_FEW || (starts[0] | starts[1] | starts[2] | starts[3]) == 0) return;
	put_starts(&text, starts);
	buf_byte(&text, '\0');
	char *none = NULL;
	if (!atomic_compare_exchange_strong(&r->machines->starts, &none, text.p)) buf_free(&text);
}

/* Does PCRE2 know by itself what a match starts with, or is it anchored? */
static bool starts_by_itself(const pcre2_code *code) {
	uint32_t first = 0;
	const uint8_t *map = NULL;
	pcre2_pattern_info(code, PCRE2_INFO_FIRSTCODETYPE, &first);
	pcre2_pattern_info(code, PCRE2_INFO_FIRSTBITMAP, &map);
	return first != 0 || map != NULL;
}

/* The pattern behind its look ahead; NULL where it does not compile. */
static pcre2_code *compile_starting(const struct regex *r, const char *starts) {
	arena scratch = {0};
	struct regex_error error;
	slice pattern = regex_pattern(r);
	struct pattern_end end = pattern_end(pattern);
	slice close = end.comment ? S("\n)") : end.quoted ? S("\\E)") : S(")");
	pcre2_code *code =
	        regex_compile_code(&scratch, say(&scratch, slice_of(starts), S("(?:"), pattern, close), &error);
	arena_free(&scratch);
	return code;
}

/* Makes the machine code; NULL where there is none to be had (not built in, forbidden by the system, (*NO_JIT)), which
 * costs time, not results. */
static pcre2_code *machine_make(const struct regex *r, enum machine which) {
	struct machines *m = r->machines;
	const pcre2_code *plain = regex_plain(r);
	pthread_mutex_lock(&m->lock);
	pcre2_code *made = atomic_load(&m->code[which]);
	if (made == NULL && !atomic_load(&m->tried[which])) {
		made = which == STARTING ? compile_starting(r, atomic_load(&m->starts)) : pcre2_code_copy(plain);
		if (made != NULL && pcre2_jit_compile(made, PCRE2_JIT_COMPLETE) != 0) {
			pcre2_code_free(made);
			made = NULL;
		}
		atomic_store(&m->code[which], made);
		atomic_store(&m->tried[which], true);
	}
	pthread_mutex_unlock(&m->lock);
	return made;
}

static enum machine machine_wanted(const struct regex *r, bool as_written) {
	if (as_written || atomic_load(&r->machines->starts) == NULL) return AS_WRITTEN;
	return starts_by_itself(regex_plain(r)) ? AS_WRITTEN : STARTING;
}

pcre2_code *regex_machine_for(const struct regex *r, bool as_written, size_t bytes) {
	struct machines *all = r->machines;
	enum machine which = machine_wanted(r, as_written);
	pcre2_code *code = atomic_load(&all->code[which]);
	if (code != NULL || atomic_load(&all->tried[which])) return code;
	size_t given = atomic_fetch_add(&all->bytes, bytes) + bytes;
	return given >= all->due ? machine_make(r, which) : NULL;
}

void regex_ready(const struct regex *r) {
	if (regex_needs_machine(r))
		(void)machine_make(r, machine_wanted(r, false));
	else
		(void)regex_plain(r);
}

pcre2_code *regex_machine_now(const struct regex *r, bool as_written) {
	return machine_make(r, machine_wanted(r, as_written));
}
