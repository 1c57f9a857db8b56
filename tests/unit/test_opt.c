/* Tests of base/opt: a command line is walked and written down as a sentence of what was met. */
#include "one_arena.h"

#include "base/opt.h"

static const struct opt table[] = {
        {'j', "jobs", "N", "so many at once", false},
        {'q', "quiet", NULL, "say nothing", false},
        {'r', "rules", "PACK", "a pack of rules", true},
        {0, "format", "LIST", "what to write", false},
        {'0', "null", NULL, "names end with NUL", true},
};

/* "jobs=2 quiet [operand] !message": what the arguments give, up to the first that is wrong. */
static slice walked(const char *const *arguments) {
	struct opts o = {.table = table, .count = sizeof table / sizeof *table};
	VEC(char *) argv = {0};
	*vec_push(&a, &argv) = arena_c_string(&a, S("program"));
	for (; *arguments; arguments++) *vec_push(&a, &argv) = arena_c_string(&a, slice_of(*arguments));
	o.argc = (int)argv.n;
	o.argv = argv.v;
	slice all = S(""), value;
	for (int met; (met = opt_next(&a, &o, &value)) != OPT_END;) {
		if (all.n) all = say(&a, all, S(" "));
		if (met == OPT_WRONG) return say(&a, all, S("!"), value);
		if (met == OPT_OPERAND) {
			all = say(&a, all, S("["), value, S("]"));
			continue;
		}
		all = say(&a, all, slice_of(table[met].name));
		if (value.p) all = say(&a, all, S("="), value);
	}
	assert_int_equal(opt_next(&a, &o, &value), OPT_END); /* the end stays the end */
	return all;
}

#define assert_walk(expected, ...) assert_slice_equal(walked((const char *const[]){__VA_ARGS__, NULL}), S(expected))

static void nothing_is_the_end(void **state) {
	(void)state;
	assert_slice_equal(walked((const char *const[]){NULL}), S(""));
	struct opts none = {.argc = 0, .table = table, .count = 1};
	slice value;
	assert_int_equal(opt_next(&a, &none, &value), OPT_END);
}

static void values_come_glued_or_next(void **state) {
	(void)state;
	assert_walk("jobs=2", "-j2");
	assert_walk("jobs=2", "-j", "2");
	assert_walk("jobs=2", "--jobs=2");
	assert_walk("jobs=2", "--jobs", "2");
	assert_walk("format=a=b", "--format=a=b");
	assert_walk("format=", "--format=");
	assert_walk("format=", "--format", "");
	assert_walk("jobs=-q", "--jobs", "-q");
	assert_walk("jobs=--", "-j", "--");
}

static void letters_are_grouped(void **state) {
	(void)state;
	assert_walk("quiet null jobs=4 [x]", "-q0j4", "x");
	assert_walk("quiet jobs=4", "-qj", "4");
	assert_walk("null null quiet", "-00", "-q");
	assert_walk("jobs=4q", "-j4q");
}

static void operands_stand_anywhere(void **state) {
	(void)state;
	assert_walk("[a] quiet [b] jobs=1 [c]", "a", "-q", "b", "-j1", "c");
	assert_walk("[-] quiet [] [-]", "-", "-q", "", "-");
}

static void two_dashes_end_the_options(void **state) {
	(void)state;
	assert_walk("quiet [-q] [--jobs] [--]", "-q", "--", "-q", "--jobs", "--");
	assert_walk("", "--");
}

static void an_unknown_option_is_named_with_the_nearest(void **state) {
	(void)state;
	assert_walk("!unknown option --forma; did you mean --format?", "--forma");
	assert_walk("!unknown option --fromat; did you mean --format?", "--fromat=x");
	assert_walk("!unknown option --colour", "--colour");
	assert_walk("quiet !unknown option -x", "-qx");
	assert_walk("!unknown option -\xC3\xA9", "-\xC3\xA9q");
	assert_walk("!unknown option ---", "---");
	assert_walk("!unknown option --", "--=x");
}

static void names_stand_in_full_only(void **state) {
	(void)state;
	assert_walk("!unknown option --quie; did you mean --quiet?", "--quie");
	assert_walk("!unknown option --q", "--q");
}

static void a_missing_value_is_told(void **state) {
	(void)state;
	assert_walk("!option --jobs needs a value: N", "--jobs");
	assert_walk("quiet !option -j needs a value: N", "-qj");
}

static void a_flag_takes_no_value(void **state) {
	(void)state;
	assert_walk("!option --quiet takes no value", "--quiet=yes");
	assert_walk("!option --quiet takes no value", "--quiet=");
}

static void an_option_stands_once_unless_many(void **state) {
	(void)state;
	assert_walk("jobs=1 !option --jobs is given twice", "-j1", "--jobs=2");
	assert_walk("quiet !option -q is given twice", "-qq");
	assert_walk("rules=a rules=b null null", "-ra", "--rules", "b", "-0", "--null");
}

static void a_walk_goes_on_behind_what_was_wrong(void **state) {
	(void)state;
	char program[] = "program", group[] = "-xq", name[] = "--no", operand[] = "a";
	char *argv[] = {program, group, name, operand, NULL};
	struct opts o = {.argc = 4, .argv = argv, .table = table, .count = sizeof table / sizeof *table};
	slice value;
	assert_int_equal(opt_next(&a, &o, &value), OPT_WRONG);
	assert_int_equal(opt_next(&a, &o, &value), 1);
	assert_int_equal(opt_next(&a, &o, &value), OPT_WRONG);
	assert_int_equal(opt_next(&a, &o, &value), OPT_OPERAND);
	assert_int_equal(opt_next(&a, &o, &value), OPT_END);
}

static void help_is_aligned(void **state) {
	(void)state;
	struct buf out = {0};
	opt_help(table, sizeof table / sizeof *table, &out);
	assert_slice_equal(buf_slice(&out), S("  -j, --jobs N       so many at once\n"
	                                      "  -q, --quiet        say nothing\n"
	                                      "  -r, --rules PACK   a pack of rules\n"
	                                      "      --format LIST  what to write\n"
	                                      "  -0, --null         names end with NUL\n"));
	buf_free(&out);
}

int main(void) {
#define TEST(name) cmocka_unit_test_teardown(name, free_all)
	const struct CMUnitTest tests[] = {
	        TEST(nothing_is_the_end),
	        TEST(values_come_glued_or_next),
	        TEST(letters_are_grouped),
	        TEST(operands_stand_anywhere),
	        TEST(two_dashes_end_the_options),
	        TEST(an_unknown_option_is_named_with_the_nearest),
	        TEST(names_stand_in_full_only),
	        TEST(a_missing_value_is_told),
	        TEST(a_flag_takes_no_value),
	        TEST(an_option_stands_once_unless_many),
	        TEST(a_walk_goes_on_behind_what_was_wrong),
	        TEST(help_is_aligned),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
