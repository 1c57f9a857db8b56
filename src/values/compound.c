/* Quantities said in several units: see compound.h. Only the parts are found here; what they add up to is the value
 * type's to say. */
#include "values/compound.h"

slice unit_word_cell(const struct value_in *in, slice unit, slice column) {
	unit = utf8_fold_blanks(in->arena, unit);
	slice cell = value_word(in, S("units"), unit, column);
	if (!cell.p && slice_ends(unit, S(".")))
		cell = value_word(in, S("units"), slice_sub(unit, 0, unit.n - 1), column);
	struct cut power = slice_cut(unit, S("^"));
	if (!cell.p && power.ok) cell = value_word(in, S("units"), say(in->arena, power.head, power.tail), column);
	return cell.n ? cell : ABSENT;
}

/* What joins two parts: blanks, a comma, a word of role and. */
static slice without_joint(const struct value_in *in, slice text) {
	slice value;
	size_t size;
	text = utf8_trim(text);
	if (slice_starts(text, S(","))) text = utf8_trim(slice_drop(text, 1));
	slice role = words_role(in, text, &value, &size);
	if (role.p && slice_equal(role, S("and"))) text = utf8_trim(slice_drop(text, size));
	return text;
}

/* The unit behind a number; a hyphen may join the two. */
static slice unit_at(const struct value_in *in, slice *text) {
	slice rest = utf8_trim(*text);
	if (slice_starts(rest, S("-"))) rest = slice_drop(rest, 1);
	size_t size = value_prefix(in, S("units"), rest);
	if (size == 0) return ABSENT;
	*text = slice_drop(rest, size);
	return slice_sub(rest, 0, size);
}

bool compound_read(const struct value_in *in, slice text, compound_parts *parts) {
	for (text = without_joint(in, text); text.n; text = without_joint(in, text)) {
		struct compound_part *part = vec_push(in->arena, parts);
		size_t used;
		*part = (struct compound_part){.unit = ABSENT};
		if (!words_read(in, text, &part->number, &used)) return false;
		text = slice_drop(text, used);
		part->unit = unit_at(in, &text);
		if (part->unit.p) continue;
		return part->number.bottom != 1 && utf8_trim(text).n == 0;
	}
	return parts->n > 0;
}
