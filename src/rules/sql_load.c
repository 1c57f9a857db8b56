/* views/NAME.sql and checks/NAME.sql of a pack: read as they are, their names checked. What is in them is looked at by
 * dataset/, which alone knows SQL. */
#include "base/ascii.h"
#include "rules/load.h"

#include <stdlib.h>

enum { SQL_LIMIT = 1 << 20 };

static void complain(struct loader *l, const struct sql_file *f, slice message, const struct sql_file *also) {
	struct diag d = {.code = CODE_SQL, .file = f->origin.file, .at = SPAN_NONE, .message = message};
	if (also) {
		d.also_file = also->origin.file;
		d.also_at = SPAN_NONE;
	}
	diag_add(l->diags, d);
}

/* What can be a file's stem, a resource's name and a finding's code: lower case letters, digits, _ and -. */
static bool is_plain_name(slice name) {
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		bool letter = ascii_is_lower(c), other = ascii_is_digit(c) || c == '_' || c == '-';
		if (!letter && (i == 0 || !other)) return false;
	}
	return name.n > 0;
}

/* Names that the dataset has for itself. */
static bool is_taken(slice name, bool view) {
	enum code code;
	if (!view) return code_find(name, &code);
	return table_named(name) != NULL || slice_equal(name, S("annotations")) ||
	       slice_equal(name, S("datapackage")) || slice_equal(name, S("provenance"));
}

static void load_one(struct loader *l, slice folder, slice pack, slice path, slice base, bool view) {
	struct sql_file f = {.name = slice_sub(base, 0, base.n - S(".sql").n)};
	f.origin.file = say(l->a, pack, S("/"), path);
	f.origin.at = SPAN_NONE;
	slice whole = say(l->a, folder, S("/"), path);
	if (!load_file(l, whole, f.origin.file, SQL_LIMIT, NULL, &f.origin.source)) return;
	if (!is_plain_name(f.name))
		complain(l, &f, S("the name of a view or check is made of a-z, 0-9, _ and -"), NULL);
	else if (is_taken(f.name, view))
		complain(l, &f,
		        view ? S("a table of the dataset has this name") : S("a finding of garner's own has this name"),
		        NULL);
	else if (view)
		*vec_push(l->a, &l->pack->views) = f;
	else
		*vec_push(l->a, &l->pack->checks) = f;
}

void load_sql(struct loader *l, slice folder, slice pack, slice path) {
	struct cut c = slice_cut(path, S("/"));
	bool view = slice_equal(c.head, S("views")), check = slice_equal(c.head, S("checks"));
	/* A dot in front: an editor's own. */
	if ((!view && !check) || !slice_ends(c.tail, S(".sql")) || c.tail.p[0] == '.') return;
	if (slice_find_byte(c.tail, '/') == SIZE_MAX) load_one(l, folder, pack, path, c.tail, view);
}

/* By name; of one name, by the bytes of their paths. */
static int compare_files(const void *left, const void *right) {
	const struct sql_file *a = left, *b = right;
	int order = slice_compare(a->name, b->name);
	return order != 0 ? order : slice_compare(a->origin.file, b->origin.file);
}

static void sort_names(struct sql_file *files, size_t n) {
	if (n > 1) qsort(files, n, sizeof *files, compare_files);
}

void load_sort_sql(struct loader *l) {
	sort_names(l->pack->views.v, l->pack->views.n);
	sort_names(l->pack->checks.v, l->pack->checks.n);
}

static void check_names(struct loader *l, const struct sql_file *files, size_t n) {
	for (size_t i = 1; i < n; i++)
		if (slice_equal(files[i].name, files[i - 1].name))
			complain(l, &files[i],
			        say(l->a, S("another pack has "), files[i - 1].origin.file, S("; names stand once")),
			        &files[i - 1]);
}

void load_check_sql(struct loader *l) {
	check_names(l, l->pack->views.v, l->pack->views.n);
	check_names(l, l->pack->checks.v, l->pack->checks.n);
}
