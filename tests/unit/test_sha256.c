/* Tests of base/sha256. Vectors: FIPS 180-2, appendix B. */
#include "asserts.h"

#include "base/sha256.h"

static void digests_agree_with_the_published_vectors(void **state) {
	(void)state;
	arena a = {0};
	assert_slice_equal(
	        sha256_hex(&a, S("")), S("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
	assert_slice_equal(
	        sha256_hex(&a, ABSENT), S("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
	assert_slice_equal(
	        sha256_hex(&a, S("abc")), S("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
	assert_slice_equal(sha256_hex(&a, S("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
	        S("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"));
	char *million = arena_alloc(&a, 1000000);
	memset(million, 'a', 1000000);
	assert_slice_equal(sha256_hex(&a, (slice){million, 1000000}),
	        S("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
	arena_free(&a);
}

static void an_id_is_the_start_of_the_digest_of_ended_parts(void **state) {
	(void)state;
	arena a = {0};
	assert_slice_equal(id_of(&a, S("a.txt"), S("figure"), S("12"), S("17"), S("0")),
	        slice_sub(sha256_hex(&a, S("a.txt\0figure\00012\00017\0000\0")), 0, 20));
	assert_slice_equal(sha256_id(&a, NULL, 0), S("e3b0c44298fc1c149afb"));
	arena_free(&a);
}

/* Blocks have 64 bytes, and the padding of the last takes nine of them. */
static void ids_of_every_length_are_digests(void **state) {
	(void)state;
	arena a = {0};
	char name[300];
	for (size_t n = 0; n < sizeof name; n++) {
		for (size_t i = 0; i < n; i++) name[i] = (char)('a' + i % 26);
		slice first = {name, n}, whole = slice_concat(&a, (const slice[]){first, S("\0block\0"), S("12\0")}, 3);
		slice expected = slice_sub(sha256_hex(&a, whole), 0, 20);
		struct id_first known = id_first_of(first);
		assert_slice_equal(id_of(&a, first, S("block"), S("12")), expected);
		assert_slice_equal(id_behind(&a, &known, S("block"), S("12")), expected);
		whole = slice_concat(&a, (const slice[]){S("word\0"), first, S("\0")}, 3);
		assert_slice_equal(id_of(&a, S("word"), first), slice_sub(sha256_hex(&a, whole), 0, 20));
	}
	arena_free(&a);
}

static void an_id_tells_where_parts_end(void **state) {
	(void)state;
	arena a = {0};
	assert_false(slice_equal(id_of(&a, S("ab"), S("c")), id_of(&a, S("a"), S("bc"))));
	assert_false(slice_equal(id_of(&a, S("a")), id_of(&a, S("a"), S(""))));
	assert_slice_equal(id_of(&a, S("a"), ABSENT), id_of(&a, S("a"), S("")));
	arena_free(&a);
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(digests_agree_with_the_published_vectors),
	        cmocka_unit_test(an_id_is_the_start_of_the_digest_of_ended_parts),
	        cmocka_unit_test(ids_of_every_length_are_digests),
	        cmocka_unit_test(an_id_tells_where_parts_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
