/* The first lie of every file: see lies.h. */
#include "inspect/lies.h"

#include "base/buf.h"
#include "base/utf8.h"

enum { SHOWN_MAX = 80 }; /* bytes of a value in a message: both of them and the place fit two lines of a terminal */

void lies_tell(struct lies *l, slice file, slice source, span at, slice message) {
	l->told.arena = l->arena;
	if (!map_add(&l->told, file, l->list.n)) return;
	*vec_push(l->arena, &l->list) = (struct lie){file, source, at, message};
}

bool lies_has(const struct lies *l, slice file) { return map_get(&l->told, file) != SIZE_MAX; }

static bool breaks_line(slice s) {
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7F) return true;
	return slice_trim(s).n != s.n;
}

slice value_shown(arena *a, slice value) {
	if (value.n == 0) return S("nothing");
	size_t end = value.n;
	if (end > SHOWN_MAX)
		for (end = SHOWN_MAX; end > 0 && ((unsigned char)value.p[end] & 0xC0) == 0x80;) end--;
	slice shown = slice_sub(value, 0, end);
	if (breaks_line(shown)) {
		struct buf quoted = {0};
		buf_json_string(&quoted, shown);
		shown = arena_copy(a, buf_slice(&quoted));
		buf_free(&quoted);
	}
	return end < value.n ? say(a, shown, S("…")) : shown;
}

slice column_message(arena *a, slice column, slice has, slice gives, slice given) {
	return say(a, S("column "), column, S(": has "), value_shown(a, has), S(", "), gives, S(" "),
	        value_shown(a, given));
}
