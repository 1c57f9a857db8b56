/* Postal addresses: their lines, or the parts between commas, joined by a comma and a blank. */
#include "values/types.h"

static bool is_break(char c) { return c == ',' || c == '\n' || c == '\r'; }

bool value_address(const struct value_in *in, struct value_out *out) {
	slice text = value_capture(in, S("address")), value = S("");
	slices lines = {0};
	for (size_t start = 0, end; start < text.n; start = end + 1) {
		for (end = start; end < text.n && !is_break(text.p[end]);) end++;
		slice line = utf8_fold_blanks(in->arena, slice_sub(text, start, end));
		if (line.n == 0) continue;
		if (lines.n) *vec_push(in->arena, &lines) = S(", ");
		*vec_push(in->arena, &lines) = line;
	}
	value = slice_concat(in->arena, lines.v, lines.n);
	if (value.n == 0) return value_unread(in, out, S("no address is"), text);
	value_set(out, S("type"), S("address"), ABSENT);
	value_set(out, S("value"), value, S("address"));
	return true;
}
