/* The table of value types, made of values.def, and what every value function uses: see value.h. */
#include "values/types.h"

const struct value_type value_types[] = {
#define VALUE(name, is, captures, version, about) {#name, is, captures, value_##name, version, about},
#include "values/values.def"
};
const size_t value_type_count = sizeof value_types / sizeof *value_types;

const struct value_type *value_type_named(slice name) {
	for (size_t i = 0; i < value_type_count; i++)
		if (slice_equal(slice_of(value_types[i].name), name)) return &value_types[i];
	return NULL;
}

slice value_capture(const struct value_in *in, slice name) {
	for (size_t i = 0; i < in->count; i++)
		if (slice_equal(in->captures[i].name, name)) return in->captures[i].text;
	return ABSENT;
}

void value_set(struct value_out *out, slice column, slice text, slice from) {
	if (out->count == VALUE_COLUMNS_MAX) return; /* more than any type sets */
	out->columns[out->count++] = (struct value_column){.column = column, .text = text, .from = {from}};
}

void value_set2(struct value_out *out, slice column, slice text, slice from, slice from2) {
	value_set(out, column, text, from);
	value_from(out, from2);
}

void value_from(struct value_out *out, slice from) {
	if (out->count == 0) return;
	struct value_column *last = &out->columns[out->count - 1];
	for (size_t i = 0; i < VALUE_SOURCES_MAX; i++) {
		if (last->from[i].p) continue;
		last->from[i] = from;
		return;
	}
}

void value_alternative(struct value_out *out, slice column, slice text) {
	for (size_t i = 0; i < out->count; i++)
		if (slice_equal(out->columns[i].column, column) && slice_equal(out->columns[i].text, text)) return;
	for (size_t i = 0; i < out->alternative_count; i++)
		if (slice_equal(out->alternatives[i].column, column) && slice_equal(out->alternatives[i].text, text))
			return;
	if (out->alternative_count == VALUE_ALTERNATIVES_MAX) return;
	out->alternatives[out->alternative_count++] = (struct value_alternative){column, text};
}

bool value_fail(struct value_out *out, enum code code, slice message) {
	out->count = 0;
	out->alternative_count = 0;
	out->inferred = false;
	out->failed = true;
	out->code = code;
	out->message = message;
	return false;
}

/* ---- for the types alone: types.h */

slice value_word(const struct value_in *in, slice table, slice key, slice column) {
	return in->context && in->context->lexicon ? lexicon_get(in->context->lexicon, table, key, column) : ABSENT;
}

size_t value_prefix(const struct value_in *in, slice table, slice text) {
	return in->context && in->context->lexicon ? lexicon_prefix(in->context->lexicon, table, text) : 0;
}

bool value_number_word(const struct value_in *in, slice table, slice key, slice column, uint64_t *number) {
	return slice_to_u64(value_word(in, table, key, column), number);
}

bool value_unread(const struct value_in *in, struct value_out *out, slice what, slice text) {
	return value_fail(
	        out, CODE_VALUE_UNREAD, say(in->arena, what, S(" \""), utf8_fold_blanks(in->arena, text), S("\"")));
}

slice value_folded(const struct value_in *in, slice capture) {
	return utf8_fold_blanks(in->arena, value_capture(in, capture));
}

void value_set_qualifier(const struct value_in *in, struct value_out *out, slice column) {
	slice said = value_capture(in, S("qualifier"));
	slice qualifier = value_word(in, S("qualifiers"), said, column);
	if (qualifier.n) value_set(out, S("qualifier"), qualifier, S("qualifier"));
}
