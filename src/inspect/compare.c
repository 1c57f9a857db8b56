/* The comparison of two dataset folders: see compare.h. */
#include "inspect/compare.h"

#include "base/io.h"
#include "dataset/provenance.h"
#include "inspect/compare_rows.h"

#include <errno.h>
#include <string.h>

/* One of the two folders. */
struct side {
	slice folder;
	slices files;
	struct map index; /* path in the folder → place in files */
};

static bool refuse(struct diags *diags, slice path, int error) {
	slice message = say(diags->arena, S("cannot read "), path, S(": "), slice_of(strerrordesc_np(error)));
	diag_add(diags, (struct diag){.code = CODE_SYSTEM, .at = SPAN_NONE, .message = message});
	return false;
}

static bool open_side(struct side *s, slice folder, arena *a, struct diags *diags) {
	slices others = {0};
	*s = (struct side){.folder = folder, .index = {.arena = a}};
	int error = io_list_folder(a, arena_c_string(a, folder), &s->files, &others);
	if (error != 0) return refuse(diags, folder, error);
	for (size_t i = 0; i < s->files.n; i++) map_add(&s->index, s->files.v[i], i);
	return true;
}

static bool has_file(const struct side *s, slice file) { return map_get(&s->index, file) != SIZE_MAX; }

struct comparison {
	struct side old, new;
	slice gives;
	struct lies *lies;
	struct diags *diags;
};

static bool read_file(const struct side *s, slice file, struct comparison *c, slice *bytes) {
	arena *a = c->lies->arena;
	slice path = say(a, s->folder, S("/"), file);
	int error = io_read_file(a, arena_c_string(a, path), 0, bytes);
	return error == 0 || refuse(c->diags, path, error);
}

/* These hold again what the tables hold, and differ where any of them does. */
static const slice summaries[] = {{ANNOTATIONS_NAME, sizeof ANNOTATIONS_NAME - 1},
        {PACKAGE_NAME, sizeof PACKAGE_NAME - 1}, {PROVENANCE_NAME, sizeof PROVENANCE_NAME - 1}};
enum { SUMMARIES = sizeof summaries / sizeof *summaries };

static bool is_summary(slice file) {
	for (size_t i = 0; i < SUMMARIES; i++)
		if (slice_equal(file, summaries[i])) return true;
	return false;
}

/* False where a file cannot be read. */
static bool compare_file(struct comparison *c, slice file, const struct table *t, bool json) {
	arena *a = c->lies->arena;
	bool in_old = has_file(&c->old, file), in_new = has_file(&c->new, file);
	if (!in_old && !in_new) return true;
	if (!in_old) lies_tell(c->lies, file, ABSENT, SPAN_NONE, say(a, S("is missing; "), c->gives, S(" it")));
	if (!in_new)
		lies_tell(c->lies, file, ABSENT, SPAN_NONE,
		        say(a, S("should not be there; "), c->gives, S(" no such file")));
	if (!in_old || !in_new) return true;
	struct compared pair = {
	        .file = file, .table = t, .rows = json && !is_summary(file), .gives = c->gives, .lies = c->lies};
	if (!read_file(&c->old, file, c, &pair.old) || !read_file(&c->new, file, c, &pair.new)) return false;
	if (slice_equal(pair.old, pair.new)) return true;
	if (!json)
		compare_csv(&pair);
	else
		compare_lines(&pair);
	return true;
}

static bool compare_table(struct comparison *c, const struct table *t) {
	arena *a = c->lies->arena;
	slice csv = say(a, t->name, S(".csv")), json = say(a, t->name, S(".jsonl"));
	if (!compare_file(c, csv, t, false)) return false;
	/* What differs in a row differs in its twin too. */
	return lies_has(c->lies, csv) || compare_file(c, json, t, true);
}

static bool is_of_table(slice file) {
	for (size_t i = 0; i < TABLE_COUNT; i++) {
		slice rest = slice_starts(file, tables[i].name) ? slice_drop(file, tables[i].name.n) : ABSENT;
		if (slice_equal(rest, S(".csv")) || slice_equal(rest, S(".jsonl"))) return true;
	}
	return false;
}

/* Views, and files that no dataset has; of a summary or table only that one of the folders lacks it, which any pack's
 * dataset has. */
static bool compare_others(struct comparison *c, const struct side *s) {
	for (size_t i = 0; i < s->files.n; i++) {
		slice file = s->files.v[i];
		bool both = has_file(&c->old, file) && has_file(&c->new, file);
		if (both && (is_summary(file) || is_of_table(file) || lies_has(c->lies, file))) continue;
		/* What differs in a row of a view differs in its twin too. */
		if (slice_ends(file, S(".jsonl")) &&
		        lies_has(c->lies, say(c->lies->arena, slice_sub(file, 0, file.n - 5), S("csv"))))
			continue;
		if (!compare_file(c, file, NULL, !slice_ends(file, S(".csv")))) return false;
	}
	return true;
}

bool compare_folders(slice old_folder, slice new_folder, slice gives, struct lies *lies, struct diags *diags) {
	struct comparison c = {.gives = gives, .lies = lies, .diags = diags};
	size_t before = lies->list.n;
	if (!open_side(&c.old, old_folder, lies->arena, diags)) return false;
	if (!open_side(&c.new, new_folder, lies->arena, diags)) return false;
	for (size_t i = 0; i < TABLE_COUNT; i++)
		if (!compare_table(&c, &tables[i])) return false;
	if (!compare_others(&c, &c.old) || !compare_others(&c, &c.new)) return false;
	for (size_t i = 0; i < SUMMARIES; i++)
		if (lies->list.n == before && !compare_file(&c, summaries[i], NULL, true)) return false;
	return true;
}

int dataset_compare(arena *a, slice old_folder, slice new_folder, slice *difference, struct diags *diags) {
	struct lies lies = {.arena = a};
	if (!compare_folders(old_folder, new_folder, S("this run gives"), &lies, diags)) return -1;
	if (lies.list.n == 0) return 1;
	const struct lie *first = &lies.list.v[0];
	slice place = S("");
	if (first->source.p && !span_is_none(first->at))
		place = say(a, S(":"), slice_of_u64(a, place_of(first->source, first->at.start).line));
	*difference = say(a, old_folder, S("/"), first->file, place, S(": "), first->message);
	return 0;
}
