/* The proof of a dataset: it holds as written, and no cell, row, file or source can be changed unnoticed. */
#include "asserts.h"

#include "folder.h"

#include "dataset/csv_read.h"
#include "dataset/package.h"
#include "inspect/verify.h"
#include "sample_dataset.h"

enum { BOTH = FORMAT_CSV | FORMAT_JSONL };

static arena proof_memory; /* emptied after every proof but the last */
static struct diags diags;
static struct verify_source sources[SAMPLES + 1];
static struct verify_request request;

static bool verify(void) {
	arena_reset(&proof_memory);
	diags = (struct diags){.arena = &proof_memory};
	return verify_dataset(&proof_memory, &request, &diags);
}

static int make_dataset(void **state) {
	if (make_root(state) != 0) return -1;
	for (size_t i = 0; i < SAMPLES; i++)
		sources[i] = (struct verify_source){.name = sample_names[i], .bytes = sample_texts[i]};
	request = (struct verify_request){
	        .folder = sample_collect("out", BOTH), .sources = sources, .source_count = SAMPLES};
	return 0;
}

static int remove_dataset(void **state) {
	arena_free(&proof_memory);
	sample_value = S("579700");
	return remove_root(state);
}

/* ---- what was told */

static slice path_in_out(slice file) { return say(&scratch, request.folder, S("/"), file); }

static const struct diag *told_of(slice file) {
	for (size_t i = 0; i < diags.list.n; i++)
		if (slice_equal(diags.list.v[i].file, path_in_out(file))) return &diags.list.v[i];
	return NULL;
}

/* The file is told to lie, in this line of it (0: anywhere). */
static void assert_told(slice file, size_t line) {
	const struct diag *d = told_of(file);
	if (!d) fail_msg("nothing is told of %.*s", (int)file.n, file.p);
	assert_int_equal(d->code, CODE_VERIFY);
	if (line > 0) assert_int_equal(place_of(d->source, d->at.start).line, line);
}

static void assert_says(slice file, slice words) {
	const struct diag *d = told_of(file);
	assert_non_null(d);
	if (slice_find(d->message, words) == SIZE_MAX) assert_slice_equal(d->message, words);
}

/* ---- changing files */

static slice read_file(slice file) {
	slice bytes;
	assert_int_equal(io_read_file(&scratch, arena_c_string(&scratch, path_in_out(file)), 0, &bytes), 0);
	return bytes;
}

static void write_file(slice file, slice bytes) {
	assert_int_equal(io_write_file(arena_c_string(&scratch, path_in_out(file)), bytes), 0);
}

static slice replaced(slice text, span at, slice with) {
	return say(&scratch, slice_sub(text, 0, at.start), with, slice_drop(text, at.end));
}

static void replace_in(slice file, slice old, slice new) {
	slice text = read_file(file);
	size_t at = slice_find(text, old);
	assert_int_not_equal(at, SIZE_MAX);
	write_file(file, replaced(text, (span){at, at + old.n}, new));
}

static struct csv_file read_rows(slice file) {
	struct csv_file rows;
	struct csv_error error;
	assert_true(csv_read(&scratch, read_file(file), &rows, &error));
	return rows;
}

/* ---- as it was written */

static void a_dataset_holds_as_it_was_written(void **state) {
	(void)state;
	bool holds = verify();
	for (size_t i = 0; i < diags.list.n; i++) assert_slice_equal(diags.list.v[i].message, S(""));
	assert_true(holds);
}

static void each_format_alone_holds_too(void **state) {
	(void)state;
	request.folder = sample_collect("csv", FORMAT_CSV);
	assert_true(verify());
	request.folder = sample_collect("json", FORMAT_JSONL);
	assert_true(verify());
}

static void sources_are_read_from_their_paths(void **state) {
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		make_file(i == 0 ? "one" : "two", sample_texts[i]);
		sources[i].bytes = ABSENT;
		sources[i].path = slice_of(in_root(i == 0 ? "one" : "two"));
	}
	assert_true(verify());
	sources[1].path = slice_of(in_root("nowhere"));
	assert_false(verify());
	assert_told(S("documents.csv"), 3);
	assert_says(S("documents.csv"), S("cannot be read"));
}

/* ---- cells, rows, bytes */

static void every_changed_cell_is_noticed_in_its_row(void **state) {
	(void)state;
	for (size_t t = 0; t < TABLE_COUNT; t++) {
		slice file = say(&scratch, tables[t].name, S(".csv")), whole = read_file(file);
		struct csv_file rows = read_rows(file);
		for (size_t i = 1; i < rows.rows.n; i++)
			for (size_t k = 0; k < rows.rows.v[i].n; k++) {
				const struct csv_cell *cell = &rows.rows.v[i].cells[k];
				struct buf changed = {0};
				buf_csv_cell(&changed, say(&scratch, cell->value, S("1")));
				write_file(file, replaced(whole, cell->at, buf_slice(&changed)));
				buf_free(&changed);
				assert_false(verify());
				assert_told(file, place_of(whole, rows.rows.v[i].at.start).line +
				                          (place_of(whole, cell->at.start).line -
				                                  place_of(whole, rows.rows.v[i].at.start).line));
			}
		write_file(file, whole);
	}
	assert_true(verify());
}

static void a_cell_is_told_with_both_values(void **state) {
	(void)state;
	replace_in(S("figures.csv"), S(",579700,"), S(",580000,"));
	assert_false(verify());
	assert_told(S("figures.csv"), 2);
	assert_says(S("figures.csv"), S("column value: has 580000, figures.jsonl gives 579700"));
	assert_int_equal(diags.list.n, 1);
}

static void without_its_twin_a_cell_is_held_to_the_annotations(void **state) {
	(void)state;
	request.folder = sample_collect("csv", FORMAT_CSV);
	replace_in(S("figures.csv"), S(",579700,"), S(",580000,"));
	assert_false(verify());
	assert_says(S("figures.csv"), S("column value: has 580000, annotations.jsonl gives 579700"));
	replace_in(S("figures.csv"), S(",580000,"), S(",579700,"));
	replace_in(S("figures.csv"),
	        S("\xC2\xA3"
	          "579.7k"),
	        S("\xC2\xA3"
	          "579.8k"));
	assert_false(verify());
	assert_says(S("figures.csv"), S("column quote: has \xC2\xA3"
	                                "579.8k, the source gives \xC2\xA3"
	                                "579.7k"));
}

static void dropped_rows_are_noticed(void **state) {
	(void)state;
	for (size_t t = 0; t < TABLE_COUNT; t++) {
		slice file = say(&scratch, tables[t].name, S(".csv")), whole = read_file(file);
		struct csv_file rows = read_rows(file);
		for (size_t i = 0; i < rows.rows.n; i++) {
			span row = rows.rows.v[i].at;
			write_file(file, replaced(whole, (span){row.start, row.end + 1}, S("")));
			assert_false(verify());
			assert_told(file, 0);
		}
		write_file(file, whole);
	}
}

static void doubled_and_swapped_rows_are_noticed(void **state) {
	(void)state;
	for (size_t t = 0; t < TABLE_COUNT; t++) {
		slice file = say(&scratch, tables[t].name, S(".csv")), whole = read_file(file);
		struct csv_file rows = read_rows(file);
		for (size_t i = 1; i < rows.rows.n; i++) {
			span row = {rows.rows.v[i].at.start, rows.rows.v[i].at.end + 1};
			slice bytes = slice_at(whole, row);
			write_file(file, replaced(whole, row, say(&scratch, bytes, bytes)));
			assert_false(verify());
			assert_told(file, 0);
			if (i == 1) continue;
			span before = {rows.rows.v[i - 1].at.start, row.start};
			write_file(file, replaced(whole, (span){before.start, row.end},
			                         say(&scratch, bytes, slice_at(whole, before))));
			assert_false(verify());
			assert_told(file, 0);
		}
		write_file(file, whole);
	}
}

static void every_flipped_byte_of_a_source_is_noticed(void **state) {
	(void)state;
	for (size_t s = 0; s < 2; s++)
		for (size_t i = 0; i < sample_texts[s].n; i++) {
			const char flipped[] = {(char)(sample_texts[s].p[i] ^ 1), (char)(sample_texts[s].p[i] ^ 0x80)};
			for (size_t f = 0; f < 2; f++) {
				sources[s].bytes = replaced(sample_texts[s], (span){i, i + 1}, (slice){flipped + f, 1});
				assert_false(verify());
				assert_told(S("documents.csv"), s + 2);
				assert_says(S("documents.csv"), S("column sha256: has "));
			}
			sources[s].bytes = sample_texts[s];
		}
	sources[0].bytes = say(&scratch, sample_texts[0], S("\n"));
	assert_false(verify());
}

static void a_flipped_byte_under_a_quote_is_told_at_its_row(void **state) {
	(void)state;
	size_t at = slice_find(sample_texts[0], S("579.7k"));
	sources[0].bytes = replaced(sample_texts[0], (span){at, at + 1}, S("4"));
	assert_false(verify());
	assert_told(S("figures.csv"), 2);
	assert_says(S("figures.csv"), S("column quote: has \xC2\xA3"
	                                "579.7k, the source gives \xC2\xA3"
	                                "479.7k"));
}

static void changed_bytes_of_any_file_are_noticed_in_that_file(void **state) {
	(void)state;
	slices files = {0}, others = {0};
	assert_int_equal(io_list_folder(&scratch, in_root("out"), &files, &others), 0);
	for (size_t i = 0; i < files.n; i++) {
		slice whole = read_file(files.v[i]);
		/* datapackage.json is long: a step that meets every kind of line in it. */
		size_t step = whole.n / 97 + 1;
		for (size_t at = 0; at < whole.n; at += step) {
			const char flipped = (char)(whole.p[at] ^ 2);
			write_file(files.v[i], replaced(whole, (span){at, at + 1}, (slice){&flipped, 1}));
			assert_false(verify());
			/* A digest that was changed is told as one that its file does not have. */
			if (!slice_equal(files.v[i], S(PACKAGE_NAME))) assert_told(files.v[i], 0);
		}
		write_file(files.v[i], whole);
	}
	assert_true(verify());
}

/* ---- who is blamed */

static void a_changed_json_row_is_blamed_itself(void **state) {
	(void)state;
	replace_in(S("figures.jsonl"), S("\"579700\""), S("\"580000\""));
	assert_false(verify());
	assert_int_equal(diags.list.n, 1);
	assert_told(S("figures.jsonl"), 1);
	assert_says(S("figures.jsonl"), S("column value: has 580000, figures.csv gives 579700"));
}

static void changed_annotations_are_blamed_themselves(void **state) {
	(void)state;
	replace_in(S("annotations.jsonl"), S("\"value\":\"579700\""), S("\"value\":\"580000\""));
	assert_false(verify());
	assert_int_equal(diags.list.n, 1);
	assert_told(S("annotations.jsonl"), 1);
	assert_says(S("annotations.jsonl"), S("column value: has 580000, figures.csv gives 579700"));
}

static void a_changed_schema_is_told_at_its_line(void **state) {
	(void)state;
	replace_in(S("datapackage.json"), S("\"boolean\""), S("\"string\""));
	assert_false(verify());
	assert_int_equal(diags.list.n, 1);
	assert_says(S("datapackage.json"), S("the contract gives"));
	assert_true(diags.list.v[0].at.start > 0);
}

static void a_header_is_held_to_the_contract(void **state) {
	(void)state;
	replace_in(S("dates.csv"), S(",qualifier,"), S(",quality,"));
	assert_false(verify());
	assert_told(S("dates.csv"), 1);
	assert_says(S("dates.csv"), S("is quality, the contract gives qualifier"));
}

static void a_reference_must_be_a_row(void **state) {
	(void)state;
	request.folder = sample_collect("csv", FORMAT_CSV);
	slice figures = read_file(S("figures.csv")), id = id_of(&scratch, S("entity"), S("person:anna lee"));
	size_t at = slice_find(figures, id);
	write_file(S("figures.csv"), replaced(figures, (span){at, at + 1}, S("x")));
	assert_false(verify());
	assert_told(S("figures.csv"), 2);
	assert_says(S("figures.csv"), S("which no row of entities is"));
}

static void counts_of_entities_are_held_to_the_mentions(void **state) {
	(void)state;
	request.folder = sample_collect("csv", FORMAT_CSV);
	replace_in(S("entities.csv"), S(",Anna Lee,,,,2,2,"), S(",Anna Lee,,,,2,3,"));
	assert_false(verify());
	assert_says(S("entities.csv"), S("column documents: has 3, the mentions give 2"));
}

/* ---- files and sources that are there or not */

static void missing_and_strange_files_are_told(void **state) {
	(void)state;
	assert_int_equal(io.unlink(in_root("out/dates.csv")), 0);
	make_file("out/notes.txt", S("mine"));
	assert_false(verify());
	assert_says(S("dates.csv"), S("is missing"));
	assert_says(S("notes.txt"), S("is no file of the dataset"));
}

static void missing_and_additional_sources_are_told(void **state) {
	(void)state;
	request.source_count = SAMPLES - 1;
	assert_false(verify());
	assert_told(S("documents.csv"), 4);
	assert_says(S("documents.csv"), S("its source sub/c.txt was not given"));
	sources[SAMPLES] = (struct verify_source){.name = S("new.txt"), .bytes = S("x")};
	request.source_count = SAMPLES + 1;
	assert_false(verify());
	assert_says(S("documents.csv"), S("has no row for the source new.txt"));
}

static void a_folder_that_is_not_there_is_told(void **state) {
	(void)state;
	request.folder = S("/nowhere/at/all");
	assert_false(verify());
	assert_int_equal(diags.list.v[0].code, CODE_SYSTEM);
}

static void documents_that_failed_and_were_missed_hold(void **state) {
	(void)state;
	struct diags none = {.arena = &scratch};
	enum level worst;
	struct collection *c = collection_new(NULL);
	arena a = {0};
	struct document *d = sample_make(&a, 0);
	document_fail(d, CODE_LIMIT, SPAN_NONE, S("rule x"));
	collection_add(c, d, &a);
	collection_expect(c, &(slice){"gone", 4}, 1);
	assert_int_equal(io_make_folders(in_root("failed")), 0);
	assert_true(collection_write(c, in_root("failed"), BOTH, &none, &worst));
	collection_free(c);
	request.folder = slice_of(in_root("failed"));
	request.source_count = 1;
	assert_true(verify());
	/* Nothing was taken from it, and still it must be what it was. */
	sources[0].bytes = S("other");
	assert_false(verify());
	assert_told(S("documents.csv"), 2);
}

/* ---- the chain, run again */

static bool run_again(void *data, slice *folder, struct diags *told) {
	(void)told;
	int *runs = data;
	++*runs;
	*folder = sample_collect("again", BOTH);
	return true;
}

static bool run_fails(void *data, slice *folder, struct diags *told) {
	(void)data, (void)folder;
	diag_add(told, (struct diag){.code = CODE_SYSTEM, .at = SPAN_NONE, .message = S("no")});
	return false;
}

static void the_same_rows_come_again(void **state) {
	(void)state;
	int runs = 0;
	request.regenerate = run_again;
	request.data = &runs;
	assert_true(verify());
	assert_int_equal(runs, 1);
}

static void a_forged_dataset_is_found_by_running_again(void **state) {
	(void)state;
	int runs = 0;
	sample_value = S("580000");
	request.folder = sample_collect("forged", BOTH);
	sample_value = S("579700");
	assert_true(verify()); /* it agrees with itself */
	request.regenerate = run_again;
	request.data = &runs;
	assert_false(verify());
	assert_int_equal(diags.list.n, 1);
	assert_told(S("figures.csv"), 2);
	assert_says(S("figures.csv"), S("column value: has 580000, the source gives 579700"));
}

static void a_run_that_fails_proves_nothing(void **state) {
	(void)state;
	request.regenerate = run_fails;
	assert_false(verify());
	assert_int_equal(diags.list.n, 1);
	assert_int_equal(diags.list.v[0].code, CODE_SYSTEM);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_dataset, remove_dataset)
	const struct CMUnitTest tests[] = {
	        TEST(a_dataset_holds_as_it_was_written),
	        TEST(each_format_alone_holds_too),
	        TEST(sources_are_read_from_their_paths),
	        TEST(every_changed_cell_is_noticed_in_its_row),
	        TEST(a_cell_is_told_with_both_values),
	        TEST(without_its_twin_a_cell_is_held_to_the_annotations),
	        TEST(dropped_rows_are_noticed),
	        TEST(doubled_and_swapped_rows_are_noticed),
	        TEST(every_flipped_byte_of_a_source_is_noticed),
	        TEST(a_flipped_byte_under_a_quote_is_told_at_its_row),
	        TEST(changed_bytes_of_any_file_are_noticed_in_that_file),
	        TEST(a_changed_json_row_is_blamed_itself),
	        TEST(changed_annotations_are_blamed_themselves),
	        TEST(a_changed_schema_is_told_at_its_line),
	        TEST(a_header_is_held_to_the_contract),
	        TEST(a_reference_must_be_a_row),
	        TEST(counts_of_entities_are_held_to_the_mentions),
	        TEST(missing_and_strange_files_are_told),
	        TEST(missing_and_additional_sources_are_told),
	        TEST(a_folder_that_is_not_there_is_told),
	        TEST(documents_that_failed_and_were_missed_hold),
	        TEST(the_same_rows_come_again),
	        TEST(a_forged_dataset_is_found_by_running_again),
	        TEST(a_run_that_fails_proves_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
