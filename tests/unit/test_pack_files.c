/* rules/pack_load.c: pack.yaml, the files that it names, and what happens where one of them cannot be read. */
#include "asserts.h"
#include "pack_core.h"

#include <errno.h>

static void what_is_no_yaml_does_not_hide_other_files(void **state) {
	(void)state;
	write_core();
	write_pack_file(
	        "core/b.rules.yaml", S("rules:\n  - {id: x, emit: nope, match: 'x'}\n  - id: y\n    emit: a: b\n"));
	write_pack_file("core/c.rules.yaml", S("rules:\n  - {id: z, emit: nope, match: 'x'}\n"));
	write_pack_file("core/d.rules.yaml", S("a: &b c\n---\n"));
	assert_null(load("core"));
	assert_said(CODE_VALUE_UNKNOWN, "core/b.rules.yaml", 2, 19);
	assert_said(CODE_YAML_SYNTAX, "core/b.rules.yaml", 4, 12);
	assert_said(CODE_VALUE_UNKNOWN, "core/c.rules.yaml", 2, 19);
	assert_said(CODE_YAML_FEATURE, "core/d.rules.yaml", 1, 4);
	assert_said(CODE_YAML_FEATURE, "core/d.rules.yaml", 2, 1);
	assert_said(CODE_KEY_UNKNOWN, "core/d.rules.yaml", 1, 1);
	assert_int_equal(said.list.n, 6);
}

static void a_pack_without_its_file_is_unreadable(void **state) {
	(void)state;
	write_pack_file("p/x.rules.yaml", S("rules: []\n"));
	assert_null(load("p"));
	assert_said(CODE_PACK_UNREADABLE, "p/pack.yaml", 0, 0);
	assert_null(load("nowhere"));
	assert_said(CODE_PACK_UNREADABLE, "nowhere/pack.yaml", 0, 0);
	write_pack_file("p/pack.yaml", S("# nothing\n"));
	assert_null(load("p"));
	assert_said(CODE_PACK_UNREADABLE, "p/pack.yaml", 0, 0);
	assert_int_equal(said.list.n, 1);
}

/* pack.yaml of "p" with one fault in it. */
static void pack_refused(slice pack, enum code code, size_t line, size_t column) {
	write_core();
	write_pack_file("p/r.csv", S("id,name\n1,a\n2,b\n"));
	write_pack_file("p/pack.yaml", pack);
	assert_null(load("p"));
	asserts_said(code, S("p/pack.yaml"), line, column, __FILE__, __LINE__);
	if (said.list.n != 1) print_said();
	assert_int_equal(said.list.n, 1);
}

static void a_pack_says_what_it_is(void **state) {
	(void)state;
	pack_refused(S("pack: q\n"), CODE_VALUE_UNKNOWN, 1, 7);
	pack_refused(S("about: x\n"), CODE_KEY_MISSING, 1, 1);
	pack_refused(S("pack: p\nuses: [core]\n"), CODE_KEY_UNKNOWN, 2, 1);
	pack_refused(S("pack: p\nuse: core\n"), CODE_TYPE_WRONG, 2, 6);
	pack_refused(S("pack: p\nuse: [nope]\n"), CODE_PACK_UNREADABLE, 2, 7);
	pack_refused(S("pack: p\nuse: [../nope]\n"), CODE_PACK_UNREADABLE, 2, 7);
	pack_refused(S("pack: p\nuse: [../..]\n"), CODE_VALUE_UNKNOWN, 2, 7);
	pack_refused(S("pack: p\nuse: [../p/]\n"), CODE_PACK_CYCLE, 2, 7);
	pack_refused(S("pack: p\nuse: [p]\n"), CODE_PACK_CYCLE, 2, 7);
	pack_refused(S("pack: p\nregion: gb\n"), CODE_VALUE_UNKNOWN, 2, 9);
	pack_refused(S("pack: p\ndates: day\n"), CODE_VALUE_UNKNOWN, 2, 8);
}

static void a_pack_in_use_may_be_named_by_a_path(void **state) {
	(void)state;
	write_pack_file("far/off/base/pack.yaml", S("pack: base\nregisters:\n  r: {file: r.csv, key: [a]}\n"));
	write_pack_file("far/off/base/r.csv", S("a\nx\n"));
	write_pack_file("near/p/pack.yaml", S("pack: p\nuse: [../../far/off/base/]\n"));
	load_well("near/p");
	assert_non_null(pack_register(loaded, S("r")));
	assert_slice_equal(pack_register(loaded, S("r"))->origin.file, S("base/r.csv"));
	write_pack_file(
	        "near/p/pack.yaml", say(&scratch, S("pack: p\nuse: ["), slice_of(in_root("far/off/base")), S("]\n")));
	load_well("near/p/");
	assert_non_null(pack_register(loaded, S("r")));
}

static void packs_may_not_use_each_other_in_a_circle(void **state) {
	(void)state;
	write_pack_file("a/pack.yaml", S("pack: a\nuse: [b]\n"));
	write_pack_file("b/pack.yaml", S("pack: b\nuse: [a]\n"));
	assert_null(load("a"));
	assert_said(CODE_PACK_CYCLE, "b/pack.yaml", 2, 7);
	assert_int_equal(said.list.n, 1);
}

static void registers_have_a_file_and_a_key(void **state) {
	(void)state;
	pack_refused(S("pack: p\nregisters:\n  r: {file: r.csv}\n"), CODE_KEY_MISSING, 3, 7);
	pack_refused(S("pack: p\nregisters:\n  r: {file: nope.csv, key: [id]}\n"), CODE_PACK_UNREADABLE, 3, 13);
	pack_refused(
	        S("pack: p\nregisters:\n  r: {file: ../core/months.csv, key: [word]}\n"), CODE_VALUE_UNKNOWN, 3, 13);
	pack_refused(S("pack: p\nregisters:\n  r: {file: /etc/passwd, key: [word]}\n"), CODE_VALUE_UNKNOWN, 3, 13);
	pack_refused(S("pack: p\nregisters:\n  r: {file: r.csv, key: [idd]}\n"), CODE_VALUE_UNKNOWN, 3, 26);
	assert_slice_equal(hint(), S("did you mean id?"));
	pack_refused(S("pack: p\nregisters:\n  r: {file: r.csv, key: []}\n"), CODE_TYPE_WRONG, 3, 25);
	pack_refused(S("pack: p\nuse: [core]\nregisters:\n  months: {file: r.csv, key: [id]}\n"), CODE_KEY_TWICE, 4, 3);
}

static void faults_of_a_register_are_shown_in_it(void **state) {
	(void)state;
	write_pack_file("p/pack.yaml", S("pack: p\nregisters:\n  r: {file: r.csv, key: [id]}\n"));
	write_pack_file("p/r.csv", S("id,name\n1,a\n1,b\n3\n\n4,\"x\n"));
	assert_null(load("p"));
	assert_said(CODE_REGISTER_KEY, "p/r.csv", 3, 1);
	assert_said(CODE_REGISTER, "p/r.csv", 4, 1);
	assert_said(CODE_REGISTER, "p/r.csv", 5, 1);
	assert_said(CODE_REGISTER, "p/r.csv", 6, 3);
	assert_int_equal(said.list.n, 4);
}

static void entities_name_registers_and_columns(void **state) {
	(void)state;
#define ENTITY "pack: p\nregisters:\n  r: {file: r.csv, key: [id]}\nentities:\n  s:\n"
	pack_refused(
	        S(ENTITY "    scheme: x\n    names: {register: q, code: id, name: name}\n"), CODE_VALUE_UNKNOWN, 7, 23);
	pack_refused(S(ENTITY "    scheme: x\n    names: {register: r, code: idd, name: name}\n"), CODE_VALUE_UNKNOWN,
	        7, 32);
	pack_refused(S(ENTITY "    scheme: x\n    names: {register: r, code: id}\n"), CODE_KEY_MISSING, 7, 13);
	pack_refused(S(ENTITY "    names: {register: r, code: id, name: name}\n"), CODE_KEY_MISSING, 5, 3);
	pack_refused(S(ENTITY "    scheme: x\n"), CODE_KEY_MISSING, 5, 3);
	pack_refused(S(ENTITY "    variants: [{match: 'x*', with: ''}]\n"), CODE_PATTERN_EMPTY, 6, 24);
	pack_refused(S(ENTITY "    variants: [{match: 'x)', with: ''}]\n"), CODE_PATTERN, 6, 26);
	pack_refused(S(ENTITY "    variants: [{match: 'x'}]\n"), CODE_KEY_MISSING, 6, 17);
}

/* Reading fails, memory does not: whatever call fails, the pack is refused and nothing leaks. */
static int failing_open(const char *path, int flags, mode_t mode) {
	if (slice_ends(slice_of(path), S("a.rules.yaml"))) {
		errno = EACCES;
		return -1;
	}
	return real.open(path, flags, mode);
}

static void a_rule_file_that_cannot_be_read_is_named(void **state) {
	(void)state;
	write_core();
	io.open = failing_open;
	assert_null(load("core"));
	io = real;
	assert_said(CODE_PACK_UNREADABLE, "core/a.rules.yaml", 0, 0);
	assert_int_equal(said.list.n, 1);
}

#define T(name) cmocka_unit_test_setup_teardown(name, make_pack_root, remove_pack_root)

int main(void) {
	const struct CMUnitTest tests[] = {
	        T(what_is_no_yaml_does_not_hide_other_files),
	        T(a_pack_without_its_file_is_unreadable),
	        T(a_pack_says_what_it_is),
	        T(a_pack_in_use_may_be_named_by_a_path),
	        T(packs_may_not_use_each_other_in_a_circle),
	        T(registers_have_a_file_and_a_key),
	        T(faults_of_a_register_are_shown_in_it),
	        T(entities_name_registers_and_columns),
	        T(a_rule_file_that_cannot_be_read_is_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
