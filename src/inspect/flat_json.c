/* Members of a JSON row: see flat_json.h. */
#include "inspect/flat_json.h"

static bool skip(slice line, size_t *at, char c) {
	if (*at >= line.n || line.p[*at] != c) return false;
	++*at;
	return true;
}

static bool skip_string(slice line, size_t *at) {
	if (!skip(line, at, '"')) return false;
	while (*at < line.n && line.p[*at] != '"') *at += line.p[*at] == '\\' ? 2 : 1;
	return skip(line, at, '"');
}

static bool skip_value(slice line, size_t *at) {
	if (*at < line.n && line.p[*at] == '"') return skip_string(line, at);
	size_t start = *at;
	while (*at < line.n && line.p[*at] != ',' && line.p[*at] != '}') ++*at;
	return *at > start && *at < line.n;
}

bool flat_next(slice line, size_t *at, struct flat_member *m) {
	if (!skip(line, at, *at == 0 ? '{' : ',')) return false;
	size_t name = *at;
	if (!skip_string(line, at)) return false;
	m->name = slice_sub(line, name + 1, *at - 1);
	if (!skip(line, at, ':')) return false;
	m->at.start = *at;
	if (!skip_value(line, at)) return false;
	m->at.end = *at;
	m->value = slice_at(line, m->at);
	return true;
}

bool flat_difference(slice a, slice b, struct flat_member *in_a, struct flat_member *in_b) {
	for (size_t i = 0, j = 0; flat_next(a, &i, in_a) && flat_next(b, &j, in_b);) {
		if (!slice_equal(in_a->name, in_b->name)) return false;
		if (!slice_equal(in_a->value, in_b->value)) return true;
	}
	return false;
}

slice flat_plain(slice value) {
	if (slice_equal(value, S("null"))) return S("");
	bool text = value.n > 1 && value.p[0] == '"' && slice_find_byte(value, '\\') == SIZE_MAX;
	return text ? slice_sub(value, 1, value.n - 1) : value;
}
