/* Documents into a dataset folder. */
#include "asserts.h"

#include "folder.h"

#include "dataset/package.h"
#include "sample_dataset.h"

#include <errno.h>

enum { BOTH = FORMAT_CSV | FORMAT_JSONL };

static struct diags diags;
static enum level worst;

static bool write_to(struct collection *c, const char *name, unsigned formats) {
	diags = (struct diags){.arena = &scratch};
	assert_int_equal(io_make_folders(in_root(name)), 0);
	bool fine = collection_write(c, in_root(name), formats, &diags, &worst);
	collection_free(c);
	return fine;
}

static slice file_in(const char *folder, slice name) {
	slice bytes;
	slice path = say(&scratch, slice_of(in_root(folder)), S("/"), name);
	assert_int_equal(io_read_file(&scratch, arena_c_string(&scratch, path), 0, &bytes), 0);
	return bytes;
}

static bool contains(slice text, slice part) { return slice_find(text, part) != SIZE_MAX; }

static void assert_same_folders(const char *one, const char *other) {
	slices files = {0}, others = {0}, more = {0};
	assert_int_equal(io_list_folder(&scratch, in_root(one), &files, &others), 0);
	assert_int_equal(io_list_folder(&scratch, in_root(other), &more, &others), 0);
	assert_int_equal(files.n, more.n);
	for (size_t i = 0; i < files.n; i++) assert_slice_equal(file_in(other, files.v[i]), file_in(one, files.v[i]));
}

static void every_file_is_there_when_there_is_nothing(void **state) {
	(void)state;
	slices files = {0}, others = {0};
	assert_true(write_to(collection_new(NULL), "out", BOTH));
	assert_int_equal(worst, LEVEL_NOTE);
	assert_int_equal(io_list_folder(&scratch, in_root("out"), &files, &others), 0);
	assert_int_equal(files.n, 2 * TABLE_COUNT + 3);
	assert_slice_equal(
	        file_in("out", S("entities.csv")), S("id,type,name,subtype,code,scheme,mentions,documents,first\n"));
	assert_int_equal(file_in("out", S("entities.jsonl")).n, 0);
	assert_int_equal(file_in("out", S("annotations.jsonl")).n, 0);
}

static void any_order_of_adding_gives_the_same_bytes(void **state) {
	(void)state;
	static const size_t orders[][SAMPLES] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
	static const char *const names[] = {"o0", "o1", "o2", "o3", "o4", "o5"};
	for (size_t i = 0; i < 6; i++) {
		struct collection *c = collection_new(NULL);
		for (size_t k = 0; k < SAMPLES; k++) sample_add(c, orders[i][k]);
		assert_true(write_to(c, names[i], BOTH));
		if (i > 0) assert_same_folders(names[0], names[i]);
	}
}

static void rows_hold_what_the_documents_hold(void **state) {
	(void)state;
	sample_collect("out", BOTH);
	slice figures = file_in("out", S("figures.csv")), documents = file_in("out", S("documents.csv"));
	assert_true(contains(figures, S(",a.txt,15,23,1,16,money.symbol,\xC2\xA3"
	                                "579.7k,money,579700,,GBP,,,")));
	assert_true(contains(documents, S("\n\"b, \"\"2\"\".txt\",")));
	assert_true(contains(file_in("out", S("relations.csv")), S(",friend-of,")));
	assert_true(contains(file_in("out", S("lists.jsonl")), S("\"ordered\":false,\"items\":2,\"inline\":false,")));
	assert_true(contains(file_in("out", S("findings.jsonl")), S("\"start\":null,\"end\":null,")));
	assert_true(contains(file_in("out", S("unclaimed.csv")), S(",3,number,12\n")));
}

static void keys_are_replaced_by_ids_in_every_file(void **state) {
	(void)state;
	sample_collect("out", BOTH);
	slice anna = id_of(&scratch, S("entity"), S("person:anna lee")),
	      bob = id_of(&scratch, S("entity"), S("person:bob"));
	assert_true(contains(file_in("out", S("entities.csv")), say(&scratch, anna, S(",person,Anna Lee,,,,2,2,"))));
	/* Robert is stated to be Bob. */
	assert_true(contains(file_in("out", S("contacts.csv")), say(&scratch, S(";ext=4310,"), bob, S("\n"))));
	assert_true(contains(file_in("out", S("annotations.jsonl")), say(&scratch, S("\"entity\":\""), anna, S("\""))));
	slices files = {0}, others = {0};
	assert_int_equal(io_list_folder(&scratch, in_root("out"), &files, &others), 0);
	for (size_t i = 0; i < files.n; i++) assert_false(contains(file_in("out", files.v[i]), S("person:")));
}

static void annotations_have_no_text(void **state) {
	(void)state;
	sample_collect("out", BOTH);
	slice lines = file_in("out", S("annotations.jsonl"));
	assert_true(slice_starts(lines, S("{\"garner\":1,")));
	assert_false(contains(lines, S("kept 12 of 14 beds")));
	assert_true(contains(lines, S("\"waivers\":[")));
}

static void two_documents_of_one_name_are_refused_and_named(void **state) {
	(void)state;
	struct collection *c = collection_new(NULL);
	sample_add(c, 0);
	sample_add(c, 1);
	sample_add(c, 0);
	sample_add(c, 0);
	assert_false(write_to(c, "out", BOTH));
	assert_int_equal(diags.list.n, 1);
	assert_int_equal(diags.list.v[0].code, CODE_DOCUMENT_TWICE);
	assert_true(contains(diags.list.v[0].message, S("a.txt")));
}

static void an_expected_document_that_is_missing_has_a_row_and_a_finding(void **state) {
	(void)state;
	const slice expected[] = {S("a.txt"), S("gone.txt"), S("gone.txt")};
	struct collection *c = collection_new(NULL);
	sample_add(c, 0);
	collection_expect(c, expected, 3);
	assert_true(write_to(c, "out", BOTH));
	assert_int_equal(worst, LEVEL_ERROR);
	assert_true(contains(file_in("out", S("documents.csv")), S("\ngone.txt,,0,0,,,,,0,0,0,0,0,failed\n")));
	assert_true(contains(file_in("out", S("findings.csv")), S(",error,document-missing,")));
}

static void what_arrived_as_expected_gives_no_finding(void **state) {
	(void)state;
	const slice expected[] = {S("sub/c.txt")};
	struct collection *c = collection_new(NULL);
	sample_add(c, 2);
	collection_expect(c, expected, 1);
	assert_true(write_to(c, "out", BOTH));
	assert_int_equal(worst, LEVEL_NOTE);
}

static void the_worst_finding_is_told(void **state) {
	(void)state;
	struct collection *c = collection_new(NULL);
	sample_add(c, 0);
	assert_true(write_to(c, "out", BOTH));
	assert_int_equal(worst, LEVEL_WARNING);
}

static void equal_ids_in_a_table_are_refused(void **state) {
	(void)state;
	struct collection *c = collection_new(NULL);
	for (size_t i = 0; i < 2; i++) {
		arena a = {0};
		struct document *d = sample_make(&a, i);
		d->records.v[0].id = S("0123456789abcdef0123"); /* a mention in both */
		collection_add(c, d, &a);
	}
	assert_false(write_to(c, "out", BOTH));
	assert_int_equal(diags.list.n, 1);
	assert_int_equal(diags.list.v[0].code, CODE_ID_COLLISION);
	assert_true(contains(diags.list.v[0].message, S("mentions")));
	assert_true(contains(diags.list.v[0].message, S("0123456789abcdef0123")));
	assert_true(contains(diags.list.v[0].message, S("a.txt")));
	assert_true(contains(diags.list.v[0].message, S("b, \"2\".txt")));
}

static void one_format_alone_can_be_had(void **state) {
	(void)state;
	slices files = {0}, others = {0};
	sample_collect("csv", FORMAT_CSV);
	sample_collect("json", FORMAT_JSONL);
	assert_int_equal(io_list_folder(&scratch, in_root("csv"), &files, &others), 0);
	assert_int_equal(files.n, TABLE_COUNT + 3);
	assert_false(contains(file_in("json", S("datapackage.json")), S(".csv")));
	assert_true(contains(file_in("json", S("datapackage.json")), S("\"figures.jsonl\"")));
}

static void datapackage_tells_size_digest_and_keys(void **state) {
	(void)state;
	sample_collect("out", BOTH);
	slice package = file_in("out", S("datapackage.json")), figures = file_in("out", S("figures.csv"));
	assert_true(contains(package, say(&scratch, S("\"bytes\": "), slice_of_u64(&scratch, figures.n), S(","))));
	assert_true(contains(package, say(&scratch, S("\"hash\": \"sha256:"), sha256_hex(&scratch, figures), S("\""))));
	assert_true(contains(
	        package, S("{\"fields\":[\"entity\"],\"reference\":{\"resource\":\"entities\",\"fields\":[\"id\"]}}")));
	assert_true(contains(
	        package, S("{\"fields\":[\"parent\"],\"reference\":{\"resource\":\"\",\"fields\":[\"id\"]}}")));
	assert_true(contains(package, S("{\"name\":\"inferred\",\"type\":\"boolean\",")));
	assert_false(contains(package, S("[\"subject\"]")));
	assert_false(contains(package, S("fieldsMatch")));
}

static void a_package_name_has_only_the_letters_it_may_have(void **state) {
	(void)state;
	struct buf b = {0};
	package_files none = {0};
	package_encode(&b, S("My Pack_2.0/\xC3\xA9"), &none, NULL, NULL);
	assert_true(contains(buf_slice(&b), S("\"name\": \"my-pack_2.0---\"")));
	buf_clear(&b);
	package_encode(&b, ABSENT, &none, NULL, NULL);
	assert_true(contains(buf_slice(&b), S("\"name\": \"dataset\"")));
	buf_free(&b);
}

/* ---- the system refuses */

static ssize_t full_write(int fd, const void *from, size_t n) {
	(void)fd, (void)from, (void)n;
	errno = ENOSPC;
	return -1;
}

static int opened;
static int failing_open(const char *path, int flags, mode_t mode) {
	if (++opened == 5) {
		errno = EMFILE;
		return -1;
	}
	return real.open(path, flags, mode);
}

static void a_full_disk_is_told(void **state) {
	(void)state;
	struct collection *c = collection_new(NULL);
	sample_add(c, 0);
	io.write = full_write;
	assert_false(write_to(c, "out", BOTH));
	io = real;
	assert_int_equal(diags.list.v[0].code, CODE_SYSTEM);
	assert_true(contains(diags.list.v[0].message, S("No space left on device")));
}

static void a_file_that_cannot_be_created_is_told(void **state) {
	(void)state;
	opened = 0;
	io.open = failing_open;
	assert_false(write_to(collection_new(NULL), "out", BOTH));
	io = real;
	assert_int_equal(diags.list.n, 1);
	assert_true(contains(diags.list.v[0].message, S("/annotations.jsonl: Too many open files")));
}

static void a_folder_that_is_not_empty_is_not_written_over(void **state) {
	(void)state;
	assert_int_equal(io_make_folders(in_root("out")), 0);
	make_file("out/figures.csv", S("mine\n"));
	assert_false(write_to(collection_new(NULL), "out", BOTH));
	assert_file("out/figures.csv", S("mine\n"));
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_root, remove_root)
	const struct CMUnitTest tests[] = {
	        TEST(every_file_is_there_when_there_is_nothing),
	        TEST(any_order_of_adding_gives_the_same_bytes),
	        TEST(rows_hold_what_the_documents_hold),
	        TEST(keys_are_replaced_by_ids_in_every_file),
	        TEST(annotations_have_no_text),
	        TEST(two_documents_of_one_name_are_refused_and_named),
	        TEST(an_expected_document_that_is_missing_has_a_row_and_a_finding),
	        TEST(what_arrived_as_expected_gives_no_finding),
	        TEST(the_worst_finding_is_told),
	        TEST(equal_ids_in_a_table_are_refused),
	        TEST(one_format_alone_can_be_had),
	        TEST(datapackage_tells_size_digest_and_keys),
	        TEST(a_package_name_has_only_the_letters_it_may_have),
	        TEST(a_full_disk_is_told),
	        TEST(a_file_that_cannot_be_created_is_told),
	        TEST(a_folder_that_is_not_empty_is_not_written_over),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
