/* read: what is taken in as text, and what is refused with which finding. */
#include "one_arena.h"

#include "stages/stages.h"

static struct document *read(slice bytes) { return stage_read(&a, S("x.txt"), bytes); }

static void assert_failed(slice bytes, enum code code, slice message) {
	struct document *d = read(bytes);
	assert_int_equal(d->status, DOCUMENT_FAILED);
	assert_int_equal(d->findings.n, 1);
	assert_slice_equal(d->findings.v[0].code, code_text(code));
	assert_int_equal(d->findings.v[0].severity, LEVEL_ERROR);
	assert_slice_equal(d->findings.v[0].message, message);
	assert_int_equal(d->text.n, 0);
	assert_int_equal(d->bytes, bytes.n);
	assert_int_equal(d->sha256.n, 64);
	assert_slice_equal(d->encoding, ABSENT);
}

static void plain_text_is_taken_as_it_stands(void **state) {
	(void)state;
	struct document *d = read(S("abc"));
	assert_int_equal(d->status, DOCUMENT_OK);
	assert_slice_equal(d->name, S("x.txt"));
	assert_slice_equal(d->text, S("abc"));
	assert_int_equal(d->bytes, 3);
	assert_slice_equal(d->encoding, S("utf-8"));
	assert_slice_equal(d->media_type, S("text/plain"));
	/* FIPS 180-4's own example */
	assert_slice_equal(d->sha256, S("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
	assert_int_equal(d->findings.n, 0);
}

static void an_empty_file_is_a_document(void **state) {
	(void)state;
	struct document *d = read(S(""));
	assert_int_equal(d->status, DOCUMENT_OK);
	assert_int_equal(d->bytes, 0);
	assert_int_equal(d->text.n, 0);
	assert_int_equal(d->findings.n, 0);
}

static void a_byte_order_mark_stays_in_the_text(void **state) {
	(void)state;
	struct document *d = read(S("\xEF\xBB\xBF"
	                            "a"));
	assert_int_equal(d->status, DOCUMENT_OK);
	assert_slice_equal(d->text, S("\xEF\xBB\xBF"
	                              "a"));
}

static void characters_of_every_length_are_taken(void **state) {
	(void)state;
	slice text = S("a\xC2\xA3\xE2\x80\xA2\xF0\x9F\x98\x80\r\n\x7F");
	assert_slice_equal(read(text)->text, text);
}

static void a_nul_byte_is_refused_where_it_stands(void **state) {
	(void)state;
	assert_failed(S("abc\0def"), CODE_BINARY, S("a NUL byte at byte 3"));
	assert_failed(S("\0"), CODE_BINARY, S("a NUL byte at byte 0"));
}

static void known_formats_are_named(void **state) {
	(void)state;
	assert_failed(S("\x7F"
	                "ELF\x02\x01"),
	        CODE_BINARY, S("starts at byte 0 like an ELF program"));
	assert_failed(S("\x89PNG\r\n\x1A\n\0\0"), CODE_BINARY, S("starts at byte 0 like a PNG picture"));
	assert_failed(S("%PDF-1.4\n%abc"), CODE_BINARY, S("starts at byte 0 like a PDF file"));
	assert_failed(S("PK\x03\x04\x14"), CODE_BINARY, S("starts at byte 0 like a ZIP archive"));
	assert_failed(S("\x1F\x8B\x08\0"), CODE_BINARY, S("starts at byte 0 like gzip data"));
}

static void the_start_of_a_known_format_alone_is_text(void **state) {
	(void)state;
	assert_int_equal(read(S("PK"))->status, DOCUMENT_OK);
	assert_int_equal(read(S("a %PDF-1.4"))->status, DOCUMENT_OK);
}

static void markup_is_told_by_its_beginning(void **state) {
	(void)state;
	assert_failed(S("<!DOCTYPE html>\n<p>Tea"), CODE_FORMAT, S("begins like an HTML page, which is not read"));
	assert_failed(
	        S("\xEF\xBB\xBF\r\n <HTML lang=en>"), CODE_FORMAT, S("begins like an HTML page, which is not read"));
	assert_failed(S("<?xml version=\"1.0\"?>"), CODE_FORMAT, S("begins like an XML file, which is not read"));
	assert_failed(S("{\\rtf1\\ansi"), CODE_FORMAT, S("begins like an RTF file, which is not read"));
}

static void text_about_markup_is_text(void **state) {
	(void)state;
	assert_int_equal(read(S("<p>Tea"))->status, DOCUMENT_OK);
	assert_int_equal(read(S("Write <html> first."))->status, DOCUMENT_OK);
	assert_int_equal(read(S("<htm"))->status, DOCUMENT_OK);
	assert_int_equal(read(S(" \n"))->status, DOCUMENT_OK);
}

static void other_encodings_are_told_by_their_marks(void **state) {
	(void)state;
	assert_failed(S("\xFF\xFE"
	                "a\0"),
	        CODE_ENCODING, S("starts at byte 0 like a byte-order mark of UTF-16LE"));
	assert_failed(S("\xFE\xFF\0a"), CODE_ENCODING, S("starts at byte 0 like a byte-order mark of UTF-16BE"));
	assert_failed(
	        S("\xFF\xFE\0\0a\0\0\0"), CODE_ENCODING, S("starts at byte 0 like a byte-order mark of UTF-32LE"));
	assert_failed(
	        S("\0\0\xFE\xFF\0\0\0a"), CODE_ENCODING, S("starts at byte 0 like a byte-order mark of UTF-32BE"));
}

static void ill_formed_utf8_is_refused_at_its_first_byte(void **state) {
	(void)state;
	assert_failed(S("ab\xFF"), CODE_ENCODING, S("ill-formed UTF-8 at byte 2"));              /* no such byte */
	assert_failed(S("a\xC0\xAF"), CODE_ENCODING, S("ill-formed UTF-8 at byte 1"));           /* overlong */
	assert_failed(S("\xED\xA0\x80"), CODE_ENCODING, S("ill-formed UTF-8 at byte 0"));        /* surrogate */
	assert_failed(S("abc\xF4\x90\x80\x80"), CODE_ENCODING, S("ill-formed UTF-8 at byte 3")); /* > U+10FFFF */
}

static void utf8_cut_short_is_refused_at_each_place(void **state) {
	(void)state;
	slice whole = S("ab\xF0\x9F\x98\x80");
	for (size_t n = 3; n < whole.n; n++)
		assert_failed(slice_sub(whole, 0, n), CODE_ENCODING, S("ill-formed UTF-8 at byte 2"));
	assert_int_equal(read(whole)->status, DOCUMENT_OK);
}

static void what_could_not_be_opened_is_a_failed_document(void **state) {
	(void)state;
	struct document *d = stage_read_failed(&a, S("gone.txt"), CODE_UNREADABLE, S("no such file"));
	assert_int_equal(d->status, DOCUMENT_FAILED);
	assert_slice_equal(d->name, S("gone.txt"));
	assert_slice_equal(d->sha256, ABSENT);
	assert_int_equal(d->findings.n, 1);
	assert_slice_equal(d->findings.v[0].code, S("unreadable"));
	assert_slice_equal(d->findings.v[0].message, S("no such file"));
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup(plain_text_is_taken_as_it_stands, reset),
	        cmocka_unit_test_setup(an_empty_file_is_a_document, reset),
	        cmocka_unit_test_setup(a_byte_order_mark_stays_in_the_text, reset),
	        cmocka_unit_test_setup(characters_of_every_length_are_taken, reset),
	        cmocka_unit_test_setup(a_nul_byte_is_refused_where_it_stands, reset),
	        cmocka_unit_test_setup(known_formats_are_named, reset),
	        cmocka_unit_test_setup(the_start_of_a_known_format_alone_is_text, reset),
	        cmocka_unit_test_setup(markup_is_told_by_its_beginning, reset),
	        cmocka_unit_test_setup(text_about_markup_is_text, reset),
	        cmocka_unit_test_setup(other_encodings_are_told_by_their_marks, reset),
	        cmocka_unit_test_setup(ill_formed_utf8_is_refused_at_its_first_byte, reset),
	        cmocka_unit_test_setup(utf8_cut_short_is_refused_at_each_place, reset),
	        cmocka_unit_test_setup(what_could_not_be_opened_is_a_failed_document, reset),
	};
	return cmocka_run_group_tests(tests, NULL, free_all);
}
