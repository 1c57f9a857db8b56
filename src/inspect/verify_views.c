/* Views against each other and against datapackage.json, which alone says, without the rule pack, what views there are
 * and which columns they have. What their rows should be is known only where the chain is run again. */
#include "base/buf.h"
#include "inspect/verify_parts.h"

slice package_value(slice line, slice key) {
	slice trimmed = slice_trim(line);
	if (!slice_starts(trimmed, key)) return ABSENT;
	slice value = slice_drop(trimmed, key.n);
	return slice_ends(value, S(",")) ? slice_sub(value, 0, value.n - 1) : value;
}

slice json_plain(slice text, arena *a) {
	struct buf plain = {0};
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '\\' && i + 1 < text.n) i++;
		buf_byte(&plain, text.p[i]);
	}
	slice result = arena_copy(a, buf_slice(&plain));
	buf_free(&plain);
	return result;
}

/* The text between a key and the quote that ends it: `"path": "x.csv",`. */
static slice string_of(slice line, slice key) {
	slice value = package_value(line, key);
	return value.n > 0 && slice_ends(value, S("\"")) ? slice_sub(value, 0, value.n - 1) : ABSENT;
}

static slice stem_of(slice path) {
	slice stem = ABSENT;
	if (slice_ends(path, S(".csv"))) stem = slice_sub(path, 0, path.n - 4);
	if (slice_ends(path, S(".jsonl"))) stem = slice_sub(path, 0, path.n - 6);
	bool known = table_named(stem) || slice_equal(stem, S("annotations"));
	return known ? ABSENT : stem;
}

static bool is_there(const struct proof *p, slice name) {
	for (size_t i = 0; i < p->views.n; i++)
		if (slice_equal(p->views.v[i].name, name)) return true;
	return false;
}

typedef VEC(struct column) columns;

static void end_view(struct proof *p, struct table *view, const columns *c) {
	if (view->name.n == 0) return;
	view->columns = c->v;
	view->count = c->n;
	*vec_push(p->arena, &p->views) = *view;
	*view = (struct table){0};
}

void verify_find_views(struct proof *p) {
	slice rest = p->package.bytes, about = ABSENT;
	struct table view = {0};
	columns c = {0};
	while (rest.n > 0) {
		struct cut line = slice_cut(rest, S("\n"));
		slice described = string_of(line.head, S("\"description\": \"")),
		      path = string_of(line.head, S("\"path\": \""));
		slice field = package_value(line.head, S("{\"name\":\""));
		if (described.p) about = described;
		if (path.n > 0) {
			end_view(p, &view, &c);
			c = (columns){0};
			slice stem = stem_of(path);
			if (stem.n > 0 && !is_there(p, stem))
				view = (struct table){.name = stem, .is = S(""), .about = json_plain(about, p->arena)};
		} else if (field.n > 0 && view.name.n > 0) {
			slice name = slice_cut(field, S("\"")).head;
			*vec_push(p->arena, &c) = (struct column){.name = name, .references = S(""), .about = S("")};
		}
		rest = line.tail;
	}
	end_view(p, &view, &c);
}
