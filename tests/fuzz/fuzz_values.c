/* Every value type over any text. The first line of the input names the type (a name that there is not: the one of its
 * first byte, modulo their number); the second is the circumstances: the document's date or nothing, a blank, the region
 * or nothing, a blank and m for month-first; each further line is the text of one capture, in the order in which the type
 * declares them, an empty one did not match. What is no UTF-8 is no text of a document and is left.
 *
 * What must hold: an answer or a reason, never both; each value of its grammar; each source a capture that was given; the
 * same answer when asked again.
 *
 * Run from the repository: the words are the registers of rules/core. */
#include "../property/value_grammar.h"
#include "../unit/core_lexicon.h"
#include "base/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { CAPTURES_MAX = 32 };

static const struct lexicon *lexicon;

static void hold(bool fact, const char *what) {
	if (fact) return;
	fprintf(stderr, "does not hold: %s\n", what);
	abort();
}

static slice next_line(slice *rest) {
	struct cut c = slice_cut(*rest, S("\n"));
	*rest = c.tail;
	return c.head;
}

static const struct value_type *type_of(slice name, slice bytes) {
	const struct value_type *type = value_type_named(name);
	return type ? type : &value_types[(unsigned char)bytes.p[0] % value_type_count];
}

/* 0 where one that the type must have is missing: a rule gives it always. */
static size_t read_captures(const struct value_type *type, slice rest, struct captured *captures) {
	size_t n = 0;
	for (struct cut c = {.tail = slice_of(type->captures), .ok = true}; c.ok && n < CAPTURES_MAX;) {
		c = slice_cut(c.tail, S(" "));
		slice text = next_line(&rest), name = c.head;
		bool optional = slice_ends(name, S("?"));
		if (optional) name = slice_sub(name, 0, name.n - 1);
		if (!optional && text.n == 0) return 0;
		if (text.n) captures[n++] = (struct captured){name, text};
	}
	return n;
}

static bool is_source(const struct value_in *in, slice from) {
	for (size_t i = 0; i < in->count; i++)
		if (slice_equal(in->captures[i].name, from)) return true;
	return false;
}

static void hold_out(const struct value_type *type, const struct value_in *in, const struct value_out *out, bool read) {
	hold(read == !out->failed, "what was read has not failed");
	hold(out->failed ? out->count == 0 && out->message.n > 0 : out->count > 0, "an answer or a reason");
	hold(out->failed || is_of_its_grammar(type, out), "a value is of its grammar");
	for (size_t i = 0; i < out->count; i++)
		for (size_t k = 0; k < VALUE_SOURCES_MAX && out->columns[i].from[k].p; k++)
			hold(is_source(in, out->columns[i].from[k]), "a source is a capture");
}

static void hold_same(const struct value_out *one, const struct value_out *two) {
	hold(one->count == two->count && one->failed == two->failed && one->inferred == two->inferred,
	        "asked again it answers the same");
	for (size_t i = 0; i < one->count; i++)
		hold(slice_equal(one->columns[i].text, two->columns[i].text), "asked again it answers the same text");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
	static arena forever;
	if (!lexicon) {
		mem_install();
		lexicon = core_lexicon(&forever);
	}
	slice rest = {size > 0 ? (const char *)data : "", size}, bytes = rest;
	size_t bad;
	if (size == 0 || !utf8_valid(bytes, &bad)) return 0;
	arena a = {0};
	const struct value_type *type = type_of(next_line(&rest), bytes);
	struct cut date = slice_cut(next_line(&rest), S(" ")), region = slice_cut(date.tail, S(" "));
	struct value_context context = {.lexicon = lexicon, .month_first = slice_equal(region.tail, S("m"))};
	if (date.head.n) context.published = date.head;
	if (region.head.n) context.region = region.head;
	struct captured captures[CAPTURES_MAX];
	struct value_in in = {captures, read_captures(type, rest, captures), &context, &a};
	struct value_out out = {0}, again = {0};
	if (in.count == 0) {
		arena_free(&a);
		return 0;
	}
	bool read = type->fn(&in, &out);
	hold_out(type, &in, &out, read);
	(void)type->fn(&in, &again);
	hold_same(&out, &again);
	arena_free(&a);
	return 0;
}
