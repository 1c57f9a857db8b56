/* Patterns: PCRE2 behind our own names. The only header of the project behind which pcre2.h stands.
 *
 * All patterns are UTF, UCP and extended (white space and # comments in the pattern do not count); matching never
 * checks UTF (text is validated on reading). A regex is read-only and shared; a matcher belongs to one thread. */
#ifndef GARNER_RULES_REGEX_H
#define GARNER_RULES_REGEX_H

#include "rules/regex_source.h"

struct regex;
struct matcher;

struct regex_error {
	size_t offset;  /* byte in the pattern */
	slice message;  /* in the arena */
	bool too_large; /* compiled it would exceed the 64 KiB that PCRE2 allows */
};

/* A named group. PCRE2 allows neither dots nor long names, so groups are renamed inside; `name` is what rules write ("money.num"). */
struct regex_group {
	slice name;
	int number;
};

/* Compiles; machine code (JIT) is made once a pattern was run over enough text to pay for it. names[i].name is what rules write for the inner group name g<i>; n 0: the pattern's own names count.
 * Several groups may share a name (alternatives): the first of them that took part is the capture. NULL and *error on failure. The regex and its names live in the arena; its compiled code until regex_free. */
struct regex *regex_compile(
        arena *a, slice pattern, const struct regex_group *names, size_t n, struct regex_error *error);
/* The same, compiled when it is first matched, for a pattern that is known to compile: because its brief does (brief.h).
 * `more` bytes are left out of the compiled brief at most. NULL where the brief does not compile, or is too large with
 * them. The pattern is not copied: it and its lists stay where they are as long as the regex. */
enum { REGEX_SIZE_SURE = 65500 }; /* bytes of a compiled pattern that PCRE2 does not refuse for its size */
struct regex *regex_later(arena *a, const struct regex_source *pattern, slice brief, size_t more,
        const struct regex_group *names, size_t n);
/* Compiles it now where that was not done yet. False and *error, in the arena, where it does not compile. */
bool regex_complete(const struct regex *r, arena *a, struct regex_error *error);
/* Makes now what the first match would make of it. Thread-safe. */
void regex_ready(const struct regex *r);
/* Its size compiled, in bytes; 0 and *error: it does not compile. Without JIT and without keeping it: for parts of
 * patterns. */
size_t regex_check(arena *a, slice pattern, struct regex_error *error);
/* The same, less what any pattern has for itself, and wherever it stands: where case does not count, some letters and
 * classes take more for their other cases. *closed: does it capture nothing, never match nothing, and need no
 * machine code, so that a brief of what it is a part of may be without it? */
size_t regex_check_part(arena *a, slice pattern, bool *closed, struct regex_error *error);
void regex_free(const struct regex *r);
uint32_t regex_compile_options(void); /* those that all patterns are compiled with, as PCRE2 numbers them */
/* The named groups, in the order of their numbers. */
size_t regex_groups(const struct regex *r, const struct regex_group **groups);
/* As compiled, fragments expanded. Where lists are kept apart, the whole is written out when it is asked for first, and stays
 * until regex_free. Thread-safe. */
slice regex_pattern(const struct regex *r);
const struct regex_source *regex_source(const struct regex *r);
bool regex_is_same(const struct regex *a, const struct regex *b); /* are they written alike? */
/* Every match starts with one of these bytes: what is made for speed may look for them first. Thread-safe; counts once. */
void regex_starts(const struct regex *r, const uint64_t starts[4]);
/* Likewise, of a regex, at most; 0 where it is not closed. */
size_t regex_size_closed(const struct regex *r);
/* Is machine code made for it before its first match, which takes as long as the interpreter takes for kilobytes? */
bool regex_needs_machine(const struct regex *r);
bool regex_matches_empty(const struct regex *r); /* may it match nothing at all? */

struct matcher *matcher_new(void);
void matcher_free(struct matcher *m);
/* For tests: the interpreter only. */
void matcher_use_jit(struct matcher *m, bool on);
/* The pattern as it is written, nothing looked for first: the reference. */
void matcher_as_written(struct matcher *m, bool on);
/* For tests: machine code from the first byte on. */
void matcher_jit_at_once(struct matcher *m, bool on);

enum regex_status { REGEX_MATCH, REGEX_NONE, REGEX_LIMIT };
/* The first match in subject at or after `from` (bytes). REGEX_LIMIT: match limit 1,000,000, heap 64 MiB or JIT stack 1 MiB
 * met, by the interpreter and by machine code both, so that it does not depend on which of them ran first. */
enum regex_status regex_search(struct matcher *m, const struct regex *r, slice subject, size_t from);
/* The same, of matches that start at or before `last`. */
enum regex_status regex_search_until(struct matcher *m, const struct regex *r, slice subject, size_t from, size_t last);
/* Does it match with its start exactly at `at`? */
enum regex_status regex_match_at(struct matcher *m, const struct regex *r, slice subject, size_t at);
/* After REGEX_MATCH: the place of group `number` (0: all of it) in the subject, SPAN_NONE if it did not take part. */
span matcher_group(const struct matcher *m, int number);
/* Where to search on after a match: behind it, and past an empty one by a character. */
size_t matcher_next(const struct matcher *m, slice subject);

/* How far the pattern came: of all its starts the one that took in most of the subject, and of the pattern the items that
 * it wanted there and did not get. By PCRE2's automatic callouts, in the interpreter: slow, for messages. What
 * lookarounds look at counts as reached only where a lookahead itself fails; what a wildcard without end took (.*, [^x]+)
 * counts for nothing, so that behind it the furthest item counts; of X{4} each X counts. */
enum { REACH_ITEMS = 6 };
struct regex_reach {
	bool known;              /* false where even that met a limit, or nothing was tried */
	size_t start;            /* in the subject: where it began */
	size_t end;              /* how far it came */
	span item;               /* in the pattern as compiled (regex_pattern): the last in it of those tried there */
	span items[REACH_ITEMS]; /* those tried there, as they were tried */
	size_t n;
};
struct regex_reach regex_furthest(struct matcher *m, const struct regex *r, slice subject);
/* Of a search from `from` on; only of those attempts that touch `where`. */
struct regex_reach regex_furthest_on(struct matcher *m, const struct regex *r, slice subject, size_t from, span where);
/* Of the attempt that begins at `at`. */
struct regex_reach regex_furthest_at(struct matcher *m, const struct regex *r, slice subject, size_t at);
/* The pattern compiled to be watched, for many questions. NULL where it is too large for that. */
struct regex_twin;
struct regex_twin *regex_twin_new(struct matcher *m, const struct regex *r);
void regex_twin_free(struct regex_twin *t);
/* The work of one search: the items tried and the bytes moved between them, counted by automatic callouts in the
 * interpreter until `most`. The same on every machine. */
size_t regex_work(struct matcher *m, const struct regex_twin *t, slice subject, size_t most);

/* Every match replaced by `with` (no references). In the arena, or the subject itself where nothing matched. */
slice regex_replace(struct matcher *m, const struct regex *r, slice subject, slice with, arena *a);

#endif
